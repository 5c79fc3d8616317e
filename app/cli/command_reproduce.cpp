#include "app/cli/command.h"
#include "app/cli/display_text.h"
#include "app/cli/figure_output.h"
#include "app/cli/number_display.h"
#include "app/cli/option_declaration.h"
#include "app/cli/output_options.h"
#include "app/cli/reproduction_report.h"
#include "app/cli/usage_error.h"
#include "core/io/input_error.h"
#include "core/io/reference_json.h"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace trilane {
namespace {

constexpr const char* kTable = "icccn2021";

struct ReproduceOptions {
    bool fit = false;
    bool noTiming = false;
    SearchOptions search;
    FigureOptions picture;
    OutputOptions output;
};

/// The result, or the fault as bad input: it comes from the shipped files.
template <class Result>
Result orThrow(std::variant<Result, CostFault> result) {
    if (const auto* fault = std::get_if<CostFault>(&result))
        throw InputError(kTable, fault->subject, fault->found, fault->expected);
    return std::get<Result>(std::move(result));
}

std::string planningText(const Reproduction& reproduction) {
    std::size_t plans = 0;
    for (const ReproducedCell& cell : reproduction.cells)
        plans += cell.times.size();
    return wrapText(fmt::format("Planning: {} in {}.", countText(plans, "plan"),
                                msText(Nanoseconds{reproduction.planningTime.count()})),
                    2);
}

/// Whether a picture is asked for, and how it is to look. Throws UsageError.
std::optional<FigureLook> chooseLook(const ReproduceOptions& options) {
    constexpr std::array kSuffixes{std::pair(".svg", FigureType::Svg),
                                   std::pair(".png", FigureType::Png),
                                   std::pair(".pdf", FigureType::Pdf)};
    const std::string target = options.output.target();
    for (const auto& [suffix, type] : kSuffixes) {
        if (!target.ends_with(suffix) || options.output.json) continue;
        if (options.fit)
            throw UsageError(
                fmt::format("-o: '{}' is a picture; expected none with --fit", target));
        requireFigures(target);
        return options.picture.look(type);
    }
    options.picture.requireNone();
    return std::nullopt;
}

ExitCode run(const ReproduceOptions& options, Console& console) {
    console.setQuiet(options.output.quiet);
    const SearchLimits limits = options.search.limits();
    const std::optional<FigureLook> look = chooseLook(options);
    ResultOutput output(options.output.target());
    const ReproductionInputs inputs = loadReproduction(kTable);
    if (options.fit) {
        const CalibrationFit fit = orThrow(fitCalibration(inputs));
        output.write(options.output.json ? fitJson(fit)
                                         : describeFit(inputs, fit, output.emphasis()));
        output.finish();
        return fitIsShipped(inputs, fit) ? ExitCode::Done : ExitCode::CheckFailed;
    }
    const Reproduction reproduction = orThrow(reproduce(
        inputs, limits, [&](const SearchProgress& progress) { console.showProgress(progress); }));
    console.clearProgress();
    if (look) {
        output.write(reproductionFigure(inputs, reproduction, *look, options.output.target()));
    } else if (options.output.json) {
        output.write(reproductionJson(inputs, reproduction));
    } else {
        output.write(describeReproduction(inputs, reproduction, output.emphasis()));
        if (!options.noTiming) output.write(planningText(reproduction));
    }
    output.finish();
    return ExitCode::Done;
}

}  // namespace

Command makeReproduceCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "reproduce",
                   "print the paper's results table with this program's figures beside it",
                   "trilane reproduce\n"
                   "trilane reproduce -o table.svg\n"
                   "trilane reproduce --json -o table.json\n"
                   "trilane reproduce --fit");
    const auto options = std::make_shared<ReproduceOptions>();
    addFlag(*app, "Calibration", "--fit", options->fit,
            "fit the calibration anew instead and compare it with the shipped one");
    options->search.addTo(*app);
    addFlag(*app, "Output", "--no-timing", options->noTiming,
            "leave out how long planning took: the same bytes on every run");
    options->picture.addTo(*app);
    options->output.addTo(*app,
                          "write the result to FILE instead (- = standard output); .svg, .png or "
                          ".pdf: computed against published times as a picture");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
