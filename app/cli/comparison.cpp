#include "app/cli/comparison.h"

#include <algorithm>
#include <utility>

namespace trilane {

Comparison compareStrategies(const PlanningSetup& setup, const std::vector<Strategy>& asked,
                             const ProgressCallback& progress) {
    std::vector<Strategy> strategies = asked;
    const bool addLocal = std::find(asked.begin(), asked.end(), Strategy::Local) == asked.end();
    if (addLocal) strategies.push_back(Strategy::Local);
    Comparison comparison;
    comparison.plans = setup.planner.compare(strategies, setup.limits, progress);
    for (const Plan& plan : comparison.plans)
        if (plan.strategy == Strategy::Local) comparison.local = plan.makespan();
    if (addLocal) comparison.plans.pop_back();
    if (setup.manualCut) {
        Plan own = setup.planner.planCut(setup.manualCut->cut, setup.manualCut->sequencer,
                                         setup.manualCut->execution, setup.limits);
        // Two searches under a time limit may end at different bounds; both hold.
        for (const Plan& plan : comparison.plans)
            own.lowerBound = std::max(own.lowerBound, plan.lowerBound);
        for (Plan& plan : comparison.plans)
            plan.lowerBound = own.lowerBound;
        comparison.plans.push_back(std::move(own));
    }
    return comparison;
}

}  // namespace trilane
