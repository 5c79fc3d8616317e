#include "core/partition/neurosurgeon.h"

#include <algorithm>
#include <vector>

namespace trilane {
namespace {

std::vector<LayerId> chainUnderPins(const Model& model, const PinnedSides& pins) {
    std::vector<LayerId> chain;
    chain.reserve(model.layerCount());
    for (std::size_t i = 0; i < model.layerCount(); ++i)
        if (pins.device[i]) chain.emplace_back(i);
    for (std::size_t i = 0; i < model.layerCount(); ++i)
        if (!pins.device[i] && !pins.server[i]) chain.emplace_back(i);
    return chain;
}

/// The staged makespan of a prefix, kept up to date as the prefix grows by one layer.
class GrowingPrefix {
public:
    GrowingPrefix(const Model& model, const Durations& durations)
        : m_model(model), m_durations(durations), m_consumersOff(model.tensorCount()) {
        for (const Nanoseconds time : durations.server)
            m_layers += time;
        for (std::size_t i = 0; i < model.tensorCount(); ++i)
            m_consumersOff[i] = model.tensors()[i].consumers.size();
        for (const TensorId input : model.inputs())
            addTensor(input);
    }

    void moveToDevice(LayerId layer) {
        m_layers += m_durations.device[layer.index()];
        m_layers -= m_durations.server[layer.index()];
        TensorId last;
        bool first = true;
        std::vector<TensorId> inputs = m_model.layer(layer).inputs;
        std::sort(inputs.begin(), inputs.end());
        for (const TensorId input : inputs) {
            if (!first && input == last) continue;
            first = false;
            last = input;
            if (--m_consumersOff[input.index()] > 0) continue;
            m_sends -= m_durations.send[input.index()];
            --m_crossing;
        }
        for (const TensorId output : m_model.layer(layer).outputs)
            addTensor(output);
    }

    [[nodiscard]] Nanoseconds makespan() const {
        return m_layers + m_sends + (m_crossing > 0 ? m_durations.latency : Nanoseconds{});
    }

private:
    void addTensor(TensorId tensor) {
        if (m_consumersOff[tensor.index()] == 0) return;
        m_sends += m_durations.send[tensor.index()];
        ++m_crossing;
    }

    const Model& m_model;
    const Durations& m_durations;
    std::vector<std::size_t> m_consumersOff;  ///< consumers that are not on the device
    Nanoseconds m_layers;
    Nanoseconds m_sends;
    std::size_t m_crossing = 0;
};

}  // namespace

Nanoseconds stagedMakespan(const Model& model, const Durations& durations, const Cut& cut) {
    Nanoseconds total;
    for (std::size_t i = 0; i < model.layerCount(); ++i)
        total += cut.device[i] ? durations.device[i] : durations.server[i];
    const std::vector<TensorId> crossing = crossingTensors(model, cut);
    for (const TensorId tensor : crossing)
        total += durations.send[tensor.index()];
    return crossing.empty() ? total : total + durations.latency;
}

Cut neurosurgeonCut(const Model& model, const Durations& durations, const PinnedSides& pins) {
    const std::vector<LayerId> chain = chainUnderPins(model, pins);
    const std::size_t shortest = pins.device.count();
    GrowingPrefix prefix(model, durations);
    std::size_t bestLength = 0;
    Nanoseconds best;
    for (std::size_t length = 0; length <= chain.size(); ++length) {
        if (length >= shortest && (length == shortest || prefix.makespan() < best)) {
            best = prefix.makespan();
            bestLength = length;
        }
        if (length < chain.size()) prefix.moveToDevice(chain[length]);
    }
    Cut cut{LayerSet(model.layerCount())};
    for (std::size_t i = 0; i < bestLength; ++i)
        cut.device.set(chain[i].index());
    return cut;
}

}  // namespace trilane
