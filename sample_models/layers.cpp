#include "sample_models/layers.h"

#include <stdexcept>
#include <utility>

namespace trilane::samples {
namespace {

void require(bool fits, const std::string& name) {
    if (!fits) throw std::logic_error("layer '" + name + "' does not fit its input");
}

/// Uniform weights that keep a mean: activations stay in range however deep the model is.
float averaging(std::int64_t fanIn) {
    return 1.0F / static_cast<float>(fanIn);
}

Shape slide(const std::string& name, const Shape& image, const Window& window,
            std::int64_t channels) {
    require(image.size() == 4, name);
    Shape result{image[0], channels};
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const std::int64_t room =
            image[axis + 2] + window.pads[axis] + window.pads[axis + 2] - window.kernel[axis];
        require(room >= 0, name);
        result.push_back(room / window.stride + 1);
    }
    return result;
}

std::vector<NodeAttribute> windowAttributes(const Window& window) {
    return {{"kernel_shape", std::vector(window.kernel.begin(), window.kernel.end())},
            {"strides", std::vector{window.stride, window.stride}},
            {"pads", std::vector(window.pads.begin(), window.pads.end())}};
}

GraphValue pool(OnnxGraphBuilder& graph, std::string_view op, const std::string& name,
                const GraphValue& x, const Window& window) {
    Shape shape = slide(name, x.shape, window, x.shape.at(1));
    return graph.node(op, name, {x}, std::move(shape), windowAttributes(window));
}

/// Shared weights are called apart from the layers that share them.
std::string weightsName(const std::string& layer, const std::string& shared) {
    return shared.empty() ? layer : shared;
}

}  // namespace

Window square(std::int64_t kernel, std::int64_t stride, std::int64_t pad) {
    return {{kernel, kernel}, stride, {pad, pad, pad, pad}};
}

Window same(std::int64_t height, std::int64_t width) {
    const std::int64_t rows = height / 2;
    const std::int64_t columns = width / 2;
    return {{height, width}, 1, {rows, columns, rows, columns}};
}

GraphValue conv(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                const ConvSpec& spec) {
    Shape shape = slide(name, x.shape, spec.window, spec.channels);
    require(x.shape[1] % spec.group == 0 && spec.channels % spec.group == 0, name);
    const std::int64_t inChannels = x.shape[1] / spec.group;
    const auto [height, width] = spec.window.kernel;
    const std::int64_t fanIn = inChannels * height * width;

    const std::string owner = weightsName(name, spec.weights);
    std::vector<GraphValue> inputs{
        x, graph.parameter(owner + "/weight", {spec.channels, inChannels, height, width},
                           averaging(fanIn))};
    if (spec.bias) inputs.push_back(graph.parameter(owner + "/bias", {spec.channels}, 0.0F));

    const std::int64_t outputs = elements(shape);
    auto attributes = windowAttributes(spec.window);
    attributes.push_back({"group", spec.group});
    return graph.node("Conv", name, inputs, std::move(shape), attributes,
                      {outputs * fanIn, spec.bias ? outputs : 0});
}

GraphValue batchNormalization(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                              float epsilon) {
    const Shape vector{x.shape.at(1)};
    return graph.node("BatchNormalization", name,
                      {x, graph.parameter(name + "/scale", vector, 1.0F),
                       graph.parameter(name + "/bias", vector, 0.0F),
                       graph.statistic(name + "/mean", vector, 0.0F),
                       graph.statistic(name + "/variance", vector, 1.0F)},
                      x.shape, {{"epsilon", epsilon}});
}

GraphValue convRelu(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                    const ConvSpec& spec) {
    return relu(graph, name + "/relu", conv(graph, name, x, spec));
}

GraphValue convBn(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                  ConvSpec spec, float epsilon) {
    spec.bias = false;
    return batchNormalization(graph, name + "/bn", conv(graph, name, x, spec), epsilon);
}

GraphValue convBnRelu(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                      ConvSpec spec, float epsilon) {
    return relu(graph, name + "/relu", convBn(graph, name, x, std::move(spec), epsilon));
}

