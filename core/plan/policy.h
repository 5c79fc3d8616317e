#pragma once

#include "core/plan/policy_document.h"
#include "core/plan/sweep.h"

#include <cstddef>
#include <functional>
#include <variant>

namespace trilane {

/// How good a policy has to be.
struct PolicyGoal {
    SweepRange range;         ///< its points are where the search begins
    double gapPercent = 0.1;  ///< of strategy `optimal`: how near to the best it is proven to be
};

/// The smallest gap that can be asked for, in percent.
inline constexpr double kLeastPolicyGap = 0.001;

/// @param solved  bandwidths so far
/// @param known   of how many; grows as the search finds where to look closer
using PolicyProgress = std::function<void(std::size_t solved, std::size_t known)>;

/// It was stopped.
struct PolicyStopped {};

/// Which plan is to be followed at which bandwidth: `problem.strategies` holds one strategy.
///
/// Plans at the points of the range, then between neighbours whose cut or order differs until they
/// are 0.1 % apart, and, for `optimal`, wherever the gap is not proven yet. A cut and order is kept
/// while it is as short as the best at each bandwidth that was planned. What is proven between two
/// of these rests on three facts: a given cut and order is never slower on a faster link; its
/// makespan is a convex function of 1 / bandwidth, being a maximum of sums of send times and
/// constants; and of any plan's makespan M at bandwidth b, at most (M - latency) shrinks in
/// proportion to the bandwidth. All but for the rounding of send times to whole nanoseconds.
[[nodiscard]] std::variant<PolicyDocument, CostFault, PolicyStopped> makePolicy(
    const SweepProblem& problem, const PolicyGoal& goal, const SweepLimits& limits = {},
    const PolicyProgress& progress = {});

}  // namespace trilane
