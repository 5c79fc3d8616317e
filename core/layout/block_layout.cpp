#include "core/layout/block_layout.h"

#include "core/layout/block_ends.h"
#include "core/layout/dot_layout.h"
#include "core/layout/edge_curves.h"
#include "core/layout/edge_lanes.h"
#include "core/layout/layered_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace trilane {
namespace {

/// Boxes and points where edges pass ranks: what dot's time grows with. Up to kQuick it is used as
/// it is, up to kBounded with its simplex bounded, beyond not at all.
constexpr std::size_t kQuick = 300;
constexpr std::size_t kBounded = 1'500;
constexpr int kDeepest = 40;

using Shared = std::shared_ptr<const BlockLayout>;

template <class Value>
void append(std::string& key, const Value& value) {
    std::array<char, sizeof(Value)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof(Value));
    key.append(bytes.data(), bytes.size());
}

std::string keyOf(const LayoutBlock& block) {
    std::string key;
    key.reserve(3 + block.sizes.size() * 16 + block.edges.size() * 8);
    key.push_back(block.top ? 't' : '-');
    key.push_back(block.bottom ? 'b' : '-');
    for (const LayoutSize& size : block.sizes) {
        append(key, size.width);
        append(key, size.height);
    }
    key.push_back('|');
    for (const auto& [from, to] : block.edges) {
        append(key, from);
        append(key, to);
    }
    return key;
}

std::size_t drawingEffort(const LayoutBlock& block) {
    const auto rank = drawingRanks(block.sizes.size(), block.edges);
    std::size_t effort = block.sizes.size();
    for (const auto& [from, to] : block.edges)
        effort += rank[to] - rank[from] - 1;
    return effort;
}

BlockLayout pairLayout(const LayoutBlock& block) {
    const double from = block.sizes[0].height / 2;
    const double to = from + kRankGap;
    BlockLayout layout;
    layout.centres = {{0, 0}, {0, to + block.sizes[1].height / 2}};
    layout.edges = {curveThrough({0, from}, {}, {0, to})};
    return layout;
}

/// The only node that nothing enters is an end as well, as is the only one that nothing leaves: so
/// the first and the last part of a network equal those between them.
void recogniseEnds(LayoutBlock& block) {
    std::vector<bool> entered(block.sizes.size(), false);
    std::vector<bool> left(block.sizes.size(), false);
    for (const auto& [from, to] : block.edges)
        left[from] = entered[to] = true;
    block.top = block.top || std::count(entered.begin(), entered.end(), false) == 1;
    block.bottom = block.bottom || std::count(left.begin(), left.end(), false) == 1;
}

/// True if an edge runs from the first node to the last, past the others: a residual connection.
bool hasBypass(const LayoutBlock& block) {
    const auto last = static_cast<std::uint32_t>(block.sizes.size() - 1);
    return std::find(block.edges.begin(), block.edges.end(), std::pair{0U, last}) !=
           block.edges.end();
}

/// dot, with ends that stand above each other: a long series of such blocks would drift sideways.
/// Ends without an edge between them are centred, the others are drawn once more with that edge
/// straight.
std::optional<BlockLayout> dotLayout(LayoutBlock block, std::size_t effort) {
    recogniseEnds(block);
    DotOptions options;
    if (effort > kQuick) options.simplexLimit = 1;
    auto layout = layOutWithDot(block, options);
    if (!layout || !block.top || !block.bottom || effort > kQuick) return layout;
    if (!hasBypass(block) && centreEnds(block, *layout)) return layout;
    if (std::abs(layout->centres.front().x - layout->centres.back().x) <= 1) return layout;
    options.alignEnds = true;
    auto aligned = layOutWithDot(block, options);
    return aligned ? aligned : layout;
}

void move(LayoutPoint& point, LayoutPoint by) {
    point = {point.x + by.x, point.y + by.y};
}

/// One part of a block, and where its nodes and edges stand in the block.
struct Part {
    LayoutBlock block;
    std::vector<std::uint32_t> edges;
};

/// Assembles the layouts of a block's parts.
class Stack {
public:
    Stack(const LayoutBlock& block, const SeriesCut& cut)
        : m_block(block), m_cut(cut), m_place(block.sizes.size()), m_parts(cut.parts()) {
        for (std::uint32_t i = 0; i < cut.order.size(); ++i)
            m_place[cut.order[i]] = i;
        for (std::size_t i = 0; i < m_parts.size(); ++i)
            addNodes(i);
        for (std::uint32_t edge = 0; edge < block.edges.size(); ++edge)
            addEdge(edge);
        for (Part& part : m_parts)
            recogniseEnds(part.block);
        m_layout.centres.resize(block.sizes.size());
        m_layout.edges.resize(block.edges.size());
    }

    [[nodiscard]] const LayoutBlock& part(std::size_t index) const { return m_parts[index].block; }

