#pragma once

#include "core/graph/model.h"

#include <string>
#include <vector>

namespace trilane {

/// A model together with what its reader had to assume, so that a program can tell the user.
struct ReadModel {
    Model model;
    std::vector<std::string> warnings;
};

}  // namespace trilane
