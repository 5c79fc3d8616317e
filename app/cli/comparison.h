#pragma once

#include "app/cli/comparison_report.h"
#include "app/cli/planning_setup.h"

#include <vector>

namespace trilane {

/// Solves the asked strategies and, since all are measured against it, `local`. A cut given by hand
/// is one more plan, the last.
[[nodiscard]] Comparison compareStrategies(const PlanningSetup& setup,
                                           const std::vector<Strategy>& asked,
                                           const ProgressCallback& progress = {});

}  // namespace trilane
