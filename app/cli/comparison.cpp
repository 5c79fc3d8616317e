#include "app/cli/comparison.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace trilane {

Comparison compareStrategies(const PlanningSetup& setup, const std::vector<Strategy>& asked,
                             const ProgressCallback& progress) {
    std::vector<Strategy> strategies = asked;
    const auto begin = SearchDeadline::Clock::now();
    const auto isAsked = [&](Strategy strategy) {
        return std::find(asked.begin(), asked.end(), strategy) != asked.end();
    };
    // Their results are wanted below; the exact search is done for its bound in any case.
    if (!isAsked(Strategy::Local)) strategies.push_back(Strategy::Local);
    if (setup.manualCut && !isAsked(Strategy::Optimal)) strategies.push_back(Strategy::Optimal);
    Comparison comparison;
    comparison.plans = setup.planner.compare(strategies, setup.limits, progress);
    for (const Plan& plan : comparison.plans)
        if (plan.strategy == Strategy::Local) comparison.local = plan.makespan();
    std::optional<Plan> own;
    if (setup.manualCut) {
        const auto optimal =
            std::find_if(comparison.plans.begin(), comparison.plans.end(),
                         [](const Plan& plan) { return plan.strategy == Strategy::Optimal; });
        SearchLimits rest = setup.limits;
        rest.time = std::max(rest.time - (SearchDeadline::Clock::now() - begin),
                             std::chrono::nanoseconds{});
        own = setup.planner.planCut(setup.manualCut->cut, setup.manualCut->sequencer,
                                    setup.manualCut->execution, *optimal, rest);
    }
    comparison.plans.resize(asked.size());
    if (own) comparison.plans.push_back(*std::move(own));
    return comparison;
}

}  // namespace trilane
