#include "sample_models/onnx_graph_builder.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <onnx/onnx_pb.h>

#include <functional>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace trilane::samples {
namespace {

constexpr std::int64_t kFloatBytes = 4;
constexpr std::int64_t kInt64Bytes = 8;

void describe(const GraphValue& value, onnx::ValueInfoProto& info) {
    info.set_name(value.name);
    auto& type = *info.mutable_type()->mutable_tensor_type();
    type.set_elem_type(onnx::TensorProto::FLOAT);
    for (const std::int64_t extent : value.shape)
        type.mutable_shape()->add_dim()->set_dim_value(extent);
}

struct AttributeWriter {
    onnx::AttributeProto& attribute;

    void operator()(std::int64_t value) const {
        attribute.set_type(onnx::AttributeProto::INT);
        attribute.set_i(value);
    }
    void operator()(float value) const {
        attribute.set_type(onnx::AttributeProto::FLOAT);
        attribute.set_f(value);
    }
    void operator()(const std::vector<std::int64_t>& values) const {
        attribute.set_type(onnx::AttributeProto::INTS);
        for (const std::int64_t value : values)
            attribute.add_ints(value);
    }
};

std::string joined(const std::vector<std::int64_t>& values) {
    std::string text;
    for (const std::int64_t value : values) {
        if (!text.empty()) text += 'x';
        text += std::to_string(value);
    }
    return text;
}

}  // namespace

std::int64_t elements(const Shape& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

std::int64_t SampleModel::macs() const {
    std::int64_t sum = 0;
    for (const NodeRecord& node : nodes)
        sum += node.work.macs;
    return sum;
}

OnnxGraphBuilder::OnnxGraphBuilder(std::string name)
    : m_model(std::make_unique<onnx::ModelProto>()) {
    m_result.name = std::move(name);
    m_model->set_ir_version(7);
    m_model->set_producer_name("trilane-make-samples");
    auto& opset = *m_model->add_opset_import();
    opset.set_domain("");
    opset.set_version(13);
    graph().set_name(m_result.name);
}

OnnxGraphBuilder::~OnnxGraphBuilder() = default;

onnx::GraphProto& OnnxGraphBuilder::graph() {
    return *m_model->mutable_graph();
}

GraphValue OnnxGraphBuilder::input(const std::string& name, const Shape& shape) {
    GraphValue value{name, shape};
    describe(value, *graph().add_input());
    return value;
}

void OnnxGraphBuilder::output(const GraphValue& value) {
    describe(value, *graph().add_output());
}

GraphValue OnnxGraphBuilder::filled(const std::string& name, const Shape& shape, float fill) {
    const GraphValue extents = integers(shape);
    auto& node = *graph().add_node();
    node.set_op_type("ConstantOfShape");
    node.add_input(extents.name);
    node.add_output(name);
    auto& attribute = *node.add_attribute();
    attribute.set_name("value");
    attribute.set_type(onnx::AttributeProto::TENSOR);
    auto& tensor = *attribute.mutable_t();
    tensor.set_data_type(onnx::TensorProto::FLOAT);
    tensor.add_dims(1);
    tensor.add_float_data(fill);
    GraphValue value{name, shape, elements(shape) * kFloatBytes};
    m_constants.emplace(name, value);
    return value;
}

GraphValue OnnxGraphBuilder::parameter(const std::string& name, const Shape& shape, float fill) {
    if (const auto found = m_constants.find(name); found != m_constants.end()) {
        if (found->second.shape != shape)
            throw std::logic_error("shared weights '" + name + "' have two shapes");
        return found->second;
    }
    m_result.parameters += elements(shape);
    return filled(name, shape, fill);
}

GraphValue OnnxGraphBuilder::statistic(const std::string& name, const Shape& shape, float fill) {
    const auto found = m_constants.find(name);
    return found != m_constants.end() ? found->second : filled(name, shape, fill);
}

GraphValue OnnxGraphBuilder::scalar(const std::string& name, float value) {
    const auto [place, added] = m_constants.try_emplace(name, GraphValue{name, {}, kFloatBytes});
    if (added) {
        auto& tensor = *graph().add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::FLOAT);
        tensor.add_float_data(value);
    }
    return place->second;
}

GraphValue OnnxGraphBuilder::integers(const std::vector<std::int64_t>& values) {
    const std::string name = "shape/" + joined(values);
    const auto count = static_cast<std::int64_t>(values.size());
    const auto [place, added] =
        m_constants.try_emplace(name, GraphValue{name, {count}, count * kInt64Bytes});
    if (added) {
        auto& tensor = *graph().add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::INT64);
        tensor.add_dims(count);
        for (const std::int64_t value : values)
            tensor.add_int64_data(value);
    }
    return place->second;
}

GraphValue OnnxGraphBuilder::node(std::string_view op, const std::string& name,
                                  const std::vector<GraphValue>& inputs, Shape shape,
                                  const std::vector<NodeAttribute>& attributes, NodeWork work) {
    auto& node = *graph().add_node();
    node.set_op_type(std::string(op));
    node.set_name(name);
    node.add_output(name);
    NodeRecord record{name, std::string(op), std::move(shape), work, 0};
    for (const GraphValue& input : inputs) {
        node.add_input(input.name);
        record.weightBytes += input.constantBytes;
    }
    for (const NodeAttribute& given : attributes) {
        auto& attribute = *node.add_attribute();
        attribute.set_name(given.name);
        std::visit(AttributeWriter{attribute}, given.value);
    }
    m_result.nodes.push_back(std::move(record));
    return {name, m_result.nodes.back().shape};
}

SampleModel OnnxGraphBuilder::finish() {
    {
        google::protobuf::io::StringOutputStream sink(&m_result.bytes);
        google::protobuf::io::CodedOutputStream stream(&sink);
        stream.SetSerializationDeterministic(true);
        if (!m_model->SerializeToCodedStream(&stream))
            throw std::runtime_error("cannot serialize model '" + m_result.name + "'");
    }
    return std::move(m_result);
}

}  // namespace trilane::samples
