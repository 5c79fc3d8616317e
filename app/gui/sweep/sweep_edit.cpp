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

ProjectLink withBandwidth(ProjectLink link, double mbps) {
    link.mbps = mbps;
    link.name = linkName(link);
    return link;
}

}  // namespace trilane
