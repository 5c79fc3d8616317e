#include "core/partition/pins.h"

#include <algorithm>
#include <deque>

namespace trilane {
namespace {

/// Layers reached from pinned ones, each with the pin that pulls it along.
struct Reach {
    LayerSet layers;
    std::vector<std::string> reason;  ///< by LayerId; "" where not reached
};

template <class Neighbours>
void spread(Reach& reach, std::deque<LayerId> open, const Neighbours& neighbours) {
    while (!open.empty()) {
        const LayerId layer = open.front();
        open.pop_front();
        for (const LayerId next : neighbours(layer)) {
            if (reach.layers.test_set(next.index())) continue;
            reach.reason[next.index()] = reach.reason[layer.index()];
            open.push_back(next);
        }
    }
}

std::string quoted(const std::string& name) {
    return "'" + name + "'";
}

PinFault describeConflict(const Model& model, const Reach& device, const Reach& server) {
    constexpr std::size_t kShown = 8;
    PinFault fault;
    LayerSet both = device.layers;
    both &= server.layers;
    for (std::size_t i = both.find_first(); i != LayerSet::npos; i = both.find_next(i))
        fault.layers.emplace_back(i);
    for (std::size_t i = 0; i < std::min(fault.layers.size(), kShown); ++i) {
        const std::size_t layer = fault.layers[i].index();
        if (i > 0) fault.found += "; ";
        fault.found += "layer " + quoted(model.layers()[layer].name) + " must run on the device (" +
                       device.reason[layer] + ") and on the server (" + server.reason[layer] + ")";
    }
    if (fault.layers.size() > kShown)
        fault.found += "; and " + std::to_string(fault.layers.size() - kShown) + " more layers";
    fault.expected =
        "pins that some cut obeys: all predecessors of a device layer are on the device";
    return fault;
}

}  // namespace

std::variant<PinnedSides, PinFault> resolvePins(const Model& model, const Pins& pins) {
    const std::size_t count = model.layerCount();
    Reach device{LayerSet(count), std::vector<std::string>(count)};
    Reach server{LayerSet(count), std::vector<std::string>(count)};
    std::deque<LayerId> deviceOpen;
    std::deque<LayerId> serverOpen;
    for (const LayerId layer : pins.device) {
        if (device.layers.test_set(layer.index())) continue;
        device.reason[layer.index()] = quoted(model.layer(layer).name) + " is pinned to the device";
        deviceOpen.push_back(layer);
    }
    for (const LayerId layer : pins.server) {
        if (server.layers.test_set(layer.index())) continue;
        server.reason[layer.index()] = quoted(model.layer(layer).name) + " is pinned to the server";
        serverOpen.push_back(layer);
    }
    if (pins.keepInputsLocal) {
        for (const TensorId input : model.inputs()) {
            for (const LayerId layer : model.tensor(input).consumers) {
                if (device.layers.test_set(layer.index())) continue;
                device.reason[layer.index()] =
                    quoted(model.layer(layer).name) + " consumes input " +
                    quoted(model.tensor(input).name) + ", which must stay local";
                deviceOpen.push_back(layer);
            }
        }
    }
    spread(
        device, std::move(deviceOpen), [&](LayerId layer) -> const auto& {
            return model.predecessors(layer);
        });
    spread(
        server, std::move(serverOpen), [&](LayerId layer) -> const auto& {
            return model.successors(layer);
        });
    if (device.layers.intersects(server.layers)) return describeConflict(model, device, server);
    return PinnedSides{std::move(device.layers), std::move(server.layers)};
}

}  // namespace trilane
