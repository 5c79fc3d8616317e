#include "core/partition/cut_paths.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>
#include <algorithm>

using namespace trilane;

namespace {

std::string textOf(const std::vector<LayerId>& layers) {
    std::string text;
    for (const LayerId layer : layers)
        text += (text.empty() ? "" : " ") + std::to_string(layer.index());
    return text;
}

std::string textOf(const std::vector<PathStep>& steps) {
    std::string text;
    for (const PathStep& step : steps)
        text += (text.empty() ? "" : " ") + std::to_string(step.layer.index()) +
                (step.replica ? "*" : "");
    return text;
}

/// "prefix | device > tensor > server ; ... | suffix | rest | first", replicas starred.
std::string textOf(const Model& model, const CutPaths& paths) {
    std::string text = textOf(paths.sharedPrefix) + " | ";
    for (std::size_t j = 0; j < paths.paths.size(); ++j)
        text += (j > 0 ? " ; " : "") + textOf(paths.paths[j].device) + " > " +
                model.tensor(paths.paths[j].tensor).name + " > " + textOf(paths.paths[j].server);
    return text + " | " + textOf(paths.sharedSuffix) + " | " + textOf(paths.deviceRest) + " | " +
           textOf(paths.serverFirst);
}

std::string convert(const Model& model, std::initializer_list<std::size_t> device,
                    const std::vector<const char*>& order) {
    Cut cut{LayerSet(model.layerCount())};
    for (const std::size_t layer : device)
        cut.device.set(layer);
    std::vector<TensorId> tensors;
    for (const char* name : order)
        tensors.push_back(model.findTensor(name).value());
    return textOf(model, convertUnderCut(model, cut, tensors));
}

/// leads[a][b]: b is a, or can be reached from it. By Warshall's closure, to share nothing with the
/// code under test.
std::vector<std::vector<bool>> closure(const Model& model) {
    const std::size_t count = model.layerCount();
    std::vector<std::vector<bool>> leads(count, std::vector<bool>(count, false));
    for (std::size_t a = 0; a < count; ++a) {
        leads[a][a] = true;
        for (const LayerId b : model.successors(LayerId{a}))
            leads[a][b.index()] = true;
    }
    for (std::size_t via = 0; via < count; ++via)
        for (std::size_t a = 0; a < count; ++a)
            for (std::size_t b = 0; b < count; ++b)
                if (leads[a][via] && leads[via][b]) leads[a][b] = true;
    return leads;
}

/// What each layer should be, told layer by layer.
CutPaths expectedPaths(const Model& model, const Cut& cut, const std::vector<TensorId>& order) {
    const auto leads = closure(model);
    CutPaths expected;
    for (const TensorId tensor : order)
        expected.paths.push_back({tensor, {}, {}});
    for (std::size_t v = 0; v < model.layerCount(); ++v) {
        const LayerId layer{v};
        const bool onDevice = cut.onDevice(layer);
        std::vector<std::size_t> jobs;
        for (std::size_t j = 0; j < order.size(); ++j) {
            const Tensor& tensor = model.tensor(order[j]);
            const bool needs =
                onDevice
                    ? tensor.producer && leads[v][tensor.producer->index()]
                    : std::any_of(tensor.consumers.begin(), tensor.consumers.end(),
                                  [&](LayerId consumer) {
                                      return !cut.onDevice(consumer) && leads[consumer.index()][v];
                                  });
            if (needs) jobs.push_back(j);
        }
        if (jobs.empty()) {
            (onDevice ? expected.deviceRest : expected.serverFirst).push_back(layer);
        } else if (order.size() >= 2 && jobs.size() == order.size()) {
            (onDevice ? expected.sharedPrefix : expected.sharedSuffix).push_back(layer);
        } else {
            const std::size_t executes = onDevice ? jobs.front() : jobs.back();
            for (const std::size_t j : jobs)
                (onDevice ? expected.paths[j].device : expected.paths[j].server)
                    .push_back({layer, j != executes});
        }
    }
    return expected;
}

}  // namespace

