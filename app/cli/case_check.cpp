#include "app/cli/case_check.h"

#include "app/cli/proof_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace trilane {
namespace {

const Plan& planOf(const Comparison& comparison, const SuitePlan& wanted) {
    const auto& plans = comparison.plans;
    const auto found = std::find_if(plans.begin(), plans.end(),
                                    [&](const Plan& plan) { return plan.strategy == wanted; });
    // The suite's reader has seen to it.
    if (found == plans.end()) throw std::logic_error("an expectation of a plan that was not made");
    return *found;
}

/// The shortest text that reads back equal: a figure that misses its mark by little must show it.
std::string figure(double value) {
    return fmt::format("{}", value);
}

std::string figure(Nanoseconds time) {
    return figure(time.milliseconds());
}

template <class Figure>
std::string rangeText(const SuiteRange<Figure>& range, std::string_view unit) {
    if (!range.max) return fmt::format("at least {}{}", figure(*range.min), unit);
    if (!range.min) return fmt::format("at most {}{}", figure(*range.max), unit);
    return fmt::format("from {} to {}{}", figure(*range.min), figure(*range.max), unit);
}

template <class Figure>
void check(const SuitePlan& plan, std::string_view what, const Figure& found,
           const SuiteRange<Figure>& range, std::string_view unit,
           std::vector<std::string>& unmet) {
    if (range.contains(found)) return;
    unmet.push_back(fmt::format("{}: {} {}{}; expected {}", suitePlanId(plan), what, figure(found),
                                unit, rangeText(range, unit)));
}

}  // namespace

std::vector<std::string> unmetExpectations(const SuiteExpectations& expected,
                                           const Comparison& comparison) {
    std::vector<std::string> unmet;
    for (const auto& [plan, range] : expected.makespans)
        check(plan, "makespan", planOf(comparison, plan).makespan(), range, " ms", unmet);
    for (const auto& [base, plan, range] : expected.speedups) {
        const Nanoseconds baseTime =
            base == Strategy::Local ? comparison.local : planOf(comparison, base).makespan();
        const double speedup = speedupOver(baseTime, planOf(comparison, plan).makespan());
        check(plan, fmt::format("speed-up over {}", suitePlanId(base)), speedup, range, "", unmet);
    }
    for (const auto& [plan, range] : expected.gaps) {
        const Plan& made = planOf(comparison, plan);
        constexpr double kPercent = 100;
        check(plan, "gap", kPercent * gapOf(made.makespan(), made.lowerBound), range, " %", unmet);
    }
    for (const SuitePlan& plan : expected.optimal) {
        const Plan& made = planOf(comparison, plan);
        if (made.optimal()) continue;
        unmet.push_back(fmt::format(
            "{}: makespan {} ms, {}; expected the optimum", suitePlanId(plan),
            figure(made.makespan()),
            made.searchComplete()
                ? fmt::format("where {} ms is the lower bound", figure(made.lowerBound))
                : fmt::format("not proven optimal (lower bound {} ms, {} ended the search)",
                              figure(made.lowerBound), endText(made.searchEnd))));
    }
    return unmet;
}

}  // namespace trilane
