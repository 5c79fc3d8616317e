#pragma once

#include "core/io/onnx_fold.h"

#include <optional>
#include <string_view>
#include <vector>

// What foldNode's table is made of: one rule an operator. A rule computes the node's output from
// its operands by value, and is empty as foldNode is. The operands that the table says a rule
// requires are given; the others may be missing or null.

namespace trilane {

using Folded = std::optional<OnnxConstant>;

/// Whether a constant of this shape may be folded; false for a shape that cannot be.
[[nodiscard]] bool fitsFolding(const OnnxDims& dims);

/// The integers of an optional operand that older versions of the operator give as an attribute.
/// Empty where neither is given or the operand is no list of integers.
[[nodiscard]] std::optional<OnnxDims> intsOperand(const onnx::NodeProto& node,
                                                  std::string_view attribute,
                                                  const FoldInputs& inputs, std::size_t index);

// Creation: the elements come from attributes and parameters.
[[nodiscard]] Folded foldConstant(const onnx::NodeProto& node, const FoldInputs& inputs);
[[nodiscard]] Folded foldConstantOfShape(const onnx::NodeProto& node, const FoldInputs& inputs);
[[nodiscard]] Folded foldRange(const onnx::NodeProto& node, const FoldInputs& inputs);

// Reshaping: the elements and their order stay, the dimensions change.
[[nodiscard]] Folded foldIdentity(const onnx::NodeProto& node, const FoldInputs& inputs);
[[nodiscard]] Folded foldReshape(const onnx::NodeProto& node, const FoldInputs& inputs);
[[nodiscard]] Folded foldSqueeze(const onnx::NodeProto& node, const FoldInputs& inputs);
/// Lists and scalars only, whose elements stay where they are.
[[nodiscard]] Folded foldTranspose(const onnx::NodeProto& node, const FoldInputs& inputs);
[[nodiscard]] Folded foldUnsqueeze(const onnx::NodeProto& node, const FoldInputs& inputs);

// Selection: elements are dropped, repeated or joined to others.
[[nodiscard]] Folded foldConcat(const onnx::NodeProto& node, const FoldInputs& inputs);
[[nodiscard]] Folded foldExpand(const onnx::NodeProto& node, const FoldInputs& inputs);
[[nodiscard]] Folded foldGather(const onnx::NodeProto& node, const FoldInputs& inputs);
[[nodiscard]] Folded foldSlice(const onnx::NodeProto& node, const FoldInputs& inputs);
/// The one rule with several outputs.
[[nodiscard]] std::optional<std::vector<OnnxConstant>> foldSplit(const onnx::NodeProto& node,
                                                                 const FoldInputs& inputs);
/// Lists only.
[[nodiscard]] Folded foldTile(const onnx::NodeProto& node, const FoldInputs& inputs);

/// Reduction of all elements, the only one that shape computations use.
[[nodiscard]] Folded foldReduce(const onnx::NodeProto& node, const FoldInputs& inputs);

}  // namespace trilane
