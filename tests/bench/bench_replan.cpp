// How fast the picture follows a slider, beside the bare comparison of all strategies.
//
//   build/ci/tests/bench/bench_replan [--benchmark_format=json]
//
// "plan" is durations and Planner::compare, "snapshot" what a view is given, "slider" a document
// whose bandwidth changes: `requests` and `published` a second, once as fast as the event loop
// turns and once every 8 ms, as a mouse moves. Compare the rows of one run; figures of two machines
// say nothing about each other.

#include "app/gui/document/document.h"
#include "app/gui/document/planning.h"
#include "core/io/atomic_file.h"
#include "core/io/machine_json.h"
#include "core/io/model_file.h"
#include "core/io/model_json.h"
#include "core/io/project_link.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <chrono>
#include <map>
#include <memory>
#include <thread>
#include <utility>

namespace trilane {
namespace {

/// Attention, its residual and a feed-forward part, over and over: 16 layers each, 8,581 in all.
class TransformerLike {
public:
    ModelDescription describe() {
        m_description.name = "transformer-8581";
        m_description.inputs = {"tokens"};
        m_description.tensors["tokens"].bytes = Bytes{kBytes};
        std::string last = add("Embed", {"tokens"});
        while (m_description.layers.size() + kBlock <= kLayers)
            last = addBlock(last);
        while (m_description.layers.size() < kLayers)
            last = add("Head", {last});
        m_description.outputs = {last};
        return std::move(m_description);
    }

private:
    static constexpr std::size_t kLayers = 8581;
    static constexpr std::size_t kBlock = 16;
    static constexpr std::int64_t kBytes = 393'216;

    std::string add(const std::string& op, std::vector<std::string> inputs) {
        LayerDescription layer;
        const std::size_t number = m_description.layers.size();
        layer.name = op + std::to_string(number);
        layer.op = op;
        layer.inputs = std::move(inputs);
        layer.outputs = {layer.name};
        layer.flops = 1'000'000 * static_cast<std::int64_t>(1 + number % 7);
        m_description.tensors[layer.name].bytes = Bytes{kBytes};
        m_description.layers.push_back(layer);
        return layer.name;
    }

    std::string addBlock(const std::string& from) {
        const std::string norm = add("Norm", {from});
        const std::string query = add("Reshape", {add("Query", {norm})});
        const std::string key = add("Transpose", {add("Key", {norm})});
        const std::string value = add("Reshape", {add("Value", {norm})});
        const std::string weights = add("Softmax", {add("Scores", {query, key})});
        const std::string mixed = add("Project", {add("Mix", {weights, value})});
        const std::string residual = add("Add", {from, mixed});
        const std::string wide = add("Gelu", {add("Wide", {residual})});
        return add("Add", {residual, add("Narrow", {wide})});
    }

    ModelDescription m_description;
};

struct Sample {
    QString path;
    std::shared_ptr<const Model> model;
};

const Sample& sample(const std::string& name) {
    static const QTemporaryDir folder;
    static std::map<std::string, Sample> samples;
    Sample& entry = samples[name];
    if (entry.model) return entry;
    entry.path = QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/%1.onnx")
                     .arg(QString::fromStdString(name));
    if (name == "transformer-8581") {
        entry.path = folder.filePath("transformer.json");
        writeFile(entry.path.toStdString(),
                  writeModelJson(std::get<Model>(buildModel(TransformerLike().describe()))));
    }
    entry.model = std::make_shared<const Model>(
        std::move(readModelFile(entry.path.toStdString()).content.model));
    return entry;
}

PlanningRequest request(const std::string& name) {
    auto costs = std::make_shared<LoadedCosts>();
    costs->device = loadMachine(kDefaultDevice);
    costs->server = loadMachine(kDefaultServer);
    Project project;
    project.link = defaultLink();
    return {sample(name).model, std::move(costs), std::move(project)};
}

void plan(benchmark::State& state, const std::string& name) {
    const PlanningRequest planned = request(name);
    const auto snapshot =
        std::get<0>(makeSnapshot(planned.model, *planned.costs, planned.project, {}));
    for (auto _ : state) {
        auto durations = std::get<Durations>(computeDurations(*planned.model, snapshot->sources));
        benchmark::DoNotOptimize(
            Planner(planned.model, std::move(durations), snapshot->pinned).compare(kStrategies));
    }
    state.counters["layers"] = static_cast<double>(planned.model->layerCount());
}

void snapshot(benchmark::State& state, const std::string& name) {
    PlanningRequest planned = request(name);
    for (auto _ : state) {
        planned.project.link.mbps += 0.01;
        benchmark::DoNotOptimize(planOnce(planned, PlanningEffort::Quick, {}));
    }
}

void snapshotWithCut(benchmark::State& state, const std::string& name) {
    PlanningRequest planned = request(name);
    planned.project.manualCut.emplace();
    const std::size_t half = planned.model->layerCount() / 2;
    for (std::size_t i = 0; i < half; ++i)
        planned.project.manualCut->device.insert(planned.model->layer(LayerId{i}).name);
    for (auto _ : state) {
        planned.project.link.mbps += 0.01;
        benchmark::DoNotOptimize(planOnce(planned, PlanningEffort::Quick, {}));
    }
}

void slide(benchmark::State& state, const std::string& name, int pause) {
    Document document;
    document.open(sample(name).path);
    while (document.isOpening())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    std::int64_t published = 0;
    QObject::connect(&document, &Document::snapshotChanged, [&published] { ++published; });
    const int gesture = document.newGesture();
    for (auto _ : state) {
        document.edit(
            "bandwidth", [](Project& project) { project.link.mbps += 0.001; }, gesture);
        QDeadlineTimer next(pause);
        do {
            QCoreApplication::processEvents();
            if (pause > 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
        } while (!next.hasExpired());
    }
    using benchmark::Counter;
    state.counters["requests"] = Counter(static_cast<double>(state.iterations()), Counter::kIsRate);
    state.counters["published"] = Counter(static_cast<double>(published), Counter::kIsRate);
}

void slider(benchmark::State& state, const std::string& name) {
    slide(state, name, 0);
}

void sliderByMouse(benchmark::State& state, const std::string& name) {
    constexpr int kMousePause = 8;
    slide(state, name, kMousePause);
}

void registerAll() {
    for (const std::string name : {"googlenet", "densenet121", "transformer-8581"}) {
        const auto add = [&name](const char* kind, auto* run) {
            return benchmark::RegisterBenchmark((std::string(kind) + "/" + name).c_str(), run, name)
                ->Unit(benchmark::kMillisecond);
        };
        add("plan", plan);
        add("snapshot", snapshot);
        add("snapshot_with_manual_cut", snapshotWithCut);
        add("slider", slider)->UseRealTime();
        add("slider_by_mouse", sliderByMouse)->UseRealTime();
    }
}

}  // namespace
}  // namespace trilane

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    trilane::registerAll();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
