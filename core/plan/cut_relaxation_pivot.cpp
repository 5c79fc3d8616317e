// The server's lane of a CutRelaxation behind a tensor that is long under way.

#include "core/plan/cut_relaxation.h"

#include <algorithm>

namespace trilane {
namespace {

/// Tensors of which it is remembered what is made beside them.
constexpr std::size_t kMostBeside = 16;

}  // namespace

/// Takes the tensor that is sent last of those that cross for sure, if it arrives long after the
/// first one may: no server layer that waits for it starts before.
///
/// Nor do those that wait for a tensor that is sent after it in every plan shorter than the limit.
/// And if the pivot could be the first on the link, then sending another tensor before it delays it
/// by that tensor's sending: where the server has no more to do before the pivot's arrival than
/// that takes, the server's lane is no shorter than if the tensor were sent after it. Where it has
/// more to do, the difference is what the server gains at most.
void CutRelaxation::choosePivot(Nanoseconds limit) {
    m_pivot.reset();
    const auto& tensors = m_block.tensors();
    const auto sent = [&](std::size_t k) { return tensors[k].head + tensors[k].send; };
    for (std::size_t k = 0; k < m_tensors.size(); ++k)
        if (m_tensors[k].must && (!m_pivot || sent(k) > sent(*m_pivot))) m_pivot = k;
    const Nanoseconds latency = m_block.timed().durations().latency;
    if (!m_pivot || sent(*m_pivot).count() + latency.count() <= m_around[kServer] ||
        sent(*m_pivot).count() < m_simpleBound.count() / 8) {
        m_pivot.reset();
        return;
    }
    findEarly(limit);
    banAround(limit);
}

/// What can be sent neither before the pivot nor after it does not cross.
void CutRelaxation::banAround(Nanoseconds limit) {
    const auto& tensors = m_block.tensors();
    const CutBlock::CutTensor& pivot = tensors[*m_pivot];
    const Nanoseconds before = pivot.head + pivot.send + m_block.timed().durations().latency;
    for (std::size_t k = 0; k < tensors.size(); ++k) {
        TensorState& state = m_tensors[k];
        if (k == *m_pivot || !state.may || m_early[k]) continue;
        if (before + tensors[k].send + state.tail < limit) continue;
        if (state.must) m_simpleBound = std::max(m_simpleBound, limit);
        state.may = state.must;
        state.banned = !state.must;
    }
}

/// Sets up the server's lane behind the pivot from what may be sent before it.
void CutRelaxation::layOutPivot(Nanoseconds limit) {
    const CutBlock::CutTensor& pivot = m_block.tensors()[*m_pivot];
    m_pivotFirst = pivot.head == m_ends.firstMade;
    std::int64_t gain = 0;
    if (m_pivotFirst) gain = forgetUnprofitable(limit).count();
    LayerSet ahead = mayGoAhead();
    m_allButGain =
        m_pivotFirst && m_block.timed().everyLayerWaitsForInput() && gain < loadOf(ahead);
    if (m_allButGain)
        ahead.reset();
    else
        gain = 0;
    const std::int64_t arrival =
        (pivot.head + pivot.send + m_block.timed().durations().latency).count();
    if (arrival - gain - loadOf(ahead) < m_around[kServer]) {
        m_pivot.reset();  // more is lost than its arrival is later than the first
        return;
    }
    groupByPivot(ahead);
    // Later blocks wait for all of this one, but not for a tensor that skips it.
    const bool consumedHere =
        !pivot.toAfter ||
        std::any_of(pivot.consumers.begin(), pivot.consumers.end(),
                    [&](CutBlock::Local c) { return m_side[c] == Side::Server && counts(c); });
    std::int64_t load = arrival - gain;
    load += (consumedHere ? m_block.serverAfter() : pivot.tailAfter).count();
    for (std::size_t i = 0; i < m_block.size(); ++i)
        if (m_waits[i] == kSurelyWaits && m_side[i] == Side::Server)
            load += m_block.server(i).count();
    m_fixed[kServer] = load;
    m_simpleBound = std::max(m_simpleBound, Nanoseconds{load});
}

/// Given that the server's lane ends no earlier than `serverEnd` in any cut of interest, strikes
/// the early tensors that would make it end at the limit if they were sent before the pivot. True
/// if that lengthens the lane.
bool CutRelaxation::strikeEarly(Nanoseconds serverEnd, Nanoseconds limit) {
    if (!m_pivot || m_allButGain) return false;
    const auto& tensors = m_block.tensors();
    bool struck = false;
    for (std::size_t k = 0; k < tensors.size(); ++k) {
        if (!m_early[k]) continue;
        // Other tensors before a first pivot delay it by no less than they gain.
        const Nanoseconds delay = m_pivotFirst ? tensors[k].send : delayBy(k);
        if (serverEnd + delay < limit) continue;
        m_early[k] = false;
        struck = true;
    }
    if (struck) layOutPivot(limit);
    return struck;
}

/// Σ t' of what waits for the pivot in every cut.
Nanoseconds CutRelaxation::surePivotTail() const {
    LayerSet waiting(m_block.size());
    for (const CutBlock::Local consumer : m_block.tensors()[*m_pivot].consumers)
        if (m_side[consumer] == Side::Server && counts(consumer))
            waiting |= m_block.descendants(consumer);
    if (waiting.none()) return {};
    Nanoseconds tail = m_block.serverAfter();
    for (std::size_t i = waiting.find_first(); i != LayerSet::npos; i = waiting.find_next(i))
        if (counts(i)) tail += m_block.server(i);
    return tail;
}

/// How much later than its head the pivot is sent at least if the tensor is sent before it: it has
/// to be made and sent first, and its layers come before the pivot's.
Nanoseconds CutRelaxation::delayBy(std::size_t tensor) {
    const CutBlock::CutTensor& pivot = m_block.tensors()[*m_pivot];
    const CutBlock::CutTensor& other = m_block.tensors()[tensor];
    Nanoseconds delay = other.head + other.send - pivot.head;
    if (!pivot.fromBefore && !other.fromBefore) delay = std::max(delay, besidePivot(other.maker));
    return std::max(delay, Nanoseconds{});
}

/// Σ t over the layer and its ancestors that the pivot does not need.
Nanoseconds CutRelaxation::besidePivot(std::size_t layer) {
    if (m_beside.size() > kMostBeside && !m_beside.contains(*m_pivot)) m_beside.clear();
    std::vector<Nanoseconds>& sums = m_beside[*m_pivot];
    if (sums.empty()) sums.assign(m_block.size(), kNever);
    if (sums[layer] != kNever) return sums[layer];
    Nanoseconds sum;
    const LayerSet more =
        m_block.ancestors(layer) - m_block.ancestors(m_block.tensors()[*m_pivot].maker);
    for (std::size_t i = more.find_first(); i != LayerSet::npos; i = more.find_next(i))
        sum += m_block.device(i);
    return sums[layer] = sum;
}

/// The tensors that a plan shorter than the limit may send before the pivot.
void CutRelaxation::findEarly(Nanoseconds limit) {
    const auto& tensors = m_block.tensors();
    const CutBlock::CutTensor& pivot = tensors[*m_pivot];
    m_pivotTail = std::max(m_tensors[*m_pivot].tail, surePivotTail());
    const Nanoseconds rest = pivot.send + m_block.timed().durations().latency + m_pivotTail;
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

/// Strikes the early tensors that keep the server busy for no longer than they are sent, and
/// returns what the others gain at most: their work before the pivot's arrival, less their sending.
Nanoseconds CutRelaxation::forgetUnprofitable(Nanoseconds limit) {
    const LayerSet ahead = mayGoAhead();
    const auto& tensors = m_block.tensors();
    struct Early {
        std::int64_t send;
        std::int64_t gain;
    };
    std::vector<Early> profitable;
    for (std::size_t k = 0; k < tensors.size(); ++k) {
        if (!m_early[k]) continue;
        LayerSet waiting(m_block.size());
        for (const CutBlock::Local consumer : tensors[k].consumers)
            if (ahead[consumer]) waiting |= m_block.descendants(consumer);
        waiting &= ahead;
        Nanoseconds work;
        for (std::size_t i = waiting.find_first(); i != LayerSet::npos; i = waiting.find_next(i))
            work += m_block.server(i);
        m_early[k] = work > tensors[k].send;
        if (m_early[k])
            profitable.push_back({tensors[k].send.count(), (work - tensors[k].send).count()});
    }
    // Only so much can be sent before the pivot: the most profitable first, the last in part.
    const CutBlock::CutTensor& pivot = tensors[*m_pivot];
    std::int64_t room =
        (limit - m_ends.firstMade - pivot.send - m_block.timed().durations().latency - m_pivotTail)
            .count();
    std::sort(profitable.begin(), profitable.end(), [](const Early& a, const Early& b) {
        return static_cast<double>(a.gain) * static_cast<double>(b.send) >
               static_cast<double>(b.gain) * static_cast<double>(a.send);
    });
    std::int64_t gain = 0;
    for (const Early& early : profitable) {
        // The last one is counted whole: rounding must not make it less than its part.
        if (room < 0) break;
        gain += early.gain;
        room -= early.send;
    }
    return Nanoseconds{gain};
}

/// Σ t' of what is on the server, and half of what may be.
std::int64_t CutRelaxation::loadOf(const LayerSet& layers) const {
    std::int64_t load = 0;
    for (std::size_t i = layers.find_first(); i != LayerSet::npos; i = layers.find_next(i))
        load += m_block.server(i).count() / (m_side[i] == Side::Server ? 1 : 2);
    return load;
}

/// Finds for each layer what its waiting depends on. Those that cannot go ahead wait wherever they
/// are on the server. The others wait with what they follow.
void CutRelaxation::groupByPivot(const LayerSet& ahead) {
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