GraphValue unary(OnnxGraphBuilder& graph, std::string_view op, const std::string& name,
                 const GraphValue& x, const std::vector<NodeAttribute>& attributes) {
    return graph.node(op, name, {x}, x.shape, attributes);
}

GraphValue relu(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    return unary(graph, "Relu", name, x);
}

GraphValue relu6(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    return graph.node("Clip", name, {x, graph.scalar("zero", 0.0F), graph.scalar("six", 6.0F)},
                      x.shape);
}

GraphValue binary(OnnxGraphBuilder& graph, std::string_view op, const std::string& name,
                  const GraphValue& a, const GraphValue& b) {
    require(a.shape == b.shape || b.constantBytes > 0 || elements(b.shape) < elements(a.shape),
            name);
    return graph.node(op, name, {a, b}, a.shape);
}

GraphValue softmax(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    return unary(graph, "Softmax", name, x, {{"axis", std::int64_t{-1}}});
}

GraphValue maxPool(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                   const Window& window) {
    return pool(graph, "MaxPool", name, x, window);
}

GraphValue averagePool(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                       const Window& window) {
    return pool(graph, "AveragePool", name, x, window);
}

GraphValue globalAveragePool(OnnxGraphBuilder& graph, const std::string& name,
                             const GraphValue& x) {
    return graph.node("GlobalAveragePool", name, {x}, {x.shape.at(0), x.shape.at(1), 1, 1});
}

GraphValue lrn(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
               std::int64_t size, float alpha, float beta, float bias) {
    return unary(graph, "LRN", name, x,
                 {{"size", size}, {"alpha", alpha}, {"beta", beta}, {"bias", bias}});
}

GraphValue concat(OnnxGraphBuilder& graph, const std::string& name,
                  const std::vector<GraphValue>& parts) {
    Shape shape = parts.at(0).shape;
    shape.at(1) = 0;
    for (const GraphValue& part : parts) {
        shape[1] += part.shape.at(1);
        Shape aligned = part.shape;
        aligned[1] = parts[0].shape[1];
        require(aligned == parts[0].shape, name);
    }
    return graph.node("Concat", name, parts, std::move(shape), {{"axis", std::int64_t{1}}});
}

GraphValue flatten(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    return graph.node("Flatten", name, {x}, {1, elements(x.shape)}, {{"axis", std::int64_t{1}}});
}

GraphValue reshape(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                   const Shape& shape) {
    require(elements(x.shape) == elements(shape), name);
    return graph.node("Reshape", name, {x, graph.integers(shape)}, shape);
}

GraphValue transpose(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                     const std::vector<std::int64_t>& permutation) {
    require(permutation.size() == x.shape.size(), name);
    Shape shape;
    for (const std::int64_t axis : permutation)
        shape.push_back(x.shape.at(static_cast<std::size_t>(axis)));
    return graph.node("Transpose", name, {x}, std::move(shape), {{"perm", permutation}});
}

GraphValue fullyConnected(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                          const FullSpec& spec) {
    require(x.shape.size() == 2, name);
    const std::string owner = weightsName(name, spec.weights);
    const std::int64_t features = x.shape[1];
    std::vector<GraphValue> inputs{
        x, graph.parameter(owner + "/weight", {spec.features, features}, averaging(features))};
    if (spec.bias) inputs.push_back(graph.parameter(owner + "/bias", {spec.features}, 0.0F));
    Shape shape{x.shape[0], spec.features};
    const std::int64_t outputs = elements(shape);
    return graph.node("Gemm", name, inputs, std::move(shape), {{"transB", std::int64_t{1}}},
                      {outputs * features, spec.bias ? outputs : 0});
}

GraphValue matMul(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& a,
                  const GraphValue& b) {
    require(a.shape.size() >= 2 && b.shape.size() >= 2, name);
    const std::int64_t inner = a.shape.back();
    require(b.shape[b.shape.size() - 2] == inner, name);
    Shape shape = a.shape;
    shape.back() = b.shape.back();
    const std::int64_t outputs = elements(shape);
    return graph.node("MatMul", name, {a, b}, std::move(shape), {}, {outputs * inner, 0});
}

}  // namespace trilane::samples
