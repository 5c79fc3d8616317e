#pragma once

#include "core/schedule/order_problem.h"
#include "core/schedule/timed_model.h"

#include <vector>

namespace trilane {

/// The order problem that a cut leaves open; its jobs are `crossing` (TimedModel::crossing), in
/// that order. Takes time in the size of the crossed block and of the blocks in which a crossing
/// tensor is made or consumed, times the jobs there.
[[nodiscard]] OrderProblem makeOrderProblem(const TimedModel& timed, const BlockCut& cut,
                                            const std::vector<TensorId>& crossing);

}  // namespace trilane
