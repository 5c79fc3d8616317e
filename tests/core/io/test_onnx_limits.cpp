// Files built to exhaust time or memory: sizes that a quadratic or unbounded reader does not
// finish.

#include "tests/core/io/onnx_text.h"

#include <QTest>

using namespace trilane;           // NOLINT(google-build-using-namespace)
using namespace trilane::testing;  // NOLINT(google-build-using-namespace)

namespace {

/// Inference in this process, so that what a child may do is no limit.
OnnxOptions plain() {
    OnnxOptions options;
    options.inference = OnnxOptions::Inference::InProcess;
    options.fuse = false;
    return options;
}

std::string numbered(const std::string& stem, int i) {
    return stem + std::to_string(i);
}

/// x -> t0 -> t1 -> ... -> y, `length` nodes that all have the same name.
OnnxBuilder chain(int length, const std::string& op, const std::vector<DeclaredDim>& dims,
                  const std::string& name = {}) {
    OnnxBuilder builder;
    auto graph = builder.graph();
    graph.input("x", dims);
    for (int i = 0; i < length; ++i)
        graph.node(op, {i == 0 ? "x" : numbered("t", i - 1)},
                   {i + 1 == length ? "y" : numbered("t", i)}, name);
    graph.output("y");
    return builder;
}

onnx::FunctionProto& addFunction(OnnxBuilder& builder, const std::string& name) {
    auto* function = builder.model().add_functions();
    function->set_domain("my");
    function->set_name(name);
    function->add_input("a");
    function->add_output("b");
    function->add_opset_import()->set_version(13);
    return *function;
}

void addStep(onnx::FunctionProto& function, const std::string& op, const std::string& input,
             const std::string& output) {
    auto* node = function.add_node();
    node->set_op_type(op);
    node->add_input(input);
    node->add_output(output);
}

void makeCalls(OnnxBuilder& builder) {
    for (auto& node : *builder.model().mutable_graph()->mutable_node())
        node.set_domain("my");
}

constexpr int kManyDims = 200'000;

}  // namespace

class TestOnnxLimits : public QObject {
    Q_OBJECT

private slots:
    void manyNodesOfOneName() {
        constexpr int kNodes = 100'000;
        auto builder = chain(kNodes, "Relu", shape(2), "same");
        // A name that the reader would make up stands in the file.
        builder.model().mutable_graph()->mutable_node(5)->set_name("same_3");
        auto options = plain();
        options.inference = OnnxOptions::Inference::None;
        const auto result = read(builder, options);
        const auto& layers = result.model.layers();
        QCOMPARE(layers.size(), std::size_t{kNodes});
        COMPARE_TEXT(layers[0].name, "same");
        COMPARE_TEXT(layers[1].name, "same_2");
        COMPARE_TEXT(layers[2].name, "same_4");
        COMPARE_TEXT(layers[5].name, "same_3");
        COMPARE_TEXT(layers[kNodes - 1].name, "same_100000");
        QVERIFY2(warningsText(result).find("made unique: 'same_2', 'same_4', 'same_5', 'same_6', "
                                           "'same_7' and 99993 more") != std::string::npos,
                 warningsText(result).c_str());
    }

