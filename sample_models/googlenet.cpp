#include "sample_models/layers.h"
#include "sample_models/samples.h"

// Szegedy et al., Going Deeper with Convolutions, CVPR 2015, Table 1. Convolutions have a bias and
// no batch normalization, which came a year later.
namespace trilane::samples {
namespace {

/// A row of Table 1: output channels, in the order of its columns.
struct InceptionSpec {
    std::string name;
    std::int64_t one = 0;
    std::int64_t threeReduce = 0;
    std::int64_t three = 0;
    std::int64_t fiveReduce = 0;
    std::int64_t five = 0;
    std::int64_t poolProjection = 0;
};

const InceptionSpec kInception3a{"inception_3a", 64, 96, 128, 16, 32, 32};

/// The paper's feature maps halve exactly, so its stride-2 pooling reaches over the lower and right
/// edge.
const Window kHalvingPool{{3, 3}, 2, {0, 0, 1, 1}};

GraphValue inception(OnnxGraphBuilder& graph, const GraphValue& x, const InceptionSpec& spec) {
    const std::string& name = spec.name;
    const GraphValue one = convRelu(graph, name + "/branch1x1", x, {spec.one, square(1)});
    const GraphValue threeReduce =
        convRelu(graph, name + "/branch3x3/reduce", x, {spec.threeReduce, square(1)});
    const GraphValue three =
        convRelu(graph, name + "/branch3x3/conv", threeReduce, {spec.three, square(3, 1, 1)});
    const GraphValue fiveReduce =
        convRelu(graph, name + "/branch5x5/reduce", x, {spec.fiveReduce, square(1)});
    const GraphValue five =
        convRelu(graph, name + "/branch5x5/conv", fiveReduce, {spec.five, square(5, 1, 2)});
    const GraphValue pooled = maxPool(graph, name + "/branch_pool/pool", x, square(3, 1, 1));
    const GraphValue projected =
        convRelu(graph, name + "/branch_pool/proj", pooled, {spec.poolProjection, square(1)});
    return concat(graph, name + "/concat", {one, three, five, projected});
}

/// Krizhevsky's constants without his k = 2, as GoogLeNet was published: Caffe's defaults.
GraphValue normalize(OnnxGraphBuilder& graph, const std::string& name, const GraphValue& x) {
    return lrn(graph, name, x, 5, 1e-4F, 0.75F, 1.0F);
}

}  // namespace

SampleModel makeInceptionModule() {
    OnnxGraphBuilder graph("inception-module");
    const GraphValue features = graph.input("features", {1, 192, 28, 28});
    graph.output(inception(graph, features, kInception3a));
    return graph.finish();
}

SampleModel makeGoogLeNet() {
    OnnxGraphBuilder graph("googlenet");
    GraphValue x = graph.input("image", {1, 3, 224, 224});
    x = convRelu(graph, "conv1", x, {64, square(7, 2, 3)});
    x = maxPool(graph, "pool1", x, kHalvingPool);
    x = normalize(graph, "norm1", x);
    x = convRelu(graph, "conv2/reduce", x, {64, square(1)});
    x = convRelu(graph, "conv2/conv", x, {192, square(3, 1, 1)});
    x = normalize(graph, "norm2", x);
    x = maxPool(graph, "pool2", x, kHalvingPool);
    x = inception(graph, x, kInception3a);
    x = inception(graph, x, {"inception_3b", 128, 128, 192, 32, 96, 64});
    x = maxPool(graph, "pool3", x, kHalvingPool);
    x = inception(graph, x, {"inception_4a", 192, 96, 208, 16, 48, 64});
    x = inception(graph, x, {"inception_4b", 160, 112, 224, 24, 64, 64});
    x = inception(graph, x, {"inception_4c", 128, 128, 256, 24, 64, 64});
    x = inception(graph, x, {"inception_4d", 112, 144, 288, 32, 64, 64});
    x = inception(graph, x, {"inception_4e", 256, 160, 320, 32, 128, 128});
    x = maxPool(graph, "pool4", x, kHalvingPool);
    x = inception(graph, x, {"inception_5a", 256, 160, 320, 32, 128, 128});
    x = inception(graph, x, {"inception_5b", 384, 192, 384, 48, 128, 128});
    x = averagePool(graph, "pool5", x, square(7));
    x = flatten(graph, "flatten", x);
    x = fullyConnected(graph, "classifier", x, {1000});
    graph.output(softmax(graph, "prob", x));
    return graph.finish();
}

}  // namespace trilane::samples
