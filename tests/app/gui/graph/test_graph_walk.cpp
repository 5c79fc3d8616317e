#include "app/gui/graph/cut_drag.h"
#include "app/gui/graph/graph_walk.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>
#include <array>

using namespace trilane;

namespace {

/// 0 forks into 1, 2, 3, which 4 joins; 5 follows.
Model threeWays() {
    return samples::graph(6, {{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 4}, {4, 5}});
}

PinnedSides noPins(const Model& model) {
    return {LayerSet(model.layerCount()), LayerSet(model.layerCount())};
}

Cut cutOf(const Model& model, std::initializer_list<std::size_t> device) {
    Cut cut{LayerSet(model.layerCount())};
    for (const std::size_t layer : device)
        cut.device.set(layer);
    return cut;
}

std::optional<Cut> over(const Model& model, const Cut& from, const PinnedSides& pins,
                        std::size_t layer) {
    const std::array layers{LayerId{layer}};
    return cutMovedOver(model, from, pins, layers);
}

}  // namespace

class TestGraphWalk : public QObject {
    Q_OBJECT

private slots:
    void walksEdgesAndRanks_data() {
        QTest::addColumn<bool>("down");
        QTest::newRow("top to bottom") << true;
        QTest::newRow("left to right") << false;
    }
    void walksEdgesAndRanks() {
        QFETCH(bool, down);
        GraphOptions options;
        options.direction = down ? LayoutDirection::Down : LayoutDirection::Right;
        const auto graph = GraphGeometry::make(std::make_shared<const Model>(threeWays()), options);
        const auto node = [&](std::size_t layer) { return graph->nodeOf(LayerId{layer}); };
        const auto step = [&](std::size_t from, GraphStep way) {
            return stepFrom(*graph, node(from), way);
        };
        QVERIFY(step(4, GraphStep::Successor) == node(5));
        QVERIFY(!step(5, GraphStep::Successor));
        QVERIFY(step(1, GraphStep::Predecessor) == node(0));
        QVERIFY(step(0, GraphStep::Predecessor) == 0U);  // the model's input
        // From one end of the fork to the other, and back.
        std::uint32_t at = node(1);
        while (const auto before = stepFrom(*graph, at, GraphStep::SiblingBefore))
            at = *before;
        const auto second = stepFrom(*graph, at, GraphStep::SiblingAfter);
        QVERIFY(second);
        const auto third = stepFrom(*graph, *second, GraphStep::SiblingAfter);
        QVERIFY(third);
        QVERIFY(!stepFrom(*graph, *third, GraphStep::SiblingAfter));
        QVERIFY(stepFrom(*graph, *third, GraphStep::SiblingBefore) == second);
        QVERIFY(!step(4, GraphStep::SiblingAfter));
    }

    void theCutMovesOverALayer() {
        const Model model = threeWays();
        const Cut cut = cutOf(model, {0, 1});
        const auto more = over(model, cut, noPins(model), 4);
        QVERIFY(more == cutOf(model, {0, 1, 2, 3, 4}));
        QVERIFY(isClosed(model, *more));
        QVERIFY(over(model, cut, noPins(model), 0) == cutOf(model, {}));
        QVERIFY(over(model, cut, noPins(model), 2) == cutOf(model, {0, 1, 2}));
    }

    void aGroupMovesAsOne() {
        const Model model = threeWays();
        const std::array group{LayerId{1}, LayerId{2}};
        QVERIFY(cutMovedOver(model, cutOf(model, {0}), noPins(model), group) ==
                cutOf(model, {0, 1, 2}));
        QVERIFY(cutMovedOver(model, cutOf(model, {0, 1, 2, 3}), noPins(model), group) ==
                cutOf(model, {0, 3}));
    }

    void pinsHoldTheCut() {
        const Model model = threeWays();
        PinnedSides pins = noPins(model);
        pins.server.set(4).set(5);
        pins.device.set(0);
        QVERIFY(!over(model, cutOf(model, {0}), pins, 5));
        QVERIFY(!over(model, cutOf(model, {0}), pins, 0));
        QVERIFY(over(model, cutOf(model, {0}), pins, 3));
    }
};

QTEST_MAIN(TestGraphWalk)
#include "test_graph_walk.moc"
