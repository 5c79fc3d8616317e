// Bad files and bad --shape values: one exact message each, and never a crash.

#include "tests/core/io/onnx_text.h"

#include <QTest>

using namespace trilane;           // NOLINT(google-build-using-namespace)
using namespace trilane::testing;  // NOLINT(google-build-using-namespace)

namespace {

OnnxBuilder small() {
    OnnxBuilder builder;
    auto graph = builder.graph();
    graph.input("x", shape("n", 3, 8, 8)).weight("w", {4, 3, 3, 3});
    setInts(graph.node("Conv", {"x", "w"}, {"c"}, "conv"), "strides", {2, 2});
    graph.node("Relu", {"c"}, {"y"}, "relu");
    graph.output("y");
    return builder;
}

OnnxOptions withShape(const std::string& name, const std::vector<std::int64_t>& dims) {
    OnnxOptions options;
    options.shapes[name] = dims;
    return options;
}

constexpr const char* kExpected = "; expected an ONNX model (a protobuf message with a graph)";

}  // namespace

class TestOnnxErrors : public QObject {
    Q_OBJECT

private slots:
    void notAnOnnxFile_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("found");
        QTest::newRow("empty") << QByteArray() << "an empty file";
        QTest::newRow("json") << QByteArray(" {\"format\": 1}") << "JSON text";
        QTest::newRow("text") << QByteArray("layer { name: 'data' }") << "text";
        QTest::newRow("blank") << QByteArray("  \n") << "blank text";
        QTest::newRow("no graph") << QByteArray("\x08\x07", 2)
                                  << "a protobuf message without a graph";
        QTest::newRow("zip") << QByteArray("PK\x03\x04\x14\0\0\0\x08\0", 10)
                             << "byte 0: no valid protobuf field";
    }
    void notAnOnnxFile() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, found);
        const auto text = errorText(bytes.toStdString());
        if (QByteArray(QTest::currentDataTag()) == "zip")
            QVERIFY2(text.starts_with("dir/test.onnx: byte "), text.c_str());
        else
            COMPARE_TEXT(text, ("dir/test.onnx: " + found + kExpected).toUtf8().constData());
    }

    void filesThatCannotBeRead() {
        OnnxOptions options;
        try {
            static_cast<void>(readOnnx("/nonexistent/a.onnx", options));
            QFAIL("no error");
        } catch (const InputError& error) {
            COMPARE_TEXT(error.what(), "/nonexistent/a.onnx: no such file");
        }
        try {
            static_cast<void>(readOnnx("/", options));
            QFAIL("no error");
        } catch (const InputError& error) {
            COMPARE_TEXT(error.what(), "/: a directory; expected a file");
        }
    }

    void aFileThatIsCutOff() {
        auto builder = small();
        const std::string bytes = builder.bytes();
        // The IR version takes two bytes, then the graph comes after its tag and length.
        const auto found = fmt::format(
            "dir/test.onnx: byte 2: a field of {} bytes where 36 are left (cut off or "
            "corrupt)",
            builder.model().graph().ByteSizeLong());
        COMPARE_TEXT(errorText(bytes.substr(0, 40)), (found + kExpected).c_str());
    }

    void corruptionInsideANode() {
        std::string bytes = small().bytes();
        const std::size_t name = bytes.find("strides");
        bytes[name - 1] = '\x7f';  // the length of the attribute's name
        // Left: the name, two strides of two bytes each, the attribute's type of three.
        const auto found = fmt::format(
            "dir/test.onnx: byte {}, in graph.node[0].attribute[0]: a field of 127 "
            "bytes where 14 are left (cut off or corrupt)",
            name - 2);
        COMPARE_TEXT(errorText(bytes), (found + kExpected).c_str());
    }

    void everyTruncationIsSurvived() {
        const std::string bytes = small().bytes();
        OnnxOptions options;
        options.inference = OnnxOptions::Inference::None;
        int refused = 0;
        for (std::size_t size = 0; size < bytes.size(); ++size)
            if (errorText(bytes.substr(0, size), options) != "no error") ++refused;
        // What is complete but for the opset after the graph still reads.
        QVERIFY(refused >= static_cast<int>(bytes.size()) - 10);
    }

    void everyFlippedByteIsSurvived() {
        const std::string bytes = small().bytes();
        OnnxOptions options;
        options.inference = OnnxOptions::Inference::None;
        int read = 0;
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            std::string damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
            if (errorText(damaged, options) == "no error") ++read;
        }
        QVERIFY(read < static_cast<int>(bytes.size()));
    }

    void aCycleIsNamed() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2));
        graph.node("Neg", {"x"}, {"n"}, "neg");
        graph.node("Add", {"n", "c"}, {"a"}, "add");
        graph.node("Exp", {"a"}, {"b"}, "exp");
        graph.node("Log", {"b"}, {"c"}, "log");
        graph.output("c");
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: node 'add' (Add): the nodes form a cycle: "
                     "add -> exp -> log -> add; expected an acyclic graph");
    }

    void tensorsThatNobodyMakes() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2));
        graph.node("Add", {"x", "ghost"}, {"y"});
        graph.output("y");
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: node 'Add_0' (Add): input 'ghost' is a tensor that nobody "
                     "makes; expected an input, an initializer or a node's output");
        builder.model().mutable_graph()->mutable_node(0)->set_input(1, "x");
        builder.graph().output("spirit");
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: output 'spirit': a tensor that nobody makes; expected an "
                     "input, an initializer or a node's output");
    }

    void tensorsThatSubgraphsMiss() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("c", shape(), onnx::TensorProto::BOOL);
        auto& choice = graph.node("If", {"c"}, {"y"}, "if");
        auto body = addGraph(choice, "then_branch");
        body.node("Relu", {"ghost"}, {"r"});
        body.output("r");
        graph.output("y");
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: node 'if' (If): subgraph's tensor 'ghost' is a tensor that "
                     "nobody makes; expected an input, an initializer or a node's output");
    }

    void tensorsMadeTwice() {
        auto builder = small();
        auto graph = builder.graph();
        graph.node("Neg", {"x"}, {"c"}, "neg");
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: node 'neg' (Neg): output 'c' is also made by node 'conv' "
                     "(Conv); expected each tensor made once");
        builder.model().mutable_graph()->mutable_node(2)->set_output(0, "w");
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: node 'neg' (Neg): output 'w' is also an input or initializer "
                     "of the graph; expected each tensor made once");
    }

    void inputsTwiceOrWithoutName() {
        auto builder = small();
        builder.graph().input("x", shape(1));
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: input 'x': stands twice among the graph's inputs; expected "
                     "each input once");
        auto unnamed = small();
        unnamed.graph().input("", shape(1));
        COMPARE_TEXT(errorText(unnamed),
                     "dir/test.onnx: graph.input: an input without a name; expected a name");
    }

    void modelsWithoutLayers() {
        OnnxBuilder builder;
        builder.graph().input("x", shape(1)).output("x");
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: graph: no nodes; expected at least one node that depends on "
                     "an input");
        auto graph = builder.graph();
        graph.ints("k", {1});
        graph.node("Identity", {"k"}, {"y"});
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: graph: nothing but constants; expected at least one node that "
                     "depends on an input");
    }

    void shapesThatDoNotFit_data() {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QList<qlonglong>>("dims");
        QTest::addColumn<QString>("message");
        using Dims = QList<qlonglong>;
        QTest::newRow("name") << "image" << Dims{1, 3}
                              << "image=1,3: the model has no input 'image'; expected one of x";
        QTest::newRow("weight") << "w" << Dims{1}
                                << "w=1: the model has no input 'w'; expected one of x";
        QTest::newRow("rank") << "x" << Dims{1, 3} << "x=1,3: 2 dimensions; expected 4 (n,3,8,8)";
        QTest::newRow("fixed") << "x" << Dims{1, 4, 8, 8}
                               << "x=1,4,8,8: dimension 1 is 4; expected 3, which the model fixes";
        QTest::newRow("zero") << "x" << Dims{0, 3, 8, 8}
                              << "x=0,3,8,8: dimension 0 is 0; expected a positive integer";
        QTest::newRow("negative") << "x" << Dims{-1, 3, 8, 8}
                                  << "x=-1,3,8,8: dimension 0 is -1; expected a positive integer";
        QTest::newRow("huge") << "x" << Dims{9'000'000'000'000'000'000, 3, 8, 8}
                              << "input 'x': the shape 9000000000000000000,3,8,8 is more than "
                                 "1000000000000000 bytes; expected at most 1000000000000000 bytes";
    }
    void shapesThatDoNotFit() {
        QFETCH(QString, input);
        QFETCH(QList<qlonglong>, dims);
        QFETCH(QString, message);
        const auto text =
            errorText(small(), withShape(input.toStdString(), {dims.begin(), dims.end()}));
        COMPARE_TEXT(text, ("--shape: " + message).toUtf8().constData());
    }

    void aShapeThatANodeRefuses() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape("n", "k")).weight("w", {1, 5});
        graph.node("MatMul", {"x", "w"}, {"y"}, "product");
        graph.output("y");
        COMPARE_TEXT(readText(builder),
                     "in x float32 1x1 (4)\n"
                     "product [MatMul] x -> y float32 1x5 (20)\n"
                     "out y\n");
        COMPARE_TEXT(errorText(builder, withShape("x", {2, 7})),
                     "--shape: x=2,7: node 'product' (MatMul) refuses it: Incompatible dimensions "
                     "for matrix multiplication; expected a shape that the model accepts");
    }

    void aNodeThatFitsNoShapeIsAWarning() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2, 7)).weight("w", {6, 5});
        graph.node("MatMul", {"x", "w"}, {"y"}, "product");
        graph.output("y");
        const auto result = read(builder, withShape("x", {2, 7}));
        COMPARE_TEXT(warningsText(result),
                     "no shape could be inferred for 1 node: 'product' (MatMul: Incompatible "
                     "dimensions for matrix multiplication)\n"
                     "the size of 1 tensor is unknown and was filled in: "
                     "'y' (as large as its node's input)");
    }

    void sizesBeyondAllMeasure() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(1, 1)).weight("w", {1LL << 62, 1LL << 62, 8});
        graph.ints("big", {1'000'000'000, 1'000'000'000});
        graph.node("Mul", {"x", "w"}, {"m"}, "mul");
        graph.node("Expand", {"x", "big"}, {"y"}, "expand");
        graph.output("y");
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: node 'mul' (Mul): output 'm' of shape "
                     "4611686018427387904,4611686018427387904,8 is more than 1000000000000000 "
                     "bytes; expected a shape that is smaller");
        builder.model().mutable_graph()->mutable_node()->DeleteSubrange(0, 1);
        COMPARE_TEXT(errorText(builder),
                     "dir/test.onnx: node 'expand' (Expand): output 'y' of shape "
                     "1000000000,1000000000 is more than 1000000000000000 bytes; expected a shape "
                     "that is smaller");
    }

    void tensorsThatClaimMoreThanTheyHold() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2, 2));
        auto* shapeTensor = graph.graph().add_initializer();
        shapeTensor->set_name("s");
        shapeTensor->set_data_type(onnx::TensorProto::INT64);
        shapeTensor->add_dims(2);
        shapeTensor->set_raw_data("123");
        graph.node("Reshape", {"x", "s"}, {"y"}, "reshape");
        graph.output("y");
        COMPARE_TEXT(readText(builder),
                     "in x float32 2x2 (16)\n"
                     "reshape [Reshape] x -> y float32 2x2 (16) ?\n"
                     "out y\n");
    }

    void subgraphsNestedDeep() {
        for (const int depth : {5, 200}) {
            OnnxBuilder builder;
            auto graph = builder.graph();
            graph.input("c", shape(), onnx::TensorProto::BOOL).input("x", shape(2));
            auto* node = &graph.node("If", {"c"}, {"y"}, "if");
            for (int i = 0; i < depth; ++i) {
                auto body = addGraph(*node, "then_branch");
                body.output("y");
                node = &body.node("If", {"c"}, {"y"});
            }
            auto body = addGraph(*node, "then_branch");
            body.node("Relu", {"x"}, {"y"});
            body.output("y");
            graph.output("y");
            const auto text = errorText(builder);
            if (depth == 5)
                COMPARE_TEXT(text, "no error");
            else
                QVERIFY2(text.find("messages nested more than 100 deep") != std::string::npos,
                         text.c_str());
        }
    }

    void aCrashOfTheLibraryIsSurvived() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(1, 4, 8, 8));
        auto& pool = graph.node("MaxPool", {"x"}, {"p"}, "pool");
        setInts(pool, "kernel_shape", {2, 2});
        setInts(pool, "strides", {0, 0});
        graph.node("Relu", {"p"}, {"y"}, "relu");
        graph.output("y");
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in x float32 1x4x8x8 (1024)\n"
                     "pool [MaxPool] x -> p float32 1x4x8x8 (1024) ?\n"
                     "relu [Relu] p -> y float32 1x4x8x8 (1024) ?\n"
                     "out y\n");
        COMPARE_TEXT(warningsText(result),
                     "the ONNX library failed at 1 node and went on without: 'pool'\n"
                     "the size of 1 tensor is unknown and was filled in: "
                     "'p' (as large as its node's input)");
    }
};

QTEST_APPLESS_MAIN(TestOnnxErrors)
#include "test_onnx_errors.moc"
