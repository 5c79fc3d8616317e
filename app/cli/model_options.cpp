#include "app/cli/model_options.h"

#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "core/io/input_error.h"
#include "core/io/model_json.h"
#include "core/io/onnx_reader.h"
#include "core/io/read_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace trilane {
namespace {

constexpr const char* kWhichModel = "ONNX or trilane.model file; - reads standard input";

/// JSON begins with a bracket, which no ONNX file does: its first byte is a field's key. Nor is a
/// byte order mark such a key; the JSON reader tells what is wrong with it.
bool looksLikeJson(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return true;
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (bytes[first] == '{' || bytes[first] == '[');
}

/// The "format" of a JSON file of ours; empty for anything else.
std::optional<std::string> formatOf(const std::string& text) {
    const auto document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_object()) return std::nullopt;
    const auto format = document.find("format");
    if (format == document.end() || !format->is_string()) return std::nullopt;
    return format->get<std::string>();
}

/// What to do with a file of another of our formats.
std::string_view adviceFor(std::string_view format) {
    if (format == "trilane.plan") return "; check plans with 'trilane validate PLAN --model MODEL'";
    if (format == "trilane.profile") return "; give profiles as --profile FILE";
    if (format == "trilane.machine") return "; give machines as --device FILE or --server FILE";
    if (format == "trilane.network") return "; give networks as --network FILE";
    return "";
}

ReadModel readJson(const std::string& bytes, const std::string& name) {
    try {
        return parseModelJson(bytes, name);
    } catch (const InputError&) {
        const auto format = formatOf(bytes);
        if (!format || format == "trilane.model" || !format->starts_with("trilane.")) throw;
        throw InputError(name, "", fmt::format("a {} file", *format),
                         fmt::format("a model, ONNX or trilane.model{}", adviceFor(*format)));
    }
}

}  // namespace

void ModelOptions::addReadingOptionsTo(CLI::App& command) {
    addTexts(command, "Model", "--shape", shapes, "NAME=D,…",
             "shape of an ONNX model's input, as image=1,3,224,224 (repeatable)");
    addFlag(command, "Model", "--no-fuse", noFuse, "keep every ONNX node as a layer of its own");
}

void ModelOptions::addTo(CLI::App& command) {
    place = "MODEL";
    addArgument(command, place, path, kWhichModel);
    addReadingOptionsTo(command);
}

void ModelOptions::addAsOptionTo(CLI::App& command) {
    place = "--model";
    addRequiredText(command, "Model", place, path, "MODEL", kWhichModel);
    addReadingOptionsTo(command);
}

ReadModel openModel(const ModelOptions& options) {
    const auto shapes = parseShapes(options.shapes);
    const std::string bytes = readFile(options.path);
    const std::string name = inputName(options.path);
    if (!looksLikeJson(bytes)) {
        OnnxOptions reading;
        reading.shapes = shapes;
        reading.fuse = !options.noFuse;
        return readOnnx(std::as_bytes(std::span(bytes)), name, reading);
    }
    ReadModel read = readJson(bytes, name);
    if (!shapes.empty())
        read.warnings.emplace_back("--shape has no effect: a trilane.model file has fixed shapes");
    if (options.noFuse)
        read.warnings.emplace_back("--no-fuse has no effect: a trilane.model file holds layers");
    return read;
}

void warnAbout(const ReadModel& read, const std::string& path, Console& console, std::size_t most) {
    // One more line than asked for is better than "and 1 more".
    const std::size_t shown = read.warnings.size() <= most + 1 ? read.warnings.size() : most;
    for (std::size_t i = 0; i < shown; ++i)
        console.warn(fmt::format("{}: {}", inputName(path), read.warnings[i]));
    if (shown < read.warnings.size())
        console.warn(fmt::format("{} more about this model: 'trilane inspect' lists them",
                                 read.warnings.size() - shown));
}

}  // namespace trilane
