#pragma once

#include "core/cost/measured_times.h"
#include "core/io/json_source.h"

#include <string>
#include <string_view>

namespace trilane {

/// The readers of measured timings in JSON; each throws InputError with line and JSON pointer.

/// ONNX Runtime: an array of trace events. Only those of kernels count; they are assigned to model
/// runs by their times, or where there are none, by the return of the first name. What runs within
/// an If, Loop or Scan is part of it.
[[nodiscard]] MeasuredTimes readOnnxRuntimeProfile(const JsonSource& source);

/// `trtexec --exportProfile`: an array of layers, the median (else the average, else the total over
/// the count) of each.
[[nodiscard]] MeasuredTimes readTensorRtProfile(const JsonSource& source);

/// `benchmark_app -report_type average_counters|detailed_counters` with `-json_stats`.
[[nodiscard]] MeasuredTimes readOpenVinoJson(const JsonSource& source);

/// Milliseconds or microseconds (`unit` in nanoseconds), written as a number or as a string.
[[nodiscard]] Nanoseconds readMeasuredTime(const JsonValue& value, double unit);

/// The member that a tool must have written. Throws InputError where `object` is no object or has
/// none of that name.
[[nodiscard]] JsonValue requireMember(const JsonValue& object, std::string_view key);

/// ONNX Runtime and trtexec do not escape names. Where what stands between the marks that these two
/// set around a name is no content of a JSON string, it is made one, so that it reads as it is. In
/// a file of trtexec's that is no JSON, that is done to every name.
[[nodiscard]] std::string escapeRawNames(const std::string& text);

}  // namespace trilane
