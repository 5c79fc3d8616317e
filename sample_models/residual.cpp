#include "sample_models/layers.h"
#include "sample_models/samples.h"

// Networks whose blocks add or join what earlier blocks made.
namespace trilane::samples {
namespace {

// He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition, CVPR 2016, Table 1 (18-layer);
// projection shortcuts where the shape changes (option B).
GraphValue basicBlock(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                      std::int64_t channels, std::int64_t stride) {
    GraphValue main = convBnRelu(graph, name + "/conv1", x, {channels, square(3, stride, 1)});
    main = convBn(graph, name + "/conv2", main, {channels, square(3, 1, 1)});
    const bool project = stride != 1 || x.shape[1] != channels;
    const GraphValue shortcut =
        project ? convBn(graph, name + "/shortcut", x, {channels, square(1, stride)}) : x;
    return relu(graph, name + "/relu", binary(graph, "Add", name + "/add", main, shortcut));
}

// Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, CVPR 2018, Table 2.
GraphValue convBnRelu6(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                       const ConvSpec& spec) {
    return relu6(graph, name + "/relu6", convBn(graph, name, x, spec));
}

GraphValue invertedResidual(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                            std::int64_t expansion, std::int64_t channels, std::int64_t stride) {
    const std::int64_t hidden = x.shape[1] * expansion;
    GraphValue main = x;
    if (expansion != 1) main = convBnRelu6(graph, name + "/expand", main, {hidden, square(1)});
    main = convBnRelu6(graph, name + "/depthwise", main, {hidden, square(3, stride, 1), hidden});
    main = convBn(graph, name + "/project", main, {channels, square(1)});
    if (stride != 1 || x.shape[1] != channels) return main;
    return binary(graph, "Add", name + "/add", main, x);
}

// Huang, Liu, van der Maaten, Weinberger, Densely Connected Convolutional Networks, CVPR 2017,
// Table 1 (DenseNet-121, growth rate 32): batch normalization comes first.
GraphValue bnReluConv(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                      std::int64_t channels, const Window& window) {
    const GraphValue normalized = batchNormalization(graph, name + "/bn", x);
    return conv(graph, name + "/conv", relu(graph, name + "/relu", normalized),
                {channels, window, 1, false});
}

GraphValue denseBlock(OnnxGraphBuilder& graph, const std::string& name, GraphValue x, int layers) {
    constexpr std::int64_t kGrowthRate = 32;
    for (int i = 1; i <= layers; ++i) {
        const std::string layer = name + "/layer" + std::to_string(i);
        const GraphValue narrow =
            bnReluConv(graph, layer + "/bottleneck", x, 4 * kGrowthRate, square(1));
        const GraphValue grown =
            bnReluConv(graph, layer + "/growth", narrow, kGrowthRate, square(3, 1, 1));
        x = concat(graph, layer + "/concat", {x, grown});
    }
    return x;
}

GraphValue transition(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    const GraphValue narrow = bnReluConv(graph, name, x, x.shape[1] / 2, square(1));
    return averagePool(graph, name + "/pool", narrow, square(2, 2));
}

GraphValue classify(OnnxGraphBuilder& graph, const GraphValue& features) {
    const GraphValue pooled = globalAveragePool(graph, "pool", features);
    return fullyConnected(graph, "classifier", flatten(graph, "flatten", pooled), {1000});
}

}  // namespace

SampleModel makeResNet18() {
    OnnxGraphBuilder graph("resnet18");
    GraphValue x = graph.input("image", {1, 3, 224, 224});
    x = convBnRelu(graph, "conv1", x, {64, square(7, 2, 3)});
    x = maxPool(graph, "maxpool", x, square(3, 2, 1));
    const std::int64_t widths[] = {64, 128, 256, 512};
    for (int stage = 0; stage < 4; ++stage) {
        const std::string name = "layer" + std::to_string(stage + 1);
        x = basicBlock(graph, name + "/block1", x, widths[stage], stage == 0 ? 1 : 2);
        x = basicBlock(graph, name + "/block2", x, widths[stage], 1);
    }
    graph.output(classify(graph, x));
    return graph.finish();
}

SampleModel makeMobileNetV2() {
    struct Stage {
        std::int64_t expansion, channels;
        int repeats;
        std::int64_t stride;
    };
    const Stage stages[] = {{1, 16, 1, 1}, {6, 24, 2, 2},  {6, 32, 3, 2}, {6, 64, 4, 2},
                            {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};
    OnnxGraphBuilder graph("mobilenetv2");
    GraphValue x = graph.input("image", {1, 3, 224, 224});
    x = convBnRelu6(graph, "conv1", x, {32, square(3, 2, 1)});
    int block = 0;
    for (const Stage& stage : stages)
        for (int i = 0; i < stage.repeats; ++i)
            x = invertedResidual(graph, "block" + std::to_string(++block), x, stage.expansion,
                                 stage.channels, i == 0 ? stage.stride : 1);
    x = convBnRelu6(graph, "conv_last", x, {1280, square(1)});
    graph.output(classify(graph, x));
    return graph.finish();
}

SampleModel makeDenseNet121() {
    OnnxGraphBuilder graph("densenet121");
    GraphValue x = graph.input("image", {1, 3, 224, 224});
    x = convBnRelu(graph, "conv0", x, {64, square(7, 2, 3)});
    x = maxPool(graph, "pool0", x, square(3, 2, 1));
    const int sizes[] = {6, 12, 24, 16};
    for (int block = 1; block <= 4; ++block) {
        x = denseBlock(graph, "block" + std::to_string(block), x, sizes[block - 1]);
        if (block < 4) x = transition(graph, "transition" + std::to_string(block), x);
    }
    x = relu(graph, "final/relu", batchNormalization(graph, "final/bn", x));
    graph.output(classify(graph, x));
    return graph.finish();
}

}  // namespace trilane::samples
