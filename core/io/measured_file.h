#pragma once

#include "core/cost/measured_times.h"

#include <string>

namespace trilane {

/// Reads a file of measured timings that ONNX Runtime, TensorRT, OpenVINO, TFLite or a spreadsheet
/// wrote ("-": the standard input); which one, its content tells. Throws InputError.
[[nodiscard]] MeasuredTimes readMeasuredTimes(const std::string& path);

/// The same from its text; `file` is for messages.
[[nodiscard]] MeasuredTimes parseMeasuredTimes(const std::string& text, const std::string& file);

}  // namespace trilane
