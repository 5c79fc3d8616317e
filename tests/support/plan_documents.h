#pragma once

#include "core/plan/plan_document.h"
#include "tests/support/brute_force.h"

namespace trilane::test {

/// The bounds of the best plan, found by trying everything; computed once for several documents.
struct BruteBounds {
    Nanoseconds problem;  ///< the shortest makespan over all allowed cuts and orders
    Nanoseconds cut;      ///< the shortest makespan of the document's cut
};

/// The valid plan document of a cut, an order and an execution, written from DESIGN section 5
/// without the planner.
/// @param strategy  a strategy's id or "manual"
/// @param sequence  "ej", "optimal" or "topological"
[[nodiscard]] PlanDocument documentOf(const Problem& problem, const BruteForce& brute,
                                      LayerMask device, const std::string& strategy,
                                      const std::string& sequence, Execution execution,
                                      const BruteBounds& bounds);

}  // namespace trilane::test
