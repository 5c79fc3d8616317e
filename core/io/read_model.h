#pragma once

#include "core/graph/model.h"

#include <string>
#include <vector>

namespace trilane {

/// A model as a reader found it, with what its user should know about the reading.
struct ReadModel {
    Model model;
    std::vector<std::string> warnings;  ///< one sentence each, without the file's name
};

}  // namespace trilane
