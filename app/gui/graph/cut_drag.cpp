#include "app/gui/graph/cut_drag.h"

#include "core/graph/closure.h"

#include <utility>

namespace trilane {

std::optional<Cut> cutMovedOver(const Model& model, const Cut& from, const PinnedSides& pinned,
                                std::span<const LayerId> layers) {
    LayerSet moved(model.layerCount());
    for (const LayerId layer : layers)
        moved.set(layer.index());
    Cut cut = from;
    if (from.onDevice(layers.front()))
        cut.device -= withDescendants(model, std::move(moved));
    else
        cut.device |= withAncestors(model, std::move(moved));
    if (!pinned.device.is_subset_of(cut.device) || pinned.server.intersects(cut.device))
        return std::nullopt;
    return cut;
}

}  // namespace trilane
