#pragma once

#include "core/cost/measured_times.h"
#include "core/graph/text_lines.h"

#include <string>
#include <vector>

namespace trilane {

/// The readers of measured timings in lines of text; each throws InputError with the line.

/// Whether the lines hold what the reader of that name reads.
[[nodiscard]] bool isOpenVinoCsv(const std::vector<TextLine>& lines);
[[nodiscard]] bool isTfLiteProfile(const std::vector<TextLine>& lines);
[[nodiscard]] bool isLayerCsv(const std::vector<TextLine>& lines);

/// `benchmark_app -report_type average_counters|detailed_counters`: fields end in semicolons, a
/// header before each report, a total after it. Several reports are several runs.
[[nodiscard]] MeasuredTimes readOpenVinoCsv(const std::vector<TextLine>& lines,
                                            const std::string& file);

/// `benchmark_model --enable_op_profiling=true --profiling_output_csv_file`: the section "Run
/// Order" of the model's own graph, not that of the initialization.
[[nodiscard]] MeasuredTimes readTfLiteProfile(const std::vector<TextLine>& lines,
                                              const std::string& file);

/// `layer,ms`, or the same without that header; with a header there may be other columns, of which
/// `op` is read. Lines of one layer are its runs, all of which count.
[[nodiscard]] MeasuredTimes readLayerCsv(const std::vector<TextLine>& lines,
                                         const std::string& file);

/// The InputError for what stands on a line.
[[noreturn]] void failAtLine(const std::string& file, const TextLine& line,
                             const std::string& found, const std::string& expected);

/// The time that `text`, a field of `line`, gives in milliseconds. Throws InputError.
[[nodiscard]] Nanoseconds readMilliseconds(const std::string& file, const TextLine& line,
                                           std::string_view text);

}  // namespace trilane
