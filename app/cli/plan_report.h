#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/plan/plan_document.h"
#include "core/plan/planner.h"

#include <string>

namespace trilane {

/// What a cut means, in words: "81 of 140 layers stay on the device: conv1 … pool5 (81); a
/// (12.3 KB) and b (4 KB) are sent".
[[nodiscard]] std::string placementText(const Model& model, const Plan& plan,
                                        const CostSources& sources);

/// All bytes that cross, after the transfer type.
[[nodiscard]] Bytes sentBytes(const Model& model, const Plan& plan, const CostSources& sources);

/// "Optimal", "Own cut".
[[nodiscard]] std::string planTitle(const Plan& plan);

/// Everything about one plan but the header: jobs, placement, lanes, bounds, certificates.
/// @param document  makeDocument() of `plan`
[[nodiscard]] std::string describePlan(const Planner& planner, const Plan& plan,
                                       const PlanDocument& document, const CostSources& sources,
                                       bool emphasis);

}  // namespace trilane
