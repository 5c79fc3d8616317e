#pragma once

#include "tests/support/onnx_builder.h"

#include <cstdint>
#include <fstream>
#include <string>

namespace trilane::testing {

/// A number as protobuf's wire format has it.
inline std::string varint(std::uint64_t value) {
    std::string text;
    for (; value >= 0x80U; value >>= 7U)
        text += static_cast<char>((value & 0x7fU) | 0x80U);
    return text + static_cast<char>(value);
}

/// An ONNX file with a hole of `weights` bytes as the raw data of the float initializer "w", which
/// one MatMul multiplies by "x". It takes no room on the disk, whatever protobuf's limits are.
inline void writeOnnxWithHole(const std::string& path, std::int64_t weights) {
    OnnxBuilder builder;
    auto graph = builder.graph();
    graph.input("x", {std::int64_t{1}, std::int64_t{1}});
    graph.node("MatMul", {"x", "w"}, {"y"}, "product");
    graph.output("y");
    // The file in two parts, around the bytes of the tensor, whose lengths count the hole.
    const auto hole = static_cast<std::uint64_t>(weights);
    onnx::TensorProto tensor;
    tensor.set_name("w");
    tensor.set_data_type(onnx::TensorProto::FLOAT);
    tensor.add_dims(1);
    tensor.add_dims(weights / 4);
    const std::string tensorHead = tensor.SerializeAsString() + "\x4a" + varint(hole);
    const std::string graphHead = "\x2a" + varint(tensorHead.size() + hole) + tensorHead;
    const std::string graphTail = builder.model().graph().SerializeAsString();
    builder.model().clear_graph();
    std::ofstream file(path, std::ios::binary);
    file << "\x3a" << varint(graphHead.size() + hole + graphTail.size()) << graphHead;
    file.seekp(weights, std::ios::cur);
    file << graphTail << builder.bytes();
}

/// A residual network of `nodes` nodes as exporters write them: every block reshapes to a shape
/// that it computes from its input.
inline OnnxBuilder longOnnx(int nodes) {
    OnnxBuilder builder;
    auto graph = builder.graph();
    graph.input("x", {std::int64_t{8}, std::int64_t{64}}).weight("w", {64, 64}).weight("b", {64});
    graph.ints("axes", {0}).ints("rest", {-1});
    std::string from = "x";
    for (int block = 0; graph.graph().node_size() + 10 <= nodes; ++block) {
        const std::string scope = "block" + std::to_string(block) + "/";
        const auto add = [&](const std::string& op, const std::vector<std::string>& inputs) {
            const std::string name = scope + op + std::to_string(graph.graph().node_size());
            graph.node(op, inputs, {name}, name);
            return name;
        };
        const std::string sum = add("Add", {add("MatMul", {from, "w"}), "b"});
        const std::string dims = add("Shape", {sum});
        const std::string index = add("Constant", {});
        auto& node = *graph.graph().mutable_node(graph.graph().node_size() - 1);
        auto& value = *attribute(node, "value", onnx::AttributeProto::TENSOR).mutable_t();
        value.set_data_type(onnx::TensorProto::INT64);
        value.add_int64_data(0);
        const std::string rows = add("Unsqueeze", {add("Gather", {dims, index}), "axes"});
        const std::string target = add("Concat", {rows, "rest"});
        setInt(*graph.graph().mutable_node(graph.graph().node_size() - 1), "axis", 0);
        from = add("Add", {add("Relu", {add("Reshape", {sum, target})}), from});
    }
    graph.output(from);
    return builder;
}

}  // namespace trilane::testing
