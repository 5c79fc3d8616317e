#include "core/cost/time_origin.h"

#include <algorithm>

namespace trilane {

TimeOrigin timeOrigin(const Model& model, Side side, const std::optional<Profile>& profile) {
    const auto time = side == Side::Device ? &Layer::deviceTime : &Layer::serverTime;
    const SideProfile* measured = nullptr;
    if (profile && side == Side::Device && profile->device) measured = &*profile->device;
    if (profile && side == Side::Server && profile->server) measured = &*profile->server;
    const bool given =
        std::all_of(model.layers().begin(), model.layers().end(), [&](const Layer& layer) {
            return (layer.*time).has_value() || (measured && measured->layers.contains(layer.name));
        });
    if (!given) return TimeOrigin::Machine;
    return measured ? TimeOrigin::Profile : TimeOrigin::Model;
}

Machine machineFor(Machine machine, TimeOrigin origin, bool chosen) {
    if (origin == TimeOrigin::Model || (origin == TimeOrigin::Profile && !chosen))
        machine.requestOverhead = {};
    return machine;
}

}  // namespace trilane
