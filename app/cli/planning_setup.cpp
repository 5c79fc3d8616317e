#include "app/cli/planning_setup.h"

#include "app/cli/display_text.h"
#include "core/io/input_error.h"
#include "core/io/read_file.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

namespace trilane {
namespace {

constexpr std::size_t kWarningsShown = 5;

std::string makeHeader(const Model& model, const CostChoice& costs) {
    constexpr std::size_t kNameWidth = 40;
    return wrapText(
        fmt::format("{}: device {}; server {}; network {}",
                    elideMiddle(printable(model.name()), kNameWidth), printable(costs.device),
                    printable(costs.server), printable(costs.network)),
        2);
}

}  // namespace

Durations computeAll(const Model& model, const CostSources& sources, const std::string& path) {
    if (const auto fault = findPlanningFault(model))
        throw InputError(inputName(path), "", fault->found, fault->expected);
    auto computed = computeDurations(model, sources);
    if (const auto* fault = std::get_if<CostFault>(&computed))
        throw InputError(inputName(path), fault->subject, fault->found, fault->expected);
    return std::get<Durations>(std::move(computed));
}

void PlanningOptions::addTo(CLI::App& command, const std::string& argument) {
    model.addTo(command, argument);
    costs.addTo(command);
    pins.addTo(command);
    manualCut.addTo(command);
    search.addTo(command);
}

std::vector<InputPath> PlanningOptions::inputs() const {
    std::vector<InputPath> inputs{model.input()};
    for (const auto& more : {costs.inputs(), pins.inputs(), manualCut.inputs()})
        inputs.insert(inputs.end(), more.begin(), more.end());
    return inputs;
}

PlanningSetup preparePlanning(const PlanningOptions& options, Console& console) {
    // What needs no file first: a wrong option is told at once.
    requireOneStandardInput(options.inputs());
    SearchLimits limits = options.search.limits();
    const LinkFigures figures = options.costs.linkFigures();
    options.costs.requireNames();
    console.showProgress("reading " + inputName(options.model.path));
    ReadModel read = openModel(options.model);
    console.clearProgress();
    warnAbout(read.warnings, options.model.path, console, kWarningsShown);
    const auto model = std::make_shared<const Model>(std::move(read.model));
    std::vector<std::string> warnings;
    CostChoice costs = chooseCosts(options.costs, figures, *model, warnings);
    if (costs.sources.profile)
        if (auto warning =
                fusedTimesWarning(*costs.sources.profile, read.fusions, *options.costs.profile))
            warnings.push_back(*std::move(warning));
    for (const std::string& warning : warnings)
        console.warn(warning);
    PinnedSides pins = options.pins.resolve(*model);
    auto manualCut = options.manualCut.resolve(*model, pins);
    Planner planner(model, computeAll(*model, costs.sources, options.model.path), std::move(pins));
    std::string header = makeHeader(*model, costs);
    return {model,
            std::move(costs.sources),
            std::move(manualCut),
            std::move(limits),
            std::move(planner),
            std::move(header)};
}

}  // namespace trilane
