#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace onnx {
class GraphProto;
class ModelProto;
}  // namespace onnx

namespace trilane::samples {

using Shape = std::vector<std::int64_t>;

/// The number of elements of a tensor of that shape; 1 for a scalar.
[[nodiscard]] std::int64_t elements(const Shape& shape);

/// A value of a graph under construction, with the shape that the builder works out by itself so
/// that counts do not depend on the ONNX library.
struct GraphValue {
    std::string name;
    Shape shape;
    std::int64_t constantBytes = 0;  ///< 0 for what is computed when the model runs
};

/// An attribute of a node; `value` decides its ONNX type.
struct NodeAttribute {
    std::string name;
    std::variant<std::int64_t, float, std::vector<std::int64_t>> value;
};

/// What a node computes, as publications count it: the multiply-adds of convolutions and matrix
/// products; additions of a bias stand apart because most publications leave them out.
struct NodeWork {
    std::int64_t macs = 0;
    std::int64_t biasAdditions = 0;
};

/// A node as the builder knows it: what a test holds against the literature and against readers.
struct NodeRecord {
    std::string name;
    std::string op;
    Shape shape;  ///< of its only output
    NodeWork work;
    std::int64_t weightBytes = 0;  ///< of all constants that it takes
};

/// A finished model: the bytes of its file and what the builder counted.
struct SampleModel {
    std::string name;               ///< the file's stem
    std::string bytes;              ///< the same on every run and machine
    std::vector<NodeRecord> nodes;  ///< without those that make constants, in file order
    std::int64_t parameters = 0;    ///< trainable ones; shared ones count once

    [[nodiscard]] std::string fileName() const { return name + ".onnx"; }
    [[nodiscard]] std::int64_t macs() const;
};

/// Writes one ONNX model (opset 13, IR 7) node by node. Weights are `ConstantOfShape` nodes, so
/// that a file takes kilobytes where the weights would take megabytes and a runtime can still
/// execute it. A node and its only output bear the same name.
class OnnxGraphBuilder {
public:
    explicit OnnxGraphBuilder(std::string name);
    ~OnnxGraphBuilder();
    OnnxGraphBuilder(const OnnxGraphBuilder&) = delete;
    OnnxGraphBuilder& operator=(const OnnxGraphBuilder&) = delete;

    /// A float32 input of the model.
    GraphValue input(const std::string& name, const Shape& shape);
    void output(const GraphValue& value);

    /// A float32 weight tensor, all elements `fill`. Asked for again by the same name it is the
    /// same tensor: two layers share it and it counts once.
    GraphValue parameter(const std::string& name, const Shape& shape, float fill);
    /// The same for what training does not learn by gradient, such as running statistics.
    GraphValue statistic(const std::string& name, const Shape& shape, float fill);
    /// A float32 scalar, written out.
    GraphValue scalar(const std::string& name, float value);
    /// An int64 vector, written out; equal ones are one tensor.
    GraphValue integers(const std::vector<std::int64_t>& values);

    GraphValue node(std::string_view op, const std::string& name,
                    const std::vector<GraphValue>& inputs, Shape shape,
                    const std::vector<NodeAttribute>& attributes = {}, NodeWork work = {});

    /// Ends the model. Nothing can be added afterwards.
    [[nodiscard]] SampleModel finish();

private:
    [[nodiscard]] onnx::GraphProto& graph();
    GraphValue filled(const std::string& name, const Shape& shape, float fill);

    std::unique_ptr<onnx::ModelProto> m_model;
    std::map<std::string, GraphValue> m_constants;
    SampleModel m_result;
};

}  // namespace trilane::samples
