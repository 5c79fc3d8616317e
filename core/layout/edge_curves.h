#pragma once

#include "core/layout/graph_layout.h"

#include <span>
#include <vector>

namespace trilane {

/// Where an edge passes a rank: straight down between the boxes.
struct PassedRank {
    double x = 0;
    double top = 0;
    double bottom = 0;
};

/// A curve that leaves `from` and enters `to` vertically. 1 + 3 n control points.
[[nodiscard]] std::vector<LayoutPoint> curveThrough(LayoutPoint from,
                                                    std::span<const PassedRank> passed,
                                                    LayoutPoint to);

/// Straight lines with rounded corners, as Bézier curves. 1 + 3 n control points.
/// @param corners  at least two points
[[nodiscard]] std::vector<LayoutPoint> roundedLine(std::span<const LayoutPoint> corners,
                                                   double radius);

/// The point of the box's border that is nearest to `point`.
[[nodiscard]] LayoutPoint nearestOnBorder(LayoutPoint point, LayoutPoint centre, LayoutSize size);

}  // namespace trilane
