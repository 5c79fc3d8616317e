#include "core/layout/edge_lanes.h"

#include "core/layout/edge_curves.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>

namespace trilane {
namespace {

constexpr double kLaneGap = 9;
constexpr double kCornerRadius = 8;
/// Distance between a box and the first horizontal line; lines of other edges at the same rank keep
/// kLineGap, over kLines of them.
constexpr double kFirstLine = 5.5;
constexpr double kLineGap = 3;
constexpr std::uint32_t kLines = 4;
static_assert(2 * (kFirstLine + kLineGap * (kLines - 1)) < kRankGap);

/// A rank of boxes and the lines that leave or enter it.
struct Band {
    double top = 0;
    double bottom = 0;
    std::uint32_t leaving = 0;
    std::uint32_t entering = 0;
};

class Bands {
public:
    Bands(const LayoutBlock& block, const BlockLayout& layout) : m_ofNode(block.sizes.size()) {
        std::vector<std::uint32_t> byY(block.sizes.size());
        std::iota(byY.begin(), byY.end(), 0U);
        std::stable_sort(byY.begin(), byY.end(),
                         [&](auto a, auto b) { return layout.centres[a].y < layout.centres[b].y; });
        double y = -std::numeric_limits<double>::infinity();
        for (const std::uint32_t node : byY) {
            const double centre = layout.centres[node].y;
            const double half = block.sizes[node].height / 2;
            if (centre - y > 0.5) m_bands.push_back({centre - half, centre + half, 0, 0});
            y = centre;
            Band& band = m_bands.back();
            band.top = std::min(band.top, centre - half);
            band.bottom = std::max(band.bottom, centre + half);
            m_ofNode[node] = static_cast<std::uint32_t>(m_bands.size() - 1);
        }
    }
    Band& of(std::uint32_t node) { return m_bands[m_ofNode[node]]; }

private:
    std::vector<Band> m_bands;
    std::vector<std::uint32_t> m_ofNode;
};

struct Lane {
    std::uint32_t source = 0;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    double x = 0;
    int side = 1;
    std::vector<std::uint32_t> edges;
};

std::vector<Lane> makeLanes(const LayoutBlock& block, std::span<const PassingEdge> edges) {
    std::map<std::uint32_t, Lane> bySource;
    for (const PassingEdge& edge : edges) {
        const std::uint32_t source = block.edges[edge.edge].first;
        Lane& lane = bySource[source];
        lane.source = source;
        lane.first = edge.first;
        lane.last = std::max(lane.last, edge.last);
        lane.edges.push_back(edge.edge);
    }
    std::vector<Lane> lanes;
    lanes.reserve(bySource.size());
    for (auto& [source, lane] : bySource)
        lanes.push_back(std::move(lane));
    std::stable_sort(lanes.begin(), lanes.end(), [](const Lane& a, const Lane& b) {
        return a.last - a.first < b.last - b.first;
    });
    return lanes;
}

/// Beside the parts and beside the lanes before it, on the side that is nearer to the source.
void placeLane(std::vector<Lane>& lanes, std::size_t index, std::span<const PartExtent> parts,
               double sourceX) {
    Lane& lane = lanes[index];
    PartExtent extent = parts[lane.first];
    for (std::uint32_t part = lane.first; part <= lane.last; ++part) {
        extent.left = std::min(extent.left, parts[part].left);
        extent.right = std::max(extent.right, parts[part].right);
    }
    for (std::size_t i = 0; i < index; ++i) {
        const Lane& other = lanes[i];
        if (other.last < lane.first || lane.last < other.first) continue;
        if (other.side > 0)
            extent.right = std::max(extent.right, other.x);
        else
            extent.left = std::min(extent.left, other.x);
    }
    lane.side = extent.right - sourceX <= sourceX - extent.left ? 1 : -1;
    lane.x = lane.side > 0 ? extent.right + kLaneGap : extent.left - kLaneGap;
}

double line(std::uint32_t number) {
    return kFirstLine + kLineGap * (number % kLines);
}

}  // namespace

void drawInLanes(const LayoutBlock& block, std::span<const PassingEdge> edges,
                 std::span<const PartExtent> parts, BlockLayout& layout) {
    if (edges.empty()) return;
    Bands bands(block, layout);
    std::vector<Lane> lanes = makeLanes(block, edges);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const Lane& lane = lanes[i];
        const LayoutPoint from = layout.centres[lane.source];
        placeLane(lanes, i, parts, from.x);
        Band& leaves = bands.of(lane.source);
        const double out = leaves.bottom + line(leaves.leaving++);
        for (const std::uint32_t edge : lane.edges) {
            const std::uint32_t target = block.edges[edge].second;
            const LayoutPoint to = layout.centres[target];
            Band& enters = bands.of(target);
            const double in = enters.top - line(enters.entering++);
            const std::array<LayoutPoint, 6> corners{
                LayoutPoint{from.x, from.y + block.sizes[lane.source].height / 2},
                LayoutPoint{from.x, out},
                LayoutPoint{lane.x, out},
                LayoutPoint{lane.x, in},
                LayoutPoint{to.x, in},
                LayoutPoint{to.x, to.y - block.sizes[target].height / 2}};
            layout.edges[edge] = roundedLine(corners, kCornerRadius);
        }
    }
}

}  // namespace trilane
