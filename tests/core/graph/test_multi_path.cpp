#include "core/graph/category.h"
#include "core/graph/multi_path.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>
#include <set>

using namespace trilane;
using samples::layer;
using samples::Path;

namespace {

/// "0 1 3 / 0* 2 3*", replicas starred.
std::string textOf(const MultiPathForm& form) {
    std::string text;
    for (const auto& path : form.paths) {
        if (!text.empty()) text += " / ";
        for (std::size_t i = 0; i < path.size(); ++i)
            text += (i > 0 ? " " : "") + std::to_string(path[i].layer.index()) +
                    (path[i].replica ? "*" : "");
    }
    return text;
}

const samples::Edges kDiamond{{0, 1}, {0, 2}, {1, 3}, {2, 3}};

}  // namespace

class TestMultiPath : public QObject {
    Q_OBJECT

private slots:
    void diamond();
    void limitedForm();
    void noLayers();
    void agreesWithEnumeration();
    void longPathsNeedNoStack();
    void modelOfTheDiamond();
    void copiesKeepTheirWork();
    void joinsReadOneTensorAndTheModelInputs();
    void namesCannotCollide();
    void truncatedModelHasNoDanglingNames();
    void modelsOfRandomGraphs();
};

void TestMultiPath::diamond() {
    const MultiPathForm form = convertToMultiPath(samples::graph(4, kDiamond));
    QCOMPARE(textOf(form), std::string("0 1 3 / 0* 2 3*"));
    QCOMPARE(form.total.decimal, std::string("2"));
    QVERIFY(form.complete());
}

void TestMultiPath::limitedForm() {
    const Model model = samples::inceptionChain(500);
    const MultiPathForm form = convertToMultiPath(model);
    QCOMPARE(form.paths.size(), kDefaultMaxPaths);
    QCOMPARE(form.total.bits, std::size_t{1001});
    QVERIFY(!form.complete());
    const MultiPathForm shorter = convertToMultiPath(model, 3);
    QCOMPARE(shorter.paths.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(shorter.paths[i], form.paths[i]);
    const MultiPathForm none = convertToMultiPath(model, 0);
    QVERIFY(none.paths.empty());
    QCOMPARE(none.total, form.total);
}

void TestMultiPath::noLayers() {
    const MultiPathForm form = convertToMultiPath(samples::graph(0, {}));
    QVERIFY(form.paths.empty());
    QVERIFY(form.complete());
}

void TestMultiPath::agreesWithEnumeration() {
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        const Model model = samples::randomDag(seed, 10);
        const std::vector<Path> expected = samples::allPaths(model);
        const std::size_t limit = 1 + seed % 40;
        const MultiPathForm form = convertToMultiPath(model, limit);
        QCOMPARE(form.paths.size(), std::min(limit, expected.size()));
        QCOMPARE(form.complete(), expected.size() <= limit);
        std::set<LayerId> executed;
        for (std::size_t p = 0; p < form.paths.size(); ++p) {
            QCOMPARE(form.paths[p].size(), expected[p].size());
            for (std::size_t i = 0; i < expected[p].size(); ++i) {
                const PathStep step = form.paths[p][i];
                QCOMPARE(step.layer.index(), expected[p][i].index());
                QCOMPARE(step.replica, !executed.insert(step.layer).second);
            }
        }
        if (form.complete()) QCOMPARE(executed.size(), model.layerCount());
    }
}

