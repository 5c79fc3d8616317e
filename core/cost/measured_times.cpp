#include "core/cost/measured_times.h"

#include <array>

namespace trilane {

std::string_view title(MeasuredFormat format) {
    constexpr std::array<std::string_view, 5> kTitles{"ONNX Runtime profile", "TensorRT profile",
                                                      "OpenVINO counters", "TFLite profile", "CSV"};
    static_assert(static_cast<int>(MeasuredFormat::Csv) == 4, "kTitles stand in enum order");
    return kTitles[static_cast<std::size_t>(format)];
}

}  // namespace trilane
