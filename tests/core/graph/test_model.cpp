#include "core/graph/model.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>
#include <algorithm>

using namespace trilane;
using samples::layer;
using Kind = ModelFault::Kind;
using Names = std::vector<std::string>;

namespace {

std::string textOf(const ModelFault& fault) {
    return fault.found + "; expected " + fault.expected;
}

/// "in" -> a -> b, both named as their tensors.
ModelDescription twoLayers() {
    return samples::describeGraph(2, {{0, 1}});
}

void compareTensors(const Tensor& a, const Tensor& b) {
    QCOMPARE(a.name, b.name);
    QCOMPARE(toString(a.dtype), toString(b.dtype));
    QVERIFY(a.shape == b.shape);
    QVERIFY(a.bytes == b.bytes);
    QVERIFY(a.transmitTime == b.transmitTime);
    QVERIFY(a.producer == b.producer);
    QVERIFY(a.consumers == b.consumers);
    QCOMPARE(a.estimated, b.estimated);
}

void compareLayers(const Layer& a, const Layer& b) {
    QCOMPARE(a.name, b.name);
    QCOMPARE(a.op, b.op);
    QVERIFY(a.inputs == b.inputs);
    QVERIFY(a.outputs == b.outputs);
    QVERIFY(a.deviceTime == b.deviceTime);
    QVERIFY(a.serverTime == b.serverTime);
    QCOMPARE(a.flops, b.flops);
    QVERIFY(a.weightBytes == b.weightBytes);
    QCOMPARE(toString(a.computeType), toString(b.computeType));
    QCOMPARE(a.members, b.members);
    QCOMPARE(a.innerTensors, b.innerTensors);
    QCOMPARE(a.fileIndex, b.fileIndex);
}

void compareModels(const Model& a, const Model& b) {
    QCOMPARE(a.name(), b.name());
    QCOMPARE(a.sourceSha256(), b.sourceSha256());
    QVERIFY(a.inputs() == b.inputs());
    QVERIFY(a.outputs() == b.outputs());
    QCOMPARE(a.layerCount(), b.layerCount());
    QCOMPARE(a.tensorCount(), b.tensorCount());
    for (std::size_t i = 0; i < a.tensorCount(); ++i)
        compareTensors(a.tensors()[i], b.tensors()[i]);
    for (std::size_t i = 0; i < a.layerCount(); ++i) {
        compareLayers(a.layers()[i], b.layers()[i]);
        QVERIFY(a.predecessors(LayerId{i}) == b.predecessors(LayerId{i}));
        QVERIFY(a.successors(LayerId{i}) == b.successors(LayerId{i}));
    }
}

}  // namespace

class TestModel : public QObject {
    Q_OBJECT

private slots:
    void layersAreNumberedTopologically();
    void tensorsAreNumberedInFileOrder();
    void repeatedInputsAreKept();
    void sizesFollowFromTypeAndShape();
    void lookupByName();
    void duplicateLayer();
    void duplicateTensor();
    void missingTensor();
    void missingSize();
    void unusedTensor();
    void cycles();
    void describeRoundTrip();
    void roundTripOfRandomGraphs();
    void longChain();
    void longCycle();
};

void TestModel::layersAreNumberedTopologically() {
    // In the file: 4 3 2 1 0 -> the only source is layer 4; 3 and 1 become ready together.
    const Model model = samples::graph(5, {{4, 3}, {4, 1}, {3, 2}, {1, 0}, {2, 0}});
    Names names;
    for (const Layer& l : model.layers())
        names.push_back(l.name);
    QCOMPARE(names, (Names{"L4", "L1", "L3", "L2", "L0"}));
    QCOMPARE(model.layers()[0].fileIndex, std::size_t{4});
    QVERIFY((model.successors(LayerId{0}) == std::vector{LayerId{1}, LayerId{2}}));
    QVERIFY((model.predecessors(LayerId{4}) == std::vector{LayerId{1}, LayerId{3}}));
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        const Model random = samples::randomDag(seed, 12);
        for (std::size_t i = 0; i < random.layerCount(); ++i)
            for (const LayerId before : random.predecessors(LayerId{i}))
                QVERIFY(before.index() < i);
    }
}

