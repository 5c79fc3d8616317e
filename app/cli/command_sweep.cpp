#include "app/cli/command.h"
#include "app/cli/figure_output.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/planning_setup.h"
#include "app/cli/strategy_options.h"
#include "app/cli/sweep_report.h"
#include "app/cli/usage_error.h"
#include "core/io/input_error.h"
#include "core/io/policy_json.h"
#include "core/io/read_file.h"
#include "core/plan/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

namespace trilane {
namespace {

enum class Format { Svg, Png, Pdf, Csv, Json, Text, Policy };

struct SweepOptions {
    PlanningOptions planning;
    std::optional<std::string> strategies;
    std::optional<std::string> format;
    std::optional<std::string> gap;
    FigureOptions picture;
    OutputOptions output;
};

Format chooseFormat(const SweepOptions& options) {
    constexpr std::array<std::string_view, 7> kChoices{"svg",  "png",  "pdf",   "csv",
                                                       "json", "text", "policy"};
    if (options.format) {
        if (options.output.json) throw UsageError("--format: not with --json");
        return static_cast<Format>(parseChoice("--format", *options.format, kChoices, "format"));
    }
    const std::string target = options.output.target();
    if (target.ends_with(".policy.json")) return Format::Policy;
    if (options.output.json) return Format::Json;
    if (target == "-") return Format::Text;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Format::Json); ++i)
        if (target.ends_with("." + std::string(kChoices[i]))) return static_cast<Format>(i);
    if (target.ends_with(".txt")) return Format::Text;
    throw UsageError(
        fmt::format("-o: '{}' ends in no known suffix; expected .csv, .json, .policy.json, .svg, "
                    ".png, .pdf or .txt, or --format",
                    target));
}

SweepRange chooseRange(const std::optional<std::string>& text) {
    if (!text) return {};
    const auto parsed = parseSweepRange(*text);
    if (const auto* fault = std::get_if<SweepRangeFault>(&parsed))
        throw UsageError(fmt::format("--mbps: {}; expected {}", fault->found, fault->expected));
    return std::get<SweepRange>(parsed);
}

/// Planning at the low end of the range: one bandwidth is as good as another until the sweep.
PlanningOptions atLowEnd(PlanningOptions planning, const SweepRange& range) {
    planning.costs.mbps = fmt::format("{}", range.low);
    planning.costs.mbpsInWords = fmt::format("{} to {} Mbps", range.low, range.high);
    return planning;
}

SweepReport runSweep(const PlanningSetup& setup, const std::vector<Strategy>& strategies,
                     const SweepRange& range, const PinnedSides& pins, Console& console) {
    SweepReport report;
    report.problem = {setup.model, setup.sources, pins, strategies};
    report.range = range;
    const SweepLimits limits{setup.limits.time, setup.limits.stop, 0};
    std::size_t done = 0;
    report.points = sweep(report.problem, range, limits, [&](std::size_t, const SweepPoint&) {
        console.showProgress(fmt::format("{} of {} bandwidths", ++done, range.points));
    });
    // The best cut is the optimal one; without it the last that was asked for.
    auto place = std::find(strategies.begin(), strategies.end(), Strategy::Optimal);
    if (place == strategies.end()) --place;
    report.breaking = *place;
    console.showProgress("where the cut changes");
    report.breaks =
        findBreakPoints(report.problem, static_cast<std::size_t>(place - strategies.begin()),
                        report.points, limits);
    console.clearProgress();
    return report;
}

/// The strategies that were asked for; a policy follows one.
std::vector<Strategy> chooseStrategies(const SweepOptions& options, Format format) {
    const bool policy = format == Format::Policy;
    if (!options.strategies)
        return policy ? std::vector{Strategy::Optimal}
                      : std::vector(kStrategies.begin(), kStrategies.end());
    std::vector<Strategy> strategies = parseStrategies("--strategies", *options.strategies);
    if (policy && strategies.size() > 1)
        throw UsageError(
            fmt::format("--strategies: '{}'; expected one for a policy", *options.strategies));
    return strategies;
}

