#include "core/layout/layered_layout.h"

#include "core/layout/edge_curves.h"
#include "core/layout/series_cut.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace trilane {
namespace {

constexpr double kBendGap = 6;
constexpr int kOrderSweeps = 8;
constexpr int kPlaceSweeps = 8;

/// A box, or the point where an edge passes a rank.
struct Item {
    double width = 0;
    double x = 0;
    std::uint32_t rank = 0;
    bool bend = false;
    std::vector<std::uint32_t> above;
    std::vector<std::uint32_t> below;
};

class Layers {
public:
    explicit Layers(const LayoutBlock& block) : m_block(block) {
        rankNodes();
        addItems();
        addEdges();
    }

    BlockLayout run() {
        for (int sweep = 0; sweep < kOrderSweeps; ++sweep)
            orderRanks(sweep % 2 == 0);
        for (auto& rank : m_ranks)
            spread(rank);
        for (int sweep = 0; sweep < kPlaceSweeps; ++sweep)
            placeRanks(sweep % 2 == 0);
        return result();
    }

private:
    void rankNodes() {
        m_rank = drawingRanks(m_block.sizes.size(), m_block.edges);
        const std::size_t last = m_rank.size() - 1;
        if (m_block.top) {
            for (std::uint32_t& rank : m_rank)
                ++rank;
            m_rank[0] = 0;
        }
        if (m_block.bottom) m_rank[last] = *std::max_element(m_rank.begin(), m_rank.end()) + 1;
        const std::uint32_t lowest = *std::min_element(m_rank.begin(), m_rank.end());
        for (std::uint32_t& rank : m_rank)
            rank -= lowest;
    }

    void addItems() {
        const std::uint32_t deepest = *std::max_element(m_rank.begin(), m_rank.end());
        m_ranks.resize(deepest + 1);
        m_heights.assign(deepest + 1, 0);
        for (std::size_t node = 0; node < m_rank.size(); ++node) {
            addItem(m_rank[node], m_block.sizes[node].width, false);
            double& height = m_heights[m_rank[node]];
            height = std::max(height, m_block.sizes[node].height);
        }
        m_tops.resize(deepest + 1);
        double y = 0;
        for (std::size_t rank = 0; rank <= deepest; ++rank) {
            m_tops[rank] = y;
            y += m_heights[rank] + kRankGap;
        }
    }

    std::uint32_t addItem(std::uint32_t rank, double width, bool bend) {
        Item item;
        item.rank = rank;
        item.width = width;
        item.bend = bend;
        const auto index = static_cast<std::uint32_t>(m_items.size());
        m_items.push_back(std::move(item));
        m_ranks[rank].push_back(index);
        return index;
    }

    void join(std::uint32_t upper, std::uint32_t lower) {
        m_items[upper].below.push_back(lower);
        m_items[lower].above.push_back(upper);
    }

    /// The shortest edges get their bends first: long ones may go straight.
    void addEdges() {
        m_bends.resize(m_block.edges.size());
        std::vector<std::uint32_t> byLength(m_block.edges.size());
        std::iota(byLength.begin(), byLength.end(), 0U);
        const auto length = [this](std::uint32_t edge) {
            const auto& [from, to] = m_block.edges[edge];
            return m_rank[to] - m_rank[from];
        };
        std::stable_sort(byLength.begin(), byLength.end(),
                         [&](auto a, auto b) { return length(a) < length(b); });
        std::size_t left = kMaxBends;
        for (const std::uint32_t edge : byLength) {
            const auto [from, to] = m_block.edges[edge];
            const std::size_t bends = length(edge) - 1;
            if (bends > left) break;
            left -= bends;
            std::uint32_t previous = from;
            for (std::uint32_t rank = m_rank[from] + 1; rank < m_rank[to]; ++rank) {
                const std::uint32_t bend = addItem(rank, 0, true);
                m_bends[edge].push_back(bend);
                join(previous, bend);
                previous = bend;
            }
            join(previous, to);
        }
    }

    void orderRanks(bool down) {
        std::vector<double> place(m_items.size(), 0);
        const auto number = [&](const std::vector<std::uint32_t>& rank) {
            for (std::size_t i = 0; i < rank.size(); ++i)
                place[rank[i]] = static_cast<double>(i) / static_cast<double>(rank.size());
        };
        for (const auto& rank : m_ranks)
            number(rank);
        for (std::size_t i = 0; i < m_ranks.size(); ++i) {
            auto& rank = m_ranks[down ? i : m_ranks.size() - 1 - i];
            for (const std::uint32_t index : rank) {
                const auto& near = down ? m_items[index].above : m_items[index].below;
                if (near.empty()) continue;
                double sum = 0;
                for (const std::uint32_t other : near)
                    sum += place[other];
                place[index] = sum / static_cast<double>(near.size());
            }
            std::stable_sort(rank.begin(), rank.end(),
                             [&](auto a, auto b) { return place[a] < place[b]; });
            number(rank);
        }
    }

