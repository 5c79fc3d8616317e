// How sizes are found: dynamic dimensions, shape computations, control flow, what stays unknown.

#include "tests/core/io/onnx_text.h"

#include <QTest>

using namespace trilane;           // NOLINT(google-build-using-namespace)
using namespace trilane::testing;  // NOLINT(google-build-using-namespace)

namespace {

OnnxOptions withShape(const std::string& name, const std::vector<std::int64_t>& dims) {
    OnnxOptions options;
    options.shapes[name] = dims;
    return options;
}

OnnxBuilder dynamicPool() {
    OnnxBuilder builder;
    auto graph = builder.graph();
    graph.input("x", shape("batch", 3, "height", ""));
    graph.node("GlobalAveragePool", {"x"}, {"y"}, "pool");
    graph.output("y");
    return builder;
}

/// Flattens x by the Shape -> Gather -> Unsqueeze -> Concat -> Reshape chain that exporters write.
OnnxBuilder reshapeChain() {
    OnnxBuilder builder(11);
    auto graph = builder.graph();
    graph.input("x", shape("batch", 3, 4, 4)).ints("rest", {-1}).ints("zero", {0});
    graph.graph().mutable_initializer(1)->clear_dims();
    graph.node("Shape", {"x"}, {"s"});
    graph.node("Gather", {"s", "zero"}, {"n"});
    setInts(graph.node("Unsqueeze", {"n"}, {"n1"}), "axes", {0});
    setInt(graph.node("Concat", {"n1", "rest"}, {"target"}), "axis", 0);
    graph.node("Reshape", {"x", "target"}, {"y"}, "flatten");
    graph.output("y");
    return builder;
}

}  // namespace

class TestOnnxShapes : public QObject {
    Q_OBJECT

private slots:
    void dynamicDimensionsCountAsOne() {
        const auto result = read(dynamicPool());
        COMPARE_TEXT(modelText(result.model),
                     "in x float32 1x3x1x1 (12)\n"
                     "pool [GlobalAveragePool] x -> y float32 1x3x1x1 (12)\n"
                     "out y\n");
        COMPARE_TEXT(warningsText(result),
                     "input 'x': dynamic dimensions batch, height, dim3 set to 1; "
                     "give --shape x=batch,3,height,dim3");
    }

    void dynamicDimensionsCanBeGiven() {
        const auto result = read(dynamicPool(), withShape("x", {2, 3, 4, 5}));
        COMPARE_TEXT(modelText(result.model),
                     "in x float32 2x3x4x5 (480)\n"
                     "pool [GlobalAveragePool] x -> y float32 2x3x1x1 (24)\n"
                     "out y\n");
        COMPARE_TEXT(warningsText(result), "");
    }

