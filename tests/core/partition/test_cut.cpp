#include "core/partition/cut.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>

using namespace trilane;

namespace {

Cut cutOf(const Model& model, std::initializer_list<std::size_t> device) {
    Cut cut{LayerSet(model.layerCount())};
    for (const std::size_t layer : device)
        cut.device.set(layer);
    return cut;
}

Cut cutFromBits(const Model& model, std::uint64_t bits) {
    return Cut{LayerSet(model.layerCount(), bits)};
}

std::vector<std::string> crossingNames(const Model& model, const Cut& cut) {
    std::vector<std::string> names;
    for (const TensorId id : crossingTensors(model, cut))
        names.push_back(model.tensor(id).name);
    return names;
}

}  // namespace

class TestCut : public QObject {
    Q_OBJECT

private slots:
    void diamond();
    void crossesOnceHoweverManyConsumers();
    void inputsThatTheDeviceConsumesToo();
    void unusedTensorsDoNotCross();
    void everySubsetOfRandomGraphs();
};

void TestCut::diamond() {
    const Model model = samples::graph(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}});
    using Names = std::vector<std::string>;
    QCOMPARE(crossingNames(model, cutOf(model, {})), Names{"in"});
    QCOMPARE(crossingNames(model, cutOf(model, {0})), Names{"L0"});
    QCOMPARE(crossingNames(model, cutOf(model, {0, 1})), (Names{"L0", "L1"}));
    QCOMPARE(crossingNames(model, cutOf(model, {0, 1, 2})), (Names{"L1", "L2"}));
    QCOMPARE(crossingNames(model, cutOf(model, {0, 1, 2, 3})), Names{});
    QVERIFY(isClosed(model, cutOf(model, {})));
    QVERIFY(isClosed(model, cutOf(model, {0, 2})));
    QVERIFY(!isClosed(model, cutOf(model, {1})));
    QVERIFY(!isClosed(model, cutOf(model, {0, 1, 3})));
}

void TestCut::crossesOnceHoweverManyConsumers() {
    const Model model = samples::graph(4, {{0, 1}, {0, 2}, {0, 3}});
    QVERIFY(crossingTensors(model, cutOf(model, {0})) == std::vector{TensorId{1}});
}

void TestCut::inputsThatTheDeviceConsumesToo() {
    const Model model = samples::graph(2, {});
    QCOMPARE(crossingNames(model, cutOf(model, {0})), std::vector<std::string>{"in"});
}

void TestCut::unusedTensorsDoNotCross() {
    ModelDescription description = samples::describeGraph(2, {{0, 1}});
    description.inputs.emplace_back("unused");
    description.layers[0].outputs.emplace_back("spare");
    const Model model = samples::build(description);
    QCOMPARE(crossingNames(model, cutOf(model, {})), std::vector<std::string>{"in"});
    QCOMPARE(crossingNames(model, cutOf(model, {0})), std::vector<std::string>{"L0"});
}

void TestCut::everySubsetOfRandomGraphs() {
    int closed = 0;
    int open = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const Model model = samples::randomDag(seed, 6);
        for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << model.layerCount()); ++bits) {
            const Cut cut = cutFromBits(model, bits);
            bool flowsBack = false;
            std::vector<bool> crosses(model.tensorCount(), false);
            for (std::size_t to = 0; to < model.layerCount(); ++to) {
                for (const TensorId input : model.layers()[to].inputs) {
                    const auto producer = model.tensor(input).producer;
                    const bool fromDevice = !producer || ((bits >> producer->index()) & 1U) != 0;
                    const bool toDevice = ((bits >> to) & 1U) != 0;
                    if (!fromDevice && toDevice) flowsBack = true;
                    if (fromDevice && !toDevice) crosses[input.index()] = true;
                }
            }
            std::vector<TensorId> expected;
            for (std::size_t i = 0; i < crosses.size(); ++i)
                if (crosses[i]) expected.emplace_back(i);
            QCOMPARE(isClosed(model, cut), !flowsBack);
            QVERIFY(crossingTensors(model, cut) == expected);
            ++(flowsBack ? open : closed);
        }
    }
    QVERIFY(closed > 500);
    QVERIFY(open > 500);
}

QTEST_APPLESS_MAIN(TestCut)
#include "test_cut.moc"
