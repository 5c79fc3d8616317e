#include "core/graph/number_text.h"
#include "core/graph/statistics.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>
#include <limits>

using namespace trilane;
using samples::layer;

namespace {

/// image -> a (Conv), b (Conv) -> c (Add+Relu, of two nodes) -> d (Custom)
ModelDescription describeSample() {
    ModelDescription description;
    description.inputs = {"image"};
    description.layers = {layer("a", {"image"}), layer("b", {"image"}),
                          layer("c", {"a", "b", "a"}, "Add+Relu"), layer("d", {"c"}, "Custom")};
    description.outputs = {"d"};
    description.tensors["image"].dtype = DataType::Float32;
    description.tensors["image"].shape = {1, 3, 2, 2};
    description.tensors["a"].bytes = Bytes{100};
    description.tensors["b"].bytes = Bytes{100};
    description.tensors["b"].estimated = true;
    description.tensors["c"].transmitTime = Nanoseconds{5};
    description.layers[0].flops = 1000;
    description.layers[1].flops = 234;
    description.layers[1].weightBytes = Bytes{77};
    description.layers[2].members = {"add", "relu"};
    return description;
}

std::string typeText(DataType type, std::optional<std::vector<std::int64_t>> shape) {
    Tensor tensor;
    tensor.dtype = type;
    tensor.shape = std::move(shape);
    return describeType(tensor);
}

}  // namespace

class TestStatistics : public QObject {
    Q_OBJECT

private slots:
    void sample();
    void largestTensorsAreLimited();
    void sumsSaturate();
    void emptyModel();
    void types();
    void groupedNumbers();
};

void TestStatistics::sample() {
    const ModelStatistics statistics = computeStatistics(samples::build(describeSample()));
    QCOMPARE(statistics.layers, std::size_t{4});
    QCOMPARE(statistics.nodes, std::size_t{5});
    QCOMPARE(statistics.edges, std::size_t{3});
    const std::vector<OpCount> expected{{"Conv", 2}, {"Add+Relu", 1}, {"Custom", 1}};
    QCOMPARE(statistics.ops, expected);
    QCOMPARE(statistics.flops, std::int64_t{1234});
    QCOMPARE(statistics.weightBytes, Bytes{77});
    QCOMPARE(statistics.activationBytes, Bytes{248});
    // image 0, a 1, b 2, c 3, d 4; a and b are equally large
    QVERIFY((statistics.largestTensors == std::vector{TensorId{1}, TensorId{2}, TensorId{0}}));
    QVERIFY(statistics.estimatedTensors == std::vector{TensorId{2}});
    QVERIFY((statistics.unsizedTensors == std::vector{TensorId{3}, TensorId{4}}));
}

void TestStatistics::largestTensorsAreLimited() {
    const Model model = samples::build(describeSample());
    QVERIFY(computeStatistics(model, 1).largestTensors == std::vector{TensorId{1}});
    QVERIFY(computeStatistics(model, 0).largestTensors.empty());
}

void TestStatistics::sumsSaturate() {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    ModelDescription description = describeSample();
    description.layers[0].flops = kMost;
    description.layers[0].weightBytes = Bytes{kMost};
    const ModelStatistics statistics = computeStatistics(samples::build(description));
    QCOMPARE(statistics.flops, kMost);
    QCOMPARE(statistics.weightBytes, Bytes{kMost});
}

void TestStatistics::emptyModel() {
    const ModelStatistics statistics = computeStatistics(samples::build({}));
    QCOMPARE(statistics.layers, std::size_t{0});
    QVERIFY(statistics.ops.empty());
    QVERIFY(statistics.largestTensors.empty());
}

void TestStatistics::types() {
    QCOMPARE(typeText(DataType::Float32, {{1, 3, 224, 224}}), std::string("float32 1x3x224x224"));
    QCOMPARE(typeText(DataType::Int64, std::vector<std::int64_t>{}), std::string("int64 scalar"));
    QCOMPARE(typeText(DataType::Float16, std::nullopt), std::string("float16 ?"));
    QCOMPARE(typeText(DataType::Unknown, std::nullopt), std::string("unknown ?"));
}

void TestStatistics::groupedNumbers() {
    QCOMPARE(groupThousands(std::int64_t{0}), std::string("0"));
    QCOMPARE(groupThousands(std::int64_t{999}), std::string("999"));
    QCOMPARE(groupThousands(std::int64_t{602'112}), std::string("602,112"));
    QCOMPARE(groupThousands(std::int64_t{-1000}), std::string("-1,000"));
    QCOMPARE(groupThousands(std::numeric_limits<std::int64_t>::min()),
             std::string("-9,223,372,036,854,775,808"));
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "test_statistics.moc"
