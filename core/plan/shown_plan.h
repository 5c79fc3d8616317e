#pragma once

#include "core/graph/model.h"
#include "core/partition/cut_paths.h"
#include "core/partition/job_assignment.h"
#include "core/plan/planner.h"

#include <memory>
#include <string>

namespace trilane {

/// A plan with what its pictures need. Immutable once made.
struct ShownPlan {
    std::string id;     ///< the strategy's, or "manual"
    std::string title;  ///< "DSL + EJ", "Manual cut"
    Plan plan;
    CutPaths paths;  ///< in the order of `plan.order`
    JobAssignment jobs;
};

[[nodiscard]] std::shared_ptr<const ShownPlan> showPlan(const Model& model, Plan plan);

}  // namespace trilane
