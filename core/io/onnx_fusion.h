#pragma once

#include "core/graph/data_type.h"
#include "core/graph/units.h"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace trilane {

/// A node that is at work when the model runs: a layer or a part of one.
struct LiveNode {
    std::size_t fileIndex = 0;
    std::string name;
    std::string op;                    ///< with its domain, unless that is ONNX's own
    std::vector<std::string> inputs;   ///< tensors, captured ones too; no constants
    std::vector<std::string> outputs;  ///< with a name
    bool keepsSize = false;            ///< the first output is as large as the first input
    std::int64_t flops = 0;
    Bytes weightBytes;
    DataType computeType = DataType::Float32;
};

/// Nodes that run as one layer, in order, as indices into the list of live nodes.
using NodeGroup = std::vector<std::size_t>;

/// Groups what an inference engine runs as one: a convolution, matrix product or normalisation with
/// the normalisation, constant bias or scale and activation that follow, an addition with its
/// activation; Identity and unused Dropout join whatever makes their input. Only where the tensors
/// in between have one consumer and are no outputs of the model. `nodes` in topological order; the
/// groups come in file order of their first nodes.
[[nodiscard]] std::vector<NodeGroup> fuseNodes(const std::vector<LiveNode>& nodes,
                                               const std::unordered_set<std::string>& modelOutputs);

/// Every node alone, in file order.
[[nodiscard]] std::vector<NodeGroup> separateNodes(const std::vector<LiveNode>& nodes);

/// True for Identity and Dropout, which do nothing when a trained model runs.
[[nodiscard]] bool isPassThrough(const std::string& op);

}  // namespace trilane
