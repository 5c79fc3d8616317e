#include "core/graph/closure.h"

#include <utility>

namespace trilane {

LayerSet withAncestors(const Model& model, LayerSet layers) {
    for (std::size_t v = model.layerCount(); v-- > 0;)
        if (layers[v])
            for (const LayerId p : model.predecessors(LayerId{v}))
                layers.set(p.index());
    return layers;
}

LayerSet withDescendants(const Model& model, LayerSet layers) {
    for (std::size_t v = 0; v < model.layerCount(); ++v)
        if (layers[v])
            for (const LayerId s : model.successors(LayerId{v}))
                layers.set(s.index());
    return layers;
}

}  // namespace trilane
