#pragma once

#include <onnx/onnx_pb.h>

#include <string>
#include <vector>

namespace trilane {

using OnnxNodes = google::protobuf::RepeatedPtrField<onnx::NodeProto>;

/// A file's main graph with its names resolved: what every later step walks along. Vectors are by
/// file position of the nodes.
struct OnnxGraph {
    std::vector<std::string> nodeNames;  ///< unique; unnamed nodes are `OpType_index`
    std::vector<std::vector<std::string>>
        captures;                    ///< outer tensors that subgraphs use, each once
    std::vector<std::size_t> order;  ///< topological: Kahn, the smallest file position first
    std::vector<const onnx::ValueInfoProto*> inputs;  ///< without those that are initializers
    std::vector<std::string> warnings;
};

/// Throws InputError for a cycle, a tensor that nobody makes and one that is made twice.
[[nodiscard]] OnnxGraph resolveGraph(const onnx::GraphProto& graph, const std::string& path);

/// The same order for the nodes of a subgraph or function; nodes on a cycle are left out.
[[nodiscard]] std::vector<std::size_t> sortNodes(const OnnxNodes& nodes);

/// The tensors that the node's subgraphs use and do not make, in order of use, each once.
[[nodiscard]] std::vector<std::string> capturedTensors(const onnx::NodeProto& node);

/// "node 'conv1' (Conv)", the place of an InputError.
[[nodiscard]] std::string nodePlace(const std::string& name, const onnx::NodeProto& node);

}  // namespace trilane
