#include "app/figure/curve_content.h"

#include "core/io/network_json.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace trilane {

CurveContent makeCurveContent(std::span<const Strategy> strategies, const SweepRange& range,
                              std::span<const SweepPoint> points) {
    CurveContent content;
    content.range = range;
    content.presets = curvePresets();
    for (std::size_t s = 0; s < strategies.size(); ++s) {
        const std::string_view name = title(strategies[s]);
        CurveSeries series{std::string(id(strategies[s])),
                           QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                           {},
                           {}};
        for (const SweepPoint& point : points)
            if (s < point.values.size())
                series.points.emplace_back(point.mbps, point.values[s].makespan.milliseconds());
        content.series.push_back(std::move(series));
    }
    return content;
}

const std::vector<CurvePreset>& curvePresets() {
    static const std::vector<CurvePreset> presets = [] {
        std::vector<CurvePreset> made;
        for (const Network& network : shippedNetworks())
            made.push_back({QString::fromStdString(network.name), network.mbps});
        return made;
    }();
    return presets;
}

std::optional<double> readCurve(const CurveSeries& series, double mbps) {
    const auto after = std::lower_bound(series.points.begin(), series.points.end(), mbps,
                                        [](QPointF point, double x) { return point.x() < x; });
    if (after == series.points.end()) return std::nullopt;
    if (after->x() == mbps) return after->y();
    if (after == series.points.begin()) return std::nullopt;
    const QPointF low = *std::prev(after);
    const double share = std::log(mbps / low.x()) / std::log(after->x() / low.x());
    if (low.y() <= 0 || after->y() <= 0) return low.y();
    return low.y() * std::pow(after->y() / low.y(), share);
}

}  // namespace trilane
