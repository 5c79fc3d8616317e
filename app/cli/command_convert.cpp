#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/usage_error.h"
#include "core/graph/multi_path.h"
#include "core/io/dot.h"
#include "core/io/model_json.h"
#include "core/io/read_file.h"

#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace trilane {
namespace {

struct ConvertOptions {
    ModelOptions model;
    std::string output;
    std::optional<std::string> format;
    bool multiPath = false;
    std::optional<std::string> maxPaths;
    bool quiet = false;
};

enum class Format { Json, Dot };

Format chooseFormat(const ConvertOptions& options) {
    if (options.format) {
        constexpr std::array<std::string_view, 2> kChoices{"json", "dot"};
        return parseChoice("--format", *options.format, kChoices, "format") == 0 ? Format::Json
                                                                                 : Format::Dot;
    }
    const std::string_view path = options.output;
    if (path.ends_with(".json")) return Format::Json;
    if (path.ends_with(".dot") || path.ends_with(".gv")) return Format::Dot;
    throw UsageError(
        fmt::format("-o: '{}' ends in no known suffix; expected .json or .dot, or "
                    "--format json|dot",
                    path));
}

std::size_t parseMaxPaths(const ConvertOptions& options) {
    if (!options.maxPaths) return kDefaultMaxPaths;
    constexpr std::uint64_t kMost = 1'000;
    return parseCount("--max-paths", *options.maxPaths, 1, kMost, "a whole number from 1 to 1,000");
}

std::string multiPathText(const Model& model, Format format, std::size_t maxPaths,
                          Console& console) {
    const MultiPathForm form = convertToMultiPath(model, maxPaths);
    if (!form.complete())
        console.warn(fmt::format("the first {} of {} paths are written; --max-paths raises this",
                                 form.paths.size(), shortText(form.total)));
    if (format == Format::Dot) return multiPathDot(model, form);
    auto built = buildModel(multiPathModel(model, form));
    if (const auto* fault = std::get_if<ModelFault>(&built))
        throw std::logic_error("the multi-path form is no model: " + fault->found);
    return writeModelJson(std::get<Model>(built));
}

ExitCode run(const ConvertOptions& options, Console& console) {
    console.setQuiet(options.quiet);
    if (options.maxPaths && !options.multiPath)
        throw UsageError("--max-paths: only with --multi-path");
    const Format format = chooseFormat(options);
    const std::size_t maxPaths = parseMaxPaths(options);
    requireNotRead(options.output, {options.model.input()});
    console.showProgress("reading " + inputName(options.model.path));
    const ReadModel read = openModel(options.model);
    console.clearProgress();
    constexpr std::size_t kWarningsShown = 5;
    warnAbout(read.warnings, options.model.path, console, kWarningsShown);
    ResultOutput output(options.output);
    if (options.multiPath)
        output.write(multiPathText(read.model, format, maxPaths, console));
    else
        output.write(format == Format::Dot ? modelDot(read.model) : writeModelJson(read.model));
    output.finish();
    return ExitCode::Done;
}

}  // namespace

Command makeConvertCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "convert",
                   "write a model, or its multi-path form, as trilane.model JSON or as DOT",
                   "trilane convert model.onnx -o model.json\n"
                   "trilane convert model.onnx --multi-path --max-paths 16 -o paths.dot\n"
                   "trilane convert model.onnx --format dot -o -");
    const auto options = std::make_shared<ConvertOptions>();
    options->model.addTo(*app);
    addRequiredOutput(*app, options->output, "FILE",
                      "file to write, .json or .dot; - is standard output, with --format");
    addText(*app, "Output", "--format", options->format, "F",
            "json or dot, whatever the suffix says");
    addFlag(*app, "Output", "--multi-path", options->multiPath,
            "the paper's Graph Conversion: all paths disjoint, by replicas");
    addText(*app, "Output", "--max-paths", options->maxPaths, "N",
            fmt::format("paths written at most (default {}, at most 1,000)", kDefaultMaxPaths));
    addFlag(*app, "Output", "-q,--quiet", options->quiet, "no warnings and no progress");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
