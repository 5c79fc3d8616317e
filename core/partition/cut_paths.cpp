#include "core/partition/cut_paths.h"

#include <utility>

namespace trilane {
namespace {

/// `from` and all that can be reached through `next`.
template <class Next>
LayerSet reach(std::size_t layerCount, std::vector<LayerId> from, Next next) {
    LayerSet seen(layerCount);
    while (!from.empty()) {
        const LayerId layer = from.back();
        from.pop_back();
        if (seen.test_set(layer.index())) continue;
        for (const LayerId neighbour : next(layer))
            from.push_back(neighbour);
    }
    return seen;
}

LayerSet deviceLayersOf(const Model& model, TensorId tensor) {
    std::vector<LayerId> start;
    if (const auto producer = model.tensor(tensor).producer) start.push_back(*producer);
    return reach(
        model.layerCount(),
        std::move(start), [&](LayerId layer) -> const auto& { return model.predecessors(layer); });
}

LayerSet serverLayersOf(const Model& model, const Cut& cut, TensorId tensor) {
    std::vector<LayerId> start;
    for (const LayerId consumer : model.tensor(tensor).consumers)
        if (!cut.onDevice(consumer)) start.push_back(consumer);
    // All successors of a server layer are on the server, for the cut is closed.
    return reach(
        model.layerCount(),
        std::move(start), [&](LayerId layer) -> const auto& { return model.successors(layer); });
}

std::vector<LayerId> members(const LayerSet& set) {
    std::vector<LayerId> layers;
    for (std::size_t i = set.find_first(); i != LayerSet::npos; i = set.find_next(i))
        layers.emplace_back(i);
    return layers;
}

std::vector<PathStep> steps(const LayerSet& set, const LayerSet& executedElsewhere) {
    std::vector<PathStep> result;
    for (const LayerId layer : members(set))
        result.push_back({layer, executedElsewhere[layer.index()]});
    return result;
}

/// What all sets have in common; nothing where there are fewer than two.
LayerSet common(const std::vector<LayerSet>& sets, std::size_t layerCount) {
    LayerSet shared(layerCount);
    if (sets.size() < 2) return shared;
    shared.set();
    for (const LayerSet& set : sets)
        shared &= set;
    return shared;
}

}  // namespace

CutPaths convertUnderCut(const Model& model, const Cut& cut, std::span<const TensorId> order) {
    const std::size_t count = model.layerCount();
    std::vector<LayerSet> before;
    std::vector<LayerSet> after;
    for (const TensorId tensor : order) {
        before.push_back(deviceLayersOf(model, tensor));
        after.push_back(serverLayersOf(model, cut, tensor));
    }
    const LayerSet prefix = common(before, count);
    const LayerSet suffix = common(after, count);

    CutPaths result;
    result.sharedPrefix = members(prefix);
    result.sharedSuffix = members(suffix);
    result.paths.resize(order.size());
    LayerSet ran(count);
    for (std::size_t j = 0; j < order.size(); ++j) {
        result.paths[j].tensor = order[j];
        result.paths[j].device = steps(before[j] - prefix, ran);
        ran |= before[j];
    }
    LayerSet waits(count);
    for (std::size_t j = order.size(); j-- > 0;) {
        result.paths[j].server = steps(after[j] - suffix, waits);
        waits |= after[j];
    }
    result.deviceRest = members(cut.device - ran);
    result.serverFirst = members(~cut.device - waits);
    return result;
}

}  // namespace trilane
