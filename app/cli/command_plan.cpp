#include "app/cli/command.h"
#include "app/cli/display_text.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/plan_report.h"
#include "app/cli/planning_setup.h"
#include "app/cli/strategy_options.h"
#include "app/cli/usage_error.h"
#include "core/io/plan_json.h"
#include "core/plan/make_document.h"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace trilane {
namespace {

struct PlanOptions {
    PlanningOptions planning;
    std::optional<std::string> strategy;
    OutputOptions output;
};

Plan solve(const PlanningSetup& setup, std::optional<Strategy> strategy, Console& console) {
    if (setup.manualCut)
        return setup.planner.planCut(setup.manualCut->cut, setup.manualCut->sequencer,
                                     setup.manualCut->execution, setup.limits);
    return setup.planner.plan(
        strategy.value_or(Strategy::Optimal), setup.limits,
        [&](const SearchProgress& progress) { console.showProgress(progress); });
}

/// "Optimal (default): the best cut with the best order, pipelined".
std::string titleLine(const Plan& plan, bool byDefault) {
    std::string what;
    if (plan.strategy) {
        what = description(*plan.strategy);
    } else {
        constexpr std::array<std::string_view, 3> kOrders{"topological order", "EJ order",
                                                          "best order"};
        static_assert(static_cast<int>(Sequencer::Optimal) == 2, "kOrders stand in enum order");
        what = fmt::format("{}, {}", kOrders[static_cast<std::size_t>(plan.sequencer)],
                           plan.execution == Execution::Staged ? "staged" : "pipelined");
    }
    return wrapText(fmt::format("{}{}: {}", planTitle(plan), byDefault ? " (default)" : "", what),
                    2);
}

ExitCode run(const PlanOptions& options, Console& console) {
    console.setQuiet(options.output.quiet);
    if (options.strategy && options.planning.manualCut.deviceLayers)
        throw UsageError("--strategy: not with --device-layers, which is a cut of your own");
    const auto strategy = options.strategy
                              ? std::optional{parseStrategy("--strategy", *options.strategy)}
                              : std::nullopt;
    requireNotRead(options.output.target(), options.planning.inputs());
    const PlanningSetup setup = preparePlanning(options.planning, console);
    const bool text = !options.output.json && options.output.path != "-";
    ResultOutput terminal("-");
    if (text) terminal.write(setup.header);
    const Plan plan = solve(setup, strategy, console);
    console.clearProgress();
    const PlanDocument document =
        makeDocument(plan, setup.planner.model(), setup.planner.durations(), setup.sources);
    if (options.output.target() != "-") {
        ResultOutput file(*options.output.path);
        file.write(writePlan(document));
        file.finish();
    }
    if (text)
        terminal.write(
            titleLine(plan, !strategy && !setup.manualCut) + "\n" +
            describePlan(setup.planner, plan, document, setup.sources, terminal.emphasis()));
    else
        terminal.write(writePlan(document));
    return ExitCode::Done;
}

}  // namespace

Command makePlanCommand(CLI::App& program) {
    CLI::App* const app = addCommand(
        program, "plan", "make one plan: which layers run where, what is sent in what order",
        "trilane plan model.onnx --network 4G\n"
        "trilane plan model.onnx --strategy ej --mbps 12 -o plan.json\n"
        "trilane plan model.onnx --keep-inputs-local --json");
    const auto options = std::make_shared<PlanOptions>();
    addText(*app, "Plan", "--strategy", options->strategy, "S",
            "local, remote, neurosurgeon, dsl, dsl-fifo, dsl-ej, ej or optimal (default)");
    options->planning.addTo(*app);
    options->output.addTo(*app, "also write the plan file (- = standard output, without text)");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
