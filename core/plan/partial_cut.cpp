#include "core/plan/partial_cut.h"

#include <algorithm>

namespace trilane {

PartialCutBound::PartialCutBound(const TimedModel& timed, std::size_t block)
    : m_timed(timed),
      m_blocks(timed.blocks()),
      m_block(block),
      m_serverWaits(timed.everyLayerWaitsForInput()) {}

PartialCutBound::TensorState PartialCutBound::stateOf(const Tensor& tensor,
                                                      const PartialCut& cut) const {
    TensorState state;
    bool madeOnDevice = true;
    if (tensor.producer && m_blocks.blockOf(*tensor.producer) == m_block) {
        const std::size_t local = m_blocks.local(*tensor.producer);
        if (cut.server[local]) return state;
        madeOnDevice = cut.device[local];
    }
    const LayerId firstOfBlock{m_blocks.first(m_block)};
    for (auto it = std::lower_bound(tensor.consumers.begin(), tensor.consumers.end(), firstOfBlock);
         it != tensor.consumers.end(); ++it) {
        const LayerId consumer = *it;
        const std::size_t block = m_blocks.blockOf(consumer);
        const std::size_t local = block == m_block ? m_blocks.local(consumer) : 0;
        if (block == m_block && cut.device[local]) continue;
        state.may = true;
        if (block == m_block && !cut.server[local]) continue;
        state.must = madeOnDevice;
        state.tail = std::max(state.tail, m_timed.tail(consumer));
    }
    return state;
}

Nanoseconds PartialCutBound::operator()(const PartialCut& cut) const {
    const Durations& durations = m_timed.durations();
    Nanoseconds bound = std::max(cut.deviceTime, cut.serverTime);
    Nanoseconds firstArrival = kNever;
    Nanoseconds mustSend;
    Nanoseconds firstHead = kNever;
    Nanoseconds lastTail = kNever;
    for (const TensorId id : m_timed.tensorsAround(m_block)) {
        const TensorState state = stateOf(m_timed.model().tensor(id), cut);
        if (!state.may) continue;
        const Nanoseconds arrival =
            m_timed.head(id) + durations.send[id.index()] + durations.latency;
        firstArrival = std::min(firstArrival, arrival);
        if (!state.must) continue;
        bound = std::max(bound, arrival + state.tail);
        mustSend += durations.send[id.index()];
        firstHead = std::min(firstHead, m_timed.head(id));
        lastTail = std::min(lastTail, state.tail);
    }
    if (firstHead != kNever)
        bound = std::max(bound, firstHead + mustSend + durations.latency + lastTail);
    if (m_serverWaits && firstArrival != kNever)
        bound = std::max(bound, firstArrival + cut.serverTime);
    return bound;
}

}  // namespace trilane
