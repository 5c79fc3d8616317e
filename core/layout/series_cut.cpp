#include "core/layout/series_cut.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace trilane {
namespace {

using Neighbours = std::vector<std::vector<std::uint32_t>>;

std::vector<std::uint32_t> depths(std::size_t nodes, const Neighbours& before) {
    std::vector<std::uint32_t> depth(nodes, 0);
    for (std::size_t node = 0; node < nodes; ++node)
        for (const std::uint32_t from : before[node])
            depth[node] = std::max(depth[node], depth[from] + 1);
    return depth;
}

/// A topological order in which what joins late comes late and what ends early comes early, so that
/// few edges pass over a node: sinks by depth, each after all that leads to it, the deepest of its
/// predecessors first.
class TrunkOrder {
public:
    TrunkOrder(std::size_t nodes, std::span<const LayoutEdge> edges)
        : m_before(nodes), m_sink(nodes, true), m_placed(nodes, false) {
        for (const auto& [from, to] : edges) {
            m_before[to].push_back(from);
            m_sink[from] = false;
        }
        m_depth = depths(nodes, m_before);
        for (auto& before : m_before)
            std::sort(before.begin(), before.end(), [this](std::uint32_t a, std::uint32_t b) {
                return m_depth[a] != m_depth[b] ? m_depth[a] > m_depth[b] : a < b;
            });
        m_order.reserve(nodes);
    }

    std::vector<std::uint32_t> run(bool top, bool bottom) {
        const auto last = static_cast<std::uint32_t>(m_before.size() - 1);
        if (top) place(0);
        std::vector<std::uint32_t> sinks;
        for (std::uint32_t node = 0; node <= last; ++node)
            if (m_sink[node] && !(bottom && node == last)) sinks.push_back(node);
        std::stable_sort(sinks.begin(), sinks.end(), [this](std::uint32_t a, std::uint32_t b) {
            return m_depth[a] < m_depth[b];
        });
        if (bottom) sinks.push_back(last);
        for (const std::uint32_t sink : sinks)
            placeAfterItsPredecessors(sink);
        return std::move(m_order);
    }

private:
    void place(std::uint32_t node) {
        m_placed[node] = true;
        m_order.push_back(node);
    }

    void placeAfterItsPredecessors(std::uint32_t sink) {
        struct Visit {
            std::uint32_t node;
            std::size_t next;
        };
        std::vector<Visit> stack;
        if (!m_placed[sink]) stack.push_back({sink, 0});
        while (!stack.empty()) {
            Visit& visit = stack.back();
            const auto& before = m_before[visit.node];
            while (visit.next < before.size() && m_placed[before[visit.next]])
                ++visit.next;
            if (visit.next < before.size()) {
                const std::uint32_t deeper = before[visit.next++];
                stack.push_back({deeper, 0});
            } else {
                if (!m_placed[visit.node]) place(visit.node);
                stack.pop_back();
            }
        }
    }

    Neighbours m_before;
    std::vector<bool> m_sink;
    std::vector<bool> m_placed;
    std::vector<std::uint32_t> m_depth;
    std::vector<std::uint32_t> m_order;
};

/// Which parts of a graph hang together so far.
class Unions {
public:
    explicit Unions(std::size_t nodes) : m_parent(nodes) {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
    }
    /// False if they did already.
    bool unite(std::uint32_t a, std::uint32_t b) {
        a = root(a);
        b = root(b);
        m_parent[std::max(a, b)] = std::min(a, b);
        return a != b;
    }

private:
    std::uint32_t root(std::uint32_t node) {
        while (m_parent[node] != node)
            node = m_parent[node] = m_parent[m_parent[node]];
        return node;
    }
    std::vector<std::uint32_t> m_parent;
};

/// By edge: whether it may pass the ends of parts.
std::vector<bool> passingEdges(std::size_t nodes, std::span<const LayoutEdge> edges,
                               std::span<const std::uint32_t> rank, std::uint32_t longest) {
    std::vector<bool> passing(edges.size(), false);
    const auto span = [&](std::size_t edge) {
        return rank[edges[edge].second] - rank[edges[edge].first];
    };
    Unions unions(nodes);
    std::vector<std::size_t> candidates;
    for (std::size_t edge = 0; edge < edges.size(); ++edge) {
        if (span(edge) > longest)
            candidates.push_back(edge);
        else
            unions.unite(edges[edge].first, edges[edge].second);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](auto a, auto b) { return span(a) < span(b); });
    for (const std::size_t edge : candidates)
        passing[edge] = !unions.unite(edges[edge].first, edges[edge].second);
    return passing;
}

}  // namespace

SeriesCut cutInSeries(std::size_t nodes, std::span<const LayoutEdge> edges, bool top, bool bottom,
                      std::uint32_t longest) {
    SeriesCut cut;
    cut.order = TrunkOrder(nodes, edges).run(top, bottom);
    std::vector<std::uint32_t> place(nodes);
    for (std::uint32_t i = 0; i < nodes; ++i)
        place[cut.order[i]] = i;
    const std::vector<std::uint32_t> rank = drawingRanks(nodes, edges);
    std::vector<bool> passing(edges.size(), false);
    if (longest < nodes) passing = passingEdges(nodes, edges, rank, longest);
    std::vector<std::uint32_t> reach(nodes, 0);  // by place: the furthest place an edge leads to
    for (std::size_t edge = 0; edge < edges.size(); ++edge) {
        if (passing[edge]) continue;
        const auto& [from, to] = edges[edge];
        reach[place[from]] = std::max(reach[place[from]], place[to]);
    }
    // By place: the highest rank of what comes later. A tower beside another must not hang below
    // it.
    std::vector<std::uint32_t> highestLater(nodes, std::numeric_limits<std::uint32_t>::max());
    for (std::size_t i = nodes - 1; i > 0; --i)
        highestLater[i - 1] = std::min(highestLater[i], rank[cut.order[i]]);
    cut.ends.push_back(0);
    std::uint32_t furthest = reach[0];
    std::uint32_t deepest = rank[cut.order[0]];
    for (std::uint32_t i = 1; i + 1 < nodes; ++i) {
        const std::uint32_t here = rank[cut.order[i]];
        if (furthest <= i && deepest < here && here < highestLater[i]) cut.ends.push_back(i);
        furthest = std::max(furthest, reach[i]);
        deepest = std::max(deepest, here);
    }
    cut.ends.push_back(static_cast<std::uint32_t>(nodes - 1));
    return cut;
}

std::vector<std::uint32_t> drawingRanks(std::size_t nodes, std::span<const LayoutEdge> edges) {
    Neighbours before(nodes);
    Neighbours after(nodes);
    for (const auto& [from, to] : edges) {
        before[to].push_back(from);
        after[from].push_back(to);
    }
    std::vector<std::uint32_t> rank = depths(nodes, before);
    std::vector<bool> floating(nodes, false);
    for (std::size_t node = 0; node < nodes; ++node)
        floating[node] = std::all_of(before[node].begin(), before[node].end(), [&](auto from) {
            return floating[from] && after[from].size() == 1;
        });
    for (std::size_t node = nodes; node-- > 0;) {
        if (!floating[node] || after[node].empty()) continue;
        std::uint32_t nearest = std::numeric_limits<std::uint32_t>::max();
        for (const std::uint32_t to : after[node])
            nearest = std::min(nearest, rank[to]);
        rank[node] = nearest - 1;
    }
    return rank;
}

}  // namespace trilane
