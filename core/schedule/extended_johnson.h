#pragma once

#include "core/graph/ids.h"
#include "core/schedule/order_problem.h"

#include <span>
#include <vector>

namespace trilane {

/// Extended Johnson, Algorithm 1 of the paper: H, the jobs with p1 + p2 <= p2 + p3, by increasing
/// p1 + p2, then L, the others, by decreasing p2 + p3; ties by JobIndex.
[[nodiscard]] std::vector<JobIndex> extendedJohnsonOrder(std::span<const StageTimes> stages);

}  // namespace trilane
