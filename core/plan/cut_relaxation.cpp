#include "core/plan/cut_relaxation.h"

#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

constexpr std::size_t kDevice = 0;
constexpr std::size_t kLink = 1;
constexpr std::size_t kServer = 2;

/// Layers whose closures are measured when the next one to decide is chosen.
constexpr std::size_t kBranchCandidates = 96;

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

double dot(const std::array<double, 3>& weights, const LaneEnds& ends) {
    return weights[0] * static_cast<double>(ends[0]) + weights[1] * static_cast<double>(ends[1]) +
           weights[2] * static_cast<double>(ends[2]);
}

}  // namespace

CutRelaxation::CutRelaxation(const CutBlock& block)
    : m_block(block),
      m_weightSum(weightSumFor(block.timed())),
      m_side(block.size()),
      m_node(block.size()),
      m_tensors(block.tensors().size()) {}

void CutRelaxation::decide(const LayerSet& device, const LayerSet& server) {
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

CutRelaxation::TensorState CutRelaxation::stateOf(const CutBlock::CutTensor& tensor) const {
    TensorState state;
    const Side maker = tensor.fromBefore ? Side::Device : m_side[tensor.maker];
    if (maker == Side::Server) return state;
    state.sure = tensor.toAfter;
    state.tail = tensor.tailAfter;
    Nanoseconds shortest = kNever;
    bool open = false;
    for (const CutBlock::Local consumer : tensor.consumers) {
        if (!counts(consumer)) continue;
        if (m_side[consumer] == Side::Server) {
            state.sure = true;
            state.tail = std::max(state.tail, m_block.tail(consumer));
        } else if (m_side[consumer] == Side::Open) {
            open = true;
            shortest = std::min(shortest, m_block.tail(consumer));
        }
    }
    state.may = state.sure || open;
    state.must = state.sure && maker == Side::Device;
    if (!state.sure && open) state.tail = shortest;
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
        TensorState& state = m_tensors[k] = stateOf(tensor);
        if (!state.may) continue;
        if (!state.must && tensor.head + tensor.send + latency + state.tail >= limit) {
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
bool CutRelaxation::tighten(LayerSet& device, LayerSet& server, Nanoseconds limit) const {
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
bool CutRelaxation::obeyBans(LayerSet& device, LayerSet& server) const {
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

/// Takes the tensor that is sent last of those that cross for sure, if it arrives long after the
/// first one may: no server layer that waits for it starts before.
void CutRelaxation::choosePivot() {
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
    constexpr std::size_t kNever = static_cast<std::size_t>(-1);
    constexpr std::size_t kSurely = static_cast<std::size_t>(-2);
    std::vector<std::size_t> groupOf(m_block.size(), kNever);
    std::vector<bool> consumes(m_block.size(), false);
    for (const CutBlock::Local consumer : tensors[*m_pivot].consumers)
        consumes[consumer] = true;
    m_pivotGroups.clear();
    // Later blocks wait for all of this one, but not for a tensor that skips it.
    std::int64_t load = (sent(*m_pivot) + latency).count();
    const bool consumedHere =
        std::any_of(tensors[*m_pivot].consumers.begin(), tensors[*m_pivot].consumers.end(),
                    [&](CutBlock::Local c) { return m_side[c] == Side::Server && counts(c); });
    load += (consumedHere ? m_block.serverAfter() : tensors[*m_pivot].tailAfter).count();
    for (std::size_t i = 0; i < m_block.size(); ++i) {
        if (m_side[i] == Side::Device || !counts(i)) continue;
        const bool onServer = m_side[i] == Side::Server;
        std::vector<std::size_t> after;
        bool surely = consumes[i] && onServer;
        for (const CutBlock::Local p : m_block.predecessors(i)) {
            if (groupOf[p] == kSurely) surely = true;
            if (groupOf[p] < kSurely) after.push_back(groupOf[p]);
        }
        std::sort(after.begin(), after.end());
        after.erase(std::unique(after.begin(), after.end()), after.end());
        if (surely) {
            groupOf[i] = kSurely;
            load += m_block.server(i).count();
        } else if (consumes[i] || after.size() > 1) {
            groupOf[i] = m_pivotGroups.size();
            m_pivotGroups.push_back({{i}, std::move(after), {}});
            if (consumes[i]) m_pivotGroups.back().consumer = i;
        } else if (after.size() == 1) {
            groupOf[i] = after.front();
            m_pivotGroups[after.front()].layers.push_back(i);
        }
    }
    m_fixed[kServer] = load;
    m_simpleBound = std::max(m_simpleBound, Nanoseconds{load});
}

/// A vertex for each group, which is on the server's side if its consumer or a group before it is.
void CutRelaxation::addPivotToNetwork(std::int64_t weight) {
    std::vector<LoadNetwork::Index> vertices;
    for (const PivotGroup& group : m_pivotGroups) {
        std::int64_t load = 0;
        for (const std::size_t i : group.layers)
            load += m_block.server(i).count();
        vertices.push_back(m_network.addFollower(weight * load));
        for (const std::size_t other : group.after)
            m_network.tie(vertices.back(), vertices[other]);
        if (group.consumer) m_network.tie(vertices.back(), m_node[*group.consumer]);
    }
}

/// What waits for the pivot in this cut, beside what does in every cut.
std::int64_t CutRelaxation::pivotLoad(const LayerSet& cut) const {
    std::vector<bool> waits;
    std::int64_t load = 0;
    for (const PivotGroup& group : m_pivotGroups) {
        waits.push_back((group.consumer && !cut[*group.consumer]) ||
                        std::any_of(group.after.begin(), group.after.end(),
                                    [&](std::size_t other) { return waits[other]; }));
        if (!waits.back()) continue;
        for (const std::size_t i : group.layers)
            load += m_block.server(i).count();
    }
    return load;
}

/// The link alone, on what crosses for sure: those made after some time come after that time.
void CutRelaxation::boundMust(std::vector<std::size_t>& must) {
    const auto& tensors = m_block.tensors();
    std::sort(must.begin(), must.end(),
              [&](std::size_t a, std::size_t b) { return tensors[a].head > tensors[b].head; });
    const Nanoseconds latency = m_block.timed().durations().latency;
    Nanoseconds sends;
    Nanoseconds shortest = kNever;
    for (const std::size_t k : must) {
        sends += tensors[k].send;
        shortest = std::min(shortest, m_tensors[k].tail);
        m_simpleBound = std::max({m_simpleBound, tensors[k].head + sends + latency + shortest,
                                  tensors[k].head + tensors[k].send + latency + m_tensors[k].tail});
    }
}

void CutRelaxation::addTensorToNetwork(std::size_t tensor, std::int64_t price) {
    const CutBlock::CutTensor& crossing = m_block.tensors()[tensor];
    const bool made = crossing.fromBefore || m_side[crossing.maker] == Side::Device;
    const bool banned = m_tensors[tensor].banned;
    if (m_tensors[tensor].sure) {  // crosses if and only if it is made on the device
        if (!banned) m_network.addLoad(m_node[crossing.maker], price, 0);
        return;
    }
    m_consumers.clear();
    for (const CutBlock::Local consumer : crossing.consumers)
        if (m_side[consumer] == Side::Open && counts(consumer))
            m_consumers.push_back(m_node[consumer]);
    if (!made)
        m_network.addTensor(m_node[crossing.maker], m_consumers,
                            banned ? MinCut::kInfinite : price);
    else if (!banned)
        m_network.addMadeTensor(m_consumers, price);
}

void CutRelaxation::buildNetwork(const LaneWeights& weights) {
    m_network.reset(m_openLayers.size());
    for (std::size_t n = 0; n < m_openLayers.size(); ++n)
        m_node[m_openLayers[n]] = static_cast<LoadNetwork::Index>(n);
    for (std::size_t n = 0; n < m_openLayers.size(); ++n) {
        const std::size_t i = m_openLayers[n];
        if (!counts(i)) continue;
        m_network.addLoad(n, weights[kDevice] * m_block.device(i).count(),
                          m_pivot ? 0 : weights[kServer] * m_block.server(i).count());
        for (const CutBlock::Local p : m_block.predecessors(i))
            if (m_side[p] == Side::Open) m_network.addPredecessor(n, m_node[p]);
    }
    for (std::size_t k = 0; k < m_tensors.size(); ++k)
        if (m_tensors[k].banned || (m_tensors[k].may && !m_tensors[k].must))
            addTensorToNetwork(k, weights[kLink] * m_block.tensors()[k].send.count());
    if (m_pivot) addPivotToNetwork(weights[kServer]);
}

LayerSet CutRelaxation::cutFound() const {
    LayerSet cut = m_device;
    for (std::size_t n = 0; n < m_openLayers.size(); ++n)
        if (m_network.onDevice(n)) cut.set(m_openLayers[n]);
    // What does not count is free to save the sending of what it needs.
    for (const std::size_t i : m_openLayers) {
        const auto& needs = m_block.predecessors(i);
        if (!counts(i) &&
            std::all_of(needs.begin(), needs.end(), [&](CutBlock::Local p) { return cut[p]; }))
            cut.set(i);
    }
    return cut;
}

LaneEnds CutRelaxation::endsOf(const LayerSet& cut) const {
    LaneEnds ends = m_fixed;
    for (const std::size_t i : m_openLayers) {
        if (!counts(i)) continue;
        if (cut[i])
            ends[kDevice] += m_block.device(i).count();
        else if (!m_pivot)
            ends[kServer] += m_block.server(i).count();
    }
    if (m_pivot) ends[kServer] += pivotLoad(cut);
    for (std::size_t k = 0; k < m_tensors.size(); ++k) {
        if (!m_tensors[k].may || m_tensors[k].must) continue;
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        if (!tensor.fromBefore && !cut[tensor.maker]) continue;
        if (m_tensors[k].sure ||
            std::any_of(tensor.consumers.begin(), tensor.consumers.end(),
                        [&](CutBlock::Local c) { return !cut[c] && counts(c); }))
            ends[kLink] += tensor.send.count();
    }
    return ends;
}

std::int64_t CutRelaxation::weigh(const LaneWeights& weights, const LaneEnds& ends) const {
    return weights[0] * ends[0] + weights[1] * ends[1] + weights[2] * ends[2];
}

/// The weights under which the cheapest of the planes is most expensive: at a corner of the
/// simplex, where two planes meet on its edge, or where three meet.
LaneWeights CutRelaxation::bestWeights(const std::vector<Plane>& planes) const {
    std::array<double, 3> best{};
    double bestValue = -1;
    const auto consider = [&](const std::array<double, 3>& weights) {
        for (const double weight : weights)
            if (!(weight >= -1e-12)) return;
        double value = dot(weights, planes.front().ends);
        for (const Plane& plane : planes)
            value = std::min(value, dot(weights, plane.ends));
        if (value <= bestValue * (1 + 1e-12)) return;
        bestValue = value;
        best = weights;
    };
    consider({1, 0, 0});
    consider({0, 1, 0});
    consider({0, 0, 1});
    const auto difference = [&](std::size_t a, std::size_t b) {
        std::array<double, 3> d{};
        for (std::size_t lane = 0; lane < 3; ++lane)
            d[lane] = static_cast<double>(planes[a].ends[lane] - planes[b].ends[lane]);
        return d;
    };
    for (std::size_t a = 0; a < planes.size(); ++a)
        for (std::size_t b = a + 1; b < planes.size(); ++b) {
            const auto ab = difference(a, b);
            for (std::size_t zero = 0; zero < 3; ++zero) {
                const std::size_t p = (zero + 1) % 3;
                const std::size_t q = (zero + 2) % 3;
                std::array<double, 3> weights{};
                weights[p] = ab[q] / (ab[q] - ab[p]);
                weights[q] = 1 - weights[p];
                consider(weights);
            }
            for (std::size_t c = b + 1; c < planes.size(); ++c) {
                const auto ac = difference(a, c);
                std::array<double, 3> weights{ab[1] * ac[2] - ab[2] * ac[1],
                                              ab[2] * ac[0] - ab[0] * ac[2],
                                              ab[0] * ac[1] - ab[1] * ac[0]};
                const double sum = weights[0] + weights[1] + weights[2];
                for (double& weight : weights)
                    weight /= sum;
                consider(weights);
            }
        }
    LaneWeights result{};
    const auto whole = static_cast<double>(m_weightSum);
    result[0] = std::clamp<std::int64_t>(std::llround(best[0] * whole), 0, m_weightSum);
    result[1] = std::clamp<std::int64_t>(std::llround(best[1] * whole), 0, m_weightSum - result[0]);
    result[2] = m_weightSum - result[0] - result[1];
    return result;
}

/// The layer of a set whose decision, with all that follows, leaves least of the set either way.
std::optional<std::size_t> CutRelaxation::middleOf(const LayerSet& layers) const {
    const std::size_t count = layers.count();
    if (count == 0) return std::nullopt;
    const std::size_t step = (count + kBranchCandidates - 1) / kBranchCandidates;
    std::optional<std::size_t> best;
    std::size_t bestSize = 0;
    std::size_t place = 0;
    for (std::size_t i = layers.find_first(); i != LayerSet::npos; i = layers.find_next(i)) {
        if (place++ % step != step / 2) continue;
        const std::size_t before = (m_block.ancestors(i) & layers).count();
        const std::size_t after = (m_block.descendants(i) & layers).count();
        const std::size_t size = std::min(before, after);
        if (best && size <= bestSize) continue;
        best = i;
        bestSize = size;
    }
    return best;
}

CutRelaxation::Ends CutRelaxation::ownEnds(const LayerSet& cut) const {
    Ends own;
    for (std::size_t k = 0; k < m_tensors.size(); ++k) {
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        if (!m_tensors[k].may || (!tensor.fromBefore && !cut[tensor.maker])) continue;
        Nanoseconds tail = tensor.tailAfter;
        bool crosses = tensor.toAfter;
        for (const CutBlock::Local consumer : tensor.consumers)
            if (!cut[consumer] && counts(consumer)) {
                crosses = true;
                tail = std::max(tail, m_block.tail(consumer));
            }
        if (crosses) own.add(tensor.head, tensor.send, tail);
    }
    return own;
}

/// Whether a plan shorter than the limit may have this cut, by its own first and last work.
bool CutRelaxation::isPromising(const LayerSet& cut, LaneEnds ends, Nanoseconds limit) const {
    if (*std::max_element(ends.begin(), ends.end()) >= limit.count()) return false;
    const Ends own = ownEnds(cut);
    if (own.firstMade == kNever) return true;
    const Nanoseconds latency = m_block.timed().durations().latency;
    if (m_around[kDevice] > 0) ends[kDevice] += (own.lastLeg + latency).count() - m_around[kDevice];
    if (m_around[kLink] > 0)
        ends[kLink] += (own.firstMade + latency + own.lastTail).count() - m_around[kLink];
    if (m_around[kServer] > 0 && !m_pivot)
        ends[kServer] += (own.firstSent + latency).count() - m_around[kServer];
    return *std::max_element(ends.begin(), ends.end()) < limit.count();
}

/// The open layers because of which an end is shorter here than in a cut with the ends `own`.
LayerSet CutRelaxation::blurring(const Ends& own, Nanoseconds Ends::*end) const {
    LayerSet layers(m_block.size());
    const bool first = end == &Ends::firstMade || end == &Ends::firstSent;
    for (std::size_t k = 0; k < m_tensors.size(); ++k) {
        if (!m_tensors[k].may) continue;
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        Ends alone;
        alone.add(tensor.head, tensor.send, m_tensors[k].tail);
        if (alone.*end >= own.*end) continue;
        const bool makerOpen = !tensor.fromBefore && m_side[tensor.maker] == Side::Open;
        bool consumerOpen = false;
        if (first || !makerOpen)
            for (const CutBlock::Local consumer : tensor.consumers)
                if (m_side[consumer] == Side::Open && counts(consumer)) {
                    layers.set(consumer);
                    consumerOpen = true;
                }
        if (makerOpen && !consumerOpen) layers.set(tensor.maker);
    }
    return layers;
}

/// How long the tensor with the longest way through all lanes takes in this cut, and an open layer
/// that it owes some of that to.
std::pair<Nanoseconds, std::optional<std::size_t>> CutRelaxation::longestPath(
    const LayerSet& cut) const {
    std::pair<Nanoseconds, std::optional<std::size_t>> longest;
    for (std::size_t k = 0; k < m_tensors.size(); ++k) {
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        if (!m_tensors[k].may || (!tensor.fromBefore && !cut[tensor.maker])) continue;
        const Nanoseconds before = tensor.head + tensor.send + m_block.timed().durations().latency;
        for (const CutBlock::Local consumer : tensor.consumers) {
            if (cut[consumer] || !counts(consumer)) continue;
            const Nanoseconds length = before + m_block.tail(consumer);
            const bool makerOpen = !tensor.fromBefore && m_side[tensor.maker] == Side::Open;
            if (length <= longest.first) continue;
            if (m_side[consumer] == Side::Open)
                longest = {length, consumer};
            else if (makerOpen)
                longest = {length, tensor.maker};
        }
    }
    return longest;
}

/// What the relaxation blurs most is decided next. Two cuts that cost the same under the best
/// weights show that it mixes lanes: then a layer on which they differ. Else its cheapest cut
/// begins or ends later than what is known of all cuts: then a layer behind that difference.
std::optional<std::size_t> CutRelaxation::chooseBranch(const std::vector<Plane>& planes,
                                                       const LaneWeights& weights) const {
    if (m_openLayers.empty()) return std::nullopt;
    std::size_t last = 0;
    for (std::size_t p = 1; p < planes.size(); ++p)
        if (weigh(weights, planes[p].ends) < weigh(weights, planes[last].ends)) last = p;
    const std::int64_t lowest = weigh(weights, planes[last].ends);
    LayerSet contested(m_block.size());
    std::size_t most = 0;
    for (const Plane& plane : planes) {
        if (weigh(weights, plane.ends) > lowest + lowest / 200) continue;
        LayerSet differs = plane.cut ^ planes[last].cut;
        const std::size_t count = differs.count();
        if (count <= most) continue;
        most = count;
        contested = std::move(differs);
    }
    const LaneEnds& ends = planes[last].ends;
    std::int64_t blur = *std::max_element(ends.begin(), ends.end()) - lowest / m_weightSum;
    if (most == 0) blur = 0;
    const Ends own = ownEnds(planes[last].cut);
    for (const auto end : {&Ends::firstMade, &Ends::lastTail, &Ends::firstSent, &Ends::lastLeg}) {
        if (own.*end == kNever || (own.*end - m_ends.*end).count() <= blur) continue;
        LayerSet layers = blurring(own, end);
        if (layers.none()) continue;
        blur = (own.*end - m_ends.*end).count();
        contested = std::move(layers);
    }
    const auto longest = longestPath(planes[last].cut);
    if (longest.second && (longest.first.count() - lowest / m_weightSum) > blur)
        return longest.second;
    return middleOf(contested.any() ? contested : m_open);
}

CutBounds CutRelaxation::solve(LayerSet& device, LayerSet& server, const LaneWeights& start,
                               Nanoseconds limit, int rounds, const SearchDeadline& deadline) {
    CutBounds result;
    for (int tightening = 0; tightening < kTightenings; ++tightening) {
        decide(device, server);
        lookAtTensors(limit);
        if (m_simpleBound >= limit) break;
        const bool tightened = tighten(device, server, limit);
        if (!obeyBans(device, server) && !tightened) break;
        if (device.intersects(server)) {
            result.bound = limit;
            return result;
        }
    }
    decide(device, server);
    lookAtTensors(limit);
    choosePivot();
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
        planes.push_back({ends, std::move(cut)});
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
