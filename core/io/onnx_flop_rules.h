#pragma once

#include "core/io/onnx_value.h"

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <optional>
#include <vector>

// How many operations an operator is, one rule for each kind of operator; nodeFlops' table tells
// which operator is of which kind. All count as nodeFlops does: 0 where a shape is unknown, the
// largest integer where the count exceeds it.

namespace trilane {

/// What a rule sees of a node: shapes by position, empty where they are unknown.
class NodeShapes {
public:
    NodeShapes(const onnx::NodeProto& node, const std::vector<const OnnxValue*>& inputs,
               const std::vector<OnnxValue>& outputs)
        : m_node(node), m_inputs(inputs), m_outputs(outputs) {}

    [[nodiscard]] const onnx::NodeProto& node() const { return m_node; }
    [[nodiscard]] std::size_t inputCount() const { return m_inputs.size(); }
    [[nodiscard]] bool hasInput(std::size_t i) const {
        return i < m_inputs.size() && m_inputs[i] != nullptr;
    }
    [[nodiscard]] std::optional<OnnxDims> input(std::size_t i) const {
        return hasInput(i) ? knownDims(m_inputs[i]->type) : std::nullopt;
    }
    [[nodiscard]] std::optional<OnnxDims> output() const {
        return m_outputs.empty() ? std::nullopt : knownDims(m_outputs.front().type);
    }
    [[nodiscard]] std::int64_t inputSize(std::size_t i = 0) const { return count(input(i)); }
    [[nodiscard]] std::int64_t outputSize() const { return count(output()); }

private:
    static std::int64_t count(const std::optional<OnnxDims>& dims) {
        return dims ? elementCount(*dims).value_or(0) : 0;
    }

    const onnx::NodeProto& m_node;
    const std::vector<const OnnxValue*>& m_inputs;
    const std::vector<OnnxValue>& m_outputs;
};

/// Weights are [out channels, in channels / groups, kernel...]: each output
/// element takes one multiply-add for each weight of its channel.
[[nodiscard]] std::int64_t convFlops(const NodeShapes& shapes);
/// The same without what it takes to interpolate between elements.
[[nodiscard]] std::int64_t deformConvFlops(const NodeShapes& shapes);
[[nodiscard]] std::int64_t convIntegerFlops(const NodeShapes& shapes);
[[nodiscard]] std::int64_t qLinearConvFlops(const NodeShapes& shapes);
/// Weights are [in channels, out channels / groups, kernel...]: each input element takes one
/// multiply-add for each weight of its channel.
[[nodiscard]] std::int64_t convTransposeFlops(const NodeShapes& shapes);

[[nodiscard]] std::int64_t gemmFlops(const NodeShapes& shapes);
/// All operators that multiply two matrices without more.
[[nodiscard]] std::int64_t matMulFlops(const NodeShapes& shapes);
/// Each letter is one loop: the work is the product of the extents of all letters.
[[nodiscard]] std::int64_t einsumFlops(const NodeShapes& shapes);
/// RNN, GRU, LSTM: gates x hidden x (input + hidden) multiply-adds a step and direction, for W
/// [directions, gates x hidden, input] and R [directions, gates x hidden, hidden].
[[nodiscard]] std::int64_t recurrentFlops(const NodeShapes& shapes);

/// Pooling over a window: one operation for each element in it.
[[nodiscard]] std::int64_t poolFlops(const NodeShapes& shapes);
/// Square, sum over `size` channels, scale, power, divide.
[[nodiscard]] std::int64_t lrnFlops(const NodeShapes& shapes);
/// Resize and Upsample: a multiply-add for each neighbour; 0 for the nearest, which is copied.
[[nodiscard]] std::int64_t resizeFlops(const NodeShapes& shapes);

}  // namespace trilane
