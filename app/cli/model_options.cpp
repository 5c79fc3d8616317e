#include "app/cli/model_options.h"

#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "core/io/model_file.h"
#include "core/io/read_file.h"

#include <fmt/format.h>

#include <utility>

namespace trilane {
namespace {

constexpr const char* kWhichModel = "ONNX or trilane.model file; - reads standard input";

}  // namespace

void ModelOptions::addReadingOptionsTo(CLI::App& command) {
    addTexts(command, "Model", "--shape", shapes, "NAME=D,…",
             "shape of an ONNX model's input, as image=1,3,224,224 (repeatable)");
    addFlag(command, "Model", "--no-fuse", noFuse, "keep every ONNX node as a layer of its own");
}

void ModelOptions::addTo(CLI::App& command, const std::string& name) {
    place = name;
    addArgument(command, place, path,
                name == "MODEL" ? kWhichModel : std::string("trilane.plan, ") + kWhichModel);
    addReadingOptionsTo(command);
}

void ModelOptions::addAsOptionTo(CLI::App& command) {
    place = "--model";
    addRequiredText(command, "Model", place, path, "MODEL", kWhichModel);
    addReadingOptionsTo(command);
}

void ModelOptions::addAsChoiceTo(CLI::App& command, std::optional<std::string>& chosen,
                                 const std::string& description) {
    place = "--model";
    addText(command, "Model", place, chosen, "MODEL", description);
    addReadingOptionsTo(command);
}

ReadModel openModel(const ModelOptions& options) {
    OnnxOptions reading;
    reading.shapes = parseShapes(options.shapes);
    reading.fuse = !options.noFuse;
    ModelFile read = options.content
                         ? readModelContent(*options.content, inputName(options.path), reading)
                         : readModelFile(options.path, reading);
    if (read.format == ModelFormat::Onnx) return std::move(read.content);
    auto& warnings = read.content.warnings;
    if (!reading.shapes.empty())
        warnings.emplace_back("--shape has no effect: a trilane.model file has fixed shapes");
    if (options.noFuse)
        warnings.emplace_back("--no-fuse has no effect: a trilane.model file holds layers");
    return std::move(read.content);
}

void warnAbout(const std::vector<std::string>& warnings, const std::string& path, Console& console,
               std::size_t most) {
    // One more line than asked for is better than "and 1 more".
    const std::size_t shown = warnings.size() <= most + 1 ? warnings.size() : most;
    for (std::size_t i = 0; i < shown; ++i)
        console.warn(fmt::format("{}: {}", inputName(path), warnings[i]));
    if (shown < warnings.size())
        console.warn(fmt::format("{} more about this model: 'trilane inspect' lists them",
                                 warnings.size() - shown));
}

}  // namespace trilane
