#pragma once

#include "core/cost/profile.h"

#include <cstddef>
#include <string>
#include <vector>

namespace trilane {

/// The names of nodes that an inference engine runs as one, in order; each list has two or more.
using FusedNodes = std::vector<std::vector<std::string>>;

/// How many times of `side`, which is one of a model whose nodes are layers of their own, look as
/// if they had been taken of whole fused layers: those of a first node none of whose followers has
/// a time. Planning estimates the followers on top, so that what they take counts twice.
[[nodiscard]] std::size_t countFusedTimes(const SideProfile& side, const FusedNodes& fusions);

}  // namespace trilane
