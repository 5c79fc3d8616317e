// Planning beside reading, and beside the plain way: every cut, every order, each executed.
//
//   build/ci/tests/bench/bench_plan [--benchmark_format=json]
//
// Compare the rows of one run; figures of two machines say nothing about each other.

#include "core/graph/series_blocks.h"
#include "core/io/machine_json.h"
#include "core/io/network_json.h"
#include "core/io/onnx_reader.h"
#include "core/plan/planner.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>

namespace trilane {
namespace {

const std::vector<std::string> kNetworks{"CAT1", "3G", "4G", "WiFi"};

std::string samplePath(const std::string& name) {
    return std::string(TRILANE_SOURCE_DIR) + "/sample_models/" + name + ".onnx";
}

std::shared_ptr<const Model> sample(const std::string& name) {
    static std::map<std::string, std::shared_ptr<const Model>> models;
    auto& model = models[name];
    if (!model) model = std::make_shared<const Model>(readOnnx(samplePath(name), {}).model);
    return model;
}

Durations durationsFor(const Model& model, const std::string& network) {
    CostSources sources;
    sources.device = loadMachine("raspberry-pi-4b");
    sources.server = loadMachine("i7-8700-gtx-1080");
    sources.network = loadNetwork(network);
    return std::get<Durations>(computeDurations(model, sources));
}

Planner plannerFor(const std::string& name, const std::string& network) {
    const auto model = sample(name);
    return {model, durationsFor(*model, network),
            std::get<PinnedSides>(resolvePins(*model, Pins{}))};
}

/// All closed cuts, one layer after the other: no blocks, no bounds.
class PlainEnumeration {
public:
    PlainEnumeration(const Model& model, const Durations& durations)
        : m_model(model), m_durations(durations), m_cut{LayerSet(model.layerCount())} {}

    Nanoseconds run() {
        decide(0);
        return m_best;
    }
    [[nodiscard]] std::int64_t schedules() const { return m_schedules; }

private:
    void decide(std::size_t layer) {
        if (layer == m_model.layerCount()) return tryAllOrders();
        decide(layer + 1);
        const auto& predecessors = m_model.predecessors(LayerId{layer});
        if (!std::all_of(predecessors.begin(), predecessors.end(),
                         [&](LayerId p) { return m_cut.onDevice(p); }))
            return;
        m_cut.device.set(layer);
        decide(layer + 1);
        m_cut.device.reset(layer);
    }

    void tryAllOrders() {
        std::vector<TensorId> order = crossingTensors(m_model, m_cut);
        do {
            const Schedule schedule =
                execute(m_model, m_durations, m_cut, order, Execution::Pipelined);
            m_best = m_schedules++ == 0 ? schedule.makespan : std::min(m_best, schedule.makespan);
        } while (std::next_permutation(order.begin(), order.end()));
    }

    const Model& m_model;
    const Durations& m_durations;
    Cut m_cut;
    Nanoseconds m_best;
    std::int64_t m_schedules = 0;
};

void readModel(benchmark::State& state, const std::string& name) {
    for (auto _ : state)
        benchmark::DoNotOptimize(readOnnx(samplePath(name), {}));
    state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(samplePath(name)));
}

void compareAll(benchmark::State& state, const std::string& name, const std::string& network) {
    const auto model = sample(name);
    const Durations durations = durationsFor(*model, network);
    const PinnedSides pins = std::get<PinnedSides>(resolvePins(*model, Pins{}));
    bool proven = true;
    for (auto _ : state) {
        const auto plans = Planner(model, durations, pins).compare(kStrategies);
        proven = proven && plans.back().optimal();
    }
    state.counters["layers"] = static_cast<double>(model->layerCount());
    state.counters["cuts"] = static_cast<double>(countCuts(BlockRelations(*model), 1'000'000'000));
    state.counters["proven"] = proven ? 1 : 0;
}

void plainOptimal(benchmark::State& state, const std::string& name, const std::string& network) {
    const auto model = sample(name);
    const Durations durations = durationsFor(*model, network);
    const Nanoseconds expected = plannerFor(name, network).plan(Strategy::Optimal).makespan();
    std::int64_t schedules = 0;
    for (auto _ : state) {
        PlainEnumeration plain(*model, durations);
        if (plain.run() != expected) state.SkipWithError("the search and the enumeration disagree");
        schedules = plain.schedules();
    }
    state.counters["schedules"] = static_cast<double>(schedules);
}

void optimalAlone(benchmark::State& state, const std::string& name, const std::string& network) {
    const auto model = sample(name);
    const Durations durations = durationsFor(*model, network);
    const PinnedSides pins = std::get<PinnedSides>(resolvePins(*model, Pins{}));
    for (auto _ : state)
        benchmark::DoNotOptimize(Planner(model, durations, pins).plan(Strategy::Optimal));
}

void registerAll() {
    for (const std::string name : {"googlenet", "densenet121", "multi-stream"}) {
        benchmark::RegisterBenchmark(("read/" + name).c_str(), readModel, name)
            ->Unit(benchmark::kMillisecond);
        for (const std::string& network : kNetworks) {
            const std::string suffix = name + "/" + network;
            benchmark::RegisterBenchmark(("compare_8_strategies/" + suffix).c_str(), compareAll,
                                         name, network)
                ->Unit(benchmark::kMillisecond);
            benchmark::RegisterBenchmark(("optimal/" + suffix).c_str(), optimalAlone, name, network)
                ->Unit(benchmark::kMillisecond);
            benchmark::RegisterBenchmark(("plain_enumeration/" + suffix).c_str(), plainOptimal,
                                         name, network)
                ->Unit(benchmark::kMillisecond)
                ->MinTime(0.05);
        }
    }
}

}  // namespace
}  // namespace trilane

int main(int argc, char** argv) {
    trilane::registerAll();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
