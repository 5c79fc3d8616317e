#include "core/io/measured_json.h"

#include "core/io/measured_runs.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace trilane {
namespace {

/// What ONNX Runtime writes before and after a name.
constexpr std::string_view kBeforeName = "\"name\" :\"";
constexpr std::string_view kBehindName = "\",\"args\" :";

/// What trtexec writes before and after a name, with spaces as it likes, and the key behind it.
constexpr std::string_view kNameKey = "\"name\"";
constexpr std::string_view kTimeKey = "\"timeMs\"";
constexpr std::string_view kSpace = " \t\r\n";

using Json = nlohmann::json;

void appendEscaped(std::string& result, const std::string& raw) {
    const std::string escaped = Json(raw).dump(-1, ' ', false, Json::error_handler_t::replace);
    result.append(escaped, 1, escaped.size() - 2);
}

/// Appends the raw name as the content of a JSON string.
void appendName(std::string& result, const std::string& raw) {
    const std::string quoted = '"' + raw + '"';
    if (nlohmann::json::accept(quoted)) {
        result += raw;
        return;
    }
    appendEscaped(result, raw);
}

std::string escapeOnnxRuntimeNames(const std::string& text) {
    std::string result;
    std::size_t done = 0;
    // Both are looked for again only once they are passed: a file may be one long line.
    std::size_t lineEnd = 0;
    std::size_t end = 0;
    for (std::size_t mark = text.find(kBeforeName); mark != std::string::npos;
         mark = text.find(kBeforeName, done)) {
        const std::size_t begin = mark + kBeforeName.size();
        if (lineEnd < begin) lineEnd = std::min(text.find('\n', begin), text.size());
        if (end < begin) end = text.find(kBehindName, begin);
        result.append(text, done, begin - done);
        done = begin;
        if (end >= lineEnd) continue;
        appendName(result, text.substr(begin, end - begin));
        done = end;
    }
    return result.append(text, done);
}

/// The place behind `mark` and what space stands before and behind it; empty where it is not there.
std::optional<std::size_t> behind(std::string_view text, std::size_t at, char mark) {
    at = text.find_first_not_of(kSpace, at);
    if (at >= text.size() || text[at] != mark) return std::nullopt;
    return std::min(text.find_first_not_of(kSpace, at + 1), text.size());
}

/// Where the quote stands behind which a comma and the key at `key` follow; empty where none does.
std::optional<std::size_t> quoteBefore(std::string_view text, std::size_t key) {
    for (const char mark : {',', '"'}) {
        key = key == 0 ? std::string_view::npos : text.find_last_not_of(kSpace, key - 1);
        if (key == std::string_view::npos || text[key] != mark) return std::nullopt;
    }
    return key;
}

/// trtexec escapes no name, so that in a file which is no JSON a backslash is one.
std::string escapeTensorRtNames(const std::string& text) {
    std::string result;
    std::size_t done = 0;
    std::size_t key = 0;
    for (std::size_t mark = text.find(kNameKey); mark != std::string::npos;
         mark = text.find(kNameKey, std::max(done, mark + 1))) {
        const auto quote = behind(text, mark + kNameKey.size(), ':');
        if (!quote || *quote >= text.size() || text[*quote] != '"') continue;
        const std::size_t begin = *quote + 1;
        if (key < begin) key = text.find(kTimeKey, begin);
        if (key == std::string::npos) break;
        const auto end = quoteBefore(text, key);
        if (!end || *end < begin) continue;
        const std::string name = text.substr(begin, *end - begin);
        if (name.find('\n') != std::string::npos) continue;
        result.append(text, done, begin - done);
        appendEscaped(result, name);
        done = *end;
    }
    return result.append(text, done);
}

Nanoseconds divided(Nanoseconds time, std::int64_t count) {
    return Nanoseconds{(time.count() + count / 2) / count};
}

/// One layer of trtexec's list.
Nanoseconds readTensorRtTime(const JsonValue& layer, std::int64_t count, bool& median) {
    median = layer.member("medianMs").has_value();
    if (median) return readMeasuredTime(*layer.member("medianMs"), kMillisecond);
    if (const auto average = layer.member("averageMs"))
        return readMeasuredTime(*average, kMillisecond);
    const auto total = layer.member("timeMs");
    if (!total || count == 0)
        layer.fail("a layer without the keys 'medianMs' and 'averageMs'",
                   "'medianMs' or 'averageMs', or 'timeMs' and a count before");
    return divided(readMeasuredTime(*total, kMillisecond), count);
}

/// The nodes of one report.
void addOpenVinoNodes(const JsonValue& report, std::size_t run, MeasuredRuns& runs,
                      std::size_t& notRun) {
    for (const JsonValue& node : requireMember(report, "nodes").elements()) {
        const std::string& name = requireMember(node, "name").name();
        const Nanoseconds time = readMeasuredTime(requireMember(node, "real_time"), kMillisecond);
        const auto status = node.member("status");
        if (status && (status->string() == "NOT_RUN" || status->string() == "OPTIMIZED_OUT")) {
            ++notRun;
            continue;
        }
        const auto type = node.member("node_type");
        runs.add(run, name, type ? type->string() : "", time);
    }
}

}  // namespace