PolicyGoal chooseGoal(const SweepOptions& options, const SweepRange& range, Format format) {
    PolicyGoal goal;
    goal.range = range;
    if (!options.gap) return goal;
    if (format != Format::Policy) throw UsageError("--gap: only for a policy");
    constexpr double kMostPercent = 100;
    goal.gapPercent = parseNumber("--gap", *options.gap, kLeastPolicyGap, kMostPercent,
                                  "percent from 0.001 to 100");
    return goal;
}

std::string findPolicy(const PlanningSetup& setup, const std::vector<Strategy>& strategies,
                       const PolicyGoal& goal, const SweepOptions& options, Console& console) {
    const SweepProblem problem{setup.model, setup.sources,
                               options.planning.pins.resolve(*setup.model), strategies};
    const auto found =
        makePolicy(problem, goal, {setup.limits.time, setup.limits.stop, 0},
                   [&](std::size_t solved, std::size_t known) {
                       console.showProgress(fmt::format("{} of {} bandwidths", solved, known));
                   });
    console.clearProgress();
    if (const auto* fault = std::get_if<CostFault>(&found))
        throw InputError(inputName(options.planning.model.path), fault->subject, fault->found,
                         fault->expected);
    return writePolicy(std::get<PolicyDocument>(found));
}

ExitCode run(const SweepOptions& options, Console& console) {
    console.setQuiet(options.output.quiet);
    const Format format = chooseFormat(options);
    const std::vector<Strategy> strategies = chooseStrategies(options, format);
    const SweepRange range = chooseRange(options.planning.costs.mbps);
    const PolicyGoal goal = chooseGoal(options, range, format);
    const std::string target = options.output.target();
    const bool picture = format <= Format::Pdf;
    FigureLook look;
    if (picture) {
        requireFigures(target);
        look = options.picture.look(static_cast<FigureType>(format));
    } else {
        options.picture.requireNone();
    }
    requireNotRead(target, options.planning.inputs());
    const PlanningSetup setup = preparePlanning(atLowEnd(options.planning, range), console);
    ResultOutput output(target);
    if (format == Format::Policy) {
        output.write(findPolicy(setup, strategies, goal, options, console));
        output.finish();
        return ExitCode::Done;
    }
    if (format == Format::Text) output.write(setup.header + "\n");
    const SweepReport report =
        runSweep(setup, strategies, range, options.planning.pins.resolve(*setup.model), console);
    output.write(
        picture ? sweepFigure({report.problem, range, report.points, report.breaks}, look, target)
        : format == Format::Csv  ? sweepCsv(report)
        : format == Format::Json ? sweepJson(report)
                                 : sweepText(report, output.emphasis()));
    output.finish();
    return ExitCode::Done;
}

}  // namespace

static_assert(static_cast<int>(Format::Pdf) == static_cast<int>(FigureType::Pdf));

Command makeSweepCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "sweep", "plan at many bandwidths and tell where the best cut changes",
                   "trilane sweep model.onnx --mbps 0.1:100:60\n"
                   "trilane sweep model.onnx --strategies local,dsl,ej -o sweep.svg\n"
                   "trilane sweep model.onnx --mbps 1:50:20 --network 4G -o sweep.csv\n"
                   "trilane sweep model.onnx --mbps 0.1:100:60 -o device.policy.json");
    const auto options = std::make_shared<SweepOptions>();
    addText(*app, "Comparison", "--strategies", options->strategies, "S,…",
            "only these: local, remote, neurosurgeon, dsl, dsl-fifo, dsl-ej, ej, optimal; one for "
            "a policy (optimal)");
    options->planning.model.addTo(*app);
    options->planning.costs.addTo(*app, "L:H:N",
                                  "N bandwidths from L to H at equal ratios (0.1:100:60)");
    options->planning.pins.addTo(*app);
    options->planning.search.addTo(*app);
    addText(*app, "Search", "--gap", options->gap, "P",
            "of an optimal policy: prove it within P percent of the best at every bandwidth (0.1)");
    options->picture.addTo(*app);
    addText(*app, "Output", "--format", options->format, "F",
            "text, csv, json, policy, svg, png or pdf, whatever the suffix says");
    options->output.addTo(*app,
                          "write to FILE: .csv, .json, .svg, .png, .pdf, .txt; .policy.json: "
                          "the plan for each bandwidth, which a device loads");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
