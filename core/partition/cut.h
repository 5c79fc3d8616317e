#pragma once

#include "core/graph/layer_set.h"
#include "core/graph/model.h"

#include <vector>

namespace trilane {

/// Which layers run where. `device` is D, the rest is S.
struct Cut {
    LayerSet device;

    [[nodiscard]] bool onDevice(LayerId layer) const { return device[layer.index()]; }
    friend bool operator==(const Cut&, const Cut&) = default;
};

/// True if all predecessors of a device layer are on the device (nothing flows back).
[[nodiscard]] bool isClosed(const Model& model, const Cut& cut);

/// The tensors that cross: model inputs and outputs of device layers that at least one server layer
/// consumes. In TensorId order: the place in this list is the JobIndex.
[[nodiscard]] std::vector<TensorId> crossingTensors(const Model& model, const Cut& cut);

}  // namespace trilane
