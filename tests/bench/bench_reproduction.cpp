#include "core/io/reference_json.h"
#include "core/plan/reproduction.h"

#include <benchmark/benchmark.h>

// All strategies for the fifteen cells of the paper's table, beside reading the five models, which
// is the baseline: planning ought to take less.
namespace {

void readInputs(benchmark::State& state) {
    for ([[maybe_unused]] const auto& iteration : state)
        benchmark::DoNotOptimize(trilane::loadReproduction("icccn2021"));
}
BENCHMARK(readInputs)->Unit(benchmark::kMillisecond);

void planTable(benchmark::State& state) {
    const trilane::ReproductionInputs inputs = trilane::loadReproduction("icccn2021");
    for ([[maybe_unused]] const auto& iteration : state)
        benchmark::DoNotOptimize(trilane::reproduce(inputs));
}
BENCHMARK(planTable)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
