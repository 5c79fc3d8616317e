#pragma once

#include "core/graph/model.h"
#include "core/plan/plan_document.h"

#include <string>
#include <vector>

namespace trilane {

/// One thing that is wrong with a plan.
struct PlanViolation {
    std::string place;  ///< JSON pointer into the plan, "/timeline/3/start_ms"
    std::string found;
    std::string expected;
};

/// Checks a plan from nothing but the plan and the model: the cut, the order, precedence, lanes,
/// durations against each other and against what the model and the network imply, stage times,
/// certificates and the makespan. Shares no code with the planner, the executor or their parts on
/// purpose: it is one of the three sources that must agree. Empty: the plan is valid.
[[nodiscard]] std::vector<PlanViolation> validatePlan(const PlanDocument& plan, const Model& model);

}  // namespace trilane
