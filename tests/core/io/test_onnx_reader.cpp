// What real ONNX files do, each made small: which nodes become layers, what they consume and make.

#include "tests/core/io/onnx_text.h"

#include <QTest>

using namespace trilane;           // NOLINT(google-build-using-namespace)
using namespace trilane::testing;  // NOLINT(google-build-using-namespace)

namespace {

OnnxOptions unfused() {
    OnnxOptions options;
    options.fuse = false;
    return options;
}

OnnxBuilder convRelu() {
    OnnxBuilder builder;
    auto graph = builder.graph();
    graph.input("x", shape(1, 3, 8, 8)).weight("w", {4, 3, 3, 3});
    graph.node("Conv", {"x", "w"}, {"c"}, "conv");
    graph.node("Relu", {"c"}, {"y"}, "relu");
    graph.output("y");
    return builder;
}

}  // namespace

class TestOnnxReader : public QObject {
    Q_OBJECT

private slots:
    void nameAndHashComeFromTheFile() {
        const auto model = read(convRelu()).model;
        COMPARE_TEXT(model.name(), "test");
        QCOMPARE(model.sourceSha256().size(), 64U);
    }

    void bytesOfTheFileNameThatAreNoUtf8AreReplaced() {
        const std::string bytes = convRelu().bytes();
        const auto model = readOnnx(asBytes(bytes), "dir\xFF/caf\xE9 \xC3\xA9.onnx").model;
        COMPARE_TEXT(model.name(), "caf\xEF\xBF\xBD \xC3\xA9");
    }

    void fusingCanBeTurnedOff() {
        COMPARE_TEXT(readText(convRelu()),
                     "in x float32 1x3x8x8 (768)\n"
                     "conv [Conv+Relu] x -> y float32 1x4x6x6 (576)\n"
                     "out y\n");
        COMPARE_TEXT(readText(convRelu(), unfused()),
                     "in x float32 1x3x8x8 (768)\n"
                     "conv [Conv] x -> c float32 1x4x6x6 (576)\n"
                     "relu [Relu] c -> y float32 1x4x6x6 (576)\n"
                     "out y\n");
    }

    void everyModeOfInferenceAgrees() {
        OnnxOptions inProcess;
        inProcess.inference = OnnxOptions::Inference::InProcess;
        COMPARE_TEXT(readText(convRelu(), inProcess), readText(convRelu()).c_str());
        OnnxOptions none;
        none.inference = OnnxOptions::Inference::None;
        const auto model = read(convRelu(), none);
        COMPARE_TEXT(modelText(model.model),
                     "in x float32 1x3x8x8 (768)\n"
                     "conv [Conv+Relu] x -> y float32 1x3x8x8 (768) ?\n"
                     "out y\n");
        COMPARE_TEXT(warningsText(model),
                     "the size of 1 tensor is unknown and was filled in: "
                     "'y' (as large as its node's input)");
    }

    void initializersAmongTheInputsAreNoInputs() {
        auto builder = convRelu();
        builder.model().set_ir_version(3);
        builder.graph().input("w", shape(4, 3, 3, 3));
        const auto model = read(builder).model;
        QCOMPARE(model.inputs().size(), 1U);
        QCOMPARE(model.layers()[0].weightBytes.count(), 4 * 3 * 3 * 3 * 4);
    }

    void weightsMadeByNodesAreNoLayers() {
        OnnxBuilder builder(9);
        auto graph = builder.graph();
        graph.input("x", shape(1, 3, 8, 8)).ints("w_shape", {4, 3, 3, 3});
        graph.node("ConstantOfShape", {"w_shape"}, {"w"});
        auto& bias = graph.node("Constant", {}, {"b64"});
        setIntTensor(bias, "value", {1, 2, 3, 4});
        setInt(graph.node("Cast", {"b64"}, {"b"}), "to", onnx::TensorProto::FLOAT);
        graph.node("Conv", {"x", "w", "b"}, {"y"});
        graph.output("y");
        const auto model = read(builder).model;
        COMPARE_TEXT(modelText(model),
                     "in x float32 1x3x8x8 (768)\n"
                     "Conv_2 [Conv] x -> y float32 1x4x6x6 (576)\n"
                     "out y\n");
        QCOMPARE(model.layers()[0].weightBytes.count(), (4 * 27 + 4) * 4);
    }

