#pragma once

#include "core/graph/units.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// The tools whose timings can be read.
enum class MeasuredFormat : std::uint8_t { OnnxRuntime, TensorRt, OpenVino, TfLite, Csv };

/// "ONNX Runtime profile", for messages.
[[nodiscard]] std::string_view title(MeasuredFormat format);

/// How a tool's or our own figure stands for many runs.
enum class MeasuredStatistic : std::uint8_t { Single, Median, Average };

/// What a tool measured under one name: a kernel, which may be a layer, a part or several of them,
/// or none.
struct MeasuredEntry {
    std::string name;  ///< as the tool names it, without what it appends to every name
    std::string op;    ///< the tool's word for what ran; may be empty
    Nanoseconds time;  ///< of one run of the model; what runs several times in it is added up
};

/// The content of a file of measured timings, whoever wrote it. The entries' times add up to
/// kMaxTime at most.
struct MeasuredTimes {
    MeasuredFormat format = MeasuredFormat::Csv;
    std::vector<MeasuredEntry> entries;  ///< each name once, in order of first execution
    MeasuredStatistic statistic = MeasuredStatistic::Single;
    std::size_t runs = 1;    ///< that the times stand for; 0 where the tool does not tell
    std::size_t warmUp = 0;  ///< runs left out before these
    std::size_t notRun = 0;  ///< lines left out because the tool says that nothing ran
    std::vector<std::string> warnings;  ///< why the times may be wrong, each for one line
};

}  // namespace trilane
