#include "app/cli/command.h"
#include "app/cli/figure_output.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/planning_setup.h"
#include "app/cli/strategy_options.h"
#include "app/cli/sweep_report.h"
#include "app/cli/usage_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

namespace trilane {
namespace {

enum class Format { Svg, Png, Pdf, Csv, Json, Text };

struct SweepOptions {
    PlanningOptions planning;
    std::optional<std::string> strategies;
    std::optional<std::string> format;
    FigureOptions picture;
    OutputOptions output;
};

Format chooseFormat(const SweepOptions& options) {
    constexpr std::array<std::string_view, 6> kChoices{"svg", "png", "pdf", "csv", "json", "text"};
    if (options.format) {
        if (options.output.json) throw UsageError("--format: not with --json");
        return static_cast<Format>(parseChoice("--format", *options.format, kChoices, "format"));
    }
    if (options.output.json) return Format::Json;
    const std::string target = options.output.target();
    if (target == "-") return Format::Text;
    for (std::size_t i = 0; i + 1 < kChoices.size(); ++i)
        if (target.ends_with("." + std::string(kChoices[i]))) return static_cast<Format>(i);
    if (target.ends_with(".txt")) return Format::Text;
    throw UsageError(
        fmt::format("-o: '{}' ends in no known suffix; expected .csv, .json, .svg, .png, .pdf or "
                    ".txt, or --format",
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

ExitCode run(const SweepOptions& options, Console& console) {
    console.setQuiet(options.output.quiet);
    const std::vector<Strategy> strategies =
        options.strategies ? parseStrategies("--strategies", *options.strategies)
                           : std::vector(kStrategies.begin(), kStrategies.end());
    const Format format = chooseFormat(options);
    const SweepRange range = chooseRange(options.planning.costs.mbps);
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
                   "trilane sweep model.onnx --mbps 1:50:20 --network 4G -o sweep.csv");
    const auto options = std::make_shared<SweepOptions>();
    addText(*app, "Comparison", "--strategies", options->strategies, "S,…",
            "only these: local, remote, neurosurgeon, dsl, dsl-fifo, dsl-ej, ej, optimal");
    options->planning.model.addTo(*app);
    options->planning.costs.addTo(*app, "L:H:N",
                                  "N bandwidths from L to H at equal ratios (0.1:100:60)");
    options->planning.pins.addTo(*app);
    options->planning.search.addTo(*app);
    options->picture.addTo(*app);
    addText(*app, "Output", "--format", options->format, "F",
            "text, csv, json, svg, png or pdf, whatever the suffix says");
    options->output.addTo(*app, "write to FILE: .csv, .json, .svg, .png, .pdf or .txt");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