void TestModel::tensorsAreNumberedInFileOrder() {
    ModelDescription description;
    description.inputs = {"x", "y"};
    LayerDescription split = layer("split", {"late"});
    split.outputs = {"s1", "s2"};
    description.layers = {split, layer("late", {"y", "x"})};
    description.outputs = {"s2"};
    for (const char* name : {"x", "y", "late"})
        description.tensors[name].bytes = Bytes{1};
    const Model model = samples::build(description);
    Names names;
    for (const Tensor& tensor : model.tensors())
        names.push_back(tensor.name);
    QCOMPARE(names, (Names{"x", "y", "s1", "s2", "late"}));
    QCOMPARE(model.layers()[0].name, std::string("late"));
    QVERIFY((model.layers()[0].inputs == std::vector{TensorId{1}, TensorId{0}}));
    QVERIFY(model.outputs() == std::vector{TensorId{3}});
    QVERIFY(!model.tensors()[1].producer);
    QVERIFY(model.tensors()[3].producer == LayerId{1});
}

void TestModel::repeatedInputsAreKept() {
    const Model model = samples::graph(2, {{0, 1}, {0, 1}});
    QCOMPARE(model.layers()[1].inputs.size(), std::size_t{2});
    QCOMPARE(model.predecessors(LayerId{1}).size(), std::size_t{1});
    QCOMPARE(model.successors(LayerId{0}).size(), std::size_t{1});
    QCOMPARE(model.tensors()[1].consumers.size(), std::size_t{1});
}

