#pragma once

#include "core/graph/model.h"
#include "core/io/onnx_graph.h"
#include "core/io/onnx_inference.h"

#include <onnx/onnx_pb.h>

#include <string>
#include <vector>

namespace trilane {

/// Says, one sentence a kind, what inference could not find out about the nodes that are at work
/// and what was assumed instead. `facts` by file position; `crashed` are file positions; sizes are
/// spoken of for the tensors of `description` only.
void addInferenceWarnings(const onnx::GraphProto& graph, const OnnxGraph& resolved,
                          const std::vector<NodeFacts>& facts,
                          const std::vector<std::size_t>& crashed,
                          const ModelDescription& description, std::vector<std::string>& warnings);

}  // namespace trilane
