#include "sample_models/layers.h"
#include "sample_models/samples.h"

// Krizhevsky, Sutskever, Hinton, ImageNet Classification with Deep Convolutional Neural Networks,
// NIPS 2012, section 3.5 and Figure 2, and two networks whose branches are like it.
namespace trilane::samples {
namespace {

/// The paper's 224x224 images give 55x55 maps only with a border of 2 pixels.
const Window kFirstWindow = square(11, 4, 2);
const Window kPool = square(3, 2);

/// Section 3.3: k = 2, n = 5, alpha = 1e-4, beta = 0.75. ONNX divides alpha by n, the paper does
/// not.
GraphValue normalize(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    return lrn(graph, name, x, 5, 5e-4F, 0.75F, 2.0F);
}

GraphValue fullRelu(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                    const FullSpec& spec) {
    return relu(graph, name + "/relu", fullyConnected(graph, name, x, spec));
}

/// One image's way through an AlexNet in one piece (as on one GPU) up to the second fully connected
/// layer: 4096 features.
/// @param name     what precedes a layer's short name: "s0" gives s0c1, s0p1, ...
/// @param weights  the same for its weights, to share them; empty: its own
GraphValue stream(OnnxGraphBuilder& graph, const std::string& name, const std::string& weights,
                  const GraphValue& image) {
    const auto shared = [&weights](const std::string& layer) {
        return weights.empty() ? std::string() : weights + layer;
    };
    const auto convolve = [&](const std::string& layer, const GraphValue& x, std::int64_t channels,
                              const Window& window) {
        return convRelu(graph, name + layer, x, {channels, window, 1, true, shared(layer)});
    };
    GraphValue x = convolve("c1", image, 96, kFirstWindow);
    x = normalize(graph, name + "n1", x);
    x = maxPool(graph, name + "p1", x, kPool);
    x = convolve("c2", x, 256, square(5, 1, 2));
    x = normalize(graph, name + "n2", x);
    x = maxPool(graph, name + "p2", x, kPool);
    x = convolve("c3", x, 384, square(3, 1, 1));
    x = convolve("c4", x, 384, square(3, 1, 1));
    x = convolve("c5", x, 256, square(3, 1, 1));
    x = maxPool(graph, name + "p5", x, kPool);
    x = flatten(graph, name + "flat", x);
    x = fullRelu(graph, name + "f6", x, {4096, true, shared("f6")});
    return fullRelu(graph, name + "f7", x, {4096, true, shared("f7")});
}

}  // namespace

SampleModel makeAlexNetP() {
    OnnxGraphBuilder graph("alexnet-p");
    const GraphValue image = graph.input("image", {1, 3, 224, 224});
    const std::vector<std::string> towers{"tower1", "tower2"};

    // Each GPU holds half of the kernels and sees its own half of the maps ...
    std::vector<GraphValue> halves;
    for (const std::string& tower : towers) {
        GraphValue x = convRelu(graph, tower + "/conv1", image, {48, kFirstWindow});
        x = normalize(graph, tower + "/norm1", x);
        x = maxPool(graph, tower + "/pool1", x, kPool);
        x = convRelu(graph, tower + "/conv2", x, {128, square(5, 1, 2)});
        x = normalize(graph, tower + "/norm2", x);
        halves.push_back(maxPool(graph, tower + "/pool2", x, kPool));
    }
    // ... but the kernels of the third convolution see the maps of both.
    const GraphValue crossed = concat(graph, "cross", halves);
    halves.clear();
    for (const std::string& tower : towers) {
        GraphValue x = convRelu(graph, tower + "/conv3", crossed, {192, square(3, 1, 1)});
        x = convRelu(graph, tower + "/conv4", x, {192, square(3, 1, 1)});
        x = convRelu(graph, tower + "/conv5", x, {128, square(3, 1, 1)});
        halves.push_back(maxPool(graph, tower + "/pool5", x, kPool));
    }
    GraphValue x = flatten(graph, "flatten", concat(graph, "concat", halves));
    x = fullRelu(graph, "fc6", x, {4096});
    x = fullRelu(graph, "fc7", x, {4096});
    x = fullyConnected(graph, "fc8", x, {1000});
    graph.output(softmax(graph, "prob", x));
    return graph.finish();
}

SampleModel makeSiamese() {
    OnnxGraphBuilder graph("siamese");
    const GraphValue left = graph.input("left", {1, 3, 224, 224});
    const GraphValue right = graph.input("right", {1, 3, 224, 224});
    // The head of Koch, Zemel, Salakhutdinov, Siamese Neural Networks for One-shot Image
    // Recognition, 2015: the weighted L1 distance of the two towers' features.
    const GraphValue leftFeatures = stream(graph, "left/", "shared/", left);
    const GraphValue rightFeatures = stream(graph, "right/", "shared/", right);
    GraphValue x = binary(graph, "Sub", "difference", leftFeatures, rightFeatures);
    x = unary(graph, "Abs", "distance", x);
    x = fullyConnected(graph, "score", x, {1});
    graph.output(unary(graph, "Sigmoid", "similarity", x));
    return graph.finish();
}

SampleModel makeMultiStream() {
    OnnxGraphBuilder graph("multi-stream");
    std::vector<GraphValue> images;
    for (const char* name : {"in0", "in1", "in2"})
        images.push_back(graph.input(name, {1, 3, 224, 224}));
    std::vector<GraphValue> streams;
    for (std::size_t i = 0; i < images.size(); ++i)
        streams.push_back(stream(graph, "s" + std::to_string(i), "", images[i]));
    const GraphValue x = concat(graph, "cat", streams);
    graph.output(fullyConnected(graph, "f8", x, {1000}));
    return graph.finish();
}

}  // namespace trilane::samples
