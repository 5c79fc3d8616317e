#include "sample_models/layers.h"
#include "sample_models/samples.h"

// Szegedy, Ioffe, Vanhoucke, Alemi, Inception-v4, Inception-ResNet and the Impact of Residual
// Connections on Learning, AAAI 2017, Figures 10 to 15 and 7 (Inception-ResNet-v1), in the form of
// FaceNet (D. Sandberg): 160x160 images, an embedding of 512 numbers of unit length instead of
// classes, one block C more, without activation, at the end.
namespace trilane::samples {
namespace {

constexpr float kEpsilon = 1e-3F;

GraphValue unit(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                std::int64_t channels, const Window& window) {
    return convBnRelu(graph, name, x, {channels, window}, kEpsilon);
}

/// A convolution of a branch, beside its name.
struct BranchStep {
    std::string name;
    std::int64_t channels = 0;
    Window window;
};
using Branch = std::vector<BranchStep>;

GraphValue follow(OnnxGraphBuilder& graph, const std::string& block, GraphValue x,
                  const Branch& branch) {
    for (const BranchStep& step : branch)
        x = unit(graph, block + "/" + step.name, x, step.channels, step.window);
    return x;
}

/// The branches' maps, brought back to the width of x, scaled and added to it. A scale of 1 is no
/// node.
GraphValue residual(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                    const std::vector<Branch>& branches, float scale) {
    std::vector<GraphValue> maps;
    for (const Branch& branch : branches)
        maps.push_back(follow(graph, name, x, branch));
    GraphValue up =
        conv(graph, name + "/up", concat(graph, name + "/concat", maps), {x.shape[1], square(1)});
    if (scale != 1.0F)
        up = binary(graph, "Mul", name + "/scale", up, graph.scalar(name + "/factor", scale));
    return binary(graph, "Add", name + "/add", x, up);
}

GraphValue blockA(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    const std::vector<Branch> branches{
        {{"branch0/1x1", 32, square(1)}},
        {{"branch1/1x1", 32, square(1)}, {"branch1/3x3", 32, same(3, 3)}},
        {{"branch2/1x1", 32, square(1)},
         {"branch2/3x3a", 32, same(3, 3)},
         {"branch2/3x3b", 32, same(3, 3)}}};
    return relu(graph, name + "/relu", residual(graph, name, x, branches, 0.17F));
}

GraphValue blockB(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    const std::vector<Branch> branches{{{"branch0/1x1", 128, square(1)}},
                                       {{"branch1/1x1", 128, square(1)},
                                        {"branch1/1x7", 128, same(1, 7)},
                                        {"branch1/7x1", 128, same(7, 1)}}};
    return relu(graph, name + "/relu", residual(graph, name, x, branches, 0.10F));
}

GraphValue blockC(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                  float scale) {
    const std::vector<Branch> branches{{{"branch0/1x1", 192, square(1)}},
                                       {{"branch1/1x1", 192, square(1)},
                                        {"branch1/1x3", 192, same(1, 3)},
                                        {"branch1/3x1", 192, same(3, 1)}}};
    return residual(graph, name, x, branches, scale);
}

GraphValue reduce(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                  const std::vector<Branch>& branches) {
    std::vector<GraphValue> maps;
    for (const Branch& branch : branches)
        maps.push_back(follow(graph, name, x, branch));
    maps.push_back(maxPool(graph, name + "/pool", x, square(3, 2)));
    return concat(graph, name + "/concat", maps);
}

GraphValue reductionA(OnnxGraphBuilder& graph, const GraphValue& x) {
    return reduce(graph, "reduction_a", x,
                  {{{"branch0/3x3", 384, square(3, 2)}},
                   {{"branch1/1x1", 192, square(1)},
                    {"branch1/3x3a", 192, same(3, 3)},
                    {"branch1/3x3b", 256, square(3, 2)}}});
}

GraphValue reductionB(OnnxGraphBuilder& graph, const GraphValue& x) {
    return reduce(graph, "reduction_b", x,
                  {{{"branch0/1x1", 256, square(1)}, {"branch0/3x3", 384, square(3, 2)}},
                   {{"branch1/1x1", 256, square(1)}, {"branch1/3x3", 256, square(3, 2)}},
                   {{"branch2/1x1", 256, square(1)},
                    {"branch2/3x3a", 256, same(3, 3)},
                    {"branch2/3x3b", 256, square(3, 2)}}});
}

GraphValue stem(OnnxGraphBuilder& graph, const GraphValue& image) {
    GraphValue x = unit(graph, "stem/conv1", image, 32, square(3, 2));
    x = unit(graph, "stem/conv2", x, 32, square(3));
    x = unit(graph, "stem/conv3", x, 64, same(3, 3));
    x = maxPool(graph, "stem/pool", x, square(3, 2));
    x = unit(graph, "stem/conv4", x, 80, square(1));
    x = unit(graph, "stem/conv5", x, 192, square(3));
    return unit(graph, "stem/conv6", x, 256, square(3, 2));
}

}  // namespace

SampleModel makeInceptionResNetV1() {
    OnnxGraphBuilder graph("inception-resnet-v1");
    GraphValue x = stem(graph, graph.input("image", {1, 3, 160, 160}));
    for (int i = 1; i <= 5; ++i)
        x = blockA(graph, "block_a" + std::to_string(i), x);
    x = reductionA(graph, x);
    for (int i = 1; i <= 10; ++i)
        x = blockB(graph, "block_b" + std::to_string(i), x);
    x = reductionB(graph, x);
    for (int i = 1; i <= 5; ++i) {
        const std::string name = "block_c" + std::to_string(i);
        x = relu(graph, name + "/relu", blockC(graph, name, x, 0.20F));
    }
    x = blockC(graph, "block_c6", x, 1.0F);
    x = flatten(graph, "flatten", globalAveragePool(graph, "pool", x));
    x = fullyConnected(graph, "bottleneck", x, {512, false});
    x = batchNormalization(graph, "bottleneck/bn", x, kEpsilon);
    graph.output(unary(graph, "LpNormalization", "embedding", x,
                       {{"axis", std::int64_t{1}}, {"p", std::int64_t{2}}}));
    return graph.finish();
}

}  // namespace trilane::samples
