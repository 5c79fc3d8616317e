#pragma once

#include "core/cost/durations.h"
#include "core/plan/plan_document.h"
#include "core/plan/planner.h"

namespace trilane {

/// The plan by names, ready to be written. `sources` must be those that `durations` came from.
[[nodiscard]] PlanDocument makeDocument(const Plan& plan, const Model& model,
                                        const Durations& durations, const CostSources& sources);

}  // namespace trilane
