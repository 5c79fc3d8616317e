#include "sample_models/layers.h"
#include "sample_models/samples.h"

#include <cmath>

// Vaswani et al., Attention Is All You Need, NIPS 2017, Figure 1 (left) in the size of BERT-base:
// Devlin et al., BERT, NAACL 2019, section 3 (H = 768, A = 12, feed-forward 4H). Written as
// exporters write it at opset 13: heads in one batched product, layer normalization and GELU in
// elementary operators.
namespace trilane::samples {
namespace {

constexpr std::int64_t kTokens = 128;
constexpr std::int64_t kHidden = 768;
constexpr std::int64_t kHeads = 12;
constexpr std::int64_t kHeadSize = kHidden / kHeads;
constexpr std::int64_t kFeedForward = 4 * kHidden;

/// x W + b over the last axis.
GraphValue linear(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                  std::int64_t features) {
    const std::int64_t inner = x.shape.back();
    const GraphValue weight =
        graph.parameter(name + "/weight", {inner, features}, 1.0F / static_cast<float>(inner));
    const GraphValue product = matMul(graph, name + "/matmul", x, weight);
    return binary(graph, "Add", name + "/add", product,
                  graph.parameter(name + "/bias", {features}, 0.0F));
}

/// Tokens x hidden to heads x tokens x head size (or, for the keys, heads x head size x tokens).
GraphValue splitHeads(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                      const std::vector<std::int64_t>& permutation) {
    const GraphValue split = reshape(graph, name + "/split", x, {1, kTokens, kHeads, kHeadSize});
    return transpose(graph, name + "/transpose", split, permutation);
}

GraphValue attention(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    const GraphValue query = splitHeads(graph, name + "/query",
                                        linear(graph, name + "/query", x, kHidden), {0, 2, 1, 3});
    const GraphValue key =
        splitHeads(graph, name + "/key", linear(graph, name + "/key", x, kHidden), {0, 2, 3, 1});
    const GraphValue value = splitHeads(graph, name + "/value",
                                        linear(graph, name + "/value", x, kHidden), {0, 2, 1, 3});
    GraphValue scores = matMul(graph, name + "/scores", query, key);
    const auto root = static_cast<float>(std::sqrt(static_cast<double>(kHeadSize)));
    scores = binary(graph, "Div", name + "/scale", scores, graph.scalar("head_size_root", root));
    const GraphValue weights = softmax(graph, name + "/softmax", scores);
    GraphValue context = matMul(graph, name + "/context", weights, value);
    context = transpose(graph, name + "/merge/transpose", context, {0, 2, 1, 3});
    context = reshape(graph, name + "/merge/join", context, {1, kTokens, kHidden});
    return linear(graph, name + "/output", context, kHidden);
}

GraphValue meanOfLastAxis(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    Shape shape = x.shape;
    shape.back() = 1;
    return graph.node("ReduceMean", name, {x}, std::move(shape),
                      {{"axes", std::vector<std::int64_t>{-1}}, {"keepdims", std::int64_t{1}}});
}

GraphValue layerNorm(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    const Shape vector{x.shape.back()};
    const GraphValue mean = meanOfLastAxis(graph, name + "/mean", x);
    const GraphValue centred = binary(graph, "Sub", name + "/centre", x, mean);
    const GraphValue squares =
        binary(graph, "Pow", name + "/square", centred, graph.scalar("two", 2.0F));
    const GraphValue variance = meanOfLastAxis(graph, name + "/variance", squares);
    const GraphValue lifted =
        binary(graph, "Add", name + "/epsilon", variance, graph.scalar("epsilon", 1e-12F));
    const GraphValue deviation = unary(graph, "Sqrt", name + "/deviation", lifted);
    const GraphValue normalized = binary(graph, "Div", name + "/normalize", centred, deviation);
    const GraphValue scaled = binary(graph, "Mul", name + "/scale", normalized,
                                     graph.parameter(name + "/weight", vector, 1.0F));
    return binary(graph, "Add", name + "/shift", scaled,
                  graph.parameter(name + "/bias", vector, 0.0F));
}

/// x (1 + erf(x / sqrt 2)) / 2.
GraphValue gelu(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    const GraphValue divided =
        binary(graph, "Div", name + "/div", x, graph.scalar("root_of_two", 1.41421354F));
    const GraphValue error = unary(graph, "Erf", name + "/erf", divided);
    const GraphValue lifted = binary(graph, "Add", name + "/one", error, graph.scalar("one", 1.0F));
    const GraphValue product = binary(graph, "Mul", name + "/mul", x, lifted);
    return binary(graph, "Mul", name + "/half", product, graph.scalar("half", 0.5F));
}

}  // namespace

SampleModel makeTransformerEncoder() {
    OnnxGraphBuilder graph("transformer-encoder");
    const GraphValue x = graph.input("hidden", {1, kTokens, kHidden});
    const GraphValue attended = attention(graph, "attention", x);
    const GraphValue first =
        layerNorm(graph, "attention/norm", binary(graph, "Add", "attention/add", attended, x));
    const GraphValue wide =
        gelu(graph, "feed_forward/gelu", linear(graph, "feed_forward/in", first, kFeedForward));
    const GraphValue narrow = linear(graph, "feed_forward/out", wide, kHidden);
    graph.output(layerNorm(graph, "feed_forward/norm",
                           binary(graph, "Add", "feed_forward/add", narrow, first)));
    return graph.finish();
}

}  // namespace trilane::samples
