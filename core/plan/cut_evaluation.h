#pragma once

#include "core/plan/joint_search.h"
#include "core/schedule/order_problem.h"

#include <optional>
#include <vector>

namespace trilane {

/// A cut and an order that were found, with what their execution takes.
struct FoundPlan {
    BlockCut cut;
    std::vector<TensorId> order;
    Nanoseconds makespan = kNever;
};

/// What was found for one cut, and what no order of it beats.
struct CutVerdict {
    std::optional<FoundPlan> plan;  ///< where it is shorter than the limit
    Nanoseconds bound;              ///< at least the limit: this cut is of no interest
    bool outOfMemory = false;       ///< where the bound is lower: memory ended the search, not time
};

/// A plan for this cut that is shorter than `limit`, by a few good orders: quick, but no proof.
[[nodiscard]] CutVerdict tryCut(const TimedModel& timed, const BlockCut& cut, Objective objective,
                                Nanoseconds limit, const SearchDeadline& deadline);

/// The best plan for this cut. If the deadline ends the search, the bound is below the limit.
[[nodiscard]] CutVerdict solveCut(const TimedModel& timed, const BlockCut& cut, Objective objective,
                                  Nanoseconds limit, const SearchDeadline& deadline);

}  // namespace trilane
