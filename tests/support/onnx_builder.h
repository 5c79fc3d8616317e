#pragma once

#include <onnx/onnx_pb.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace trilane::testing {

/// A dimension of a declared shape: a number, a symbol, or "" for one that the file leaves open.
using DeclaredDim = std::variant<std::int64_t, std::string>;

inline std::int64_t dimOf(int value) {
    return value;
}
inline std::string dimOf(const char* symbol) {
    return symbol;
}

/// `shape(1, 3, "height", "width")`
template <class... Dims>
std::vector<DeclaredDim> shape(Dims... dims) {
    return {DeclaredDim(dimOf(dims))...};
}

/// Builds an ONNX graph for a test, a main graph or a subgraph, node by node.
class GraphBuilder {
public:
    static constexpr int kFloat = onnx::TensorProto::FLOAT;

    explicit GraphBuilder(onnx::GraphProto* graph) : m_graph(graph) {}

    GraphBuilder& input(const std::string& name, const std::vector<DeclaredDim>& dims,
                        int elemType = kFloat) {
        declare(m_graph->add_input(), name, dims, elemType);
        return *this;
    }
    /// An output without a declared shape.
    GraphBuilder& output(const std::string& name) {
        m_graph->add_output()->set_name(name);
        return *this;
    }
    GraphBuilder& valueInfo(const std::string& name, const std::vector<DeclaredDim>& dims,
                            int elemType = kFloat) {
        declare(m_graph->add_value_info(), name, dims, elemType);
        return *this;
    }
    /// A weight of which only type and shape matter.
    GraphBuilder& weight(const std::string& name, const std::vector<std::int64_t>& dims,
                         int elemType = kFloat) {
        auto* tensor = m_graph->add_initializer();
        tensor->set_name(name);
        tensor->set_data_type(elemType);
        for (const std::int64_t dim : dims)
            tensor->add_dims(dim);
        tensor->set_data_location(onnx::TensorProto::EXTERNAL);
        return *this;
    }
    GraphBuilder& ints(const std::string& name, const std::vector<std::int64_t>& values) {
        fillInts(m_graph->add_initializer(), values);
        m_graph->mutable_initializer(m_graph->initializer_size() - 1)->set_name(name);
        return *this;
    }
    GraphBuilder& floats(const std::string& name, const std::vector<float>& values) {
        auto* tensor = m_graph->add_initializer();
        tensor->set_name(name);
        tensor->set_data_type(kFloat);
        tensor->add_dims(static_cast<std::int64_t>(values.size()));
        for (const float value : values)
            tensor->add_float_data(value);
        return *this;
    }
    onnx::NodeProto& node(const std::string& op, const std::vector<std::string>& inputs,
                          const std::vector<std::string>& outputs, const std::string& name = {}) {
        auto* node = m_graph->add_node();
        node->set_op_type(op);
        if (!name.empty()) node->set_name(name);
        for (const auto& input : inputs)
            node->add_input(input);
        for (const auto& output : outputs)
            node->add_output(output);
        return *node;
    }
    [[nodiscard]] onnx::GraphProto& graph() { return *m_graph; }

    static void fillInts(onnx::TensorProto* tensor, const std::vector<std::int64_t>& values) {
        tensor->set_data_type(onnx::TensorProto::INT64);
        tensor->add_dims(static_cast<std::int64_t>(values.size()));
        for (const std::int64_t value : values)
            tensor->add_int64_data(value);
    }

private:
    static void declare(onnx::ValueInfoProto* info, const std::string& name,
                        const std::vector<DeclaredDim>& dims, int elemType) {
        info->set_name(name);
        auto* tensor = info->mutable_type()->mutable_tensor_type();
        tensor->set_elem_type(elemType);
        auto* shape = tensor->mutable_shape();
        for (const DeclaredDim& dim : dims) {
            auto* to = shape->add_dim();
            if (const auto* value = std::get_if<std::int64_t>(&dim))
                to->set_dim_value(*value);
            else if (!std::get<std::string>(dim).empty())
                to->set_dim_param(std::get<std::string>(dim));
        }
    }

    onnx::GraphProto* m_graph;
};

/// A whole ONNX file in memory.
class OnnxBuilder {
public:
    explicit OnnxBuilder(int opset = 13) {
        m_model.set_ir_version(7);
        m_model.add_opset_import()->set_version(opset);
        m_model.mutable_graph()->set_name("test");
    }
    /// The main graph.
    [[nodiscard]] GraphBuilder graph() { return GraphBuilder(m_model.mutable_graph()); }
    [[nodiscard]] onnx::ModelProto& model() { return m_model; }
    [[nodiscard]] std::string bytes() const { return m_model.SerializeAsString(); }

private:
    onnx::ModelProto m_model;
};

inline onnx::AttributeProto& attribute(onnx::NodeProto& node, const std::string& name,
                                       onnx::AttributeProto::AttributeType type) {
    auto* attribute = node.add_attribute();
    attribute->set_name(name);
    attribute->set_type(type);
    return *attribute;
}

inline void setInt(onnx::NodeProto& node, const std::string& name, std::int64_t value) {
    attribute(node, name, onnx::AttributeProto::INT).set_i(value);
}

inline void setInts(onnx::NodeProto& node, const std::string& name,
                    const std::vector<std::int64_t>& values) {
    auto& list = attribute(node, name, onnx::AttributeProto::INTS);
    for (const std::int64_t value : values)
        list.add_ints(value);
}

inline void setString(onnx::NodeProto& node, const std::string& name, const std::string& value) {
    attribute(node, name, onnx::AttributeProto::STRING).set_s(value);
}

inline void setIntTensor(onnx::NodeProto& node, const std::string& name,
                         const std::vector<std::int64_t>& values) {
    GraphBuilder::fillInts(attribute(node, name, onnx::AttributeProto::TENSOR).mutable_t(), values);
}

/// A subgraph of a node, to be filled.
inline GraphBuilder addGraph(onnx::NodeProto& node, const std::string& name) {
    auto* graph = attribute(node, name, onnx::AttributeProto::GRAPH).mutable_g();
    graph->set_name(name);
    return GraphBuilder(graph);
}

inline std::span<const std::byte> asBytes(const std::string& text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

}  // namespace trilane::testing
