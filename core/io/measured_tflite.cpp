#include "core/io/measured_runs.h"
#include "core/io/measured_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace trilane {
namespace {

constexpr std::string_view kHeaderStart = "node type,";

bool isSectionTitle(std::string_view line) {
    return line.starts_with("=====") && line.ends_with("=====");
}

bool isRunOrder(std::string_view line) {
    return isSectionTitle(line) && line.find(" Run Order ") != std::string_view::npos;
}

/// The header of the first "Run Order" that is not the initialization's; empty if there is none.
std::optional<std::size_t> findHeader(const std::vector<TextLine>& lines) {
    bool initialization = false;
    bool runOrder = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = trimmed(lines[i].text);
        if (line.find("Profiling Info for ") != std::string_view::npos)
            initialization = line.find("Initialization") != std::string_view::npos;
        if (isSectionTitle(line)) runOrder = isRunOrder(line);
        if (runOrder && !initialization && line.starts_with(kHeaderStart)) return i;
    }
    return std::nullopt;
}

/// Where the columns stand that matter. The name is the last one and may hold commas.
struct Columns {
    std::size_t count = 0;
    std::size_t type = 0;
    std::size_t average = 0;
    std::size_t calls = 0;
};

Columns readHeader(const TextLine& line, const std::string& file) {
    std::vector<std::string_view> titles;
    for (const std::string_view part : splitAt(line.text, ","))
        titles.push_back(trimmed(part));
    const auto column = [&](std::string_view title) {
        const auto found = std::find(titles.begin(), titles.end(), title);
        if (found == titles.end())
            failAtLine(file, line, fmt::format("a header without '{}'", title),
                       fmt::format("the column '{}'", title));
        return static_cast<std::size_t>(found - titles.begin());
    };
    if (column("name") + 1 != titles.size())
        failAtLine(file, line, fmt::format("the last column '{}'", titles.back()),
                   "'name' as the last column");
    return {titles.size(), column("node type"), column("avg_ms"), column("times called")};
}

/// "[a, b]:12" is "a, b": the output tensors of operator 12.
std::string_view tensorNames(std::string_view name) {
    const std::size_t end = name.rfind("]:");
    if (!name.starts_with('[') || end == std::string_view::npos) return name;
    return name.substr(1, end - 1);
}

Nanoseconds timesCalls(const std::string& file, const TextLine& line, Nanoseconds time,
                       std::string_view calls) {
    constexpr std::int64_t kMostCalls = 1'000'000;
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(calls.data(), calls.data() + calls.size(), count);
    if (error != std::errc() || end != calls.data() + calls.size() || count < 0 ||
        count > kMostCalls)
        failAtLine(file, line, fmt::format("'{}' calls", calls),
                   "a whole number from 0 to 1,000,000");
    // Calls are rounded down to whole ones a run; what was timed ran at all.
    const auto total = measuredTime(
        time.milliseconds() * static_cast<double>(std::max<std::int64_t>(count, 1)), kMillisecond);
    if (!total) failAtLine(file, line, fmt::format("'{}' calls", calls), kMeasuredTimeExpected);
    return *total;
}

}  // namespace

bool isTfLiteProfile(const std::vector<TextLine>& lines) {
    return std::any_of(lines.begin(), lines.end(), [](const TextLine& line) {
        return line.text.starts_with(kHeaderStart) || isRunOrder(trimmed(line.text));
    });
}

MeasuredTimes readTfLiteProfile(const std::vector<TextLine>& lines, const std::string& file) {
    const auto header = findHeader(lines);
    if (!header)
        failAtLine(file, lines.back(), "no section 'Run Order' of benchmark runs",
                   "one with a header that begins with 'node type,'");
    const Columns columns = readHeader(lines[*header], file);
    MeasuredRuns runs;
    for (std::size_t i = *header + 1; i < lines.size(); ++i) {
        const TextLine& line = lines[i];
        // Sections end in an empty line.
        if (trimmed(line.text).empty() || isSectionTitle(trimmed(line.text))) break;
        const auto fields = splitAt(line.text, ",");
        if (fields.size() < columns.count)
            failAtLine(file, line, fmt::format("{} fields", fields.size()),
                       fmt::format("{}, as in the header", columns.count));
        const auto nameBegin =
            static_cast<std::size_t>(fields[columns.count - 1].data() - line.text.data());
        const std::string name(tensorNames(trimmed(line.text.substr(nameBegin))));
        if (name.empty()) failAtLine(file, line, "an empty name", "the name of a tensor");
        const Nanoseconds average = readMilliseconds(file, line, trimmed(fields[columns.average]));
        runs.add(0, name, std::string(trimmed(fields[columns.type])),
                 timesCalls(file, line, average, trimmed(fields[columns.calls])));
    }
    if (runs.empty())
        failAtLine(file, lines[*header], "a section without operators", "the operators that ran");
    MeasuredTimes times = runs.finish(MeasuredFormat::TfLite, false, file);
    times.statistic = MeasuredStatistic::Average;
    times.runs = 0;
    return times;
}

}  // namespace trilane
