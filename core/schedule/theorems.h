#pragma once

#include "core/schedule/order_problem.h"

#include <cstdint>

namespace trilane {

/// Whether a theorem of the paper speaks about the jobs of a cut.
enum class TheoremStatus : std::uint8_t { Holds, DoesNotHold, NotApplicable };

/// What the paper proves of EJ's order for these jobs, both under the precondition that the jobs
/// are disjoint three-stage paths.
struct Certificates {
    TheoremStatus theorem3 = TheoremStatus::NotApplicable;  ///< EJ's order is optimal
    TheoremStatus theorem4 = TheoremStatus::NotApplicable;  ///< EJ is within 5/3 of the optimum
};

/// Theorem 3 holds if max{min p1, min p3} >= max p2, theorem 4 always; neither is applicable where
/// there is no job, where jobs share layers that are not common to all jobs, or where the server
/// has something to do before the first arrival.
[[nodiscard]] Certificates certify(const OrderProblem& problem);

}  // namespace trilane
