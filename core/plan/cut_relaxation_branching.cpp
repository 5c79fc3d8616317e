// Which layer a CutRelaxation would have decided next.

#include "core/plan/cut_relaxation.h"

#include <algorithm>

namespace trilane {
namespace {

/// Layers whose closures are measured when the next one to decide is chosen.
constexpr std::size_t kBranchCandidates = 96;

}  // namespace

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

CutEnds CutRelaxation::ownEnds(const LayerSet& cut) const {
    CutEnds own;
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
    const CutEnds own = ownEnds(cut);
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
LayerSet CutRelaxation::blurring(const CutEnds& own, Nanoseconds CutEnds::*end) const {
    LayerSet layers(m_block.size());
    const bool first = end == &CutEnds::firstMade || end == &CutEnds::firstSent;
    for (std::size_t k = 0; k < m_tensors.size(); ++k) {
        if (!m_tensors[k].may) continue;
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        CutEnds alone;
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

/// Σ t' of all that waits for the tensor in this cut.
Nanoseconds CutRelaxation::tailIn(const LayerSet& cut, const CutBlock::CutTensor& tensor) const {
    LayerSet waits(m_block.size());
    std::size_t consumers = 0;
    Nanoseconds tail = tensor.tailAfter;
    for (const CutBlock::Local consumer : tensor.consumers) {
        if (cut[consumer] || !counts(consumer)) continue;
        waits |= m_block.descendants(consumer);
        tail = std::max(tail, m_block.tail(consumer));
        ++consumers;
    }
    if (consumers < 2) return tail;
    Nanoseconds sum = m_block.serverAfter();
    for (std::size_t i = waits.find_first(); i != LayerSet::npos; i = waits.find_next(i))
        if (counts(i)) sum += m_block.server(i);
    return std::max(tail, sum);
}

/// How long the tensor with the longest way through all lanes takes in this cut, and what is open
/// about it.
std::pair<Nanoseconds, std::optional<CutBranch>> CutRelaxation::longestPath(
    const LayerSet& cut) const {
    std::pair<Nanoseconds, std::optional<CutBranch>> longest;
    for (std::size_t k = 0; k < m_tensors.size(); ++k) {
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        if (!m_tensors[k].may || (!tensor.fromBefore && !cut[tensor.maker])) continue;
        const Nanoseconds before = tensor.head + tensor.send + m_block.timed().durations().latency;
        std::optional<CutBranch> open;
        Nanoseconds most;  // above what tailIn gives
        std::size_t openConsumers = 0;
        Nanoseconds last;
        for (const CutBlock::Local consumer : tensor.consumers) {
            if (!counts(consumer)) continue;
            const bool isOpen = m_side[consumer] == Side::Open;
            if (isOpen) ++openConsumers;
            if (cut[consumer]) continue;
            most += m_block.tail(consumer);
            if (!isOpen || m_block.tail(consumer) < last) continue;
            last = m_block.tail(consumer);
            open = CutBranch{false, consumer};
        }
        const bool makerOpen = !tensor.fromBefore && m_side[tensor.maker] == Side::Open;
        if (!open && makerOpen) open = CutBranch{false, tensor.maker};
        if (!open || before + most <= longest.first) continue;
        const Nanoseconds length = before + tailIn(cut, tensor);
        if (length <= longest.first) continue;
        // Whether it crosses at all decides more than where one of its consumers is.
        if (!m_tensors[k].must && !makerOpen && openConsumers > 1) open = CutBranch{true, k};
        longest = {length, open};
    }
    return longest;
}

/// What the relaxation blurs most is decided next. Two cuts that cost the same under the best
/// weights show that it mixes lanes: then a layer on which they differ. Else its cheapest cut
/// begins or ends later than what is known of all cuts: then a layer behind that difference.
std::optional<CutBranch> CutRelaxation::chooseBranch(const std::vector<Plane>& planes,
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
    const CutEnds own = ownEnds(planes[last].cut);
    for (const auto end :
         {&CutEnds::firstMade, &CutEnds::lastTail, &CutEnds::firstSent, &CutEnds::lastLeg}) {
        if (own.*end == kNever || (own.*end - m_ends.*end).count() <= blur) continue;
        LayerSet layers = blurring(own, end);
        if (layers.none()) continue;
        blur = (own.*end - m_ends.*end).count();
        contested = std::move(layers);
    }
    const auto longest = longestPath(planes[last].cut);
    if (longest.second) {
        // A tensor's crossing changes the bound of both sides at once, a layer's side seldom does.
        const std::int64_t gain = longest.first.count() - lowest / m_weightSum;
        if (gain > blur / (longest.second->ofTensor ? 4 : 1)) return longest.second;
    }
    const auto middle = middleOf(contested.any() ? contested : m_open);
    return middle ? std::optional(CutBranch{false, *middle}) : std::nullopt;
}

}  // namespace trilane
