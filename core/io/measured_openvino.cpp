#include "core/io/measured_runs.h"
#include "core/io/measured_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace trilane {
namespace {

constexpr std::string_view kHeaderStart = "layerName;execStatus;";
constexpr std::string_view kTimeColumn = "realTime (ms)";

std::vector<std::string_view> fieldsOf(std::string_view line) {
    if (line.ends_with(';')) line.remove_suffix(1);
    return splitAt(line, ";");
}

/// Where the columns of a report stand, counted from the right: names may hold semicolons, the
/// other fields do not.
struct Columns {
    std::size_t count = 0;
    std::size_t status = 0;
    std::size_t type = 0;
    std::size_t time = 0;
};

Columns readHeader(const TextLine& line, const std::string& file) {
    const auto titles = fieldsOf(line.text);
    const auto fromRight = [&](std::string_view title) {
        const auto found = std::find(titles.begin(), titles.end(), title);
        if (found == titles.end())
            failAtLine(file, line, fmt::format("a header without '{}'", title),
                       fmt::format("the column '{}'", title));
        return static_cast<std::size_t>(titles.end() - found);
    };
    return {titles.size(), fromRight("execStatus"), fromRight("layerType"), fromRight(kTimeColumn)};
}

}  // namespace

bool isOpenVinoCsv(const std::vector<TextLine>& lines) {
    return std::any_of(lines.begin(), lines.end(),
                       [](const TextLine& line) { return line.text.starts_with(kHeaderStart); });
}

MeasuredTimes readOpenVinoCsv(const std::vector<TextLine>& lines, const std::string& file) {
    MeasuredRuns runs;
    Columns columns;
    std::size_t reports = 0;
    std::size_t notRun = 0;
    bool inReport = false;
    for (const TextLine& line : lines) {
        if (line.text.starts_with(kHeaderStart)) {
            columns = readHeader(line, file);
            inReport = true;
            ++reports;
            continue;
        }
        if (!inReport || trimmed(line.text).empty()) continue;
        const auto fields = fieldsOf(line.text);
        if (fields.size() < columns.count)
            failAtLine(file, line, fmt::format("{} fields", fields.size()),
                       fmt::format("{}, as in the header", columns.count));
        const auto field = [&](std::size_t fromRight) { return fields[fields.size() - fromRight]; };
        const auto nameEnd =
            static_cast<std::size_t>(field(columns.count - 1).data() - line.text.data());
        const std::string name(line.text.substr(0, nameEnd - 1));
        if (name == "Total" && field(columns.status).empty()) {
            inReport = false;
            continue;
        }
        if (name.empty()) failAtLine(file, line, "an empty name", "the name of a layer");
        const Nanoseconds time = readMilliseconds(file, line, field(columns.time));
        if (field(columns.status) == "NOT_RUN" || field(columns.status) == "OPTIMIZED_OUT")
            ++notRun;
        else
            runs.add(reports - 1, name, std::string(field(columns.type)), time);
    }
    if (runs.empty())
        failAtLine(file, lines.back(), "no layer that ran", "the layers that OpenVINO timed");
    MeasuredTimes times = runs.finish(MeasuredFormat::OpenVino, false, file);
    times.notRun = notRun;
    // The average of all requests, or what one request took: the file does not tell.
    if (reports == 1) {
        times.statistic = MeasuredStatistic::Average;
        times.runs = 0;
    }
    return times;
}

}  // namespace trilane