    void manyCallsOfALongFunction() {
        auto builder = chain(3'000, "long", shape(1, 3, 8, 8));
        makeCalls(builder);
        auto& function = addFunction(builder, "long");
        for (int i = 0; i < 10'000; ++i)
            addStep(function, "Relu", i == 0 ? "a" : numbered("q", i - 1),
                    i == 9'999 ? "b" : numbered("q", i));
        const auto result = read(builder, plain());
        const auto& layers = result.model.layers();
        QCOMPARE(layers.size(), std::size_t{3'000});
        // A call is visited whole or not at all: 192 elements, 10,000 times.
        QCOMPARE(layers[4].flops, std::int64_t{1'920'000});
        QCOMPARE(layers[5].flops, std::int64_t{0});
        COMPARE_TEXT(tensorText(result.model.tensor(layers[2'999].outputs[0])),
                     "y float32 1x3x8x8 (768) ?");
    }

    void bodiesThatNobodyCanOrderCountToo() {
        auto builder = chain(3'000, "ring", shape(2));
        makeCalls(builder);
        auto& function = addFunction(builder, "ring");
        for (int i = 0; i < 10'000; ++i)
            addStep(function, "Relu", numbered("q", (i + 9'999) % 10'000), numbered("q", i));
        const auto result = read(builder, plain());
        COMPARE_TEXT(tensorText(result.model.tensor(result.model.layers()[2'999].outputs[0])),
                     "y float32 2 (8) ?");
    }

    void inputsOfTooManyDimensions() {
        const std::vector<DeclaredDim> ones(kManyDims, DeclaredDim(std::int64_t{1}));
        COMPARE_TEXT(errorText(chain(200, "Relu", ones), plain()),
                     "dir/test.onnx: input 'x': 200000 dimensions; expected at most 64");
        const std::vector<DeclaredDim> open(65, DeclaredDim(std::string()));
        COMPARE_TEXT(errorText(chain(1, "Relu", open), plain()),
                     "dir/test.onnx: input 'x': 65 dimensions; expected at most 64");
        const std::vector<DeclaredDim> most(64, DeclaredDim(std::int64_t{1}));
        COMPARE_TEXT(errorText(chain(200, "Relu", most), plain()), "no error");
    }

    void initializersOfTooManyDimensions() {
        auto builder = chain(1, "Relu", shape(2));
        builder.graph().weight("w", std::vector<std::int64_t>(kManyDims, 1));
        COMPARE_TEXT(errorText(builder, plain()),
                     "dir/test.onnx: initializer 'w': 200000 dimensions; expected at most 64");
        auto sparse = chain(1, "Relu", shape(2));
        auto* tensor = sparse.model().mutable_graph()->add_sparse_initializer();
        tensor->mutable_values()->set_name("s");
        for (int i = 0; i < 65; ++i)
            tensor->add_dims(1);
        COMPARE_TEXT(errorText(sparse, plain()),
                     "dir/test.onnx: initializer 's': 65 dimensions; expected at most 64");
    }

    void givenShapesOfTooManyDimensions() {
        auto builder = chain(1, "Relu", {});
        builder.model()
            .mutable_graph()
            ->mutable_input(0)
            ->mutable_type()
            ->mutable_tensor_type()
            ->clear_shape();
        auto options = plain();
        options.shapes["x"] = std::vector<std::int64_t>(65, 1);
        COMPARE_TEXT(errorText(builder, options), "--shape: x: 65 dimensions; expected at most 64");
    }

    void declaredShapesOfTooManyDimensions() {
        auto builder = chain(200, "Mystery", shape(2));
        const std::vector<DeclaredDim> ones(kManyDims, DeclaredDim(std::int64_t{1}));
        builder.graph().valueInfo("t0", ones);
        const auto result = read(builder, plain());
        COMPARE_TEXT(tensorText(result.model.tensor(result.model.layers()[0].outputs[0])),
                     "t0 float32 2 (8) ?");
        COMPARE_TEXT(tensorText(result.model.tensor(result.model.layers()[199].outputs[0])),
                     "y float32 2 (8) ?");
    }

    void inferredShapesOfTooManyDimensions() {
        auto builder = chain(200, "Relu", shape(1));
        auto& node = *builder.model().mutable_graph()->mutable_node(0);
        node.set_op_type("Unsqueeze");
        node.set_name("deep");
        node.add_input("axes");
        std::vector<std::int64_t> axes;
        for (int i = 0; i < 4'000; ++i)
            axes.push_back(i);
        builder.graph().ints("axes", axes);
        const auto result = read(builder, plain());
        COMPARE_TEXT(tensorText(result.model.tensor(result.model.layers()[199].outputs[0])),
                     "y float32 1 (4) ?");
        QVERIFY2(warningsText(result).starts_with("no shape could be inferred for 1 node: 'deep' "
                                                  "(Unsqueeze: more than 64 dimensions)"),
                 warningsText(result).c_str());
    }

    void manyOpenDimensions() {
        const std::vector<DeclaredDim> open(64, DeclaredDim(std::string()));
        COMPARE_TEXT(warningsText(read(chain(1, "Relu", open), plain())),
                     "input 'x': dynamic dimensions dim0, dim1, dim2, dim3, dim4, dim5, dim6, dim7 "
                     "and 56 more set to 1; give --shape "
                     "x=dim0,dim1,dim2,dim3,dim4,dim5,dim6,dim7,...");
    }

    void manyOutputs() {
        constexpr int kOutputs = 100'000;
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2));
        auto& node = graph.node("Mystery", {"x"}, {});
        for (int i = 0; i < kOutputs; ++i) {
            node.add_output(numbered("o", i));
            graph.output(numbered("o", i));
        }
        graph.output("o0");
        QCOMPARE(read(builder, plain()).model.outputs().size(), std::size_t{kOutputs});
    }

    void controlCharactersInNames() {
        using namespace std::string_literals;
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(2));
        graph.node("Add", {"x", "gh\0o\nst\x1b"s}, {"y"}, "add");
        graph.output("y");
        COMPARE_TEXT(errorText(builder, plain()),
                     "dir/test.onnx: node 'add' (Add): input 'gh\\x00o\\nst\\x1b' is a tensor that "
                     "nobody makes; expected an input, an initializer or a node's output");
    }
};

QTEST_APPLESS_MAIN(TestOnnxLimits)
#include "test_onnx_limits.moc"
