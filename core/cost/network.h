#pragma once

#include "core/graph/data_type.h"
#include "core/graph/units.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace trilane {

/// The link from device to server (`trilane.network`).
struct Network {
    std::string name;      ///< "" or "custom" where no preset was named
    double mbps = 0;       ///< 10^6 bit/s, > 0
    Nanoseconds latency;   ///< from the end of sending to arrival; does not occupy the link
    Nanoseconds overhead;  ///< occupies the link, once a tensor
    std::string origin;    ///< where the figures come from
};

/// The element types that tensors may be sent as.
inline constexpr std::array<std::string_view, 6> kTransferTypes{"float16", "int8",    "bfloat16",
                                                                "float32", "float64", "uint8"};

/// The time a tensor of `bytes` occupies the link: overhead + 8 bytes / (mbps 10^6) seconds,
/// rounded to the nearest nanosecond. Empty where that exceeds kMaxTime.
[[nodiscard]] std::optional<Nanoseconds> sendTime(Bytes bytes, const Network& network);

/// Bytes on the air when floating-point tensors are sent as `transferType` (other types travel as
/// they are; a tensor whose type is unknown counts as float32). Only whole elements are converted:
/// a size that is no multiple of the element is rounded up first.
[[nodiscard]] Bytes transferBytes(Bytes bytes, DataType type, std::optional<DataType> transferType);

}  // namespace trilane
