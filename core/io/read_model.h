#pragma once

#include "core/cost/fused_nodes.h"
#include "core/graph/model.h"

#include <string>
#include <vector>

namespace trilane {

/// A model together with what its reader had to assume, so that a program can tell the user.
struct ReadModel {
    Model model;
    std::vector<std::string> warnings;
    FusedNodes fusions = {};  ///< what fusing would join, of an ONNX file read without
};

}  // namespace trilane
