#pragma once

#include "core/graph/model.h"
#include "core/partition/cut.h"
#include "core/partition/pins.h"

#include <optional>
#include <span>

namespace trilane {

/// The cut `from`, moved over a layer, or over a group of layers as one: on the server they join
/// the device with all that they need, on the device they leave with all that needs them. The first
/// of a group decides. Empty where the pins forbid it. @param layers  ascending, not empty
[[nodiscard]] std::optional<Cut> cutMovedOver(const Model& model, const Cut& from,
                                              const PinnedSides& pinned,
                                              std::span<const LayerId> layers);

}  // namespace trilane
