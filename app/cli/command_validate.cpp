#include "app/cli/command.h"
#include "app/cli/display_text.h"
#include "app/cli/model_options.h"
#include "app/cli/number_display.h"
#include "app/cli/option_declaration.h"
#include "app/cli/output_options.h"
#include "app/cli/usage_error.h"
#include "core/io/input_error.h"
#include "core/io/json_writer.h"
#include "core/io/plan_json.h"
#include "core/io/read_file.h"
#include "core/plan/validator.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace trilane {
namespace {

struct ValidateOptions {
    std::string plan;
    ModelOptions model;
    OutputOptions output;
};

std::string gapWords(const std::optional<double>& gap) {
    return gap ? fmt::format("{} %", *gap) : "no gap";
}

/// The file's own claims first, then what the plan and the model imply.
std::vector<PlanViolation> findViolations(const PlanFile& plan, const Model& model) {
    std::vector<PlanViolation> violations;
    if (!plan.digestMatches())
        violations.push_back({"/digest",
                              plan.digest.empty() ? "nothing" : fmt::format("'{}'", plan.digest),
                              fmt::format("'{}', the digest of the content: the plan was changed "
                                          "after it was written",
                                          plan.expectedDigest)});
    // A makespan below the bound is a violation of its own.
    const bool hasGap = plan.document.makespan >= plan.document.lowerBound;
    if (hasGap && plan.gapPercent != gapPercent(plan.document))
        violations.push_back({"/gap_percent", gapWords(plan.gapPercent),
                              gapWords(gapPercent(plan.document)) +
                                  ", which follows from makespan and lower bound"});
    for (PlanViolation& violation : validatePlan(plan.document, model))
        violations.push_back(std::move(violation));
    return violations;
}

std::string asJson(const std::string& path, const Model& model,
                   const std::vector<PlanViolation>& violations) {
    nlohmann::ordered_json document;
    document["plan"] = path;
    document["model"] = model.name();
    document["valid"] = violations.empty();
    document["violations"] = nlohmann::ordered_json::array();
    for (const PlanViolation& violation : violations)
        document["violations"].push_back({{"place", violation.place},
                                          {"found", violation.found},
                                          {"expected", violation.expected}});
    return printJson(document);
}

std::string asText(const std::string& path, const PlanDocument& plan,
                   const std::vector<PlanViolation>& violations) {
    const std::string name = printable(path);
    if (violations.empty())
        return wrapText(
            fmt::format("{}: valid; strategy {}, {}, makespan {}", name, printable(plan.strategy),
                        countText(plan.jobs.size(), "job"), msText(plan.makespan)),
            2);
    std::string text =
        fmt::format("{}: invalid; {}\n", name, countText(violations.size(), "violation"));
    for (const PlanViolation& violation : violations)
        text += wrapText(printable(fmt::format("  {}: found {}; expected {}", violation.place,
                                               violation.found, violation.expected)),
                         6);
    return text;
}

ExitCode run(const ValidateOptions& options, Console& console) {
    console.setQuiet(options.output.quiet);
    if (options.plan == "-" && options.model.path == "-")
        throw UsageError("--model: '-' is the plan already; expected a file");
    requireNotRead(options.output.target(), {{"PLAN", options.plan}, options.model.input()});
    const PlanFile plan = readPlan(options.plan);
    const ReadModel read = openModel(options.model);
    constexpr std::size_t kWarningsShown = 5;
    warnAbout(read.warnings, options.model.path, console, kWarningsShown);
    const std::vector<PlanViolation> violations = findViolations(plan, read.model);
    const std::string name = inputName(options.plan);
    ResultOutput output(options.output.target());
    output.write(options.output.json ? asJson(name, read.model, violations)
                                     : asText(name, plan.document, violations));
    output.finish();
    return violations.empty() ? ExitCode::Done : ExitCode::CheckFailed;
}

}  // namespace

Command makeValidateCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "validate", "check a plan from nothing but the plan and its model",
                   "trilane validate plan.json --model model.onnx\n"
                   "trilane validate plan.json --model model.onnx --json");
    const auto options = std::make_shared<ValidateOptions>();
    addArgument(*app, "PLAN", options->plan, "trilane.plan file; - reads standard input");
    options->model.addAsOptionTo(*app);
    options->output.addTo(*app, "write the result to FILE instead (- = standard output)");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
