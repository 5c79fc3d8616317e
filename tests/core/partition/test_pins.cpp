#include "core/partition/pins.h"
#include "tests/support/random_models.h"

#include <QTest>

using namespace trilane;
using namespace trilane::test;

namespace {

/// x -> a -> b -> c, and a -> d.
Model smallModel() {
    ModelDescription description;
    description.inputs = {"x"};
    const auto add = [&](const std::string& name, const std::string& from) {
        LayerDescription layer;
        layer.name = name;
        layer.inputs = {from};
        layer.outputs = {name + "_out"};
        description.tensors[name + "_out"].bytes = Bytes{4};
        description.layers.push_back(layer);
    };
    description.tensors["x"].bytes = Bytes{4};
    add("a", "x");
    add("b", "a_out");
    add("c", "b_out");
    add("d", "a_out");
    return std::get<Model>(buildModel(description));
}

std::string faultOf(const Pins& pins) {
    const auto result = resolvePins(smallModel(), pins);
    const auto* fault = std::get_if<PinFault>(&result);
    return fault ? fault->found + " | " + fault->expected : "feasible";
}

}  // namespace

class TestPins : public QObject {
    Q_OBJECT

private slots:
    void takeAncestorsAndDescendantsAlong() {
        const Model model = smallModel();
        Pins pins;
        pins.device = {*model.findLayer("b")};
        pins.server = {*model.findLayer("c")};
        const auto sides = std::get<PinnedSides>(resolvePins(model, pins));
        QCOMPARE(sides.device.count(), std::size_t{2});
        QVERIFY(sides.device[model.findLayer("a")->index()]);
        QCOMPARE(sides.server.count(), std::size_t{1});
    }

    void keepInputsLocalPinsTheirConsumers() {
        const Model model = smallModel();
        Pins pins;
        pins.keepInputsLocal = true;
        const auto sides = std::get<PinnedSides>(resolvePins(model, pins));
        QCOMPARE(sides.device.count(), std::size_t{1});
        QVERIFY(sides.device[model.findLayer("a")->index()]);
    }

    void conflictsNameEveryLayerAndBothPins() {
        const Model model = smallModel();
        Pins pins;
        pins.device = {*model.findLayer("c")};
        pins.server = {*model.findLayer("b")};
        QCOMPARE(faultOf(pins),
                 std::string("layer 'b' must run on the device ('c' is pinned to the device) and "
                             "on the server ('b' is pinned to the server); layer 'c' must run on "
                             "the device ('c' is pinned to the device) and on the server ('b' is "
                             "pinned to the server) | pins that some cut obeys: all predecessors "
                             "of a device layer are on the device"));
        Pins local;
        local.keepInputsLocal = true;
        local.server = {*model.findLayer("a")};
        QVERIFY(faultOf(local).starts_with(
            "layer 'a' must run on the device ('a' consumes input 'x', which must stay local) and "
            "on the server ('a' is pinned to the server)"));
    }

    void feasibleExactlyWhenSomeCutObeys() {
        int infeasible = 0;
        for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
            RandomProblemOptions options;
            options.pins = true;
            const Problem problem = randomProblem(seed, options);
            const Model& model = *problem.model;
            bool some = false;
            for (std::uint64_t bits = 0; bits >> model.layerCount() == 0 && !some; ++bits) {
                const auto on = [&](LayerId layer) { return ((bits >> layer.index()) & 1U) != 0; };
                bool good = true;
                for (std::size_t v = 0; v < model.layerCount(); ++v)
                    for (const LayerId p : model.predecessors(LayerId{v}))
                        good = good && (!on(LayerId{v}) || on(p));
                for (const LayerId layer : problem.pins.device)
                    good = good && on(layer);
                for (const LayerId layer : problem.pins.server)
                    good = good && !on(layer);
                if (problem.pins.keepInputsLocal)
                    for (const TensorId input : model.inputs())
                        for (const LayerId layer : model.tensor(input).consumers)
                            good = good && on(layer);
                some = good;
            }
            QCOMPARE(std::holds_alternative<PinnedSides>(resolvePins(model, problem.pins)), some);
            if (!some) ++infeasible;
        }
        QVERIFY(infeasible > 50);
    }
};

QTEST_APPLESS_MAIN(TestPins)
#include "test_pins.moc"
