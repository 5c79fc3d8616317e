#include "core/layout/graph_layout.h"

#include "core/layout/dot_layout.h"

#include <algorithm>

namespace trilane {
namespace {

/// The point of the box's border that is nearest to `point`.
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

}  // namespace

GraphLayout layOutGraph(const LayoutGraph& graph, const std::stop_token& stop) {
    GraphLayout layout;
    LayoutBlock block;
    block.sizes = graph.nodes;
    const bool right = graph.flow == LayoutFlow::Right;
    if (right)
        for (LayoutSize& size : block.sizes)
            std::swap(size.width, size.height);
    block.edges = graph.edges;
    std::sort(block.edges.begin(), block.edges.end());
    block.edges.erase(std::unique(block.edges.begin(), block.edges.end()), block.edges.end());

    const auto laidOut = layOutWithDot(block);
    if (!laidOut || stop.stop_requested()) {
        layout.complete = false;
        return layout;
    }
    layout.centres = laidOut->centres;
    for (const auto& edge : graph.edges) {
        const auto at = std::lower_bound(block.edges.begin(), block.edges.end(), edge);
        auto curve = laidOut->edges[static_cast<std::size_t>(at - block.edges.begin())];
        curve.front() =
            nearestOnBorder(curve.front(), layout.centres[edge.first], block.sizes[edge.first]);
        curve.back() =
            nearestOnBorder(curve.back(), layout.centres[edge.second], block.sizes[edge.second]);
        layout.edges.push_back(std::move(curve));
    }

    LayoutPoint low{1e300, 1e300};
    LayoutPoint high{-1e300, -1e300};
    const auto include = [&](double x, double y) {
        low = {std::min(low.x, x), std::min(low.y, y)};
        high = {std::max(high.x, x), std::max(high.y, y)};
    };
    for (std::size_t i = 0; i < layout.centres.size(); ++i) {
        const LayoutPoint centre = layout.centres[i];
        const LayoutSize size = block.sizes[i];
        include(centre.x - size.width / 2, centre.y - size.height / 2);
        include(centre.x + size.width / 2, centre.y + size.height / 2);
    }
    for (const auto& curve : layout.edges)
        for (const LayoutPoint& point : curve)
            include(point.x, point.y);
    if (layout.centres.empty()) return layout;
    layout.size = {high.x - low.x, high.y - low.y};
    const auto place = [&](LayoutPoint& point) {
        point = {point.x - low.x, point.y - low.y};
        if (right) std::swap(point.x, point.y);
    };
    for (LayoutPoint& centre : layout.centres)
        place(centre);
    for (auto& curve : layout.edges)
        for (LayoutPoint& point : curve)
            place(point);
    if (right) std::swap(layout.size.width, layout.size.height);
    return layout;
}

}  // namespace trilane
