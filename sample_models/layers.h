#pragma once

#include "sample_models/onnx_graph_builder.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The layers that the sample models are made of: each function adds the nodes of one layer to
// `graph` and returns its output. Images are 1 x channels x height x width. Shapes that do not fit
// throw std::logic_error: the architecture is written down wrongly.
namespace trilane::samples {

/// How a kernel moves over an image.
struct Window {
    std::array<std::int64_t, 2> kernel{1, 1};      ///< height, width
    std::int64_t stride = 1;                       ///< in both directions
    std::array<std::int64_t, 4> pads{0, 0, 0, 0};  ///< top, left, bottom, right
};

/// A square kernel, padded alike on all sides.
[[nodiscard]] Window square(std::int64_t kernel, std::int64_t stride = 1, std::int64_t pad = 0);
/// A kernel with odd sides, stride 1, padded so that the image keeps its size.
[[nodiscard]] Window same(std::int64_t height, std::int64_t width);

/// A convolution beside its input.
struct ConvSpec {
    std::int64_t channels = 0;
    Window window;
    std::int64_t group = 1;
    bool bias = true;
    std::string weights = {};  ///< what its weights are called, to share them; empty: as the layer
};

GraphValue conv(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                const ConvSpec& spec);
GraphValue batchNormalization(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                              float epsilon = 1e-5F);
/// Conv, then `<name>/relu`.
GraphValue convRelu(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                    const ConvSpec& spec);
/// Conv without bias, then `<name>/bn`.
GraphValue convBn(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                  ConvSpec spec, float epsilon = 1e-5F);
/// Conv without bias, then `<name>/bn` and `<name>/relu`.
GraphValue convBnRelu(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                      ConvSpec spec, float epsilon = 1e-5F);

/// An elementwise operator of one input.
GraphValue unary(OnnxGraphBuilder& graph, std::string_view op, const std::string& name,
                 const GraphValue& x, const std::vector<NodeAttribute>& attributes = {});
GraphValue relu(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x);
/// Clip to 0..6.
GraphValue relu6(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x);
/// An elementwise operator of two inputs; `b` has the shape of `a` or broadcasts to it.
GraphValue binary(OnnxGraphBuilder& graph, std::string_view op, const std::string& name,
                  const GraphValue& a, const GraphValue& b);
GraphValue softmax(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x);

GraphValue maxPool(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                   const Window& window);
GraphValue averagePool(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                       const Window& window);
GraphValue globalAveragePool(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x);

/// Local response normalization over `size` channels; `alpha` as ONNX means it, before it is
/// divided by `size`.
GraphValue lrn(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
               std::int64_t size, float alpha, float beta, float bias);

GraphValue concat(OnnxGraphBuilder& graph, const std::string& name,
                  const std::vector<GraphValue>& parts);
/// To 1 x elements.
GraphValue flatten(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x);
GraphValue reshape(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                   const Shape& shape);
GraphValue transpose(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                     const std::vector<std::int64_t>& permutation);

/// A fully connected layer beside its input.
struct FullSpec {
    std::int64_t features = 0;
    bool bias = true;
    std::string weights = {};  ///< as in ConvSpec
};

/// A Gemm on 1 x features.
GraphValue fullyConnected(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                          const FullSpec& spec);
/// Batched matrix product: [..., m, k] by [..., k, n] or by [k, n].
GraphValue matMul(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& a,
                  const GraphValue& b);

}  // namespace trilane::samples
