#include "core/partition/min_cut.h"

#include <algorithm>
#include <limits>

namespace trilane {
namespace {

constexpr std::int32_t kFar = std::numeric_limits<std::int32_t>::max();

}  // namespace

void MinCut::reset(std::size_t nodes) {
    m_nodes.assign(nodes, Node{});
    m_arcs.clear();
    m_active.clear();
    m_orphans.clear();
    m_time = 0;
    m_flow = 0;
}

std::size_t MinCut::addNode() {
    m_nodes.emplace_back();
    return m_nodes.size() - 1;
}

void MinCut::addTerminal(std::size_t node, std::int64_t fromSource, std::int64_t toSink) {
    // What can pass through the node alone does so at once.
    std::int64_t& terminal = m_nodes[node].terminal;
    if (terminal > 0)
        fromSource += terminal;
    else
        toSink -= terminal;
    m_flow += std::min(fromSource, toSink);
    terminal = fromSource - toSink;
}

void MinCut::addEdge(std::size_t from, std::size_t to, std::int64_t capacity, std::int64_t back) {
    const auto forward = static_cast<std::int32_t>(m_arcs.size());
    m_arcs.push_back({static_cast<std::int32_t>(to), m_nodes[from].first, capacity});
    m_nodes[from].first = forward;
    m_arcs.push_back({static_cast<std::int32_t>(from), m_nodes[to].first, back});
    m_nodes[to].first = forward + 1;
}

void MinCut::activate(std::int32_t node) {
    if (at(node).active) return;
    at(node).active = true;
    m_active.push_back(node);
}

void MinCut::plantTrees() {
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        Node& node = m_nodes[i];
        if (node.terminal == 0) continue;
        node.ofSink = node.terminal < 0;
        node.parent = kTerminal;
        node.distance = 1;
        activate(static_cast<std::int32_t>(i));
    }
}

bool MinCut::run(std::int64_t enough, const SearchDeadline& deadline) {
    plantTrees();
    while (!m_active.empty()) {
        if (m_flow >= enough || deadline.passed()) return false;
        const std::int32_t node = m_active.front();
        if (at(node).parent == kNone) {
            at(node).active = false;
            m_active.pop_front();
            continue;
        }
        const std::int32_t middle = grow(node);
        if (middle == kNone) {
            at(node).active = false;
            m_active.pop_front();
            continue;
        }
        ++m_time;
        augment(middle);
        adoptOrphans();
    }
    return true;
}

/// Adds free neighbours to the node's tree; returns an arc from the source's tree to the sink's.
std::int32_t MinCut::grow(std::int32_t node) {
    const bool ofSink = at(node).ofSink;
    for (std::int32_t a = at(node).first; a != kNone; a = arc(a).next) {
        if (outward(a, ofSink) == 0) continue;
        Node& next = at(arc(a).head);
        if (next.parent == kNone) {
            next.ofSink = ofSink;
            next.parent = a ^ 1;
            next.seen = at(node).seen;
            next.distance = at(node).distance + 1;
            activate(arc(a).head);
        } else if (next.ofSink != ofSink) {
            return ofSink ? a ^ 1 : a;
        } else if (next.seen <= at(node).seen && next.distance > at(node).distance) {
            next.parent = a ^ 1;  // a shorter way to the root
            next.seen = at(node).seen;
            next.distance = at(node).distance + 1;
        }
    }
    return kNone;
}

void MinCut::augment(std::int32_t middle) {
    const std::int32_t ends[2] = {arc(middle ^ 1).head, arc(middle).head};
    std::int64_t amount = arc(middle).left;
    for (const std::int32_t end : ends) {
        std::int32_t node = end;
        for (; at(node).parent != kTerminal; node = arc(at(node).parent).head)
            amount = std::min(amount, outward(at(node).parent ^ 1, at(node).ofSink));
        amount = std::min(amount, std::abs(at(node).terminal));
    }
    arc(middle).left -= amount;
    arc(middle ^ 1).left += amount;
    for (const std::int32_t end : ends) {
        std::int32_t node = end;
        while (at(node).parent != kTerminal) {
            const bool ofSink = at(node).ofSink;
            const std::int32_t up = at(node).parent;
            const std::int32_t used = ofSink ? up : up ^ 1;
            arc(used).left -= amount;
            arc(used ^ 1).left += amount;
            if (arc(used).left == 0) orphan(node);
            node = arc(up).head;
        }
        at(node).terminal += at(node).ofSink ? amount : -amount;
        if (at(node).terminal == 0) orphan(node);
    }
    m_flow += amount;
}

void MinCut::orphan(std::int32_t node) {
    at(node).parent = kOrphan;
    m_orphans.push_front(node);
}

void MinCut::adoptOrphans() {
    while (!m_orphans.empty()) {
        const std::int32_t node = m_orphans.front();
        m_orphans.pop_front();
        adopt(node);
    }
}

/// kFar if the way up ends at an orphan.
std::int32_t MinCut::distanceToRoot(std::int32_t node) {
    std::int32_t distance = 0;
    for (;;) {
        if (at(node).seen == m_time && at(node).parent != kOrphan)
            return distance + at(node).distance;
        const std::int32_t up = at(node).parent;
        ++distance;
        if (up == kTerminal) {
            at(node).seen = m_time;
            at(node).distance = 1;
            return distance;
        }
        if (up == kOrphan || up == kNone) return kFar;
        node = arc(up).head;
    }
}

void MinCut::adopt(std::int32_t node) {
    const bool ofSink = at(node).ofSink;
    std::int32_t best = kNone;
    std::int32_t bestDistance = kFar;
    for (std::int32_t a = at(node).first; a != kNone; a = arc(a).next) {
        // What the neighbour, as parent, could pass on to this node.
        const std::int32_t next = arc(a).head;
        if (outward(a ^ 1, ofSink) == 0 || at(next).ofSink != ofSink || at(next).parent == kNone)
            continue;
        std::int32_t distance = distanceToRoot(next);
        if (distance == kFar) continue;
        if (distance < bestDistance) {
            best = a;
            bestDistance = distance;
        }
        for (std::int32_t up = next; at(up).seen != m_time; up = arc(at(up).parent).head) {
            at(up).seen = m_time;
            at(up).distance = distance--;
        }
    }
    if (best != kNone) {
        at(node).parent = best;
        at(node).seen = m_time;
        at(node).distance = bestDistance + 1;
        return;
    }
    at(node).parent = kNone;
    for (std::int32_t a = at(node).first; a != kNone; a = arc(a).next) {
        const std::int32_t next = arc(a).head;
        if (at(next).ofSink != ofSink || at(next).parent == kNone) continue;
        if (outward(a ^ 1, ofSink) > 0) activate(next);
        const std::int32_t up = at(next).parent;
        if (up >= 0 && arc(up).head == node) {
            at(next).parent = kOrphan;
            m_orphans.push_back(next);
        }
    }
}

}  // namespace trilane
