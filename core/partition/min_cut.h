#pragma once

#include "core/schedule/search_deadline.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trilane {

/// A minimum s-t cut by pushing flow along the highest labels, with global relabelling and gaps
/// (Goldberg and Tarjan, 1988; Cherkassky and Goldberg, 1997). Unlike the library's it can be ended
/// at any time, with a flow that is a true bound by then, gives the cut without finding the whole
/// flow, and keeps its memory for the next network: the search of cuts solves thousands.
class MinCut {
public:
    /// Stands for no limit; sums of finite capacities must stay below it.
    static constexpr std::int64_t kInfinite = std::int64_t{1} << 61;

    /// Begins a network of `nodes` nodes beside source and sink.
    void reset(std::size_t nodes);
    [[nodiscard]] std::size_t addNode();
    /// Adds capacity from the source to the node, and from the node to the sink.
    void addTerminal(std::size_t node, std::int64_t fromSource, std::int64_t toSink);
    void addEdge(std::size_t from, std::size_t to, std::int64_t capacity);

    /// Finds the minimum cut, or stops at the deadline or as soon as the flow is at least `enough`.
    /// True if the cut was found.
    bool run(std::int64_t enough, const SearchDeadline& deadline);

    /// What no cut costs less than; what the minimum cut costs after it was found.
    [[nodiscard]] std::int64_t flow() const { return m_flow; }
    /// Once the cut was found: the smallest source's side of all minimum cuts.
    [[nodiscard]] bool onSourceSide(std::size_t node) const { return m_nodes[node].label < dead(); }

private:
    using Index = std::uint32_t;
    static constexpr Index kNone = static_cast<Index>(-1);

    /// Flow is pushed from the sink to the source, against the edges: what cannot reach the source
    /// any more is then the largest sink's side.
    struct Node {
        std::int64_t excess = 0;  ///< before the run: from the sink, or negative to the source
        std::int64_t room = 0;    ///< left to the source
        Index label = 0;          ///< a lower bound of the arcs to the source; dead() if none leads
        Index current = 0;        ///< arc to look at next
        Index next = kNone;       ///< in the list of its label
    };
    struct Edge {
        Index from;
        Index to;
        std::int64_t capacity;
    };
    struct Arc {
        Index head;
        Index reverse;
        std::int64_t left;
    };

    [[nodiscard]] Index dead() const { return static_cast<Index>(m_nodes.size()) + 1; }
    void layOutArcs();
    void relabelAll();
    void activate(Index node);
    void discharge(Index node);
    void relabel(Index node);
    void closeGap(Index label);

    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    std::vector<Index> m_firstArc;  ///< by node, one more at the end
    std::vector<Arc> m_arcs;
    std::vector<Index> m_active;  ///< by label: first node with excess
    std::vector<Index> m_count;   ///< by label: nodes
    std::vector<Index> m_queue;
    Index m_highest = 0;
    std::size_t m_work = 0;
    std::int64_t m_flow = 0;
};

}  // namespace trilane
