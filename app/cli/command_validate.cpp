#include "app/cli/command.h"
#include "app/cli/display_text.h"
#include "app/cli/model_options.h"
#include "app/cli/number_display.h"
#include "app/cli/option_declaration.h"
#include "app/cli/output_options.h"
#include "app/cli/usage_error.h"
#include "core/io/input_error.h"
#include "core/io/json_writer.h"
#include "core/io/model_file.h"
#include "core/io/plan_json.h"
#include "core/io/policy_json.h"
#include "core/io/read_file.h"
#include "core/plan/policy_validator.h"
#include "core/plan/validator.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <utility>
#include <variant>
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

/// What was read, a plan or a policy, and what is wrong with it.
struct Checked {
    std::vector<PlanViolation> violations;
    std::string kind;     ///< "plan", "policy"
    std::string summary;  ///< of a valid one, in words
};

/// @param file  a PlanFile or a PolicyFile
template <class File>
void checkDigest(const File& file, const std::string& place, const char* kind,
                 std::vector<PlanViolation>& violations) {
    if (file.digestMatches()) return;
    violations.push_back({place + "/digest",
                          file.digest.empty() ? "nothing" : fmt::format("'{}'", file.digest),
                          fmt::format("'{}', the digest of the content: the {} was changed "
                                      "after it was written",
                                      file.expectedDigest, kind)});
}

/// What a plan's file claims beside its document.
void checkClaims(const PlanFile& file, const PlanDocument& plan, const std::string& place,
                 std::vector<PlanViolation>& violations) {
    checkDigest(file, place, "plan", violations);
    // A makespan below the bound is a violation of its own.
    const bool hasGap = plan.makespan >= plan.lowerBound;
    if (hasGap && file.gapPercent != gapPercent(plan))
        violations.push_back(
            {place + "/gap_percent", gapWords(file.gapPercent),
             gapWords(gapPercent(plan)) + ", which follows from makespan and lower bound"});
}

Checked check(const PlanFile& file, const Model& model) {
    const PlanDocument& plan = file.document;
    Checked checked{{},
                    "plan",
                    fmt::format("strategy {}, {}, makespan {}", printable(plan.strategy),
                                countText(plan.jobs.size(), "job"), msText(plan.makespan))};
    checkClaims(file, plan, "", checked.violations);
    for (PlanViolation& violation : validatePlan(plan, model))
        checked.violations.push_back(std::move(violation));
    return checked;
}

Checked check(const PolicyFile& file, const Model& model) {
    const PolicyDocument& policy = file.document;
    Checked checked{{},
                    "policy",
                    fmt::format("strategy {}, {} from {} to {} Mbps", printable(policy.strategy),
                                countText(policy.intervals.size(), "interval"), policy.lowMbps,
                                policy.highMbps)};
    checkDigest(file, "", "policy", checked.violations);
    for (std::size_t i = 0; i < policy.intervals.size(); ++i)
        checkClaims(file.plans[i], policy.intervals[i].plan, fmt::format("/intervals/{}/plan", i),
                    checked.violations);
    for (PlanViolation& violation : validatePolicy(policy, model))
        checked.violations.push_back(std::move(violation));
    return checked;
}

std::string asJson(const std::string& path, const Model& model, const Checked& checked) {
    const std::vector<PlanViolation>& violations = checked.violations;
    nlohmann::ordered_json document;
    document[checked.kind] = path;
    document["model"] = model.name();
    document["valid"] = violations.empty();
    document["violations"] = nlohmann::ordered_json::array();
    for (const PlanViolation& violation : violations)
        document["violations"].push_back({{"place", violation.place},
                                          {"found", violation.found},
                                          {"expected", violation.expected}});
    return printJson(document);
}

std::string asText(const std::string& path, const Checked& checked) {
    const std::vector<PlanViolation>& violations = checked.violations;
    const std::string name = printable(path);
    if (violations.empty()) return wrapText(fmt::format("{}: valid; {}", name, checked.summary), 2);
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
    const std::string name = inputName(options.plan);
    const FileContent content = FileContent::open(options.plan);
    // What is neither gets the plan reader's message.
    std::variant<PlanFile, PolicyFile> file;
    if (jsonFormatOf(content) == "trilane.policy")
        file = parsePolicy(content.text(), name);
    else
        file = parsePlan(content.text(), name);
    const ReadModel read = openModel(options.model);
    constexpr std::size_t kWarningsShown = 5;
    warnAbout(read.warnings, options.model.path, console, kWarningsShown);
    const Checked checked =
        std::visit([&](const auto& each) { return check(each, read.model); }, file);
    ResultOutput output(options.output.target());
    output.write(options.output.json ? asJson(name, read.model, checked) : asText(name, checked));
    output.finish();
    return checked.violations.empty() ? ExitCode::Done : ExitCode::CheckFailed;
}

}  // namespace

Command makeValidateCommand(CLI::App& program) {
    CLI::App* const app = addCommand(program, "validate",
                                     "check a plan or a policy from nothing but it and its model",
                                     "trilane validate plan.json --model model.onnx\n"
                                     "trilane validate plan.json --model model.onnx --json\n"
                                     "trilane validate device.policy.json --model model.onnx");
    const auto options = std::make_shared<ValidateOptions>();
    addArgument(*app, "PLAN", options->plan,
                "trilane.plan or trilane.policy file; - reads standard input");
    options->model.addAsOptionTo(*app);
    options->output.addTo(*app, "write the result to FILE instead (- = standard output)");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