Nanoseconds readMeasuredTime(const JsonValue& value, double unit) {
    std::optional<Nanoseconds> time;
    if (value.node().is_number()) time = measuredTime(value.node().get<double>(), unit);
    if (value.node().is_string())
        time = parseMeasuredTime(value.node().get_ref<const std::string&>(), unit);
    if (!time) value.failExpecting(kMeasuredTimeExpected);
    return *time;
}

JsonValue requireMember(const JsonValue& object, std::string_view key) {
    if (!object.node().is_object()) object.failExpecting("an object");
    return JsonObject(object).require(key);
}

std::string escapeRawNames(const std::string& text) {
    const bool tensorRt = text.find(kTimeKey) != std::string::npos && !Json::accept(text);
    const std::string result = tensorRt ? escapeTensorRtNames(text) : text;
    const bool onnxRuntime = result.find(kBehindName) != std::string::npos;
    return onnxRuntime ? escapeOnnxRuntimeNames(result) : result;
}

MeasuredTimes readTensorRtProfile(const JsonSource& source) {
    constexpr std::int64_t kMostRuns = 1'000'000'000'000;
    MeasuredRuns layers;
    std::int64_t count = 0;
    bool medians = true;
    for (const JsonValue& element : source.root().elements()) {
        const auto name = element.member("name");
        if (!name) {
            count = requireMember(element, "count").count(kMostRuns);
            continue;
        }
        bool median = false;
        const Nanoseconds time = readTensorRtTime(element, count, median);
        layers.add(0, name->name(), "", time);
        medians = medians && median;
    }
    if (layers.empty()) source.root().fail("no layers", "the layers that trtexec timed");
    MeasuredTimes times = layers.finish(MeasuredFormat::TensorRt, false, source.file());
    times.statistic = medians ? MeasuredStatistic::Median : MeasuredStatistic::Average;
    times.runs = static_cast<std::size_t>(count);
    return times;
}

MeasuredTimes readOpenVinoJson(const JsonSource& source) {
    MeasuredRuns runs;
    std::size_t notRun = 0;
    const auto average = source.root().member("avg_performance");
    if (average) {
        addOpenVinoNodes(*average, 0, runs, notRun);
    } else {
        std::size_t run = 0;
        for (const JsonValue& report :
             requireMember(source.root(), "detailed_performance").elements())
            addOpenVinoNodes(report, run++, runs, notRun);
    }
    if (runs.empty()) source.root().fail("no node that ran", "the nodes that OpenVINO timed");
    MeasuredTimes times = runs.finish(MeasuredFormat::OpenVino, false, source.file());
    times.notRun = notRun;
    if (average) {
        times.statistic = MeasuredStatistic::Average;
        times.runs = 0;
    }
    return times;
}

}  // namespace trilane
