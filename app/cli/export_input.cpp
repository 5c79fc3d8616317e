#include "app/cli/export_input.h"

#include "app/cli/comparison.h"
#include "app/cli/option_declaration.h"
#include "app/cli/strategy_options.h"
#include "app/cli/usage_error.h"
#include "core/io/input_error.h"
#include "core/io/model_file.h"
#include "core/io/plan_json.h"
#include "core/io/read_file.h"
#include "core/plan/show_document.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <utility>

namespace trilane {
namespace {

/// Throws where an option of planning was given with a plan, which is planned already.
void requireNoPlanning(const CLI::App& command) {
    for (const CLI::Option* option : command.get_options()) {
        const std::string& group = option->get_group();
        const bool planning = group == "Comparison" || group == "Times" || group == "Own cut" ||
                              group == "Pins" || group == "Search";
        if (planning && option->count() > 0)
            throw UsageError(fmt::format(
                "{}: only with a model; a plan is planned already",
                option->get_name(false, true).substr(0, option->get_name(false, true).find(','))));
    }
}

ExportSubject readPlanSubject(const ExportInput& input, const std::string& bytes,
                              Console& console) {
    const std::string& path = input.planning.model.path;
    const std::string name = inputName(path);
    const PlanFile file = parsePlan(bytes, name);
    if (!file.digestMatches())
        console.warn(fmt::format("{}: the plan was changed after it was written", name));
    std::shared_ptr<const Model> model;
    if (input.planModel) {
        ModelOptions options = input.planning.model;
        options.place = "--model";
        options.path = *input.planModel;
        options.content.reset();
        ReadModel read = openModel(options);
        constexpr std::size_t kWarningsShown = 5;
        warnAbout(read.warnings, options.path, console, kWarningsShown);
        model = std::make_shared<const Model>(std::move(read.model));
    }
    auto shown = model ? showDocument(file.document, model) : showDocument(file.document);
    if (const auto* fault = std::get_if<PlanViolation>(&shown))
        throw InputError(name, fault->place, fault->found, fault->expected);
    auto& document = std::get<ShownDocument>(shown);
    return {std::move(document.model),
            std::move(document.durations),
            model != nullptr,
            false,
            {std::move(document.plan)}};
}

ExportSubject planSubject(const ExportInput& input, const PlanningOptions& planning, bool single,
                          Console& console) {
    std::vector<Strategy> strategies =
        input.strategies ? parseStrategies("--strategies", *input.strategies)
        : single         ? std::vector{Strategy::Optimal}
                         : std::vector(kStrategies.begin(), kStrategies.end());
    if (single) strategies.resize(1);
    const PlanningSetup setup = preparePlanning(planning, console);
    Comparison comparison = compareStrategies(
        setup, strategies, [&](const SearchProgress& progress) { console.showProgress(progress); });
    console.clearProgress();
    if (single && setup.manualCut) comparison.plans.erase(comparison.plans.begin());
    ExportSubject subject{setup.model, setup.planner.durations(), true, true, {}};
    for (Plan& plan : comparison.plans)
        subject.plans.push_back(showPlan(*setup.model, std::move(plan)));
    return subject;
}

}  // namespace

void ExportInput::addTo(CLI::App& command) {
    planning.addTo(command, "INPUT");
    addText(command, "Model", "--model", planModel, "MODEL",
            "the model that a plan was made for; its graph needs it");
    addText(command, "Comparison", "--strategies", strategies, "S,…",
            "these plans of a model, in this order (default all); the graph shows the first");
}

std::vector<InputPath> ExportInput::inputs() const {
    std::vector<InputPath> inputs = planning.inputs();
    if (planModel) inputs.push_back({"--model", *planModel});
    return inputs;
}

ExportSubject readSubject(const ExportInput& input, const CLI::App& command, bool single,
                          Console& console) {
    PlanningOptions planning = input.planning;
    const std::string& path = planning.model.path;
    if (path == "-" && input.planModel == "-")
        throw UsageError("--model: '-' is the plan already; expected a file");
    console.showProgress("reading " + inputName(path));
    FileContent content = FileContent::open(path);
    console.clearProgress();
    if (jsonFormatOf(content) == "trilane.plan") {
        requireNoPlanning(command);
        return readPlanSubject(input, content.text(), console);
    }
    if (input.planModel) throw UsageError("--model: only with a plan; INPUT is a model already");
    planning.model.content = std::move(content);
    return planSubject(input, planning, single, console);
}

}  // namespace trilane
