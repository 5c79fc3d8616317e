#pragma once

#include "core/plan/sweep.h"

#include <QPointF>
#include <QString>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trilane {

/// One strategy's makespan over the bandwidth.
struct CurveSeries {
    std::string id;  ///< the strategy's; chooses how the curve is drawn
    QString title;
    std::vector<QPointF> points;    ///< Mbps and milliseconds, ascending
    std::optional<double> current;  ///< ms at the current bandwidth
};

struct CurvePreset {
    QString name;
    double mbps = 0;
};

/// What a diagram of makespan over bandwidth shows.
struct CurveContent {
    SweepRange range;  ///< of the axis
    std::vector<CurveSeries> series;
    std::vector<double> breaks;  ///< Mbps at which the best cut changes
    std::vector<CurvePreset> presets;
    std::optional<double> current;  ///< Mbps that the rest of the program works with
    std::string focus;              ///< id of the series that stands out; may be empty
};

/// Curves from what a sweep found so far; points without values are left out.
/// @param points  of sweep() for `strategies`, ascending
[[nodiscard]] CurveContent makeCurveContent(std::span<const Strategy> strategies,
                                            const SweepRange& range,
                                            std::span<const SweepPoint> points);

/// The shipped networks, slowest first.
[[nodiscard]] const std::vector<CurvePreset>& curvePresets();

/// The makespan of a curve at a bandwidth, between the two points around it as the curve is drawn;
/// empty outside them.
[[nodiscard]] std::optional<double> readCurve(const CurveSeries& series, double mbps);

}  // namespace trilane
