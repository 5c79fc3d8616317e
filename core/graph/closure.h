#pragma once

#include "core/graph/layer_set.h"
#include "core/graph/model.h"

namespace trilane {

/// The layers and everything they need. O(layers + edges).
[[nodiscard]] LayerSet withAncestors(const Model& model, LayerSet layers);

/// The layers and everything that needs them. O(layers + edges).
[[nodiscard]] LayerSet withDescendants(const Model& model, LayerSet layers);

}  // namespace trilane
