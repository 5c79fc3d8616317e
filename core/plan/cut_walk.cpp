#include "core/plan/cut_walk.h"

#include <algorithm>

namespace trilane {
namespace {

constexpr auto kNone = static_cast<CutBlock::Local>(-1);

}  // namespace

CutWalk::CutWalk(const CutBlock& block, const LayerSet& device)
    : m_block(block),
      m_device(device),
      m_missing(block.size()),
      m_dependent(block.size()),
      m_waiting(block.tensors().size()),
      m_place(block.tensors().size(), kNone),
      m_deviceTime(block.deviceBefore()),
      m_serverTime(block.serverAfter()) {
    for (std::size_t i = 0; i < block.size(); ++i) {
        (device[i] ? m_deviceTime : m_serverTime) += device[i] ? block.device(i) : block.server(i);
        for (const Local p : block.predecessors(i)) {
            if (!device[p]) ++m_missing[i];
            if (device[i]) ++m_dependent[p];
        }
    }
    for (std::size_t k = 0; k < m_waiting.size(); ++k) {
        for (const Local consumer : block.tensors()[k].consumers)
            if (!device[consumer]) ++m_waiting[k];
        updateCrossing(static_cast<Local>(k));
    }
}

void CutWalk::updateCrossing(Local tensor) {
    const CutBlock::CutTensor& facts = m_block.tensors()[tensor];
    const bool crosses =
        (facts.fromBefore || m_device[facts.maker]) && (facts.toAfter || m_waiting[tensor] > 0);
    Local& place = m_place[tensor];
    if (crosses == (place != kNone)) return;
    if (crosses) {
        place = static_cast<Local>(m_crossing.size());
        m_crossing.push_back(tensor);
        m_sendTime += facts.send;
        return;
    }
    m_crossing[place] = m_crossing.back();
    m_place[m_crossing[place]] = place;
    m_crossing.pop_back();
    place = kNone;
    m_sendTime -= facts.send;
}

void CutWalk::flip(std::size_t i) {
    const bool joins = !m_device[i];
    m_device.flip(i);
    if (joins) {
        m_deviceTime += m_block.device(i);
        m_serverTime -= m_block.server(i);
    } else {
        m_deviceTime -= m_block.device(i);
        m_serverTime += m_block.server(i);
    }
    const Local step = joins ? static_cast<Local>(-1) : Local{1};  // unsigned: adds or takes one
    for (const Local s : m_block.successors(i))
        m_missing[s] += step;
    for (const Local p : m_block.predecessors(i))
        m_dependent[p] -= step;
    for (const Local tensor : m_block.consumes(i)) {
        m_waiting[tensor] += step;
        updateCrossing(tensor);
    }
    for (const Local tensor : m_block.makes(i))
        updateCrossing(tensor);
}

Nanoseconds CutWalk::bound() const {
    if (m_crossing.empty()) return std::max(m_deviceTime, m_serverTime);
    CutEnds ends;
    for (const Local k : m_crossing) {
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        Nanoseconds tail = tensor.tailAfter;
        for (const Local consumer : tensor.consumers)
            if (!m_device[consumer]) tail = std::max(tail, m_block.tail(consumer));
        ends.add(tensor.head, tensor.send, tail);
    }
    const Nanoseconds latency = m_block.timed().durations().latency;
    Nanoseconds bound = std::max(
        {m_deviceTime, m_serverTime, ends.firstMade + m_sendTime + latency + ends.lastTail});
    if (m_block.timed().everyLayerWaitsForInput())
        bound = std::max(bound, ends.firstSent + latency + m_serverTime);
    if (m_block.allLeadToServer()) bound = std::max(bound, m_deviceTime + ends.lastLeg + latency);
    return bound;
}

}  // namespace trilane
