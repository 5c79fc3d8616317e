#pragma once

#include "core/schedule/search_deadline.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace trilane {

/// A minimum s-t cut by augmenting paths between two search trees (Boykov and Kolmogorov, 2004).
/// Unlike the library's it can be ended at any time, with a flow that is a true bound by then, and
/// its memory serves the next network: the search of cuts solves thousands of small ones.
class MinCut {
public:
    /// Stands for no limit; sums of finite capacities must stay below it.
    static constexpr std::int64_t kInfinite = std::int64_t{1} << 61;

    /// Begins a network of `nodes` nodes beside source and sink.
    void reset(std::size_t nodes);
    /// Adds capacity from the source to the node, and from the node to the sink.
    void addTerminal(std::size_t node, std::int64_t fromSource, std::int64_t toSink);
    void addEdge(std::size_t from, std::size_t to, std::int64_t capacity, std::int64_t back);
    [[nodiscard]] std::size_t addNode();

    /// Finds a maximum flow, or stops at the deadline or as soon as the flow is at least `enough`.
    /// True if the flow is maximum.
    bool run(std::int64_t enough, const SearchDeadline& deadline);

    /// The flow so far: no cut costs less.
    [[nodiscard]] std::int64_t flow() const { return m_flow; }
    /// After a complete run: the nodes on the source's side of the minimum cut with the smallest
    /// such side.
    [[nodiscard]] bool onSourceSide(std::size_t node) const {
        return m_nodes[node].parent != kNone && !m_nodes[node].ofSink;
    }

private:
    static constexpr std::int32_t kNone = -1;
    static constexpr std::int32_t kTerminal = -2;
    static constexpr std::int32_t kOrphan = -3;

    struct Node {
        std::int32_t first = kNone;   ///< arc
        std::int32_t parent = kNone;  ///< arc to the parent in the tree, or one of the above
        std::int32_t seen = 0;        ///< when `distance` was known to be right
        std::int32_t distance = 0;    ///< to the root of the tree
        bool ofSink = false;
        bool active = false;
        std::int64_t terminal = 0;  ///< left from the source, or negative to the sink
    };
    /// Arcs come in pairs: the other direction of arc a is a ^ 1.
    struct Arc {
        std::int32_t head;
        std::int32_t next;
        std::int64_t left;
    };

    [[nodiscard]] Node& at(std::int32_t node) { return m_nodes[static_cast<std::size_t>(node)]; }
    [[nodiscard]] Arc& arc(std::int32_t a) { return m_arcs[static_cast<std::size_t>(a)]; }
    /// What arc `a` of a node may still carry away from the tree's root.
    [[nodiscard]] std::int64_t outward(std::int32_t a, bool ofSink) {
        return arc(ofSink ? a ^ 1 : a).left;
    }
    void plantTrees();
    void activate(std::int32_t node);
    [[nodiscard]] std::int32_t grow(std::int32_t node);
    void augment(std::int32_t middle);
    void orphan(std::int32_t node);
    void adoptOrphans();
    void adopt(std::int32_t node);
    [[nodiscard]] std::int32_t distanceToRoot(std::int32_t node);

    std::vector<Node> m_nodes;
    std::vector<Arc> m_arcs;
    std::deque<std::int32_t> m_active;
    std::deque<std::int32_t> m_orphans;
    std::int32_t m_time = 0;
    std::int64_t m_flow = 0;
};

}  // namespace trilane
