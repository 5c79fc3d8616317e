#include "app/cli/number_display.h"

#include "core/graph/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace trilane {
namespace {

/// `value` in the largest of the units 1000^0, 1000^1, … that leaves at least one.
std::string scaled(double value, std::span<const char* const> units) {
    std::size_t unit = 0;
    // 999.95 and more would round to "1,000.0" of the smaller unit.
    while (unit + 1 < units.size() && value >= (unit == 0 ? 1000.0 : 999.95)) {
        value /= 1000;
        ++unit;
    }
    return figureText(value, unit == 0 ? 0 : 1) + " " + units[unit];
}

bool wholeAt(double value, int decimals) {
    const double factor = std::pow(10.0, decimals);
    // Times are whole nanoseconds, so that a millionth decides.
    return std::abs(value - std::round(value * factor) / factor) < 1e-7;
}

}  // namespace

int columnDecimals(std::span<const double> values) {
    double largest = 0;
    for (const double value : values)
        if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
    const int most = largest >= 100   ? 1
                     : largest >= 10  ? 2
                     : largest >= 1   ? 3
                     : largest >= 0.1 ? 4
                                      : 6;
    for (int decimals = 0; decimals < most; ++decimals)
        if (std::all_of(values.begin(), values.end(), [&](double value) {
                return !std::isfinite(value) || wholeAt(value, decimals);
            }))
            return decimals;
    return most;
}

std::string figureText(double value, int decimals) {
    return std::isfinite(value) ? fixedText(value, decimals) : "-";
}

std::string msText(Nanoseconds time) {
    const double ms = time.milliseconds();
    return figureText(ms, columnDecimals(std::span(&ms, 1))) + " ms";
}

std::string sizeText(Bytes bytes) {
    if (bytes.count() == 1) return "1 byte";
    constexpr std::array<const char*, 6> kUnits{"bytes", "KB", "MB", "GB", "TB", "PB"};
    return scaled(static_cast<double>(bytes.count()), kUnits);
}

std::string flopsText(std::int64_t flops) {
    constexpr std::array<const char*, 6> kUnits{"FLOP",  "kFLOP", "MFLOP",
                                                "GFLOP", "TFLOP", "PFLOP"};
    return scaled(static_cast<double>(flops), kUnits);
}

std::string percentText(double share) {
    if (!std::isfinite(share)) return "-";
    const double percent = share * 100;
    if (percent == 0) return "0 %";
    if (percent < 0.1) return "<0.1 %";
    return figureText(percent, percent < 99.95 && !wholeAt(percent, 0) ? 1 : 0) + " %";
}

std::string countText(std::size_t count, const std::string& noun) {
    return groupThousands(static_cast<std::int64_t>(count)) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace trilane
