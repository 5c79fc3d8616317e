#include "core/layout/edge_curves.h"

#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

LayoutPoint between(LayoutPoint a, LayoutPoint b, double share) {
    return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

void lineTo(std::vector<LayoutPoint>& curve, LayoutPoint to) {
    const LayoutPoint from = curve.back();
    curve.insert(curve.end(), {between(from, to, 1.0 / 3), between(from, to, 2.0 / 3), to});
}

void swingTo(std::vector<LayoutPoint>& curve, LayoutPoint to) {
    const LayoutPoint from = curve.back();
    const double middle = (from.y + to.y) / 2;
    curve.insert(curve.end(), {{from.x, middle}, {to.x, middle}, to});
}

}  // namespace

std::vector<LayoutPoint> curveThrough(LayoutPoint from, std::span<const PassedRank> passed,
                                      LayoutPoint to) {
    std::vector<LayoutPoint> curve{from};
    for (std::size_t i = 0; i < passed.size(); ++i) {
        swingTo(curve, {passed[i].x, passed[i].top});
        // Ranks that are passed at the same x make one line.
        while (i + 1 < passed.size() && std::abs(passed[i + 1].x - passed[i].x) < 0.5)
            ++i;
        lineTo(curve, {curve.back().x, passed[i].bottom});
    }
    swingTo(curve, to);
    return curve;
}

std::vector<LayoutPoint> roundedLine(std::span<const LayoutPoint> corners, double radius) {
    std::vector<LayoutPoint> curve{corners.front()};
    for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
        const LayoutPoint corner = corners[i];
        const LayoutPoint before = corners[i - 1];
        const LayoutPoint after = corners[i + 1];
        const double in = std::hypot(corner.x - before.x, corner.y - before.y);
        const double out = std::hypot(after.x - corner.x, after.y - corner.y);
        const double cut = std::min({radius, in / 2, out / 2});
        if (cut <= 0) continue;
        const LayoutPoint begin = between(corner, before, cut / in);
        const LayoutPoint end = between(corner, after, cut / out);
        lineTo(curve, begin);
        curve.insert(curve.end(), {between(begin, corner, 0.55), between(end, corner, 0.55), end});
    }
    lineTo(curve, corners.back());
    return curve;
}

LayoutPoint nearestOnBorder(LayoutPoint point, LayoutPoint centre, LayoutSize size) {
    const double left = centre.x - size.width / 2;
    const double right = centre.x + size.width / 2;
    const double top = centre.y - size.height / 2;
    const double bottom = centre.y + size.height / 2;
    const LayoutPoint inside{std::clamp(point.x, left, right), std::clamp(point.y, top, bottom)};
    if (!(inside == point)) return inside;
    const double nearest =
        std::min({point.x - left, right - point.x, point.y - top, bottom - point.y});
    if (nearest == point.y - top) return {point.x, top};
    if (nearest == bottom - point.y) return {point.x, bottom};
    return {nearest == point.x - left ? left : right, point.y};
}

}  // namespace trilane
