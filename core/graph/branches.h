#pragma once

#include "core/graph/model.h"

#include <cstddef>
#include <vector>

namespace trilane {

/// The branch that each tensor lies on, by TensorId: a fork's first way goes on with the branch
/// that leads to it, each further one begins another, and a join goes on with the first of its
/// branches. The number of a branch that ended is given to a later one. Depends on the model alone,
/// so that what lies on one branch can look alike in every plan. O((tensors + edges) log branches).
[[nodiscard]] std::vector<std::size_t> branchesOf(const Model& model);

}  // namespace trilane
