#pragma once

#include "core/partition/pins.h"
#include "core/plan/cut_block.h"
#include "core/plan/cut_evaluation.h"

#include <cstdint>

namespace trilane {

/// Shortens a plan by moving the cut along branches, one branch at a time, as far as it helps.
/// @param free    the layers of the block that pins leave open
/// @param start   a cut through the block
/// @param kick    0: begins at the plan's cut; else the seed of a random change before the descent
/// @param tries   cuts to evaluate at most
/// @param limit   only a shorter plan is of interest
/// @return a plan shorter than `limit`, if one was found
[[nodiscard]] std::optional<FoundPlan> improveCut(const CutBlock& block, const LayerSet& free,
                                                  Objective objective, const LayerSet& start,
                                                  std::uint64_t kick, std::size_t tries,
                                                  Nanoseconds limit,
                                                  const SearchDeadline& deadline);

}  // namespace trilane
