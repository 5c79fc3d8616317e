#include "core/io/onnx_fusion.h"
#include "tests/core/io/onnx_text.h"

#include <QTest>

using namespace trilane;           // NOLINT(google-build-using-namespace)
using namespace trilane::testing;  // NOLINT(google-build-using-namespace)

namespace {

/// x [1,3,8,8] through a convolution to c [1,4,6,6], whose followers the tests add.
OnnxBuilder withConv() {
    OnnxBuilder builder;
    auto graph = builder.graph();
    graph.input("x", shape(1, 3, 8, 8)).weight("w", {4, 3, 3, 3}).weight("k", {4, 1, 1});
    for (const char* name : {"scale", "bias", "mean", "variance"})
        graph.weight(name, {4});
    graph.node("Conv", {"x", "w"}, {"c"}, "conv");
    return builder;
}

void batchNorm(GraphBuilder graph, const std::string& from, const std::string& to,
               const std::string& name) {
    graph.node("BatchNormalization", {from, "scale", "bias", "mean", "variance"}, {to}, name);
}

std::string layersText(const Model& model) {
    std::string text;
    for (const Layer& layer : model.layers())
        text += fmt::format("{} [{}] {}\n", layer.name, layer.op, fmt::join(layer.members, " "));
    return text;
}

std::string layersText(const OnnxBuilder& builder) {
    return layersText(read(builder).model);
}

}  // namespace

class TestOnnxFusion : public QObject {
    Q_OBJECT

private slots:
    void aWholeGroup() {
        auto builder = withConv();
        auto graph = builder.graph();
        batchNorm(graph, "c", "n", "norm");
        graph.node("Mul", {"k", "n"}, {"m"}, "scale");
        graph.node("Add", {"m", "k"}, {"a"}, "shift");
        graph.node("LeakyRelu", {"a"}, {"l"}, "act");
        graph.node("Dropout", {"l"}, {"y", "mask"}, "drop");
        graph.output("y");
        const auto model = read(builder).model;
        COMPARE_TEXT(modelText(model),
                     "in x float32 1x3x8x8 (768)\n"
                     "conv [Conv+BatchNormalization+Mul+Add+LeakyRelu] x -> "
                     "y float32 1x4x6x6 (576)\n"
                     "out y\n");
        COMPARE_TEXT(layersText(model),
                     "conv [Conv+BatchNormalization+Mul+Add+LeakyRelu] "
                     "conv norm scale shift act drop\n");
        const std::int64_t out = 4 * 6 * 6;
        // Conv 2 x 27, normalisation 2, scale 1, shift 1, activation 2 for each element.
        QCOMPARE(model.layers()[0].flops, out * (54 + 2 + 1 + 1 + 2));
        QCOMPARE(model.layers()[0].weightBytes.count(), (4 * 27 + 4 * 4 + 4 + 4) * 4);
        QCOMPARE(model.layers()[0].innerTensors,
                 (std::vector<std::string>{"c", "n", "m", "a", "l"}));
    }

    void nothingFollowsAnActivationButIdentity() {
        auto builder = withConv();
        auto graph = builder.graph();
        graph.node("Relu", {"c"}, {"r"}, "relu");
        graph.node("Identity", {"r"}, {"i"}, "identity");
        batchNorm(graph, "i", "n", "norm");
        graph.node("Sigmoid", {"n"}, {"y"}, "sigmoid");
        graph.output("y");
        COMPARE_TEXT(layersText(builder),
                     "conv [Conv+Relu] conv relu identity\n"
                     "norm [BatchNormalization+Sigmoid] norm sigmoid\n");
    }

    void aTensorWithTwoConsumersStays() {
        auto builder = withConv();
        auto graph = builder.graph();
        graph.node("Relu", {"c"}, {"r"}, "relu");
        graph.node("Add", {"c", "r"}, {"s"}, "add");
        graph.node("Relu", {"s"}, {"y"}, "relu2");
        graph.output("y");
        COMPARE_TEXT(layersText(builder),
                     "conv [Conv] \n"
                     "relu [Relu] \n"
                     "add [Add+Relu] add relu2\n");
    }

    void aModelOutputStays() {
        auto builder = withConv();
        auto graph = builder.graph();
        graph.node("Relu", {"c"}, {"y"}, "relu");
        graph.output("y").output("c");
        COMPARE_TEXT(layersText(builder), "conv [Conv] \nrelu [Relu] \n");
    }

    void anAddOfTwoTensorsIsNoBias() {
        auto builder = withConv();
        auto graph = builder.graph();
        graph.input("z", shape(1, 4, 6, 6));
        graph.node("Add", {"c", "z"}, {"y"}, "add");
        graph.output("y");
        COMPARE_TEXT(layersText(builder), "conv [Conv] \nadd [Add] \n");
    }

    void aConstantThatEnlargesIsNoBias() {
        auto builder = withConv();
        auto graph = builder.graph();
        graph.weight("batch", {8, 1, 1, 1});
        graph.node("Add", {"c", "batch"}, {"y"}, "add");
        graph.output("y");
        COMPARE_TEXT(layersText(builder), "conv [Conv] \nadd [Add] \n");
    }

    void aMaskThatIsUsedStays() {
        auto builder = withConv();
        auto graph = builder.graph();
        graph.node("Dropout", {"c"}, {"d", "mask"}, "drop");
        graph.node("Not", {"mask"}, {"y"}, "not");
        graph.output("d").output("y");
        COMPARE_TEXT(readText(builder),
                     "in x float32 1x3x8x8 (768)\n"
                     "conv [Conv] x -> c float32 1x4x6x6 (576)\n"
                     "drop [Dropout] c -> d float32 1x4x6x6 (576) mask bool 1x4x6x6 (144)\n"
                     "not [Not] mask -> y bool 1x4x6x6 (144)\n"
                     "out d, y\n");
    }

    void identityOfAnInputIsALayer() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2));
        graph.node("Identity", {"x"}, {"a"}, "copy");
        graph.node("Softmax", {"a"}, {"b"}, "soft");
        graph.node("Identity", {"b"}, {"y"}, "end");
        graph.output("y");
        COMPARE_TEXT(readText(builder),
                     "in x float32 2 (8)\n"
                     "copy [Identity] x -> a float32 2 (8)\n"
                     "soft [Softmax] a -> y float32 2 (8)\n"
                     "out y\n");
    }

    void aSubgraphThatCapturesIsAConsumer() {
        auto builder = withConv();
        auto graph = builder.graph();
        graph.input("flag", shape(), onnx::TensorProto::BOOL);
        graph.node("Relu", {"c"}, {"r"}, "relu");
        auto& choice = graph.node("If", {"flag"}, {"y"}, "if");
        for (const char* branch : {"then_branch", "else_branch"}) {
            auto body = addGraph(choice, branch);
            body.node("Add", {"r", "c"}, {"s"});
            body.output("s");
        }
        graph.output("y");
        COMPARE_TEXT(layersText(builder), "conv [Conv] \nrelu [Relu] \nif [If] \n");
    }

    void groupsComeInFileOrderOfTheirHeads() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2, 2)).weight("w", {2, 2});
        graph.node("Relu", {"b"}, {"y"}, "late relu");
        graph.node("MatMul", {"x", "w"}, {"a"}, "first");
        graph.node("MatMul", {"a", "w"}, {"b"}, "second");
        graph.output("y");
        COMPARE_TEXT(layersText(builder),
                     "first [MatMul] \nsecond [MatMul+Relu] second late relu\n");
    }
};

QTEST_APPLESS_MAIN(TestOnnxFusion)
#include "test_onnx_fusion.moc"
