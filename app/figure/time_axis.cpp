#include "app/figure/time_axis.h"

#include "core/graph/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace trilane {
namespace {

struct Unit {
    const char* name;
    int digits;            ///< the unit is 10^digits ns
    std::int64_t atLeast;  ///< in nanoseconds, where this unit begins
};

constexpr std::array kUnits{Unit{"s", 9, 100'000'000'000}, Unit{"ms", 6, 1'000'000},
                            Unit{"µs", 3, 1'000}, Unit{"ns", 0, 0}};

const Unit& unitFor(double nanoseconds) {
    return *std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& unit) {
        return nanoseconds >= static_cast<double>(unit.atLeast);
    });
}

std::int64_t powerOfTen(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

/// Grouped and with exactly `decimals`, rounded half up; times are not negative.
std::string decimalText(std::int64_t nanoseconds, const Unit& unit, int decimals) {
    const std::int64_t dropped = powerOfTen(unit.digits - decimals);
    const std::int64_t rounded = (nanoseconds + dropped / 2) / dropped;
    const std::int64_t factor = powerOfTen(decimals);
    std::string whole = groupThousands(rounded / factor);
    if (decimals == 0) return whole;
    return fmt::format("{}.{:0{}}", whole, rounded % factor, decimals);
}

/// The next of 1, 2, 5, 10, 20, …
std::int64_t nextStep(std::int64_t step) {
    std::int64_t power = 1;
    while (step >= power * 10)
        power *= 10;
    const std::int64_t leading = step / power;
    return power * (leading < 2 ? 2 : leading < 5 ? 5 : 10);
}

int decimalsOf(std::int64_t step, const Unit& unit) {
    int decimals = unit.digits;
    while (decimals > 0 && step % powerOfTen(unit.digits - decimals + 1) == 0)
        --decimals;
    return decimals;
}

}  // namespace

TimeTicks ticksOf(const TimeAxis& axis) {
    constexpr double kLabelPixels = 6.5;  // a digit of the figure's font, generously
    constexpr double kLabelGap = 34;
    const double end = std::max(axis.range().end, 1.0);
    const Unit& unit = unitFor(end);
    std::int64_t step = 1;
    int decimals = decimalsOf(step, unit);
    for (;;) {
        const auto last = static_cast<std::int64_t>(std::min(end, 8e18));
        const auto label = static_cast<double>(decimalText(last, unit, decimals).size());
        if (static_cast<double>(step) * axis.pixelsPerNanosecond() >=
            label * kLabelPixels + kLabelGap)
            break;
        step = nextStep(step);
        decimals = decimalsOf(step, unit);
    }
    TimeTicks result;
    result.unit = QString::fromUtf8(unit.name);
    result.step = Nanoseconds{step};
    const double first = std::ceil(std::max(axis.range().start, 0.0) / static_cast<double>(step));
    for (auto at = static_cast<std::int64_t>(first) * step; static_cast<double>(at) <= end;
         at += step)
        result.ticks.push_back({Nanoseconds{at}, axis.x(Nanoseconds{at}),
                                QString::fromStdString(decimalText(at, unit, decimals))});
    return result;
}

QString timeText(Nanoseconds time) {
    const std::int64_t count = std::max<std::int64_t>(time.count(), 0);
    const Unit& unit = unitFor(static_cast<double>(count));
    const std::int64_t whole = count / powerOfTen(unit.digits);
    const int most = whole >= 1000 ? 0 : whole >= 100 ? 1 : whole >= 10 ? 2 : 3;
    int decimals = std::min(most, unit.digits);
    while (decimals > 0 && count % powerOfTen(unit.digits - decimals + 1) == 0)
        --decimals;
    return QString::fromStdString(decimalText(count, unit, decimals)) + QLatin1Char(' ') +
           QString::fromUtf8(unit.name);
}

}  // namespace trilane
