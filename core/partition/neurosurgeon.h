#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/partition/cut.h"
#include "core/partition/pins.h"

namespace trilane {

/// Σ_D t + Σ send + latency (if anything crosses) + Σ_S t': what a planner that does not overlap
/// the lanes minimises (DESIGN section 2, staged).
[[nodiscard]] Nanoseconds stagedMakespan(const Model& model, const Durations& durations,
                                         const Cut& cut);

/// The prefix of the topological chain with the smallest stagedMakespan; ties: the shortest prefix
/// (Kang et al., Neurosurgeon, ASPLOS 2017, on Kahn's order). Under pins the chain has first the
/// layers that must be on the device, then the free ones, then those that must be on the server,
/// each in topological order. O(layers + edges).
[[nodiscard]] Cut neurosurgeonCut(const Model& model, const Durations& durations,
                                  const PinnedSides& pins);

}  // namespace trilane
