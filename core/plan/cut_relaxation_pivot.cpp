// The server's lane of a CutRelaxation behind a tensor that is long under way.

#include "core/plan/cut_relaxation.h"

#include <algorithm>

namespace trilane {

/// Takes the tensor that is sent last of those that cross for sure, if it arrives long after the
/// first one may: no server layer that waits for it starts before.
///
/// Nor do those that wait for a tensor that is sent after it in every plan shorter than the limit.
/// And if the pivot could be the first on the link, then sending another tensor before it delays it
/// by that tensor's sending: where the server has no more to do before the pivot's arrival than
/// that takes, the server's lane is no shorter than if the tensor were sent after it.
void CutRelaxation::choosePivot(Nanoseconds limit) {
    m_pivot.reset();
    const auto& tensors = m_block.tensors();
    const auto sent = [&](std::size_t k) { return tensors[k].head + tensors[k].send; };
    for (std::size_t k = 0; k < m_tensors.size(); ++k)
        if (m_tensors[k].must && (!m_pivot || sent(k) > sent(*m_pivot))) m_pivot = k;
    const Nanoseconds latency = m_block.timed().durations().latency;
    if (!m_pivot || sent(*m_pivot).count() + latency.count() < 2 * m_around[kServer] ||
        sent(*m_pivot).count() < m_simpleBound.count() / 8) {
        m_pivot.reset();
        return;
    }
    findEarly(limit);
    if (tensors[*m_pivot].head == m_ends.firstMade) forgetUnprofitable();
    groupByPivot();
    // Later blocks wait for all of this one, but not for a tensor that skips it.
    const bool consumedHere =
        !tensors[*m_pivot].toAfter ||
        std::any_of(tensors[*m_pivot].consumers.begin(), tensors[*m_pivot].consumers.end(),
                    [&](CutBlock::Local c) { return m_side[c] == Side::Server && counts(c); });
    std::int64_t load = (sent(*m_pivot) + latency).count();
    load += (consumedHere ? m_block.serverAfter() : tensors[*m_pivot].tailAfter).count();
    for (std::size_t i = 0; i < m_block.size(); ++i)
        if (m_waits[i] == kSurelyWaits && m_side[i] == Side::Server)
            load += m_block.server(i).count();
    m_fixed[kServer] = load;
    m_simpleBound = std::max(m_simpleBound, Nanoseconds{load});
}

/// The tensors that a plan shorter than the limit may send before the pivot.
void CutRelaxation::findEarly(Nanoseconds limit) {
    const auto& tensors = m_block.tensors();
    const CutBlock::CutTensor& pivot = tensors[*m_pivot];
    const Nanoseconds rest =
        pivot.send + m_block.timed().durations().latency + m_tensors[*m_pivot].tail;
    m_early.assign(tensors.size(), false);
    for (std::size_t k = 0; k < tensors.size(); ++k)
        m_early[k] =
            k != *m_pivot && m_tensors[k].may && tensors[k].head + tensors[k].send + rest < limit;
}

/// The layers that may be on the server and wait for nothing but tensors sent before the pivot.
LayerSet CutRelaxation::mayGoAhead() const {
    LayerSet ahead(m_block.size());
    for (std::size_t i = 0; i < m_block.size(); ++i) {
        if (m_side[i] == Side::Device || !counts(i)) continue;
        ahead[i] = std::all_of(m_block.consumes(i).begin(), m_block.consumes(i).end(),
                               [&](CutBlock::Local k) {
                                   const CutBlock::CutTensor& tensor = m_block.tensors()[k];
                                   return m_early[k] || (!tensor.fromBefore && ahead[tensor.maker]);
                               });
    }
    return ahead;
}

/// Strikes the early tensors that keep the server busy for no longer than they are sent.
void CutRelaxation::forgetUnprofitable() {
    const LayerSet ahead = mayGoAhead();
    const auto& tensors = m_block.tensors();
    for (std::size_t k = 0; k < tensors.size(); ++k) {
        if (!m_early[k]) continue;
        LayerSet waiting(m_block.size());
        for (const CutBlock::Local consumer : tensors[k].consumers)
            if (ahead[consumer]) waiting |= m_block.descendants(consumer);
        waiting &= ahead;
        Nanoseconds work;
        for (std::size_t i = waiting.find_first(); i != LayerSet::npos && work <= tensors[k].send;
             i = waiting.find_next(i))
            work += m_block.server(i);
        if (work <= tensors[k].send) m_early[k] = false;
    }
}

/// Finds for each layer what its waiting depends on. Those that cannot go ahead wait wherever they
/// are on the server. The others wait with what they follow.
void CutRelaxation::groupByPivot() {
    const LayerSet ahead = mayGoAhead();
    m_waits.assign(m_block.size(), kNeverWaits);
    m_pivotGroups.clear();
    const auto addGroup = [&](PivotGroup group) {
        m_pivotGroups.push_back(std::move(group));
        return m_pivotGroups.size() - 1;
    };
    std::vector<std::size_t> after;
    for (std::size_t i = 0; i < m_block.size(); ++i) {
        if (m_side[i] == Side::Device || !counts(i)) continue;
        if (!ahead[i]) {
            m_waits[i] = m_side[i] == Side::Server ? kSurelyWaits : addGroup({{i}, {}, i});
            continue;
        }
        bool surely = false;
        after.clear();
        for (const CutBlock::Local p : m_block.predecessors(i)) {
            if (m_waits[p] == kSurelyWaits) surely = true;
            if (m_waits[p] < kSurelyWaits) after.push_back(m_waits[p]);
        }
        std::sort(after.begin(), after.end());
        after.erase(std::unique(after.begin(), after.end()), after.end());
        if (surely) {
            m_waits[i] = kSurelyWaits;
        } else if (after.size() > 1) {
            m_waits[i] = addGroup({{i}, after, std::nullopt});
        } else if (after.size() == 1) {
            m_waits[i] = after.front();
            m_pivotGroups[after.front()].layers.push_back(i);
        }
    }
}

void CutRelaxation::addPivotToNetwork(std::int64_t weight) {
    std::vector<LoadNetwork::Index> vertices;
    for (const PivotGroup& group : m_pivotGroups) {
        std::int64_t load = 0;
        for (const std::size_t i : group.layers)
            load += m_block.server(i).count();
        if (group.layer) {
            vertices.push_back(m_node[*group.layer]);
            m_network.addLoad(vertices.back(), 0, weight * load);
            continue;
        }
        vertices.push_back(m_network.addFollower(weight * load));
        for (const std::size_t other : group.after)
            m_network.tie(vertices.back(), vertices[other]);
    }
}

/// What waits for the pivot in this cut, beside what does in every cut.
std::int64_t CutRelaxation::pivotLoad(const LayerSet& cut) const {
    std::vector<bool> waits;
    std::int64_t load = 0;
    for (const PivotGroup& group : m_pivotGroups) {
        waits.push_back((group.layer && !cut[*group.layer]) ||
                        std::any_of(group.after.begin(), group.after.end(),
                                    [&](std::size_t other) { return waits[other]; }));
        if (!waits.back()) continue;
        for (const std::size_t i : group.layers)
            load += m_block.server(i).count();
    }
    return load;
}

}  // namespace trilane
