#include "core/plan/validator.h"

#include "core/plan/validator_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace trilane {
namespace validation {

void Findings::add(std::string place, std::string found, std::string expected) {
    constexpr std::size_t kMost = 50;
    ++m_seen;
    if (m_list.size() < kMost)
        m_list.push_back({std::move(place), std::move(found), std::move(expected)});
}

std::string ms(Nanoseconds time) {
    return fmt::format("{:.6f} ms", time.milliseconds());
}

std::string quoted(std::string_view name) {
    return fmt::format("'{}'", name);
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t kShown = 6;
    if (names.empty()) return "nothing";
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
        text += (i == 0 ? "" : ", ") + quoted(names[i]);
    if (names.size() > kShown) text += fmt::format(" and {} more", names.size() - kShown);
    return text;
}

namespace {

/// What a named strategy implies whatever the model and the pins; "" where it implies nothing.
struct StrategyRule {
    std::string_view id;
    std::string_view sequence;
    std::string_view execution;
};

constexpr std::array kRules{
    StrategyRule{"local", "", ""},
    StrategyRule{"remote", "ej", "pipelined"},
    StrategyRule{"neurosurgeon", "", "staged"},
    StrategyRule{"dsl", "", "staged"},
    StrategyRule{"dsl-fifo", "topological", "pipelined"},
    StrategyRule{"dsl-ej", "ej", "pipelined"},
    StrategyRule{"ej", "ej", "pipelined"},
    StrategyRule{"optimal", "optimal", "pipelined"},
    StrategyRule{"manual", "", ""},
};

void checkStrategy(const PlanDocument& plan, Findings& findings) {
    if (plan.sequence != "ej" && plan.sequence != "optimal" && plan.sequence != "topological")
        findings.add("/sequence", quoted(plan.sequence), "'ej', 'optimal' or 'topological'");
    if (plan.execution != "pipelined" && plan.execution != "staged")
        findings.add("/execution", quoted(plan.execution), "'pipelined' or 'staged'");
    const auto* const rule =
        std::find_if(kRules.begin(), kRules.end(),
                     [&](const StrategyRule& candidate) { return candidate.id == plan.strategy; });
    if (rule == kRules.end()) {
        findings.add("/strategy", quoted(plan.strategy), "a strategy's id or 'manual'");
        return;
    }
    if (!rule->sequence.empty() && plan.sequence != rule->sequence)
        findings.add("/sequence", quoted(plan.sequence),
                     fmt::format("'{}', which strategy '{}' uses", rule->sequence, rule->id));
    if (!rule->execution.empty() && plan.execution != rule->execution)
        findings.add("/execution", quoted(plan.execution),
                     fmt::format("'{}', which strategy '{}' uses", rule->execution, rule->id));
}

}  // namespace

void checkHeader(const PlanDocument& plan, const Model& model, Findings& findings) {
    // The name comes from the file's name; the digest tells more surely which file it was.
    const bool sameFile = !plan.modelSha256.empty() && plan.modelSha256 == model.sourceSha256();
    if (plan.modelName != model.name() && (!sameFile || plan.modelName.empty()))
        findings.add("/model/name", quoted(plan.modelName), quoted(model.name()));
    if (plan.modelSha256 != model.sourceSha256())
        findings.add("/model/sha256", quoted(plan.modelSha256),
                     quoted(model.sourceSha256()) + ", the digest of the model's file");
    checkStrategy(plan, findings);
    if (plan.device.empty())
        findings.add("/device", "an empty name", "whose times the device's are");
    if (plan.server.empty())
        findings.add("/server", "an empty name", "whose times the server's are");
}

}  // namespace validation

std::vector<PlanViolation> validatePlan(const PlanDocument& plan, const Model& model) {
    using namespace validation;
    Findings findings;
    Subject subject{plan, model, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    checkHeader(plan, model, findings);
    const bool networkUsable = checkNetwork(plan.network, findings);
    if (!checkCut(subject, findings)) return std::move(findings).take();
    const bool crossingUsable = checkCrossing(subject, networkUsable, findings);
    if (!crossingUsable || !checkOrder(subject, findings)) return std::move(findings).take();
    checkJobLists(subject, findings);
    if (!checkBars(subject, findings)) return std::move(findings).take();
    checkDurations(subject, findings);
    checkStages(subject, findings);
    if (networkUsable) {
        checkLanes(subject, findings);
        checkBounds(subject, findings);
    }
    return std::move(findings).take();
}

}  // namespace trilane
