#include "core/partition/min_cut.h"

#include <algorithm>

namespace trilane {

void MinCut::reset(std::size_t nodes) {
    m_nodes.assign(nodes, Node{});
    m_edges.clear();
    m_flow = 0;
}

std::size_t MinCut::addNode() {
    m_nodes.emplace_back();
    return m_nodes.size() - 1;
}

void MinCut::addTerminal(std::size_t node, std::int64_t fromSource, std::int64_t toSink) {
    // What can pass through the node alone does so at once.
    std::int64_t& excess = m_nodes[node].excess;
    if (excess > 0)
        toSink += excess;
    else
        fromSource -= excess;
    m_flow += std::min(fromSource, toSink);
    excess = toSink - fromSource;
}

void MinCut::addEdge(std::size_t from, std::size_t to, std::int64_t capacity) {
    m_edges.push_back({static_cast<Index>(from), static_cast<Index>(to), capacity});
}

void MinCut::layOutArcs() {
    m_firstArc.assign(m_nodes.size() + 1, 0);
    for (const Edge& edge : m_edges) {
        ++m_firstArc[edge.from];
        ++m_firstArc[edge.to];
    }
    Index sum = 0;
    for (Index& first : m_firstArc)
        first = sum += first;
    m_arcs.resize(2 * m_edges.size());
    for (const Edge& edge : m_edges) {
        const Index with = --m_firstArc[edge.from];
        const Index against = --m_firstArc[edge.to];
        m_arcs[with] = {edge.to, against, 0};
        m_arcs[against] = {edge.from, with, edge.capacity};
    }
}

bool MinCut::run(std::int64_t enough, const SearchDeadline& deadline) {
    layOutArcs();
    for (Node& node : m_nodes) {
        node.room = std::max<std::int64_t>(0, -node.excess);
        node.excess = std::max<std::int64_t>(0, node.excess);
    }
    relabelAll();
    for (;;) {
        while (m_highest > 0 && m_active[m_highest] == kNone)
            --m_highest;
        if (m_highest == 0) {
            relabelAll();  // labels are exact now: who reaches the source is on its side
            return true;
        }
        if (m_flow >= enough || deadline.passed()) return false;
        const Index node = m_active[m_highest];
        m_active[m_highest] = m_nodes[node].next;
        discharge(node);
        if (m_work > 6 * m_nodes.size() + m_arcs.size()) relabelAll();
    }
}

/// Exact distances to the source, by breadth-first search.
void MinCut::relabelAll() {
    m_work = 0;
    m_highest = 0;
    m_active.assign(dead() + 1, kNone);
    m_count.assign(dead() + 1, 0);
    m_queue.clear();
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        Node& node = m_nodes[i];
        node.label = node.room > 0 ? 1 : dead();
        node.current = m_firstArc[i];
        if (node.room > 0) m_queue.push_back(static_cast<Index>(i));
    }
    for (std::size_t done = 0; done < m_queue.size(); ++done) {
        const Index node = m_queue[done];
        ++m_count[m_nodes[node].label];
        if (m_nodes[node].excess > 0) activate(node);
        for (Index a = m_firstArc[node]; a < m_firstArc[node + 1]; ++a) {
            Node& behind = m_nodes[m_arcs[a].head];
            if (behind.label != dead() || m_arcs[m_arcs[a].reverse].left == 0) continue;
            behind.label = m_nodes[node].label + 1;
            m_queue.push_back(m_arcs[a].head);
        }
    }
}

void MinCut::activate(Index node) {
    const Index label = m_nodes[node].label;
    m_nodes[node].next = m_active[label];
    m_active[label] = node;
    m_highest = std::max(m_highest, label);
}

void MinCut::discharge(Index index) {
    Node& node = m_nodes[index];
    for (;;) {
        if (node.room > 0) {
            const std::int64_t amount = std::min(node.room, node.excess);
            node.room -= amount;
            node.excess -= amount;
            m_flow += amount;
            if (node.excess == 0) return;
        }
        for (; node.current < m_firstArc[index + 1]; ++node.current) {
            Arc& arc = m_arcs[node.current];
            Node& next = m_nodes[arc.head];
            if (arc.left == 0 || node.label != next.label + 1) continue;
            const std::int64_t amount = std::min(arc.left, node.excess);
            arc.left -= amount;
            m_arcs[arc.reverse].left += amount;
            if (next.excess == 0) activate(arc.head);
            next.excess += amount;
            node.excess -= amount;
            if (node.excess == 0) return;
        }
        relabel(index);
        if (node.label == dead()) return;
    }
}

void MinCut::relabel(Index index) {
    Node& node = m_nodes[index];
    const Index before = node.label;
    Index lowest = dead();
    for (Index a = m_firstArc[index]; a < m_firstArc[index + 1]; ++a)
        if (m_arcs[a].left > 0) lowest = std::min(lowest, m_nodes[m_arcs[a].head].label);
    m_work += 12 + m_firstArc[index + 1] - m_firstArc[index];
    node.current = m_firstArc[index];
    --m_count[before];
    node.label = m_count[before] == 0 ? dead() : std::min<Index>(lowest + 1, dead());
    if (m_count[before] == 0) closeGap(before);
    if (node.label != dead()) ++m_count[node.label];
}

/// No node has this label any more: nothing above it can reach the source.
void MinCut::closeGap(Index label) {
    for (Node& node : m_nodes)
        if (node.label > label && node.label < dead()) {
            --m_count[node.label];
            node.label = dead();
        }
    for (Index above = label + 1; above <= m_highest; ++above)
        m_active[above] = kNone;
}

}  // namespace trilane