    /// Hangs a part on the one before.
    void add(std::size_t index, const BlockLayout& layout) {
        const std::uint32_t first = m_cut.ends[index];
        LayoutPoint by;
        if (index > 0) {
            const LayoutPoint hook = m_layout.centres[m_cut.order[first]];
            by = {hook.x - layout.centres[0].x, hook.y - layout.centres[0].y};
        }
        PartExtent extent{1e300, -1e300};
        const auto include = [&extent](double left, double right) {
            extent = {std::min(extent.left, left), std::max(extent.right, right)};
        };
        for (std::size_t i = index > 0 ? 1 : 0; i < layout.centres.size(); ++i) {
            const std::uint32_t node = m_cut.order[first + i];
            LayoutPoint& centre = m_layout.centres[node];
            centre = layout.centres[i];
            move(centre, by);
            const double half = m_block.sizes[node].width / 2;
            include(centre.x - half, centre.x + half);
        }
        for (std::size_t i = 0; i < layout.edges.size(); ++i) {
            auto& curve = m_layout.edges[m_parts[index].edges[i]];
            curve = layout.edges[i];
            for (LayoutPoint& point : curve) {
                move(point, by);
                include(point.x, point.x);
            }
        }
        m_extents.push_back(extent);
    }

    BlockLayout finish() {
        drawInLanes(m_block, m_passing, m_extents, m_layout);
        return std::move(m_layout);
    }

private:
    void addNodes(std::size_t index) {
        LayoutBlock& part = m_parts[index].block;
        for (std::uint32_t i = m_cut.ends[index]; i <= m_cut.ends[index + 1]; ++i)
            part.sizes.push_back(m_block.sizes[m_cut.order[i]]);
        part.top = index > 0 || m_block.top;
        part.bottom = index + 1 < m_parts.size() || m_block.bottom;
    }

    void addEdge(std::uint32_t edge) {
        const std::uint32_t from = m_place[m_block.edges[edge].first];
        const std::uint32_t to = m_place[m_block.edges[edge].second];
        const auto& ends = m_cut.ends;
        const auto begin = ends.begin();
        // An end of parts is the top of the later part to what leaves it, the bottom of the earlier
        // one to what enters it.
        const auto first =
            static_cast<std::uint32_t>(std::upper_bound(begin, ends.end(), from) - begin) - 1;
        const auto last =
            static_cast<std::uint32_t>(std::lower_bound(begin, ends.end(), to) - begin) - 1;
        if (first < last) return m_passing.push_back({edge, first, last});
        Part& part = m_parts[first];
        part.block.edges.emplace_back(from - ends[first], to - ends[first]);
        part.edges.push_back(edge);
    }

    const LayoutBlock& m_block;
    const SeriesCut& m_cut;
    std::vector<std::uint32_t> m_place;  ///< by node
    std::vector<Part> m_parts;
    std::vector<PassingEdge> m_passing;
    std::vector<PartExtent> m_extents;
    BlockLayout m_layout;
};

}  // namespace

Shared BlockLayouter::layOut(const LayoutBlock& block) {
    if (m_stop.stop_requested()) return nullptr;
    std::string key = keyOf(block);
    if (const auto known = m_known.find(key); known != m_known.end()) return known->second;
    ++m_depth;
    Shared layout = compute(block);
    --m_depth;
    if (layout) m_known.emplace(std::move(key), layout);
    return layout;
}

Shared BlockLayouter::compute(const LayoutBlock& block) {
    if (block.sizes.size() == 1) {
        BlockLayout layout;
        layout.centres.resize(1);
        return std::make_shared<const BlockLayout>(std::move(layout));
    }
    if (block.sizes.size() == 2) return std::make_shared<const BlockLayout>(pairLayout(block));
    const SeriesCut cut = cutInSeries(block.sizes.size(), block.edges, block.top, block.bottom);
    return cut.parts() > 1 ? stack(block, cut) : computeWhole(block);
}

Shared BlockLayouter::computeWhole(const LayoutBlock& block) {
    const std::size_t effort = drawingEffort(block);
    if (effort > kQuick && m_depth < kDeepest)
        for (std::uint32_t longest = 64; longest >= 4; longest /= 2) {
            const SeriesCut cut =
                cutInSeries(block.sizes.size(), block.edges, block.top, block.bottom, longest);
            if (cut.parts() > 1) return stack(block, cut);
        }
    if (effort <= kBounded)
        if (auto layout = dotLayout(block, effort))
            return std::make_shared<const BlockLayout>(std::move(*layout));
    return std::make_shared<const BlockLayout>(layOutInLayers(block));
}

Shared BlockLayouter::stack(const LayoutBlock& block, const SeriesCut& cut) {
    Stack stack(block, cut);
    for (std::size_t i = 0; i < cut.parts(); ++i) {
        const Shared part = layOut(stack.part(i));
        if (!part) return nullptr;
        stack.add(i, *part);
    }
    return std::make_shared<const BlockLayout>(stack.finish());
}

}  // namespace trilane
