#pragma once

#include "core/plan/cut_evaluation.h"
#include "core/plan/joint_search.h"

#include <cstddef>
#include <span>
#include <utility>

namespace trilane {

/// What the search of wide graphs begins with and what it came to.
struct WideResult {
    FoundPlan best;
    Nanoseconds openBound;  ///< what was not looked at is no shorter; best.makespan if nothing is
    bool outOfMemory = false;  ///< the deadline's memory ended the search
};

/// Branch and bound over the cuts through some blocks, the most promising first, with the bounds of
/// CutRelaxation and with its minimum cuts as plans to try. Uses both cores in rounds of a fixed
/// number of nodes whose results are merged in order: the same answer however many threads work,
/// unless time ends it.
/// @param blocks  to search
/// @param best    the shortest plan so far; must hold one
/// @param report  called from the calling thread with the makespan and the bound, now and then
[[nodiscard]] WideResult searchBlocks(const TimedModel& timed, const PinnedSides& pins,
                                      Objective objective, std::span<const std::size_t> blocks,
                                      FoundPlan best, const SearchDeadline& deadline,
                                      const ProgressCallback& report);

}  // namespace trilane
