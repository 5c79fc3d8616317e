#pragma once

#include "core/graph/units.h"

#include <QString>
#include <cstdint>
#include <string_view>

namespace trilane {

/// Figures as panels show them: as many digits as mean something, thousands grouped.

/// "0.27", "81.2", "1,198": `significant` digits, one fewer below 1, no decimals where the whole
/// part has that many.
[[nodiscard]] QString numberText(double value, int significant = 3);
[[nodiscard]] QString numberText(Nanoseconds time, int significant = 3);

/// Every digit of a time in milliseconds, as people type it and files hold it: "81.2", "0.000001".
[[nodiscard]] QString exactMs(Nanoseconds time);
/// At most `decimals` of them, without the zeros that end them; no groups.
[[nodiscard]] QString plainNumber(double value, int decimals);

/// "602,112"
[[nodiscard]] QString countText(std::int64_t count);
/// "12 bytes", "602 KB"; a KB is 1000 bytes, as a Mbps is 10^6 bit/s.
[[nodiscard]] QString sizeText(Bytes bytes);
/// "4.1 GFLOP"; `unit` is "FLOP" or "MAC".
[[nodiscard]] QString workText(std::int64_t count, const QString& unit);
/// A share in percent: 0.123 is "12.3 %", 1.42 "142 %"; what is not zero never shows as "0 %";
/// "–" for what is not finite.
[[nodiscard]] QString percentText(double share);

/// A name from a file as one harmless line: control characters become U+FFFD.
[[nodiscard]] QString nameText(std::string_view name);

}  // namespace trilane
