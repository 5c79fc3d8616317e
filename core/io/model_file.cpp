#include "core/io/model_file.h"

#include "core/io/input_error.h"
#include "core/io/model_json.h"
#include "core/io/read_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>

namespace trilane {
namespace {

/// JSON begins with a bracket, which no ONNX file does: its first byte is a field's key. Nor is a
/// byte order mark such a key; the JSON reader tells what is wrong with it.
bool looksLikeJson(const FileContent& content) {
    const auto memory = content.memory();
    const std::string_view bytes =
        memory.empty()
            ? content.head()
            : std::string_view(reinterpret_cast<const char*>(memory.data()), memory.size());
    if (bytes.starts_with("\xEF\xBB\xBF")) return true;
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (bytes[first] == '{' || bytes[first] == '[');
}

/// What to do with a file of another of our formats.
std::string_view adviceFor(std::string_view format) {
    if (format == "trilane.plan") return "; check plans with 'trilane validate PLAN --model MODEL'";
    if (format == "trilane.profile") return "; give profiles as --profile FILE";
    if (format == "trilane.machine") return "; give machines as --device FILE or --server FILE";
    if (format == "trilane.network") return "; give networks as --network FILE";
    if (format == "trilane.project") return "; open projects with 'trilane-gui PROJECT'";
    if (format == "trilane.suite") return "; run suites with 'trilane batch SUITE'";
    return "";
}

std::string formatIn(const std::string& text) {
    const auto document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_object()) return {};
    const auto format = document.find("format");
    return format != document.end() && format->is_string() ? format->get<std::string>() : "";
}

ReadModel readJson(const std::string& text, const std::string& name) {
    try {
        return parseModelJson(text, name);
    } catch (const InputError&) {
        const std::string format = formatIn(text);
        if (format == "trilane.model" || !format.starts_with("trilane.")) throw;
        throw InputError(name, "", fmt::format("a {} file", format),
                         fmt::format("a model, ONNX or trilane.model{}", adviceFor(format)));
    }
}

}  // namespace

ModelFile readModelFile(const std::string& path, const OnnxOptions& options) {
    return readModelContent(FileContent::open(path), inputName(path), options);
}

ModelFile readModelContent(const FileContent& content, const std::string& name,
                           const OnnxOptions& options) {
    if (looksLikeJson(content)) return {readJson(content.text(), name), ModelFormat::Json};
    return {readOnnx(content, name, options), ModelFormat::Onnx};
}

std::string jsonFormatOf(const FileContent& content) {
    return looksLikeJson(content) ? formatIn(content.text()) : "";
}

}  // namespace trilane
