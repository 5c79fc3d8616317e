#include "core/plan/cut_block.h"

#include <algorithm>

namespace trilane {

CutBlock::CutBlock(const TimedModel& timed, std::size_t block) : m_timed(&timed), m_block(block) {
    const BlockRelations& blocks = timed.blocks();
    const std::size_t first = blocks.first(block);
    const std::size_t size = blocks.size(block);
    m_predecessors.resize(size);
    m_successors.resize(size);
    m_makes.resize(size);
    m_consumes.resize(size);
    std::vector<std::size_t> sinks;
    for (std::size_t i = 0; i < size; ++i) {
        const LayerId layer{first + i};
        m_device.push_back(timed.durations().device[first + i]);
        m_server.push_back(timed.durations().server[first + i]);
        m_head.push_back(timed.head(timed.model().layer(layer).outputs.front()));
        m_tail.push_back(timed.tail(layer));
        for (const LayerId p : timed.model().predecessors(layer)) {
            if (blocks.blockOf(p) != block) continue;
            m_predecessors[i].push_back(static_cast<Local>(blocks.local(p)));
            m_successors[blocks.local(p)].push_back(static_cast<Local>(i));
        }
        if (timed.model().successors(layer).empty()) sinks.push_back(i);
    }
    // The server's part is closed, so it has every sink that all layers lead to.
    m_allLeadToServer = block + 1 < blocks.count() || sinks.size() == 1;
    m_main = ~LayerSet(size);
    if (!m_allLeadToServer) {
        m_main = LayerSet(size);
        for (const std::size_t sink : sinks) {
            if (ancestors(sink).count() <= m_main.count()) continue;
            m_mainSink = sink;
            m_main = ancestors(sink);
        }
    }
    for (const TensorId id : timed.tensorsAround(block))
        addTensor(id);
}

void CutBlock::addTensor(TensorId id) {
    const BlockRelations& blocks = m_timed->blocks();
    const Tensor& tensor = m_timed->model().tensor(id);
    CutTensor added;
    added.id = id;
    added.send = m_timed->durations().send[id.index()];
    added.head = m_timed->head(id);
    added.fromBefore = !tensor.producer || blocks.blockOf(*tensor.producer) < m_block;
    if (!added.fromBefore) added.maker = static_cast<Local>(blocks.local(*tensor.producer));
    for (const LayerId consumer : tensor.consumers) {
        const std::size_t block = blocks.blockOf(consumer);
        if (block == m_block) added.consumers.push_back(static_cast<Local>(blocks.local(consumer)));
        if (block <= m_block) continue;
        added.toAfter = true;
        added.tailAfter = std::max(added.tailAfter, m_timed->tail(consumer));
    }
    if (!added.toAfter && added.consumers.empty()) return;
    const auto index = static_cast<Local>(m_tensors.size());
    if (!added.fromBefore) m_makes[added.maker].push_back(index);
    for (const Local consumer : added.consumers)
        m_consumes[consumer].push_back(index);
    m_tensors.push_back(std::move(added));
}

const LayerSet& CutBlock::ancestors(std::size_t i) const {
    return m_timed->blocks().ancestors(LayerId{m_timed->blocks().first(m_block) + i});
}

const LayerSet& CutBlock::descendants(std::size_t i) const {
    return m_timed->blocks().descendants(LayerId{m_timed->blocks().first(m_block) + i});
}

Nanoseconds CutBlock::deviceBefore() const {
    return m_timed->deviceBefore(m_block);
}

Nanoseconds CutBlock::serverAfter() const {
    return m_timed->serverFrom(m_block + 1);
}

}  // namespace trilane
