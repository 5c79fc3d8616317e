#include "sample_models/layers.h"
#include "sample_models/samples.h"

// Networks without branches.
namespace trilane::samples {
namespace {

GraphValue fullRelu(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x,
                    std::int64_t features) {
    return relu(graph, name + "/relu", fullyConnected(graph, name, x, {features}));
}

}  // namespace

// LeCun, Bottou, Bengio, Haffner, Gradient-Based Learning Applied to Document Recognition, 1998,
// Figure 2, in the form in which it is taught: C3 sees all maps, S2 and S4 have no weights, F6 ends
// in a linear layer.
SampleModel makeLeNet5() {
    OnnxGraphBuilder graph("lenet-5");
    GraphValue x = graph.input("image", {1, 1, 32, 32});
    x = unary(graph, "Tanh", "c1/tanh", conv(graph, "c1", x, {6, square(5)}));
    x = averagePool(graph, "s2", x, square(2, 2));
    x = unary(graph, "Tanh", "c3/tanh", conv(graph, "c3", x, {16, square(5)}));
    x = averagePool(graph, "s4", x, square(2, 2));
    x = flatten(graph, "flatten", x);
    x = unary(graph, "Tanh", "c5/tanh", fullyConnected(graph, "c5", x, {120}));
    x = unary(graph, "Tanh", "f6/tanh", fullyConnected(graph, "f6", x, {84}));
    x = fullyConnected(graph, "output", x, {10});
    graph.output(softmax(graph, "prob", x));
    return graph.finish();
}

// Simonyan, Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR
// 2015, Table 1, configuration D.
SampleModel makeVgg16() {
    OnnxGraphBuilder graph("vgg16");
    GraphValue x = graph.input("image", {1, 3, 224, 224});
    const std::pair<std::int64_t, int> stages[] = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
    int number = 0;
    for (const auto& [channels, layers] : stages) {
        const std::string stage = std::to_string(++number);
        for (int i = 1; i <= layers; ++i)
            x = convRelu(graph, "conv" + stage + "_" + std::to_string(i), x,
                         {channels, square(3, 1, 1)});
        x = maxPool(graph, "pool" + stage, x, square(2, 2));
    }
    x = flatten(graph, "flatten", x);
    x = fullRelu(graph, "fc6", x, 4096);
    x = fullRelu(graph, "fc7", x, 4096);
    x = fullyConnected(graph, "fc8", x, {1000});
    graph.output(softmax(graph, "prob", x));
    return graph.finish();
}

// Lin, Chen, Yan, Network in Network, ICLR 2014, as its authors published it for ImageNet (Caffe
// Model Zoo, nin_imagenet): four mlpconv layers, each a convolution and two of 1x1 ("cccp").
SampleModel makeNin() {
    struct Stage {
        std::int64_t channels;
        Window window;
        std::int64_t last;  ///< channels of the second 1x1 convolution
    };
    const Stage stages[] = {{96, square(11, 4), 96},
                            {256, square(5, 1, 2), 256},
                            {384, square(3, 1, 1), 384},
                            {1024, square(3, 1, 1), 1000}};
    OnnxGraphBuilder graph("nin");
    GraphValue x = graph.input("image", {1, 3, 224, 224});
    for (int stage = 1; stage <= 4; ++stage) {
        const auto& [channels, window, last] = stages[stage - 1];
        const std::string number = std::to_string(stage);
        x = convRelu(graph, "conv" + number, x, {channels, window});
        x = convRelu(graph, "conv" + number + "/cccp1", x, {channels, square(1)});
        x = convRelu(graph, "conv" + number + "/cccp2", x, {last, square(1)});
        // Caffe lets the last window reach over the edge, which matters for 54x54 maps only.
        const bool odd = x.shape[2] % 2 == 1;
        const Window pool = odd ? square(3, 2) : Window{{3, 3}, 2, {0, 0, 1, 1}};
        if (stage < 4) x = maxPool(graph, "pool" + number, x, pool);
    }
    x = flatten(graph, "flatten", globalAveragePool(graph, "pool4", x));
    graph.output(softmax(graph, "prob", x));
    return graph.finish();
}

// Redmon, Farhadi, YOLO9000: Better, Faster, Stronger, CVPR 2017; the small network that its
// authors published for the 20 classes of Pascal VOC (darknet, yolov2-tiny-voc.cfg).
SampleModel makeTinyYoloV2() {
    OnnxGraphBuilder graph("tiny-yolov2");
    GraphValue x = graph.input("image", {1, 3, 416, 416});
    const std::int64_t widths[] = {16, 32, 64, 128, 256, 512, 1024, 1024};
    constexpr float kSlope = 0.1F;
    for (int i = 1; i <= 8; ++i) {
        const std::string number = std::to_string(i);
        x = convBn(graph, "conv" + number, x, {widths[i - 1], square(3, 1, 1)});
        x = unary(graph, "LeakyRelu", "conv" + number + "/leaky", x, {{"alpha", kSlope}});
        // The sixth pooling keeps the 13x13 maps: it moves by one pixel and looks over the edge.
        const Window pool = i < 6 ? square(2, 2) : Window{{2, 2}, 1, {0, 0, 1, 1}};
        if (i <= 6) x = maxPool(graph, "pool" + number, x, pool);
    }
    // Five anchors of four coordinates, one objectness and 20 classes.
    graph.output(conv(graph, "conv9", x, {5 * (4 + 1 + 20), square(1)}));
    return graph.finish();
}

}  // namespace trilane::samples
