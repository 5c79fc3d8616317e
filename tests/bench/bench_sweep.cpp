// A sweep of eight strategies over 60 bandwidths, on all threads, beside the same on one thread and
// beside a plain loop that builds a planner for each point. A policy that is proven to 0.1 %,
// beside a scan at bandwidths 0.1 % apart, which promises as much.
//
//   build/ci/tests/bench/bench_sweep [--benchmark_format=json]
//
// Compare the rows of one run; figures of two machines say nothing about each other.

#include "core/io/machine_json.h"
#include "core/io/network_json.h"
#include "core/io/onnx_reader.h"
#include "core/plan/planner.h"
#include "core/plan/policy.h"
#include "core/plan/sweep.h"

#include <benchmark/benchmark.h>

#include <thread>

namespace trilane {
namespace {

constexpr SweepRange kRange{0.1, 100, 60};

SweepProblem problemOf(const std::string& name) {
    SweepProblem problem;
    problem.model = std::make_shared<const Model>(
        readOnnx(std::string(TRILANE_SOURCE_DIR) + "/sample_models/" + name + ".onnx", {}).model);
    problem.sources.device = loadMachine("raspberry-pi-4b");
    problem.sources.server = loadMachine("i7-8700-gtx-1080");
    problem.sources.network = loadNetwork("WiFi");
    problem.pins = std::get<PinnedSides>(resolvePins(*problem.model, Pins{}));
    problem.strategies.assign(kStrategies.begin(), kStrategies.end());
    return problem;
}

void sweepOn(benchmark::State& state, const std::string& name, int threads) {
    const SweepProblem problem = problemOf(name);
    SweepLimits limits;
    limits.threads = threads;
    for (auto _ : state)
        benchmark::DoNotOptimize(sweep(problem, kRange, limits));
    state.counters["threads"] = threads == 0 ? std::thread::hardware_concurrency() : threads;
}

void plainLoop(benchmark::State& state, const std::string& name) {
    const SweepProblem problem = problemOf(name);
    for (auto _ : state)
        for (const double mbps : bandwidths(kRange)) {
            CostSources sources = problem.sources;
            sources.network.mbps = mbps;
            const Planner planner(problem.model,
                                  std::get<Durations>(computeDurations(*problem.model, sources)),
                                  problem.pins);
            benchmark::DoNotOptimize(planner.compare(problem.strategies));
        }
}

void breakPoints(benchmark::State& state, const std::string& name) {
    SweepProblem problem = problemOf(name);
    problem.strategies = {Strategy::Optimal};
    const auto points = sweep(problem, kRange);
    std::size_t found = 0;
    for (auto _ : state)
        found = findBreakPoints(problem, 0, points).size();
    state.counters["breaks"] = static_cast<double>(found);
}

void policy(benchmark::State& state, const std::string& name) {
    SweepProblem problem = problemOf(name);
    problem.strategies = {Strategy::Optimal};
    std::size_t solved = 0;
    std::size_t intervals = 0;
    for (auto _ : state) {
        const auto found = makePolicy(problem, {kRange, PolicyGoal().gapPercent}, {},
                                      [&](std::size_t done, std::size_t) { solved = done; });
        intervals = std::get<PolicyDocument>(found).intervals.size();
    }
    state.counters["bandwidths"] = static_cast<double>(solved);
    state.counters["intervals"] = static_cast<double>(intervals);
}

void denseScan(benchmark::State& state, const std::string& name) {
    SweepProblem problem = problemOf(name);
    problem.strategies = {Strategy::Optimal};
    // 1.001^6912 = 1000.
    const SweepRange dense{kRange.low, kRange.high, 6'913};
    for (auto _ : state)
        benchmark::DoNotOptimize(sweep(problem, dense));
    state.counters["bandwidths"] = static_cast<double>(dense.points);
}

void registerAll() {
    for (const std::string name : {"googlenet", "densenet121", "multi-stream"}) {
        const auto add = [&](const std::string& row, auto run, auto... arguments) {
            benchmark::RegisterBenchmark((row + "/" + name).c_str(), run, name, arguments...)
                ->Unit(benchmark::kMillisecond)
                ->UseRealTime();
        };
        add("sweep/all_threads", sweepOn, 0);
        add("sweep/one_thread", sweepOn, 1);
        add("plain_loop", plainLoop);
        add("break_points", breakPoints);
        add("policy", policy);
        add("dense_scan", denseScan);
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
