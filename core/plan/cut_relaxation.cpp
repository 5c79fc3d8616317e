#include "core/plan/cut_relaxation.h"

#include <algorithm>

namespace trilane {
namespace {

/// Up to so many open layers, what a decision implies is added up exactly.
constexpr std::size_t kExactlyTightened = 128;

constexpr int kTightenings = 6;

std::int64_t weightSumFor(const TimedModel& timed) {
    Nanoseconds total = timed.deviceBefore(timed.blocks().count()) + timed.serverFrom(0);
    for (const Nanoseconds send : timed.durations().send)
        total += send;
    // Weighted loads and all their sums stay below MinCut::kInfinite.
    const std::int64_t highest = MinCut::kInfinite / 4 / std::max<std::int64_t>(1, total.count());
    return std::clamp<std::int64_t>(highest, 16, 4096);
}

}  // namespace

CutRelaxation::CutRelaxation(const CutBlock& block)
    : m_block(block),
      m_weightSum(weightSumFor(block.timed())),
      m_side(block.size()),
      m_node(block.size()),
      m_decisions(block.tensors().size()),
      m_tensors(block.tensors().size()) {}

void CutRelaxation::decideTensors(const CutSet& cuts) {
    std::fill(m_decisions.begin(), m_decisions.end(), Decision::Open);
    for (const CutBlock::Local k : cuts.sent)
        m_decisions[k] = Decision::Sent;
    for (const CutBlock::Local k : cuts.kept)
        m_decisions[k] = Decision::Kept;
}

void CutRelaxation::decide(const CutSet& cuts) {
    const LayerSet& device = cuts.device;
    const LayerSet& server = cuts.server;
    m_device = device;
    m_open = ~(device | server);
    m_openLayers.clear();
    m_anchored = m_block.mainSink() && server[*m_block.mainSink()];
    std::int64_t deviceTime = m_block.deviceBefore().count();
    std::int64_t serverTime = m_block.serverAfter().count();
    std::int64_t deviceBeside = 0;  // of layers that do not count
    std::int64_t serverBeside = 0;
    for (std::size_t i = 0; i < m_block.size(); ++i) {
        if (device[i]) {
            m_side[i] = Side::Device;
            (counts(i) ? deviceTime : deviceBeside) += m_block.device(i).count();
        } else if (server[i]) {
            m_side[i] = Side::Server;
            (counts(i) ? serverTime : serverBeside) += m_block.server(i).count();
        } else {
            m_side[i] = Side::Open;
            m_openLayers.push_back(i);
        }
    }
    m_fixed = {deviceTime, 0, serverTime};
    m_simpleBound = Nanoseconds{std::max(deviceTime + deviceBeside, serverTime + serverBeside)};
}

CutRelaxation::TensorState CutRelaxation::stateOf(std::size_t k) const {
    const CutBlock::CutTensor& tensor = m_block.tensors()[k];
    TensorState state;
    const Side maker = tensor.fromBefore ? Side::Device : m_side[tensor.maker];
    if (maker == Side::Server) return state;
    state.sure = tensor.toAfter;
    state.tail = tensor.tailAfter;
    Nanoseconds shortest = kNever;
    bool open = false;
    bool aside = false;  // it may be sent for what does not count
    for (const CutBlock::Local consumer : tensor.consumers) {
        if (!counts(consumer)) {
            aside = aside || m_side[consumer] != Side::Device;
            continue;
        }
        if (m_side[consumer] == Side::Server) {
            state.sure = true;
            state.tail = std::max(state.tail, m_block.tail(consumer));
        } else if (m_side[consumer] == Side::Open) {
            open = true;
            shortest = std::min(shortest, m_block.tail(consumer));
        }
    }
    state.may = state.sure || open;
    state.must =
        state.may && (m_decisions[k] == Decision::Sent || (state.sure && maker == Side::Device));
    if (!state.sure && open) state.tail = aside && state.must ? Nanoseconds{} : shortest;
    return state;
}

/// Finds what is before a lane's first work and after its last in every cut.
void CutRelaxation::lookAtTensors(Nanoseconds limit) {
    const Nanoseconds latency = m_block.timed().durations().latency;
    const bool serverWaits = m_block.timed().everyLayerWaitsForInput();
    m_ends = {};
    bool may = false;
    std::vector<std::size_t> must;
    for (std::size_t k = 0; k < m_tensors.size(); ++k) {
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        TensorState& state = m_tensors[k] = stateOf(k);
        if (!state.may) continue;
        if (m_decisions[k] == Decision::Kept ||
            (!state.must && tensor.head + tensor.send + latency + state.tail >= limit)) {
            state.may = false;
            state.banned = true;
            continue;
        }
        may = true;
        m_ends.add(tensor.head, tensor.send, state.tail);
        if (!state.must) continue;
        must.push_back(k);
        m_fixed[kLink] += tensor.send.count();
    }
    m_around = {};
    if (may && (serverWaits || !must.empty())) {
        if (m_anchored || m_block.allLeadToServer())
            m_around[kDevice] = (m_ends.lastLeg + latency).count();
        m_around[kLink] = (m_ends.firstMade + latency + m_ends.lastTail).count();
        if (serverWaits) m_around[kServer] = (m_ends.firstSent + latency).count();
    }
    for (std::size_t lane = 0; lane < 3; ++lane) {
        m_fixed[lane] += m_around[lane];
        m_simpleBound = std::max(m_simpleBound, Nanoseconds{m_fixed[lane]});
    }
    boundMust(must);
}

/// Decides open layers whose other side no plan shorter than `limit` has, by the loads that it
/// implies; true if there are any.
bool CutRelaxation::tighten(CutSet& cuts, Nanoseconds limit) const {
    auto& [device, server, sent, kept] = cuts;
    bool decided = false;
    const bool few = m_openLayers.size() <= kExactlyTightened;
    const Nanoseconds deviceEnd{m_around[kDevice]};
    const Nanoseconds serverEnd{m_around[kServer]};
    for (const std::size_t i : m_openLayers) {
        if (device[i] || server[i]) continue;
        // What does not count may come after or before all else.
        const Nanoseconds none;
        Nanoseconds asDevice = m_block.head(i) + (counts(i) ? deviceEnd : none);
        Nanoseconds asServer = m_block.tail(i) + (counts(i) ? serverEnd : none);
        if (few && counts(i)) {
            Nanoseconds more{m_fixed[kDevice]};
            Nanoseconds moreServer{m_fixed[kServer]};
            for (const std::size_t j : m_openLayers) {
                if (j <= i && m_block.ancestors(i)[j]) more += m_block.device(j);
                if (j >= i && counts(j) && m_block.descendants(i)[j])
                    moreServer += m_block.server(j);
            }
            asDevice = std::max(asDevice, more);
            asServer = std::max(asServer, moreServer);
        }
        if (asDevice >= limit) {
            server |= m_block.descendants(i);
            decided = true;
        } else if (asServer >= limit) {
            device |= m_block.ancestors(i);
            decided = true;
        }
    }
    return decided;
}

/// A tensor that must not cross has its maker and its consumers on one side.
bool CutRelaxation::obeyBans(CutSet& cuts) const {
    auto& [device, server, sent, kept] = cuts;
    bool decided = false;
    for (std::size_t k = 0; k < m_tensors.size(); ++k) {
        if (!m_tensors[k].banned) continue;
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        const bool made = tensor.fromBefore || m_side[tensor.maker] == Side::Device;
        if (m_tensors[k].sure && !made && !server[tensor.maker]) {
            server |= m_block.descendants(tensor.maker);
            decided = true;
        }
        for (const CutBlock::Local consumer : tensor.consumers)
            if (made && counts(consumer) && !device[consumer]) {
                device |= m_block.ancestors(consumer);
                decided = true;
            }
    }
    return decided;
}

/// A tensor that crosses has its maker on the device and a consumer on the server. Where that is
/// impossible the sets intersect.
bool CutRelaxation::obeySent(CutSet& cuts) const {
    auto& [device, server, sent, kept] = cuts;
    bool decided = false;
    for (const CutBlock::Local k : sent) {
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        if (!tensor.fromBefore && !device[tensor.maker]) {
            device |= m_block.ancestors(tensor.maker);
            decided = true;
        }
        if (tensor.toAfter) continue;
        std::size_t left = 0;
        CutBlock::Local last = tensor.consumers.front();
        for (const CutBlock::Local consumer : tensor.consumers) {
            if (device[consumer]) continue;
            ++left;
            last = consumer;
        }
        if (left > 1 || server[last]) continue;
        server |= m_block.descendants(last);
        decided = true;
    }
    return decided;
}

CutBounds CutRelaxation::solve(CutSet& cuts, const LaneWeights& start, Nanoseconds limit,
                               int rounds, const SearchDeadline& deadline) {
    CutBounds result;
    decideTensors(cuts);
    for (int tightening = 0; tightening < kTightenings; ++tightening) {
        decide(cuts);
        lookAtTensors(limit);
        choosePivot(limit);
        if (m_simpleBound >= limit) break;
        const bool tightened = tighten(cuts, limit);
        const bool banned = obeyBans(cuts);
        if (!obeySent(cuts) && !banned && !tightened) break;
        if (cuts.device.intersects(cuts.server)) {
            result.bound = limit;
            return result;
        }
    }
    decide(cuts);
    lookAtTensors(limit);
    choosePivot(limit);
    if (m_pivot) layOutPivot(limit);
    result.bound = m_simpleBound;
    result.weights = start;
    if (result.bound >= limit) return result;
    std::vector<Plane> planes;
    for (const LayerSet& cut : {m_device, m_device | m_open})
        planes.push_back({endsOf(cut), cut});
    if (m_openLayers.empty()) {
        for (const std::int64_t end : planes.front().ends)
            result.bound = std::max(result.bound, Nanoseconds{end});
        result.cuts.push_back(m_device);
        return result;
    }
    const bool fresh = start == LaneWeights{};
    LaneWeights weights =
        fresh ? LaneWeights{m_weightSum / 3, m_weightSum - 2 * (m_weightSum / 3), m_weightSum / 3}
              : start;
    const Nanoseconds reachable{MinCut::kInfinite / m_weightSum};
    const std::int64_t enough = std::min(limit, reachable).count() * m_weightSum;
    for (int round = 0; round < rounds; ++round) {
        buildNetwork(weights);
        const std::int64_t fixed = weigh(weights, m_fixed);
        const bool complete = m_network.solve(enough - fixed, deadline);
        const std::int64_t value = m_network.flow() + fixed;
        const Nanoseconds bound{(value + m_weightSum - 1) / m_weightSum};
        if (bound > result.bound || round == 0) {
            result.bound = std::max(result.bound, bound);
            result.weights = weights;
        }
        if (!complete || result.bound >= limit) break;
        LayerSet cut = cutFound();
        const LaneEnds ends = endsOf(cut);
        if (isPromising(cut, ends, limit)) result.cuts.push_back(cut);
        if (result.weights == weights) result.nearest = cut;
        planes.push_back({ends, std::move(cut)});
        if (weights[kServer] > 0 && limit < reachable) {
            // In a plan shorter than the limit the other lanes end before it.
            const std::int64_t others = (weights[kDevice] + weights[kLink]) * limit.count();
            if (strikeEarly(Nanoseconds{(value - others) / weights[kServer]}, limit)) {
                for (Plane& plane : planes)
                    plane.ends = endsOf(plane.cut);
                continue;
            }
        }
        const LaneWeights better = bestWeights(planes);
        if (better == weights) break;
        std::int64_t promised = weigh(better, planes.front().ends);
        for (const Plane& plane : planes)
            promised = std::min(promised, weigh(better, plane.ends));
        // What is still to be gained is not worth another minimum cut.
        if (promised / m_weightSum <= result.bound.count() + result.bound.count() / 4096) break;
        weights = better;
    }
    result.branch = chooseBranch(planes, result.weights);
    return result;
}

}  // namespace trilane
