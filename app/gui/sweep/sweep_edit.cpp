#include "app/gui/sweep/sweep_edit.h"

#include "app/figure/curve_content.h"
#include "core/io/project_link.h"

#include <algorithm>
#include <cmath>

namespace trilane {

double snapBandwidth(double mbps, double reach) {
    for (const CurvePreset& preset : curvePresets())
        if (std::max(mbps, preset.mbps) <= reach * std::min(mbps, preset.mbps)) return preset.mbps;
    const double unit = std::pow(10.0, std::floor(std::log10(mbps)) - 3);
    return std::round(mbps / unit) * unit;
}

SweepRange rangeAround(double mbps) {
    SweepRange range;
    while (range.low > mbps && range.low > 1e-5)
        range.low /= 10;
    while (range.high < mbps && range.high < 1e8)
        range.high *= 10;
    return range;
}

SweepRange zoomedAround(SweepRange range, double mbps, double factor) {
    const double centre = std::clamp(mbps, range.low, range.high);
    const auto scaled = [&](double end) {
        return snapBandwidth(centre * std::pow(end / centre, factor), 1);
    };
    range.low = std::max(1e-4, std::min(scaled(range.low), centre / 1.2));
    range.high = std::min(1e6, std::max(scaled(range.high), centre * 1.2));
    return range;
}

std::optional<double> beyondNextBreak(const std::vector<double>& breaks, double mbps, bool up) {
    constexpr double kBeyond = 1.002;
    constexpr double kSame = 1.0005;
    std::optional<double> target;
    for (const double at : breaks) {
        const double beyond = up ? at * kBeyond : at / kBeyond;
        if (up ? beyond > mbps * kSame && !target : beyond < mbps / kSame) target = beyond;
    }
    if (target) target = snapBandwidth(*target, 1);
    return target;
}

ProjectLink withBandwidth(ProjectLink link, double mbps) {
    link.mbps = mbps;
    link.name = linkName(link);
    return link;
}

}  // namespace trilane
