#include "core/schedule/theorems.h"

#include <algorithm>

namespace trilane {
namespace {

bool disjointApartFromCommon(const std::vector<OrderProblem::Group>& groups, std::size_t jobCount) {
    return std::all_of(groups.begin(), groups.end(), [&](const OrderProblem::Group& group) {
        const std::size_t size = group.jobs.count();
        return size == 1 || size == jobCount;
    });
}

}  // namespace

Certificates certify(const OrderProblem& problem) {
    const std::size_t count = problem.jobCount();
    if (count == 0 || problem.serverHasFirst || !disjointApartFromCommon(problem.device, count) ||
        !disjointApartFromCommon(problem.server, count))
        return {};
    const std::vector<StageTimes> stages = problem.stageTimes();
    Nanoseconds minP1 = stages[0].p1;
    Nanoseconds minP3 = stages[0].p3;
    Nanoseconds maxP2 = stages[0].p2;
    for (const StageTimes& stage : stages) {
        minP1 = std::min(minP1, stage.p1);
        minP3 = std::min(minP3, stage.p3);
        maxP2 = std::max(maxP2, stage.p2);
    }
    const bool dominated = std::max(minP1, minP3) >= maxP2;
    return {dominated ? TheoremStatus::Holds : TheoremStatus::DoesNotHold, TheoremStatus::Holds};
}

}  // namespace trilane
