#include "core/io/csv.h"
#include "core/io/measured_runs.h"
#include "core/io/measured_text.h"
#include "core/io/near_miss.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace trilane {
namespace {

/// Where the columns stand that matter; without a header a name and a time.
struct Columns {
    bool header = false;
    std::size_t name = 0;
    std::size_t time = 1;
    std::optional<std::size_t> op;
    std::size_t count = 2;  ///< that a line has, all told
};

constexpr const char* kDecimalComma = "(numbers have a decimal point: 1.5, not 1,5)";

std::optional<std::vector<std::string>> recordOf(const TextLine& line) {
    auto fields = splitCsvRecord(line.text);
    if (fields)
        for (std::string& field : *fields)
            field = std::string(trimmed(field));
    return fields;
}

/// The columns that the first record tells; empty where it is none of such a file.
std::optional<Columns> findColumns(const std::vector<TextLine>& lines) {
    const auto first = std::find_if(lines.begin(), lines.end(), [](const TextLine& line) {
        return !trimmed(line.text).empty();
    });
    const auto record = first == lines.end() ? std::nullopt : recordOf(*first);
    if (!record || record->size() < 2) return std::nullopt;
    if (record->size() == 2 && parseMeasuredTime((*record)[1], kMillisecond)) return Columns{};
    const auto column = [&](std::string_view title) -> std::optional<std::size_t> {
        for (std::size_t i = 0; i < record->size(); ++i)
            if (asciiLower((*record)[i]) == title) return i;
        return std::nullopt;
    };
    const auto name = column("layer") ? column("layer") : column("name");
    const auto time = column("ms");
    if (!name || !time) return std::nullopt;
    return Columns{true, *name, *time, column("op"), record->size()};
}

/// A field too many is a decimal comma, more often than not, and the time before it wrong. Those
/// behind the columns that matter may be missing.
void checkFieldCount(const std::string& file, const TextLine& line, const Columns& columns,
                     std::size_t count) {
    const std::size_t needed = std::max({columns.name, columns.time, columns.op.value_or(0)}) + 1;
    if (count >= needed && count <= columns.count) return;
    const std::string found = count == 1 ? std::string("1 field") : fmt::format("{} fields", count);
    const std::string expected = columns.header ? fmt::format("{}, as in the header", columns.count)
                                                : "two: a layer and milliseconds";
    failAtLine(file, line, found,
               count < needed ? expected : fmt::format("{} {}", expected, kDecimalComma));
}

}  // namespace

bool isLayerCsv(const std::vector<TextLine>& lines) {
    return findColumns(lines).has_value();
}

MeasuredTimes readLayerCsv(const std::vector<TextLine>& lines, const std::string& file) {
    const Columns columns = findColumns(lines).value_or(Columns{});
    MeasuredRuns runs;
    std::unordered_map<std::string, std::size_t> linesOf;
    bool skipHeader = columns.header;
    for (const TextLine& line : lines) {
        if (trimmed(line.text).empty()) continue;
        if (std::exchange(skipHeader, false)) continue;
        const auto record = recordOf(line);
        if (!record)
            failAtLine(file, line, "a quoted field without its end", "fields as RFC 4180 has them");
        checkFieldCount(file, line, columns, record->size());
        const std::string& name = (*record)[columns.name];
        if (name.empty()) failAtLine(file, line, "an empty name", "the name of a layer");
        const Nanoseconds time = readMilliseconds(file, line, (*record)[columns.time]);
        runs.add(linesOf[name]++, name, columns.op ? (*record)[*columns.op] : "", time);
    }
    if (runs.empty()) failAtLine(file, lines.back(), "no layers", "lines of a layer and its time");
    return runs.finish(MeasuredFormat::Csv, false, file);
}

}  // namespace trilane
