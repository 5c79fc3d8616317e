#include "app/cli/batch_case.h"
#include "app/cli/ordered_jobs.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>

// Suites of ten models over a hundred networks with all eight strategies, on 1 and 2 threads. The
// baseline beside it reads its files anew for each case, as calling `compare` for each would; the
// ratio is that of the cases a second. The last ones give the peak memory by number of cases, each
// in a process of its own.
namespace {

using namespace trilane;

const std::string kPath = TRILANE_SOURCE_DIR "/sample_models/none.json";  // only its folder counts

std::string suiteText(std::int64_t cases) {
    constexpr std::array<const char*, 10> kModels{
        "alexnet-p",    "googlenet", "inception-module", "lenet-5", "mobilenetv2",
        "multi-stream", "nin",       "resnet18",         "siamese", "vgg16"};
    constexpr std::int64_t kNetworks = 100;
    std::string text = R"({"format": "trilane.suite", "version": 1, "cases": [)";
    for (std::int64_t i = 0; i < cases; ++i) {
        const auto models = static_cast<std::int64_t>(kModels.size());
        const std::string mbps =
            std::to_string(0.2 * static_cast<double>(1 + i / models % kNetworks));
        text += std::string(i > 0 ? "," : "") + "\n{\"name\": \"c" + std::to_string(i) +
                "\", \"model\": \"" + kModels.at(static_cast<std::size_t>(i % models)) +
                ".onnx\", \"network\": {\"mbps\": " + mbps +
                "}, \"expect\": {\"optimal\": [\"optimal\"]}}";
    }
    return text + "]}";
}

/// How many cases do not pass: none, or the measurement is of something else.
std::size_t runSuite(const SuiteFile& suite, std::size_t threads) {
    CasePlanning planning(suite, kPath);
    std::size_t failed = 0;
    OrderedJobs<CaseResult> jobs(suite.size(), threads);
    jobs.run([&](std::size_t i) { return runCase(suite, planning, i, {}, true); },
             [&](std::size_t, const CaseResult& result) {
                 benchmark::DoNotOptimize(result.line.data());
                 if (result.status != CaseStatus::Pass) ++failed;
                 return true;
             });
    return failed;
}

void batch(benchmark::State& state) {
    const std::string text = suiteText(state.range(0));
    for ([[maybe_unused]] const auto& iteration : state) {
        const SuiteFile suite = SuiteFile::parse(text, "suite");
        if (runSuite(suite, static_cast<std::size_t>(state.range(1))) > 0)
            state.SkipWithError("a case does not pass");
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(batch)
    ->ArgNames({"cases", "threads"})
    ->Args({1'000, 1})
    ->Args({1'000, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void caseByCase(benchmark::State& state) {
    const SuiteFile suite = SuiteFile::parse(suiteText(state.range(0)), "suite");
    for ([[maybe_unused]] const auto& iteration : state)
        for (std::size_t i = 0; i < suite.size(); ++i) {
            CasePlanning planning(suite, kPath);
            if (runCase(suite, planning, i, {}, true).status != CaseStatus::Pass)
                state.SkipWithError("a case does not pass");
        }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(caseByCase)->ArgName("cases")->Arg(100)->Unit(benchmark::kMillisecond)->UseRealTime();

void peakMemory(benchmark::State& state) {
    constexpr double kMegabyte = 1'024;  // of the kilobytes that the system counts in
    for ([[maybe_unused]] const auto& iteration : state) {
        const pid_t child = ::fork();
        if (child == 0) {
            const SuiteFile suite = SuiteFile::parse(suiteText(state.range(0)), "suite");
            ::_exit(runSuite(suite, 2) == 0 ? 0 : 1);
        }
        int status = 0;
        rusage usage{};
        if (child < 0 || ::wait4(child, &status, 0, &usage) != child || status != 0)
            state.SkipWithError("the child failed");
        state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / kMegabyte;
    }
}
BENCHMARK(peakMemory)
    ->ArgName("cases")
    ->Arg(100)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
