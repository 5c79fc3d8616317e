#include "core/io/measured_file.h"

#include "core/io/input_error.h"
#include "core/io/measured_json.h"
#include "core/io/measured_runs.h"
#include "core/io/measured_text.h"
#include "core/io/read_file.h"
#include "core/io/utf8.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace trilane {
namespace {

constexpr const char* kKnown =
    "measured timings: of ONNX Runtime (JSON), TensorRT (trtexec --exportProfile), OpenVINO "
    "(counters, CSV or JSON), TFLite (CSV), or lines 'layer,ms'";
constexpr const char* kTicks = "a list of numbers without names, such as OpenCV's ticks";
constexpr const char* kTicksExpected =
    "names too: lines 'layer,ms', with ticks / cv::getTickFrequency() * 1000 as the time";

bool anyHas(const nlohmann::json& array, std::string_view key) {
    return std::any_of(array.begin(), array.end(),
                       [&](const nlohmann::json& element) { return element.contains(key); });
}

MeasuredTimes readArray(const JsonSource& source) {
    const JsonValue root = source.root();
    const nlohmann::json& array = root.node();
    if (anyHas(array, "cat") || anyHas(array, "ph")) return readOnnxRuntimeProfile(source);
    if (anyHas(array, "averageMs") || anyHas(array, "medianMs") || anyHas(array, "timeMs"))
        return readTensorRtProfile(source);
    const bool numbers = std::all_of(array.begin(), array.end(), [](const nlohmann::json& element) {
        return element.is_number();
    });
    if (numbers && !array.empty()) root.fail(kTicks, kTicksExpected);
    root.failExpecting(kKnown);
}

MeasuredTimes readJson(const std::string& text, const std::string& file) {
    const JsonSource source(escapeRawNames(text), file);
    const JsonValue root = source.root();
    if (root.node().is_array()) return readArray(source);
    if (root.member("avg_performance") || root.member("detailed_performance"))
        return readOpenVinoJson(source);
    const auto format = root.member("format");
    if (format && format->node().is_string() && format->string().starts_with("trilane."))
        root.fail(fmt::format("a {} file", format->string()),
                  format->string() == "trilane.profile"
                      ? std::string(kKnown) +
                            "; profiles are used with --profile and added to with --merge"
                      : kKnown);
    root.failExpecting(kKnown);
}

/// A number on each line, or several between commas.
bool isTicks(const std::vector<TextLine>& lines) {
    bool found = false;
    for (const TextLine& line : lines) {
        for (const std::string_view part : splitAt(line.text, ",")) {
            if (trimmed(part).empty()) continue;
            if (!parseMeasuredTime(trimmed(part), 1)) return false;
            found = true;
        }
    }
    return found;
}

std::string shownLine(std::string_view line) {
    constexpr std::size_t kShown = 40;
    line = trimmed(line);
    return fmt::format("'{}'", shortened(line, kShown));
}

}  // namespace

void failAtLine(const std::string& file, const TextLine& line, const std::string& found,
                const std::string& expected) {
    throw InputError(file, fmt::format("line {}", line.number), found, expected);
}

Nanoseconds readMilliseconds(const std::string& file, const TextLine& line, std::string_view text) {
    const auto time = parseMeasuredTime(text, kMillisecond);
    if (!time) failAtLine(file, line, fmt::format("'{}'", text), kMeasuredTimeExpected);
    return *time;
}

MeasuredTimes parseMeasuredTimes(const std::string& text, const std::string& file) {
    // Spreadsheets begin their files with a byte order mark.
    std::string_view content = text;
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (content.starts_with(kMark)) content.remove_prefix(kMark.size());
    const std::size_t first = content.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) throw InputError(file, "line 1", "an empty file", kKnown);
    if (content[first] == '{' || content[first] == '[') return readJson(text, file);
    if (content.find('\0') != std::string_view::npos)
        throw InputError(file, "", "a binary file", kKnown);
    const std::vector<TextLine> lines = splitLines(content);
    if (isOpenVinoCsv(lines)) return readOpenVinoCsv(lines, file);
    if (isTfLiteProfile(lines)) return readTfLiteProfile(lines, file);
    if (isLayerCsv(lines)) return readLayerCsv(lines, file);
    if (isTicks(lines)) throw InputError(file, "line 1", kTicks, kTicksExpected);
    const auto shown = std::find_if(lines.begin(), lines.end(), [](const TextLine& line) {
        return !trimmed(line.text).empty();
    });
    failAtLine(file, *shown, shownLine(shown->text), kKnown);
}

MeasuredTimes readMeasuredTimes(const std::string& path) {
    return parseMeasuredTimes(readFile(path), inputName(path));
}

}  // namespace trilane
