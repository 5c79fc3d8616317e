// Work of single nodes against figures worked out by hand.

#include "core/graph/saturating.h"
#include "core/io/onnx_flops.h"
#include "tests/core/io/onnx_text.h"

#include <QTest>
#include <functional>
#include <limits>

using namespace trilane;           // NOLINT(google-build-using-namespace)
using namespace trilane::testing;  // NOLINT(google-build-using-namespace)

namespace {

using Dims = std::vector<std::int64_t>;
using Setup = std::function<void(onnx::NodeProto&)>;

/// The work of one node whose first input is a model input and whose others are weights.
std::int64_t flopsOf(const std::string& op, const std::vector<Dims>& inputs,
                     const Setup& setup = {}, int elemType = onnx::TensorProto::FLOAT) {
    OnnxBuilder builder;
    auto graph = builder.graph();
    std::vector<std::string> names;
    for (const Dims& dims : inputs) {
        names.push_back("i" + std::to_string(names.size()));
        std::vector<DeclaredDim> declared(dims.begin(), dims.end());
        if (names.size() == 1)
            graph.input(names.back(), declared, elemType);
        else
            graph.weight(names.back(), dims, elemType);
    }
    auto& node = graph.node(op, names, {"y"}, "node");
    if (setup) setup(node);
    graph.output("y");
    const auto model = read(builder).model;
    return model.layers()[0].flops;
}

}  // namespace

class TestOnnxFlops : public QObject {
    Q_OBJECT

private slots:
    void convolutions() {
        // AlexNet's second layer: 256 x 27 x 27 outputs, two groups of 48 channels, 5 x 5.
        const auto grouped = [](onnx::NodeProto& node) {
            setInt(node, "group", 2);
            setInts(node, "pads", {2, 2, 2, 2});
        };
        QCOMPARE(flopsOf("Conv", {{1, 96, 27, 27}, {256, 48, 5, 5}, {256}}, grouped),
                 256LL * 27 * 27 * (2 * 48 * 25 + 1));
        QCOMPARE(flopsOf("ConvTranspose", {{1, 6, 5, 5}, {6, 4, 2, 2}}),
                 2LL * 6 * 5 * 5 * 4 * 2 * 2);
        // Offsets stand where a convolution has its bias; the output counts like the input.
        QCOMPARE(flopsOf("DeformConv", {{1, 3, 8, 8}, {3, 3, 1, 1}, {1, 2, 8, 8}}),
                 3LL * 8 * 8 * (2 * 3));
        QCOMPARE(flopsOf("ConvInteger", {{1, 3, 8, 8}, {4, 3, 3, 3}}, {}, onnx::TensorProto::UINT8),
                 4LL * 6 * 6 * 54);
    }

    void products() {
        QCOMPARE(flopsOf("MatMul", {{7, 2, 3}, {3, 5}}), 2LL * 7 * 2 * 3 * 5);
        QCOMPARE(flopsOf("Gemm", {{2, 3}, {3, 5}, {5}}), 2LL * 2 * 3 * 5 + 2 * 5);
        QCOMPARE(flopsOf("Gemm", {{3, 2}, {5, 3}},
                         [](onnx::NodeProto& node) {
                             setInt(node, "transA", 1);
                             setInt(node, "transB", 1);
                         }),
                 2LL * 2 * 3 * 5);
        QCOMPARE(
            flopsOf("Einsum", {{2, 3, 4}, {2, 4, 5}},
                    [](onnx::NodeProto& node) { setString(node, "equation", "bij, bjk -> bik"); }),
            2LL * 2 * 3 * 4 * 5);
    }

    void poolsAndReductions() {
        QCOMPARE(flopsOf("MaxPool", {{1, 4, 8, 8}},
                         [](onnx::NodeProto& node) {
                             setInts(node, "kernel_shape", {3, 3});
                         }),
                 4LL * 6 * 6 * 9);
        QCOMPARE(flopsOf("GlobalAveragePool", {{1, 4, 8, 8}}), 4LL * 64);
        QCOMPARE(flopsOf("ReduceMean", {{3, 5}}), 15);
        QCOMPARE(
            flopsOf("LRN", {{1, 4, 2, 2}}, [](onnx::NodeProto& node) { setInt(node, "size", 5); }),
            16LL * 13);
    }

    void recurrentLayers() {
        const auto hidden = [](onnx::NodeProto& node) { setInt(node, "hidden_size", 8); };
        QCOMPARE(flopsOf("LSTM", {{10, 2, 6}, {1, 32, 6}, {1, 32, 8}}, hidden),
                 2LL * 10 * 2 * (32 * 6 + 32 * 8));
    }

    void elementwise() {
        QCOMPARE(flopsOf("Add", {{4, 1}, {1, 6}}), 24);
        QCOMPARE(flopsOf("Max", {{2, 3}, {2, 3}, {2, 3}}), 12);
        QCOMPARE(flopsOf("Mean", {{2, 3}, {2, 3}, {2, 3}}), 18);
        QCOMPARE(flopsOf("Softmax", {{4, 5}}), 100);
        QCOMPARE(flopsOf("Transpose", {{4, 5}}), 0);
    }

    void countsSaturate() {
        constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
        QCOMPARE(addSaturating(kMost, 1), kMost);
        QCOMPARE(addSaturating(2, 3), 5);
        QCOMPARE(multiplySaturating(kMost / 2, 3), kMost);
        QCOMPARE(multiplySaturating(kMost, 0), 0);
        QCOMPARE(flopsOf("MatMul", {{1'000'000, 1'000'000}, {1'000'000, 100'000'000}}), kMost);
    }
};

QTEST_APPLESS_MAIN(TestOnnxFlops)
#include "test_onnx_flops.moc"