    void hugeConstantsAreNeverMade() {
        OnnxBuilder builder(9);
        auto graph = builder.graph();
        graph.input("x", shape(1, 65536)).ints("w_shape", {65536, 1'000'000'000});
        graph.node("ConstantOfShape", {"w_shape"}, {"w"});
        graph.node("MatMul", {"x", "w"}, {"y"}, "m");
        graph.output("y");
        const auto model = read(builder).model;
        QCOMPARE(model.layers()[0].weightBytes.count(), 262'144'000'000'000);
        QCOMPARE(model.layers()[0].flops, 131'072'000'000'000);
    }

    void nodesInAnyOrder() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(1, 4));
        graph.node("Exp", {"half"}, {"y"}, "last");
        graph.node("Neg", {"x"}, {"n"}, "first");
        setInt(graph.node("Cast", {"n"}, {"half"}, "cast"), "to", onnx::TensorProto::FLOAT16);
        graph.output("y");
        COMPARE_TEXT(readText(builder),
                     "in x float32 1x4 (16)\n"
                     "first [Neg] x -> n float32 1x4 (16)\n"
                     "cast [Cast] n -> half float16 1x4 (8)\n"
                     "last [Exp] half -> y float16 1x4 (8)\n"
                     "out y\n");
    }

    void optionalRepeatedAndMissingOperands() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2, 4)).input("unused", shape(3)).floats("high", {6.0F});
        graph.graph().mutable_initializer(0)->clear_dims();
        graph.node("Mul", {"x", "x"}, {"square"}, "square");
        graph.node("Clip", {"square", "", "high"}, {"y"}, "clip");
        auto& random = graph.node("RandomNormal", {}, {"r"}, "noise");
        setInts(random, "shape", {2, 4});
        graph.node("Add", {"y", "r"}, {"z"}, "sum");
        graph.output("z").output("y");
        COMPARE_TEXT(readText(builder),
                     "in x float32 2x4 (32)\n"
                     "in unused float32 3 (12)\n"
                     "square [Mul] x, x -> square float32 2x4 (32)\n"
                     "clip [Clip] square -> y float32 2x4 (32)\n"
                     "noise [RandomNormal]  -> r float32 2x4 (32)\n"
                     "sum [Add] y, r -> z float32 2x4 (32)\n"
                     "out z, y\n");
    }

    void twelveOutputsAndConstantOnes() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(12, 2)).ints("answer", {42});
        std::vector<std::string> parts;
        for (int i = 0; i < 12; ++i)
            parts.push_back("part" + std::to_string(i));
        graph.node("Split", {"x"}, parts, "split");
        for (const auto& part : parts)
            graph.output(part);
        graph.output("answer");
        graph.node("Shape", {"x"}, {"s"});
        graph.output("s");
        const auto result = read(builder);
        QCOMPARE(result.model.outputs().size(), 12U);
        QCOMPARE(result.model.layerCount(), 1U);
        COMPARE_TEXT(tensorText(result.model.tensors()[12]), "part11 float32 1x2 (8)");
        COMPARE_TEXT(warningsText(result),
                     "output 'answer' is a constant and left out\n"
                     "output 's' is a constant and left out");
    }

    void oddNames() {
        const std::string json = R"({"name": "out/1", "id": [1]})";
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("größe/ x", shape(2));
        graph.node("Neg", {"größe/ x"}, {"a"}, "same");
        graph.node("Neg", {"a"}, {"b"}, "same");
        graph.node("Neg", {"b"}, {"c"});
        graph.node("Neg", {"c"}, {json}, "same_2");
        graph.output(json);
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in größe/ x float32 2 (8)\n"
                     "same [Neg] größe/ x -> a float32 2 (8)\n"
                     "same_3 [Neg] a -> b float32 2 (8)\n"
                     "Neg_2 [Neg] b -> c float32 2 (8)\n"
                     "same_2 [Neg] c -> {\"name\": \"out/1\", \"id\": [1]} float32 2 (8)\n"
                     "out {\"name\": \"out/1\", \"id\": [1]}\n");
        COMPARE_TEXT(warningsText(result),
                     "node names that stand twice were made unique: 'same_3'");
    }

    void unnamedNodesCountAsInOnnxRuntime() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        setIntTensor(graph.node("Constant", {}, {"k"}), "value", {1});
        graph.input("x", shape(2));
        graph.node("Neg", {"x"}, {"a"});
        graph.node("Neg", {"a"}, {"y"});
        graph.output("y");
        const auto model = read(builder).model;
        COMPARE_TEXT(model.layers()[0].name, "Neg_0");
        COMPARE_TEXT(model.layers()[1].name, "Neg_1");
    }

    void missingWeightFilesAreNotNeeded() {
        auto builder = convRelu();
        auto* location =
            builder.model().mutable_graph()->mutable_initializer(0)->add_external_data();
        location->set_key("location");
        location->set_value("nowhere.bin");
        QCOMPARE(read(builder).model.layers()[0].weightBytes.count(), 432);
    }

    void elementTypesOfNewerFormats() {
        constexpr int kFloat8 = 17;
        constexpr int kInt4 = 22;
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(5), kFloat8).input("q", shape(5), kInt4);
        graph.node("Identity", {"x"}, {"y"}, "a");
        graph.node("Identity", {"q"}, {"z"}, "b");
        graph.output("y").output("z");
        COMPARE_TEXT(readText(builder),
                     "in x unknown 5 (5)\n"
                     "in q unknown 5 (3)\n"
                     "a [Identity] x -> y unknown 5 (5)\n"
                     "b [Identity] q -> z unknown 5 (3)\n"
                     "out y, z\n");
    }

    void manyDomainsAndUnknownOperators() {
        OnnxBuilder builder;
        for (int i = 0; i < 8; ++i) {
            auto* opset = builder.model().add_opset_import();
            opset->set_domain("org.example.d" + std::to_string(i));
            opset->set_version(1);
        }
        auto graph = builder.graph();
        graph.input("x", shape(1, 4, 2), onnx::TensorProto::FLOAT16).weight("w", {4, 4});
        graph.node("Attention", {"x", "w"}, {"a"}, "attention").set_domain("com.microsoft");
        graph.node("Attention", {"a", "w"}, {"b"}, "again").set_domain("com.microsoft");
        graph.node("Fancy", {"b"}, {"c"}, "fancy").set_domain("org.example.d3");
        graph.node("Relu", {"c"}, {"y"}, "relu");
        graph.output("y");
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in x float16 1x4x2 (16)\n"
                     "attention [com.microsoft.Attention] x -> a float16 1x4x2 (16) ?\n"
                     "again [com.microsoft.Attention] a -> b float16 1x4x2 (16) ?\n"
                     "fancy [org.example.d3.Fancy] b -> c float16 1x4x2 (16) ?\n"
                     "relu [Relu] c -> y float16 1x4x2 (16) ?\n"
                     "out y\n");
        COMPARE_TEXT(warningsText(result),
                     "unknown operators, costed by bytes alone: com.microsoft.Attention (2), "
                     "org.example.d3.Fancy (1)\n"
                     "the size of 3 tensors is unknown and was filled in: "
                     "'a' (as large as its node's input), 'b' (as large as its node's input), "
                     "'c' (as large as its node's input)");
        QCOMPARE(result.model.layers()[0].flops, 0);
        QCOMPARE(result.model.layers()[0].weightBytes.count(), 64);
        QVERIFY(result.model.layers()[0].computeType == DataType::Float16);
    }

    void functionsOfTheModelAreWalkedInto() {
        OnnxBuilder builder;
        auto* domain = builder.model().add_opset_import();
        domain->set_domain("my");
        domain->set_version(1);
        auto* function = builder.model().add_functions();
        function->set_name("Block");
        function->set_domain("my");
        function->add_input("a");
        function->add_input("weight");
        function->add_output("r");
        auto* opset = function->add_opset_import();
        opset->set_version(13);
        auto* product = function->add_node();
        product->set_op_type("MatMul");
        product->add_input("a");
        product->add_input("weight");
        product->add_output("p");
        auto* turn = function->add_node();
        turn->set_op_type("Transpose");
        turn->add_input("p");
        turn->add_output("r");
        auto* reference = turn->add_attribute();
        reference->set_name("perm");
        reference->set_ref_attr_name("order");
        auto graph = builder.graph();
        graph.input("x", shape(2, 3)).weight("w", {3, 5});
        auto& call = graph.node("Block", {"x", "w"}, {"y"}, "block");
        call.set_domain("my");
        setInts(call, "order", {1, 0});
        graph.output("y");
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in x float32 2x3 (24)\n"
                     "block [my.Block] x -> y float32 5x2 (40)\n"
                     "out y\n");
        COMPARE_TEXT(warningsText(result), "");
        QCOMPARE(result.model.layers()[0].flops, 2 * 2 * 3 * 5);
        QCOMPARE(result.model.layers()[0].weightBytes.count(), 60);
    }

    void aFunctionThatCallsItselfEnds() {
        OnnxBuilder builder;
        auto* function = builder.model().add_functions();
        function->set_name("Again");
        function->set_domain("my");
        function->add_input("a");
        function->add_output("r");
        for (const char* output : {"q", "r"}) {
            auto* inner = function->add_node();
            inner->set_op_type("Again");
            inner->set_domain("my");
            inner->add_input("a");
            inner->add_output(output);
        }
        auto graph = builder.graph();
        graph.input("x", shape(2));
        graph.node("Again", {"x"}, {"y"}, "again").set_domain("my");
        graph.output("y");
        COMPARE_TEXT(readText(builder),
                     "in x float32 2 (8)\n"
                     "again [my.Again] x -> y float32 2 (8) ?\n"
                     "out y\n");
    }
};

QTEST_APPLESS_MAIN(TestOnnxReader)
#include "test_onnx_reader.moc"