void TestModel::sizesFollowFromTypeAndShape() {
    ModelDescription description = twoLayers();
    TensorInfo& info = description.tensors["in"];
    info.dtype = DataType::Float32;
    info.shape = {1, 3, 224, 224};
    QCOMPARE(samples::build(description).tensors()[0].bytes, Bytes{500});
    info.bytes.reset();
    QCOMPARE(samples::build(description).tensors()[0].bytes, Bytes{602'112});
}

void TestModel::lookupByName() {
    const Model model = samples::build(twoLayers());
    QVERIFY(model.findLayer("L1") == LayerId{1});
    QVERIFY(model.findTensor("in") == TensorId{0});
    QVERIFY(!model.findLayer("in"));
    QVERIFY(!model.findTensor("L2"));
}

void TestModel::duplicateLayer() {
    ModelDescription description = samples::describeGraph(3, {{0, 1}, {1, 2}});
    description.layers[2].name = "L0";
    const ModelFault fault = samples::faultOf(description);
    QCOMPARE(fault.kind, Kind::DuplicateLayer);
    QCOMPARE(fault.layer, std::optional<std::size_t>{2});
    QCOMPARE(fault.name, std::string("L0"));
    QCOMPARE(textOf(fault),
             std::string("two layers are named 'L0' (layers 1 and 3); expected names that differ"));
}

void TestModel::duplicateTensor() {
    ModelDescription twice = twoLayers();
    twice.inputs.emplace_back("in");
    const ModelFault input = samples::faultOf(twice);
    QCOMPARE(input.kind, Kind::DuplicateTensor);
    QVERIFY(!input.layer);
    QCOMPARE(textOf(input), std::string("model input 'in' stands twice; expected each input once"));

    ModelDescription made = twoLayers();
    made.layers[1].outputs = {"L1", "L0"};
    const ModelFault layerFault = samples::faultOf(made);
    QCOMPARE(layerFault.kind, Kind::DuplicateTensor);
    QCOMPARE(layerFault.layer, std::optional<std::size_t>{1});
    QCOMPARE(layerFault.name, std::string("L0"));
    QCOMPARE(textOf(layerFault),
             std::string("layer 'L1' makes tensor 'L0', which layer 'L0' already gives; expected "
                         "each tensor made once"));

    ModelDescription shadow = twoLayers();
    shadow.layers[0].outputs.emplace_back("in");
    QCOMPARE(textOf(samples::faultOf(shadow)),
             std::string("layer 'L0' makes tensor 'in', which the model's inputs already give; "
                         "expected each tensor made once"));
}

void TestModel::missingTensor() {
    ModelDescription consumed = twoLayers();
    consumed.layers[1].inputs.emplace_back("ghost");
    const ModelFault fault = samples::faultOf(consumed);
    QCOMPARE(fault.kind, Kind::MissingTensor);
    QCOMPARE(fault.layer, std::optional<std::size_t>{1});
    QCOMPARE(fault.name, std::string("ghost"));
    QCOMPARE(textOf(fault),
             std::string("layer 'L1' consumes tensor 'ghost', which nobody makes; expected a model "
                         "input or a layer's output"));

    ModelDescription output = twoLayers();
    output.outputs = {"ghost"};
    const ModelFault outputFault = samples::faultOf(output);
    QCOMPARE(outputFault.kind, Kind::MissingTensor);
    QVERIFY(!outputFault.layer);
    QCOMPARE(textOf(outputFault),
             std::string("model output 'ghost' is a tensor that nobody makes; expected a model "
                         "input or a layer's output"));
}

void TestModel::missingSize() {
    ModelDescription description = twoLayers();
    description.tensors.erase("L1");
    QCOMPARE(samples::build(description).tensorCount(), std::size_t{3});  // nobody consumes L1
    description.tensors.erase("L0");
    const ModelFault fault = samples::faultOf(description);
    QCOMPARE(fault.kind, Kind::MissingSize);
    QCOMPARE(fault.layer, std::optional<std::size_t>{0});
    QCOMPARE(fault.name, std::string("L0"));
    QCOMPARE(textOf(fault), std::string("tensor 'L0' has no size; expected bytes, or dtype and "
                                        "shape, or transmit_ms under \"tensors\""));
    description.tensors["L0"].transmitTime = Nanoseconds{5};
    QCOMPARE(samples::build(description).tensors()[1].transmitTime, Nanoseconds{5});
    description.tensors.erase("in");
    QVERIFY(!samples::faultOf(description).layer);
}

void TestModel::unusedTensor() {
    ModelDescription description = twoLayers();
    description.tensors["spare"].bytes = Bytes{1};
    const ModelFault fault = samples::faultOf(description);
    QCOMPARE(fault.kind, Kind::UnusedTensor);
    QVERIFY(!fault.layer);
    QCOMPARE(fault.name, std::string("spare"));
    QCOMPARE(
        textOf(fault),
        std::string("tensor 'spare' is described, but no input and no layer makes it; expected "
                    "a model input or a layer's output"));
}

void TestModel::cycles() {
    // 0 -> 1 -> 2 -> 3 -> 1, and 4 behind the cycle.
    const ModelFault fault =
        samples::faultOf(samples::describeGraph(5, {{0, 1}, {1, 2}, {2, 3}, {3, 1}, {3, 4}}));
    QCOMPARE(fault.kind, Kind::Cycle);
    QCOMPARE(fault.layer, std::optional<std::size_t>{1});
    QCOMPARE(fault.name, std::string("L1"));
    QCOMPARE(textOf(fault),
             std::string("the layers form a cycle: L1 -> L2 -> L3 -> L1; expected an "
                         "acyclic graph"));
    QCOMPARE(samples::faultOf(samples::describeGraph(1, {{0, 0}})).found,
             std::string("the layers form a cycle: L0 -> L0"));
}

void TestModel::describeRoundTrip() {
    ModelDescription description = samples::describeGraph(3, {{2, 0}, {0, 1}, {2, 1}});
    description.sourceSha256 = std::string(64, 'a');
    LayerDescription& first = description.layers[0];
    first.deviceTime = Nanoseconds{3'000'000};
    first.serverTime = Nanoseconds{200'000};
    first.flops = 1'200'000;
    first.weightBytes = Bytes{900};
    first.computeType = DataType::Float16;
    first.members = {"conv", "relu"};
    first.innerTensors = {"c"};
    description.tensors["L0"] = {DataType::Float32, std::vector<std::int64_t>{2, 3}, std::nullopt,
                                 Nanoseconds{7}, true};
    description.tensors["L1"] = {};
    description.tensors["L1"].estimated = true;
    const Model model = samples::build(description);
    const ModelDescription again = model.describe();
    compareModels(samples::build(again), model);
    QCOMPARE(again.layers[0].name, std::string("L0"));
    QVERIFY(!again.tensors.at("L0").bytes);  // follows from dtype and shape
    QCOMPARE(again.tensors.at("L2").bytes, Bytes{1002});
}

void TestModel::roundTripOfRandomGraphs() {
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        const Model model = samples::randomDag(seed, 12);
        compareModels(samples::build(model.describe()), model);
    }
}

void TestModel::longChain() {
    const Model model = samples::chain(100'000);
    QCOMPARE(model.layerCount(), std::size_t{100'000});
    QCOMPARE(model.layers().back().name, std::string("L99999"));
}

void TestModel::longCycle() {
    samples::Edges edges;
    for (std::size_t i = 0; i < 100'000; ++i)
        edges.emplace_back(i, (i + 1) % 100'000);
    const ModelFault fault = samples::faultOf(samples::describeGraph(100'000, edges));
    QCOMPARE(fault.kind, Kind::Cycle);
    QCOMPARE(fault.found,
             std::string("the layers form a cycle: L0 -> L1 -> L2 -> L3 -> L4 -> L5 -> L6 -> L7 -> "
                         "... (99992 more) -> L0"));
}

QTEST_APPLESS_MAIN(TestModel)
#include "test_model.moc"
