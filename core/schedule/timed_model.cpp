#include "core/schedule/timed_model.h"

#include <algorithm>
#include <utility>

namespace trilane {
TimedModel::TimedModel(std::shared_ptr<const Model> model, Durations durations)
    : m_model(std::move(model)), m_durations(std::move(durations)), m_blocks(*m_model) {
    sumBlocks();
    findTensorsAround();
    m_everyLayerWaits = std::none_of(m_model->layers().begin(), m_model->layers().end(),
                                     [](const Layer& layer) { return layer.inputs.empty(); });
}

void TimedModel::sumBlocks() {
    const std::size_t count = m_blocks.count();
    m_deviceBefore.resize(count + 1);
    m_serverFrom.resize(count + 1);
    for (std::size_t b = 0; b < count; ++b) {
        m_deviceBefore[b + 1] = m_deviceBefore[b];
        for (std::size_t v = m_blocks.first(b); v < m_blocks.first(b + 1); ++v)
            m_deviceBefore[b + 1] += m_durations.device[v];
    }
    for (std::size_t b = count; b-- > 0;) {
        m_serverFrom[b] = m_serverFrom[b + 1];
        for (std::size_t v = m_blocks.first(b); v < m_blocks.first(b + 1); ++v)
            m_serverFrom[b] += m_durations.server[v];
    }
    const auto weigh = [](const LayerSet& members, const std::vector<Nanoseconds>& times,
                          std::size_t first) {
        Nanoseconds total;
        for (std::size_t i = members.find_first(); i != LayerSet::npos; i = members.find_next(i))
            total += times[first + i];
        return total;
    };
    m_head.resize(m_model->tensorCount());
    m_tail.resize(m_model->layerCount());
    for (std::size_t v = 0; v < m_model->layerCount(); ++v) {
        const LayerId layer{v};
        const std::size_t block = m_blocks.blockOf(layer);
        const std::size_t first = m_blocks.first(block);
        const Nanoseconds head =
            m_deviceBefore[block] + weigh(m_blocks.ancestors(layer), m_durations.device, first);
        for (const TensorId output : m_model->layer(layer).outputs)
            m_head[output.index()] = head;
        m_tail[v] =
            m_serverFrom[block + 1] + weigh(m_blocks.descendants(layer), m_durations.server, first);
    }
}

void TimedModel::findTensorsAround() {
    m_around.resize(m_blocks.count());
    for (std::size_t i = 0; i < m_model->tensorCount(); ++i) {
        const Tensor& tensor = m_model->tensors()[i];
        if (tensor.consumers.empty()) continue;
        const std::size_t from = tensor.producer ? m_blocks.blockOf(*tensor.producer) : 0;
        const std::size_t to = m_blocks.blockOf(tensor.consumers.back());
        for (std::size_t b = from; b <= to; ++b)
            m_around[b].emplace_back(i);
    }
}

BlockCut TimedModel::toBlockCut(const Cut& cut) const {
    // The first layer that is not on the device lies in the block that the cut crosses.
    std::size_t firstOff = 0;
    while (firstOff < cut.device.size() && cut.device[firstOff])
        ++firstOff;
    if (firstOff == cut.device.size()) return {m_blocks.count(), {}};
    const std::size_t block = m_blocks.blockOf(LayerId{firstOff});
    BlockCut result{block, LayerSet(m_blocks.size(block))};
    for (std::size_t i = 0; i < m_blocks.size(block); ++i)
        result.inside[i] = cut.device[m_blocks.first(block) + i];
    return result;
}

Cut TimedModel::toCut(const BlockCut& cut) const {
    Cut result{LayerSet(m_model->layerCount())};
    const std::size_t first = m_blocks.first(cut.block);
    for (std::size_t v = 0; v < first; ++v)
        result.device.set(v);
    for (std::size_t i = cut.inside.find_first(); i != LayerSet::npos; i = cut.inside.find_next(i))
        result.device.set(first + i);
    return result;
}

std::vector<TensorId> TimedModel::crossing(const BlockCut& cut) const {
    std::vector<TensorId> result;
    if (cut.block == m_blocks.count()) return result;
    const auto onDevice = [&](LayerId layer) {
        const std::size_t block = m_blocks.blockOf(layer);
        return block < cut.block || (block == cut.block && cut.inside[m_blocks.local(layer)]);
    };
    for (const TensorId id : m_around[cut.block]) {
        const Tensor& tensor = m_model->tensor(id);
        if (tensor.producer && !onDevice(*tensor.producer)) continue;
        if (std::any_of(tensor.consumers.rbegin(), tensor.consumers.rend(),
                        [&](LayerId consumer) { return !onDevice(consumer); }))
            result.push_back(id);
    }
    return result;
}

}  // namespace trilane
