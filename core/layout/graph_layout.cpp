#include "core/layout/graph_layout.h"

#include "core/layout/block_layout.h"
#include "core/layout/edge_curves.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace trilane {
namespace {

constexpr double kComponentGap = 36;

struct Rectangle {
    double left = 1e300;
    double top = 1e300;
    double right = -1e300;
    double bottom = -1e300;

    void include(LayoutPoint point) {
        left = std::min(left, point.x);
        top = std::min(top, point.y);
        right = std::max(right, point.x);
        bottom = std::max(bottom, point.y);
    }
    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
};

/// A connected part of the graph.
struct Component {
    LayoutBlock block;
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint32_t> edges;  ///< by edge of the block: the first such edge of the graph
    std::shared_ptr<const BlockLayout> layout;
    Rectangle bounds;
    LayoutPoint by;
};

LayoutSize upright(LayoutSize size, LayoutFlow flow) {
    return flow == LayoutFlow::Down ? size : LayoutSize{size.height, size.width};
}

/// The components in the order of their first nodes.
std::vector<Component> components(const LayoutGraph& graph) {
    const std::size_t count = graph.nodes.size();
    std::vector<std::uint32_t> root(count);
    std::iota(root.begin(), root.end(), 0U);
    const auto find = [&root](std::uint32_t node) {
        while (root[node] != node)
            node = root[node] = root[root[node]];
        return node;
    };
    for (const auto& [from, to] : graph.edges) {
        const std::uint32_t a = find(from);
        const std::uint32_t b = find(to);
        root[std::max(a, b)] = std::min(a, b);
    }
    std::vector<Component> parts;
    std::vector<std::uint32_t> partOf(count);
    std::vector<std::uint32_t> local(count);
    for (std::uint32_t node = 0; node < count; ++node) {
        const std::uint32_t first = find(node);
        if (first == node) {
            partOf[node] = static_cast<std::uint32_t>(parts.size());
            parts.emplace_back();
        }
        partOf[node] = partOf[first];
        Component& part = parts[partOf[node]];
        local[node] = static_cast<std::uint32_t>(part.nodes.size());
        part.nodes.push_back(node);
        part.block.sizes.push_back(upright(graph.nodes[node], graph.flow));
    }
    std::vector<std::uint32_t> byEnds(graph.edges.size());
    std::iota(byEnds.begin(), byEnds.end(), 0U);
    std::stable_sort(byEnds.begin(), byEnds.end(), [&](std::uint32_t a, std::uint32_t b) {
        return graph.edges[a] < graph.edges[b];
    });
    for (std::size_t i = 0; i < byEnds.size(); ++i) {
        const auto& [from, to] = graph.edges[byEnds[i]];
        if (i > 0 && graph.edges[byEnds[i - 1]] == graph.edges[byEnds[i]]) continue;
        Component& part = parts[partOf[from]];
        part.block.edges.emplace_back(local[from], local[to]);
        part.edges.push_back(byEnds[i]);
    }
    return parts;
}

void measure(Component& part) {
    for (std::size_t i = 0; i < part.nodes.size(); ++i) {
        const LayoutPoint centre = part.layout->centres[i];
        const LayoutSize size = part.block.sizes[i];
        part.bounds.include({centre.x - size.width / 2, centre.y - size.height / 2});
        part.bounds.include({centre.x + size.width / 2, centre.y + size.height / 2});
    }
    for (const auto& curve : part.layout->edges)
        for (const LayoutPoint& point : curve)
            part.bounds.include(point);
}

/// Side by side, in rows of about the drawing's height. Returns the size of all.
LayoutSize pack(std::vector<Component>& parts) {
    double area = 0;
    double widest = 0;
    for (const Component& part : parts) {
        area += (part.bounds.width() + kComponentGap) * (part.bounds.height() + kComponentGap);
        widest = std::max(widest, part.bounds.width());
    }
    const double limit = std::max(widest, 1.5 * std::sqrt(area));
    LayoutSize size;
    LayoutPoint at;
    double rowHeight = 0;
    for (Component& part : parts) {
        if (at.x > 0 && at.x + part.bounds.width() > limit) {
            at = {0, at.y + rowHeight + kComponentGap};
            rowHeight = 0;
        }
        part.by = {at.x - part.bounds.left, at.y - part.bounds.top};
        size.width = std::max(size.width, at.x + part.bounds.width());
        rowHeight = std::max(rowHeight, part.bounds.height());
        size.height = std::max(size.height, at.y + rowHeight);
        at.x += part.bounds.width() + kComponentGap;
    }
    return size;
}

LayoutPoint moved(LayoutPoint point, LayoutPoint by) {
    return {point.x + by.x, point.y + by.y};
}

void fill(const Component& part, GraphLayout& layout) {
    for (std::size_t i = 0; i < part.nodes.size(); ++i)
        layout.centres[part.nodes[i]] = moved(part.layout->centres[i], part.by);
    for (std::size_t i = 0; i < part.edges.size(); ++i) {
        const auto& [from, to] = part.block.edges[i];
        auto& curve = layout.edges[part.edges[i]];
        curve = part.layout->edges[i];
        for (LayoutPoint& point : curve)
            point = moved(point, part.by);
        // dot clips at boxes of whole points.
        curve.front() = nearestOnBorder(curve.front(), layout.centres[part.nodes[from]],
                                        part.block.sizes[from]);
        curve.back() =
            nearestOnBorder(curve.back(), layout.centres[part.nodes[to]], part.block.sizes[to]);
    }
}

void copyRepeats(const LayoutGraph& graph, GraphLayout& layout) {
    std::vector<std::uint32_t> byEnds(graph.edges.size());
    std::iota(byEnds.begin(), byEnds.end(), 0U);
    std::stable_sort(byEnds.begin(), byEnds.end(), [&](std::uint32_t a, std::uint32_t b) {
        return graph.edges[a] < graph.edges[b];
    });
    for (std::size_t i = 1; i < byEnds.size(); ++i)
        if (graph.edges[byEnds[i - 1]] == graph.edges[byEnds[i]])
            layout.edges[byEnds[i]] = layout.edges[byEnds[i - 1]];
}

void turnRight(GraphLayout& layout) {
    std::swap(layout.size.width, layout.size.height);
    for (LayoutPoint& centre : layout.centres)
        std::swap(centre.x, centre.y);
    for (auto& curve : layout.edges)
        for (LayoutPoint& point : curve)
            std::swap(point.x, point.y);
}

}  // namespace

GraphLayout layOutGraph(const LayoutGraph& graph, const std::stop_token& stop) {
    GraphLayout layout;
    layout.centres.resize(graph.nodes.size());
    layout.edges.resize(graph.edges.size());
    std::vector<Component> parts = components(graph);
    BlockLayouter layouter(stop);
    for (Component& part : parts) {
        part.layout = layouter.layOut(part.block);
        if (!part.layout) {
            layout.complete = false;
            return layout;
        }
        measure(part);
    }
    layout.size = pack(parts);
    for (const Component& part : parts)
        fill(part, layout);
    copyRepeats(graph, layout);
    if (graph.flow == LayoutFlow::Right) turnRight(layout);
    return layout;
}

}  // namespace trilane