    void oneSymbolMeansOneValue() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("a", shape("n", 2)).input("b", shape("n", 2));
        graph.node("Add", {"a", "b"}, {"y"}, "add");
        graph.output("y");
        const auto result = read(builder, withShape("b", {7, 2}));
        COMPARE_TEXT(tensorText(result.model.tensors()[0]), "a float32 7x2 (56)");
        COMPARE_TEXT(warningsText(result), "");
    }

    void negativeAndEmptyDimensions() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(-1, 2)).input("none", shape(0, 4));
        graph.node("Relu", {"x"}, {"y"}, "a");
        graph.node("Relu", {"none"}, {"z"}, "b");
        graph.output("y").output("z");
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in x float32 1x2 (8)\n"
                     "in none float32 0x4 (0)\n"
                     "a [Relu] x -> y float32 1x2 (8)\n"
                     "b [Relu] none -> z float32 0x4 (0)\n"
                     "out y, z\n");
        COMPARE_TEXT(warningsText(result),
                     "input 'x': dynamic dimension dim0 set to 1; give --shape x=dim0,2");
    }

    void inputsWithoutAShape() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        auto* x = graph.graph().add_input();
        x->set_name("x");
        x->mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::DOUBLE);
        auto* list = graph.graph().add_input();
        list->set_name("list");
        list->mutable_type()
            ->mutable_sequence_type()
            ->mutable_elem_type()
            ->mutable_tensor_type()
            ->set_elem_type(onnx::TensorProto::FLOAT);
        graph.input("text", shape(3), onnx::TensorProto::STRING);
        graph.node("Relu", {"x"}, {"y"}, "relu");
        graph.node("SequenceLength", {"list"}, {"n"}, "length");
        graph.node("Identity", {"text"}, {"t"}, "copy");
        graph.output("y").output("n").output("t");
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in x float64 (8) ?\n"
                     "in list unknown (4) ?\n"
                     "in text string 3 (48) ?\n"
                     "relu [Relu] x -> y float64 1 (8) ?\n"
                     "length [SequenceLength] list -> n int64  (8) ?\n"
                     "copy [Identity] text -> t string 3 (48) ?\n"
                     "out y, n, t\n");
        COMPARE_TEXT(warningsText(result),
                     "input 'x' has no shape and counts as one element; give --shape x=...\n"
                     "input 'list' is no tensor and counts as one element\n"
                     "input 'text': strings, counted as 16 bytes each\n"
                     "the size of 2 tensors is unknown and was filled in: "
                     "'y' (one element), 't' (16 bytes a string)");
        const auto given = read(builder, withShape("x", {2, 2}));
        COMPARE_TEXT(tensorText(given.model.tensors()[0]), "x float64 2x2 (32)");
    }

    void shapeComputationsAreFollowed() {
        COMPARE_TEXT(readText(reshapeChain(), withShape("x", {5, 3, 4, 4})),
                     "in x float32 5x3x4x4 (960)\n"
                     "flatten [Reshape] x -> y float32 5x48 (960)\n"
                     "out y\n");
    }

    void resizeToAComputedSize() {
        OnnxBuilder builder(13);
        auto graph = builder.graph();
        graph.input("x", shape(1, 2, "h", "w"))
            .ints("start", {2})
            .ints("end", {4})
            .ints("head", {1, 2})
            .floats("factor", {2.5F});
        graph.node("Shape", {"x"}, {"s"});
        graph.node("Slice", {"s", "start", "end"}, {"hw"});
        setInt(graph.node("Cast", {"hw"}, {"hwf"}), "to", onnx::TensorProto::FLOAT);
        graph.node("Mul", {"hwf", "factor"}, {"big"});
        graph.node("Floor", {"big"}, {"floor"});
        setInt(graph.node("Cast", {"floor"}, {"sizes2"}), "to", onnx::TensorProto::INT64);
        setInt(graph.node("Concat", {"head", "sizes2"}, {"sizes"}), "axis", 0);
        graph.node("Resize", {"x", "", "", "sizes"}, {"y"}, "resize");
        graph.output("y");
        COMPARE_TEXT(readText(builder, withShape("x", {1, 2, 3, 5})),
                     "in x float32 1x2x3x5 (120)\n"
                     "resize [Resize] x -> y float32 1x2x7x12 (672)\n"
                     "out y\n");
    }

    void operatorsNewerThanTheLibrary() {
        OnnxBuilder builder(20);
        auto graph = builder.graph();
        graph.input("x", shape(2, 5, 4)).ints("axes", {1});
        graph.node("Gelu", {"x"}, {"g"}, "gelu");
        graph.node("ReduceMean", {"g", "axes"}, {"m"}, "mean");
        auto& split = graph.node("Split", {"x"}, {"p", "q"}, "split");
        setInt(split, "axis", 1);
        setInt(split, "num_outputs", 2);
        graph.output("m").output("p").output("q");
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in x float32 2x5x4 (160)\n"
                     "gelu [Gelu] x -> g float32 2x5x4 (160)\n"
                     "mean [ReduceMean] g -> m float32 2x1x4 (32)\n"
                     "split [Split] x -> p float32 2x3x4 (96) q float32 2x2x4 (64)\n"
                     "out m, p, q\n");
        COMPARE_TEXT(warningsText(result), "");
    }

    void theFilesOwnShapesHelpOut() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape("n", 4)).valueInfo("a", shape("n", 9)).valueInfo("b", shape("", 9));
        graph.node("Fancy", {"x"}, {"a"}, "known").set_domain("org.example");
        graph.node("Fancy", {"a"}, {"b"}, "open").set_domain("org.example");
        graph.output("b");
        const auto result = read(builder, withShape("x", {3, 4}));
        COMPARE_TEXT(modelText(result.model),
                     "in x float32 3x4 (48)\n"
                     "known [org.example.Fancy] x -> a float32 3x9 (108)\n"
                     "open [org.example.Fancy] a -> b float32 3x9 (108) ?\n"
                     "out b\n");
    }

    void conditionsAreOneLayerWithWhatTheyCapture() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("c", shape(), onnx::TensorProto::BOOL)
            .input("x", shape(1, 2, 4, 4))
            .weight("w", {8, 2, 3, 3});
        graph.node("Neg", {"x"}, {"n"}, "neg");
        auto& choice = graph.node("If", {"c"}, {"y"}, "if");
        auto yes = addGraph(choice, "then_branch");
        yes.node("Conv", {"n", "w"}, {"t"});
        yes.output("t");
        auto no = addGraph(choice, "else_branch");
        auto& nested = no.node("If", {"c"}, {"e"});
        auto inner = addGraph(nested, "then_branch");
        inner.node("Identity", {"x"}, {"i"});
        inner.output("i");
        auto other = addGraph(nested, "else_branch");
        other.node("Identity", {"n"}, {"o"});
        other.output("o");
        no.output("e");
        graph.output("y");
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in c bool  (1)\n"
                     "in x float32 1x2x4x4 (128)\n"
                     "neg [Neg] x -> n float32 1x2x4x4 (128)\n"
                     "if [If] c, n, x -> y float32 1x8x2x2 (128) ?\n"
                     "out y\n");
        COMPARE_TEXT(warningsText(result),
                     "the size of 1 tensor is unknown and was filled in: 'y' (the larger branch)");
        QCOMPARE(result.model.layers()[1].flops, 2 * 2 * 9 * 32);
        QCOMPARE(result.model.layers()[1].weightBytes.count(), 8 * 2 * 9 * 4);
    }

    void aModelThatIsOneCondition() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2, 4));
        graph.node("ReduceSum", {"x"}, {"s"}, "sum");
        setInt(graph.node("Cast", {"s"}, {"c"}, "cast"), "to", onnx::TensorProto::BOOL);
        auto& choice = graph.node("If", {"c"}, {"y"});
        for (const char* branch : {"then_branch", "else_branch"}) {
            auto body = addGraph(choice, branch);
            body.node("Relu", {"x"}, {"r"});
            body.output("r");
        }
        graph.output("y");
        COMPARE_TEXT(readText(builder),
                     "in x float32 2x4 (32)\n"
                     "sum [ReduceSum] x -> s float32 1x1 (4)\n"
                     "cast [Cast] s -> c bool 1x1 (1)\n"
                     "If_2 [If] c, x -> y float32 2x4 (32)\n"
                     "out y\n");
    }

    void loopsCountTheirTrips() {
        for (const bool known : {true, false}) {
            OnnxBuilder builder;
            auto graph = builder.graph();
            graph.input("x", shape(2, 4));
            if (known)
                graph.ints("trips", {5});
            else
                graph.input("trips", shape(1), onnx::TensorProto::INT64);
            auto& loop = graph.node("Loop", {"trips", "", "x"}, {"last", "all"}, "loop");
            auto body = addGraph(loop, "body");
            body.input("i", shape(), onnx::TensorProto::INT64)
                .input("go", shape(), onnx::TensorProto::BOOL)
                .input("v", shape(2, 4));
            body.node("Exp", {"v"}, {"next"});
            body.node("Identity", {"go"}, {"on"});
            body.node("Identity", {"next"}, {"each"});
            body.output("on").output("next").output("each");
            graph.output("last").output("all");
            const auto result = read(builder);
            const Layer& layer = result.model.layers()[0];
            QCOMPARE(layer.flops, known ? 40 : 8);
            COMPARE_TEXT(tensorText(result.model.tensor(layer.outputs[0])),
                         "last float32 2x4 (32)");
            COMPARE_TEXT(tensorText(result.model.tensor(layer.outputs[1])),
                         known ? "all float32 5x2x4 (160)" : "all float32 1x2x4 (32) ?");
            COMPARE_TEXT(
                warningsText(result),
                known ? "" : "unknown trip counts, work counted for one iteration: 'loop'");
        }
    }

    void scansGoAlongAnAxis() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("h", shape(3)).input("x", shape(2, 7, 3));
        auto& scan = graph.node("Scan", {"h", "x"}, {"hn", "ys"}, "scan");
        setInt(scan, "num_scan_inputs", 1);
        setInts(scan, "scan_input_axes", {1});
        setInts(scan, "scan_output_axes", {-1});
        auto body = addGraph(scan, "body");
        body.input("s", shape(3)).input("e", shape(2, 3));
        body.node("Identity", {"s"}, {"so"});
        body.node("Add", {"e", "s"}, {"r"});
        body.output("so").output("r");
        graph.output("hn").output("ys");
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in h float32 3 (12)\n"
                     "in x float32 2x7x3 (168)\n"
                     "scan [Scan] h, x -> hn float32 3 (12) ys float32 2x3x7 (168)\n"
                     "out hn, ys\n");
        QCOMPARE(result.model.layers()[0].flops, 7 * 6);
    }

    void sizesThatOnlyTheRunTells() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(4, 6)).ints("zero", {0});
        graph.node("NonZero", {"x"}, {"nz"}, "nonzero");
        graph.node("Shape", {"nz"}, {"s"}, "shape");
        graph.node("Gather", {"s", "zero"}, {"g"}, "gather");
        graph.output("g");
        const auto result = read(builder);
        COMPARE_TEXT(modelText(result.model),
                     "in x float32 4x6 (96)\n"
                     "nonzero [NonZero] x -> nz int64 4x6 (192) ?\n"
                     "shape [Shape] nz -> s int64 2 (16) ?\n"
                     "gather [Gather] s -> g int64 1 (8) ?\n"
                     "out g\n");
    }
};

QTEST_APPLESS_MAIN(TestOnnxShapes)
#include "test_onnx_shapes.moc"
