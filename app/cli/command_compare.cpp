#include "app/cli/command.h"
#include "app/cli/comparison.h"
#include "app/cli/comparison_report.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/planning_setup.h"
#include "app/cli/strategy_options.h"

#include <memory>
#include <optional>
#include <vector>

namespace trilane {
namespace {

struct CompareOptions {
    PlanningOptions planning;
    std::optional<std::string> strategies;
    bool noTiming = false;
    OutputOptions output;
};

ExitCode run(const CompareOptions& options, Console& console) {
    console.setQuiet(options.output.quiet);
    const std::vector<Strategy> strategies =
        options.strategies ? parseStrategies("--strategies", *options.strategies)
                           : std::vector(kStrategies.begin(), kStrategies.end());
    requireNotRead(options.output.target(), options.planning.inputs());
    const PlanningSetup setup = preparePlanning(options.planning, console);
    ResultOutput output(options.output.target());
    if (!options.output.json) output.write(setup.header + "\n");
    Comparison comparison = compareStrategies(
        setup, strategies, [&](const SearchProgress& progress) { console.showProgress(progress); });
    comparison.withTiming = !options.noTiming;
    console.clearProgress();
    output.write(options.output.json ? comparisonJson(setup.planner, comparison, setup.sources)
                                     : describeComparison(setup.planner, comparison, setup.sources,
                                                          output.emphasis()));
    output.finish();
    return ExitCode::Done;
}

}  // namespace

Command makeCompareCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "compare", "set all strategies side by side in one table",
                   "trilane compare model.onnx\n"
                   "trilane compare model.onnx --network 4G --strategies local,dsl,ej,optimal\n"
                   "trilane compare model.onnx --mbps 12 --latency-ms 20 --json -o results.json");
    const auto options = std::make_shared<CompareOptions>();
    addText(*app, "Comparison", "--strategies", options->strategies, "S,…",
            "only these: local, remote, neurosurgeon, dsl, dsl-fifo, dsl-ej, ej, optimal");
    options->planning.addTo(*app);
    addFlag(*app, "Output", "--no-timing", options->noTiming,
            "leave out how long solving took: the same input gives the same bytes");
    options->output.addTo(*app, "write the result to FILE instead (- = standard output)");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
