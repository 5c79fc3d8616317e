#pragma once

#include "core/partition/cut.h"
#include "core/plan/planner.h"
#include "core/schedule/order_problem.h"

#include <string>
#include <vector>

namespace trilane {

/// Paths from "3,2,5;3,2,2": device, link and server time in milliseconds, paths separated by
/// semicolons or line feeds. Throws InputError that points at the path ("--paths: path 2: …").
[[nodiscard]] std::vector<StageTimes> parsePaths(const std::string& option,
                                                 const std::string& text);

/// The bare three-stage problem as a planner of one only cut, so that bare paths are ordered by
/// what orders models. The TensorId of a path's job is its index.
struct BareProblem {
    Planner planner;
    Cut cut;
};
[[nodiscard]] BareProblem makeBareProblem(const std::vector<StageTimes>& paths);

}  // namespace trilane
