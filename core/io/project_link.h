#pragma once

#include "core/plan/project.h"

#include <string>

namespace trilane {

/// The link that `network` describes; tensors travel in the type they have.
[[nodiscard]] ProjectLink linkOf(const Network& network);

/// The link that a new project begins with: the shipped network kDefaultNetwork.
[[nodiscard]] ProjectLink defaultLink();

/// The name of the shipped network that has these figures; else "custom".
[[nodiscard]] std::string linkName(const ProjectLink& link);

}  // namespace trilane