    /// Least distance between the centres of neighbours in a rank.
    [[nodiscard]] double distance(std::uint32_t a, std::uint32_t b) const {
        const double gap = m_items[a].bend && m_items[b].bend ? kBendGap : kNodeGap;
        return (m_items[a].width + m_items[b].width) / 2 + gap;
    }

    void spread(const std::vector<std::uint32_t>& rank) {
        double x = 0;
        for (std::size_t i = 0; i < rank.size(); ++i) {
            if (i > 0) x += distance(rank[i - 1], rank[i]);
            m_items[rank[i]].x = x;
        }
        for (const std::uint32_t index : rank)
            m_items[index].x -= x / 2;
    }

    void placeRanks(bool down) {
        for (std::size_t i = 0; i < m_ranks.size(); ++i)
            placeRank(m_ranks[down ? i : m_ranks.size() - 1 - i], down);
    }

    [[nodiscard]] double wanted(const Item& item, bool down) const {
        const auto& near = down ? item.above : item.below;
        if (near.empty()) return item.x;
        double sum = 0;
        for (const std::uint32_t other : near)
            sum += m_items[other].x;
        return sum / static_cast<double>(near.size());
    }

    /// Least squares under the distances: pool adjacent violators.
    void placeRank(const std::vector<std::uint32_t>& rank, bool down) {
        struct Pool {
            double sum;
            double weight;
            std::size_t count;
        };
        std::vector<Pool> pools;
        std::vector<double> offset(rank.size(), 0);
        for (std::size_t i = 0; i < rank.size(); ++i) {
            if (i > 0) offset[i] = offset[i - 1] + distance(rank[i - 1], rank[i]);
            const Item& item = m_items[rank[i]];
            const double weight = item.bend ? 4 : 1;  // long edges rather straight
            pools.push_back({(wanted(item, down) - offset[i]) * weight, weight, 1});
            while (pools.size() > 1) {
                const Pool last = pools.back();
                Pool& before = pools[pools.size() - 2];
                if (before.sum / before.weight <= last.sum / last.weight) break;
                before = {before.sum + last.sum, before.weight + last.weight,
                          before.count + last.count};
                pools.pop_back();
            }
        }
        std::size_t i = 0;
        for (const Pool& pool : pools)
            for (std::size_t k = 0; k < pool.count; ++k, ++i)
                m_items[rank[i]].x = pool.sum / pool.weight + offset[i];
    }

    [[nodiscard]] BlockLayout result() const {
        BlockLayout layout;
        layout.centres.reserve(m_rank.size());
        for (std::size_t node = 0; node < m_rank.size(); ++node)
            layout.centres.push_back(
                {m_items[node].x, m_tops[m_rank[node]] + m_heights[m_rank[node]] / 2});
        layout.edges.reserve(m_block.edges.size());
        for (std::size_t edge = 0; edge < m_block.edges.size(); ++edge) {
            const auto [from, to] = m_block.edges[edge];
            std::vector<PassedRank> passed;
            for (const std::uint32_t bend : m_bends[edge]) {
                const Item& item = m_items[bend];
                passed.push_back(
                    {item.x, m_tops[item.rank], m_tops[item.rank] + m_heights[item.rank]});
            }
            const LayoutPoint a = layout.centres[from];
            const LayoutPoint b = layout.centres[to];
            layout.edges.push_back(curveThrough({a.x, a.y + m_block.sizes[from].height / 2}, passed,
                                                {b.x, b.y - m_block.sizes[to].height / 2}));
        }
        return layout;
    }

    const LayoutBlock& m_block;
    std::vector<std::uint32_t> m_rank;  ///< by node
    std::vector<Item> m_items;          ///< the nodes, then the bends
    std::vector<std::vector<std::uint32_t>> m_ranks;
    std::vector<double> m_heights;
    std::vector<double> m_tops;
    std::vector<std::vector<std::uint32_t>> m_bends;  ///< by edge
};

}  // namespace

BlockLayout layOutInLayers(const LayoutBlock& block) {
    if (block.sizes.empty()) return {};
    return Layers(block).run();
}

}  // namespace trilane
