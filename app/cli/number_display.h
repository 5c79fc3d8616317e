#pragma once

#include "core/graph/units.h"

#include <cstdint>
#include <span>
#include <string>

namespace trilane {

/// Figures for people: as many digits as mean something, thousands grouped.

/// Decimals that show all of `values` in one column: none where all are whole, else so many that
/// the largest has four significant digits or more, at most six.
[[nodiscard]] int columnDecimals(std::span<const double> values);

/// "4,379.0"; a value that is not finite is "-".
[[nodiscard]] std::string figureText(double value, int decimals);

/// "352.1 ms", "18 ms", "1.234 ms".
[[nodiscard]] std::string msText(Nanoseconds time);

/// "602.1 KB", "4.2 MB", "12 bytes"; a KB is 1000 bytes, as a Mbps is 10^6 bit/s.
[[nodiscard]] std::string sizeText(Bytes bytes);

/// "4.1 GFLOP", "320 FLOP".
[[nodiscard]] std::string flopsText(std::int64_t flops);

/// A share in percent: 0.123 is "12.3 %"; what is not zero never shows as "0 %".
[[nodiscard]] std::string percentText(double share);

/// "1 layer", "1,024 layers".
[[nodiscard]] std::string countText(std::size_t count, const std::string& noun);

}  // namespace trilane
