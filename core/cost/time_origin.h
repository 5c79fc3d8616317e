#pragma once

#include "core/cost/machine.h"
#include "core/cost/profile.h"
#include "core/graph/model.h"

#include <cstdint>
#include <optional>

namespace trilane {

enum class Side : std::uint8_t { Device, Server };

/// Who gives the layer times of one side.
enum class TimeOrigin : std::uint8_t {
    Model,    ///< the model file, all of them
    Profile,  ///< the profile, or the model file where the profile is silent: all of them
    Machine,  ///< a machine's roofline, at least one of them
};

[[nodiscard]] TimeOrigin timeOrigin(const Model& model, Side side,
                                    const std::optional<Profile>& profile);

/// The machine as durations should see it. A request overhead belongs to a machine: where the times
/// were given without naming one (`chosen` is false), or where all come from the model file so that
/// the machine has no effect, none is added.
[[nodiscard]] Machine machineFor(Machine machine, TimeOrigin origin, bool chosen);

}  // namespace trilane
