#include "app/gui/graph/graph_walk.h"

#include <cmath>

namespace trilane {
namespace {

std::optional<std::uint32_t> alongEdge(const GraphGeometry& graph, std::uint32_t node,
                                       bool forward) {
    const bool down = graph.options().direction == LayoutDirection::Down;
    const auto edges = forward ? graph.edgesOutOf(node) : graph.edgesInto(node);
    const QPointF here = graph.nodes()[node].rect.center();
    std::optional<std::uint32_t> best;
    double least = 0;
    for (const std::uint32_t index : edges) {
        const GraphEdge& edge = graph.edges()[index];
        const std::uint32_t other = forward ? edge.to : edge.from;
        const QPointF span = graph.nodes()[other].rect.center() - here;
        const double across = std::abs(down ? span.x() : span.y());
        const double along = std::abs(down ? span.y() : span.x());
        // The next one before one far behind it, as a residual sum is.
        const double distance = across + along;
        if (!best || distance < least) {
            best = other;
            least = distance;
        }
    }
    return best;
}

std::optional<std::uint32_t> sibling(const GraphGeometry& graph, std::uint32_t node, bool after) {
    const bool down = graph.options().direction == LayoutDirection::Down;
    const QRectF& here = graph.nodes()[node].rect;
    const QRectF strip = down ? QRectF(0, here.top(), graph.size().width(), here.height())
                              : QRectF(here.left(), 0, here.width(), graph.size().height());
    std::optional<std::uint32_t> best;
    double least = 0;
    graph.nodeGrid().visit(strip, [&](std::uint32_t other) {
        const QRectF& there = graph.nodes()[other].rect;
        if (other == node || !there.intersects(strip)) return;
        const QPointF span = there.center() - here.center();
        const double distance = (down ? span.x() : span.y()) * (after ? 1 : -1);
        if (distance > 0 && (!best || distance < least)) {
            best = other;
            least = distance;
        }
    });
    return best;
}

}  // namespace

std::optional<std::uint32_t> stepFrom(const GraphGeometry& graph, std::uint32_t node,
                                      GraphStep step) {
    switch (step) {
        case GraphStep::Successor:
            return alongEdge(graph, node, true);
        case GraphStep::Predecessor:
            return alongEdge(graph, node, false);
        case GraphStep::SiblingBefore:
            return sibling(graph, node, false);
        case GraphStep::SiblingAfter:
            return sibling(graph, node, true);
    }
    return std::nullopt;
}

}  // namespace trilane