void TestMultiPath::longPathsNeedNoStack() {
    const MultiPathForm form = convertToMultiPath(samples::chain(100'000));
    QCOMPARE(form.paths.size(), std::size_t{1});
    QCOMPARE(form.paths[0].size(), std::size_t{100'000});
}

void TestMultiPath::modelOfTheDiamond() {
    const Model model = samples::graph(4, kDiamond);
    const ModelDescription description = multiPathModel(model, convertToMultiPath(model));
    QCOMPARE(description.name, std::string("sample (multi-path)"));
    QVERIFY(description.sourceSha256.empty());
    using Names = std::vector<std::string>;
    QCOMPARE(description.inputs, Names{"in"});
    QCOMPARE(description.outputs, (Names{"L3", "L3#2"}));
    Names text;
    for (const LayerDescription& copy : description.layers) {
        QCOMPARE(copy.outputs, Names{copy.name});
        QCOMPARE(copy.inputs.size(), std::size_t{1});
        text.push_back(copy.inputs[0] + ">" + copy.name);
    }
    QCOMPARE(text, (Names{"in>L0", "L0>L1", "L1>L3", "in>L0#2", "L0#2>L2", "L2>L3#2"}));
    QVERIFY(description.layers[0].members.empty());
    QCOMPARE(description.layers[3].members, Names{"L0"});
    QCOMPARE(description.tensors.at("L3#2").bytes, Bytes{1003});
}

void TestMultiPath::copiesKeepTheirWork() {
    ModelDescription description = samples::describeGraph(4, kDiamond);
    description.layers[0].deviceTime = Nanoseconds{7};
    description.layers[0].serverTime = Nanoseconds{3};
    description.layers[0].flops = 11;
    description.layers[0].weightBytes = Bytes{13};
    description.layers[0].computeType = DataType::Int8;
    description.layers[0].members = {"conv", "relu"};
    const Model model = samples::build(description);
    const Model form = samples::build(multiPathModel(model, convertToMultiPath(model)));
    const Layer& copy = form.layer(form.findLayer("L0#2").value());
    QCOMPARE(copy.deviceTime, Nanoseconds{7});
    QCOMPARE(copy.serverTime, Nanoseconds{3});
    QCOMPARE(copy.flops, std::int64_t{11});
    QCOMPARE(copy.weightBytes, Bytes{13});
    QCOMPARE(toString(copy.computeType), std::string_view("int8"));
    QCOMPARE(copy.members, (std::vector<std::string>{"conv", "relu"}));
}

void TestMultiPath::joinsReadOneTensorAndTheModelInputs() {
    ModelDescription description = samples::describeGraph(4, kDiamond);
    description.inputs.emplace_back("mask");
    description.tensors["mask"].bytes = Bytes{8};
    description.layers[3].inputs = {"L1", "mask", "L2", "L1"};
    const Model model = samples::build(description);
    const ModelDescription form = multiPathModel(model, convertToMultiPath(model));
    using Names = std::vector<std::string>;
    QCOMPARE(form.layers[2].inputs, (Names{"L1", "mask", "L1"}));
    QCOMPARE(form.layers[5].inputs, (Names{"mask", "L2"}));
    QCOMPARE(form.inputs, (Names{"in", "mask"}));
}

void TestMultiPath::namesCannotCollide() {
    ModelDescription description;
    description.inputs = {"in"};
    description.layers = {layer("a", {"in"}), layer("a#2", {"a"}), layer("a##2", {"a"}),
                          layer("join#", {"a#2", "a##2"})};
    for (const char* name : {"in", "a", "a#2", "a##2", "join#"})
        description.tensors[name].bytes = Bytes{1};
    description.outputs = {"join#"};
    const Model model = samples::build(description);
    const Model form = samples::build(multiPathModel(model, convertToMultiPath(model)));
    QCOMPARE(form.layerCount(), std::size_t{6});
    QVERIFY(form.findLayer("a###2"));
    QVERIFY(form.findLayer("join####2"));
}

void TestMultiPath::truncatedModelHasNoDanglingNames() {
    const Model model = samples::graph(4, {{0, 1}, {0, 2}, {0, 3}});
    const ModelDescription description = multiPathModel(model, convertToMultiPath(model, 2));
    QCOMPARE(description.outputs, (std::vector<std::string>{"L1", "L2"}));
    const Model form = samples::build(description);
    QCOMPARE(form.layerCount(), std::size_t{4});
    QVERIFY(!form.findLayer("L3"));
}

void TestMultiPath::modelsOfRandomGraphs() {
    for (std::uint32_t seed = 1000; seed < 1200; ++seed) {
        const Model model = samples::randomDag(seed);
        const MultiPathForm form = convertToMultiPath(model, 10'000);
        const Model converted = samples::build(multiPathModel(model, form));
        QCOMPARE(countPaths(converted), form.total);
        QCOMPARE(classify(converted),
                 form.paths.size() == 1 ? Category::Line : Category::MultiPath);
        std::size_t copies = 0;
        for (const auto& path : form.paths)
            copies += path.size();
        QCOMPARE(converted.layerCount(), copies);
        for (const Layer& original : model.layers())
            QVERIFY(converted.findLayer(original.name));
    }
}

QTEST_APPLESS_MAIN(TestMultiPath)
#include "test_multi_path.moc"
