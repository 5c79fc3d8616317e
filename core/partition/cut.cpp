#include "core/partition/cut.h"

#include <algorithm>

namespace trilane {

bool isClosed(const Model& model, const Cut& cut) {
    for (std::size_t i = cut.device.find_first(); i != LayerSet::npos; i = cut.device.find_next(i))
        for (const LayerId predecessor : model.predecessors(LayerId{i}))
            if (!cut.onDevice(predecessor)) return false;
    return true;
}

std::vector<TensorId> crossingTensors(const Model& model, const Cut& cut) {
    std::vector<TensorId> crossing;
    for (std::size_t i = 0; i < model.tensorCount(); ++i) {
        const Tensor& tensor = model.tensors()[i];
        if (tensor.producer && !cut.onDevice(*tensor.producer)) continue;
        if (std::any_of(tensor.consumers.begin(), tensor.consumers.end(),
                        [&](LayerId consumer) { return !cut.onDevice(consumer); }))
            crossing.emplace_back(i);
    }
    return crossing;
}

}  // namespace trilane
