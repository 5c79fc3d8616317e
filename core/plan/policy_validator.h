#pragma once

#include "core/graph/model.h"
#include "core/plan/policy_document.h"
#include "core/plan/validator.h"

#include <vector>

namespace trilane {

/// Checks a policy from nothing but the policy and the model: that its intervals follow on each
/// other without gaps, that each plan is valid (validatePlan), made for a bandwidth of its interval
/// and for the policy's model, strategy and link, that it takes as long at both ends as the file
/// says, and that no neighbour's plan refutes what is said to be proven. Like the plans' validator
/// it shares no code with what makes policies. Places are JSON pointers into the policy.
[[nodiscard]] std::vector<PlanViolation> validatePolicy(const PolicyDocument& policy,
                                                        const Model& model);

}  // namespace trilane
