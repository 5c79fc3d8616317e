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
    if (longest.second && (longest.first.count() - lowest / m_weightSum) > blur)
        return longest.second;
    return middleOf(contested.any() ? contested : m_open);
}

}  // namespace trilane
