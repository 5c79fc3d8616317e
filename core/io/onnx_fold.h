#pragma once

#include "core/io/onnx_value.h"

#include <onnx/onnx_pb.h>

#include <optional>
#include <vector>

namespace trilane {

/// The operands of a node that is folded; null for an optional input that is not given.
using FoldInputs = std::vector<const OnnxConstant*>;

/// Computes a node of a shape computation by value: what the node makes, output by output. Empty
/// where the operator is not one of those that shape computations use, the operands do not fit it
/// (that is for shape inference to report) or the result exceeds kMaxFoldedElements.
[[nodiscard]] std::optional<std::vector<OnnxConstant>> foldNode(const onnx::NodeProto& node,
                                                                const FoldInputs& inputs);

/// Shape and Size of a tensor of these dimensions, which need not be a constant; empty where the
/// number of elements exceeds kMaxBytes.
[[nodiscard]] std::optional<OnnxConstant> foldShape(const onnx::NodeProto& node,
                                                    const OnnxDims& dims);

/// Elementwise operators with broadcasting; empty as for foldNode.
[[nodiscard]] std::optional<OnnxConstant> foldElementwise(const onnx::NodeProto& node,
                                                          const FoldInputs& inputs);

/// The shape that numpy-style broadcasting gives; empty where the shapes do not fit.
[[nodiscard]] std::optional<OnnxDims> broadcastDims(const OnnxDims& a, const OnnxDims& b);

/// `constant` repeated to the larger shape `dims`, which its own must broadcast to.
[[nodiscard]] OnnxConstant expandTo(const OnnxConstant& constant, const OnnxDims& dims);

}  // namespace trilane
