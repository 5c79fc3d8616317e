#pragma once

#include "core/graph/units.h"
#include "core/plan/planner.h"
#include "core/schedule/theorems.h"

#include <string>
#include <string_view>

namespace trilane {

/// (makespan - bound) / bound; 0 where both are 0, infinite where only the bound is.
[[nodiscard]] double gapOf(Nanoseconds makespan, Nanoseconds bound);

/// What is proven about a makespan, as half a sentence: "optimal: no order is faster",
/// "3.2 % above the best", "not proven optimal: at most 3.2 % from the best".
/// @param boundReached  some schedule is known to be as short as `bound`, so that the gap is exact
/// @param what          "no order", "no cut and no order"
[[nodiscard]] std::string proofText(Nanoseconds makespan, Nanoseconds bound, bool boundReached,
                                    const std::string& what);

/// What ended a search before it was complete: "the time limit", "the memory limit", "a stop".
[[nodiscard]] std::string_view endText(SearchEnd end);

/// What the paper's theorems say of EJ's order.
/// @param subject  "this cut", "these paths"
/// @param whyNot   why they say nothing where they are not applicable: "jobs share layers"
[[nodiscard]] std::string theoremText(const Certificates& certificates, const std::string& subject,
                                      const std::string& whyNot);

}  // namespace trilane