class TestCutPaths : public QObject {
    Q_OBJECT

private slots:
    void oneJobHasNoSharedLayers();
    void diamond();
    void orderDecidesWhoExecutes();
    void inputsHaveNoDevicePart();
    void layersWithoutAJob();
    void allLocal();
    void agreesWithTheDefinitionOnRandomGraphs();
};

void TestCutPaths::oneJobHasNoSharedLayers() {
    const Model model = samples::chain(4);
    QCOMPARE(convert(model, {0, 1}, {"L1"}), std::string(" | 0 1 > L1 > 2 3 |  |  | "));
}

void TestCutPaths::diamond() {
    const Model model = samples::graph(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}});
    QCOMPARE(convert(model, {0, 1, 2}, {"L1", "L2"}),
             std::string("0 | 1 > L1 >  ; 2 > L2 >  | 3 |  | "));
    QCOMPARE(convert(model, {0, 1}, {"L0", "L1"}),
             std::string("0 |  > L0 > 2 ; 1 > L1 >  | 3 |  | "));
}

void TestCutPaths::orderDecidesWhoExecutes() {
    // 0 -> 1 -> {2, 3}; 4 stands apart; server: 5 reads 2 and 3, 6 reads 3 and 4.
    const Model model = samples::graph(7, {{0, 1}, {1, 2}, {1, 3}, {2, 5}, {3, 5}, {3, 6}, {4, 6}});
    QCOMPARE(convert(model, {0, 1, 2, 3, 4}, {"L2", "L3", "L4"}),
             std::string(" | 0 1 2 > L2 > 5* ; 0* 1* 3 > L3 > 5 6* ; 4 > L4 > 6 |  |  | "));
    QCOMPARE(convert(model, {0, 1, 2, 3, 4}, {"L4", "L3", "L2"}),
             std::string(" | 4 > L4 > 6* ; 0 1 3 > L3 > 5* 6 ; 0* 1* 2 > L2 > 5 |  |  | "));
}

void TestCutPaths::inputsHaveNoDevicePart() {
    const Model model = samples::graph(3, {{0, 2}, {1, 2}});
    QCOMPARE(convert(model, {}, {"in"}), std::string(" |  > in > 0 1 2 |  |  | "));
    QCOMPARE(convert(model, {0}, {"in", "L0"}), std::string(" |  > in > 1 ; 0 > L0 >  | 2 |  | "));
}

void TestCutPaths::layersWithoutAJob() {
    ModelDescription description = samples::describeGraph(4, {{0, 1}, {0, 2}});
    description.layers[3].inputs.clear();
    const Model model = samples::build(description);
    QCOMPARE(convert(model, {0, 1}, {"L0"}), std::string(" | 0 > L0 > 2 |  | 1 | 3"));
}

void TestCutPaths::allLocal() {
    QCOMPARE(convert(samples::chain(3), {0, 1, 2}, {}), std::string(" |  |  | 0 1 2 | "));
}

void TestCutPaths::agreesWithTheDefinitionOnRandomGraphs() {
    std::size_t severalJobs = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        const Model model = samples::randomDag(seed, 12);
        const Cut cut = samples::randomCut(model, seed);
        QVERIFY(isClosed(model, cut));
        std::vector<TensorId> order = crossingTensors(model, cut);
        if (order.size() >= 2) ++severalJobs;
        if (seed % 2 == 0) std::reverse(order.begin(), order.end());
        const CutPaths paths = convertUnderCut(model, cut, order);
        QVERIFY2(paths == expectedPaths(model, cut, order),
                 qPrintable(QString("seed %1").arg(seed)));
        std::size_t executed = paths.sharedPrefix.size() + paths.sharedSuffix.size() +
                               paths.deviceRest.size() + paths.serverFirst.size();
        for (const CutPath& path : paths.paths)
            for (const auto* steps : {&path.device, &path.server})
                executed += static_cast<std::size_t>(std::count_if(
                    steps->begin(), steps->end(), [](PathStep step) { return !step.replica; }));
        QCOMPARE(executed, model.layerCount());
    }
    QVERIFY(severalJobs > 150);
}

QTEST_APPLESS_MAIN(TestCutPaths)
#include "test_cut_paths.moc"
