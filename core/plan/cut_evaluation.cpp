#include "core/plan/cut_evaluation.h"

#include "core/schedule/extended_johnson.h"
#include "core/schedule/order_improvement.h"
#include "core/schedule/order_problem_builder.h"
#include "core/schedule/order_search.h"

#include <algorithm>

namespace trilane {
namespace {

/// Orders measured for one cut that is tried.
constexpr std::size_t kLooks = 400;

/// Up to so many jobs the best order costs no more than good ones.
constexpr std::size_t kFewJobs = 8;

FoundPlan planOf(const BlockCut& cut, const std::vector<TensorId>& crossing,
                 const std::vector<JobIndex>& order, Nanoseconds makespan) {
    FoundPlan plan{cut, {}, makespan};
    plan.order.reserve(order.size());
    for (const JobIndex job : order)
        plan.order.push_back(crossing[job.index()]);
    return plan;
}

}  // namespace

CutVerdict tryCut(const TimedModel& timed, const BlockCut& cut, Objective objective,
                  Nanoseconds limit, const SearchDeadline& deadline) {
    const std::vector<TensorId> crossing = timed.crossing(cut);
    const OrderProblem problem = makeOrderProblem(timed, cut, crossing);
    CutVerdict verdict{std::nullopt, problem.lowerBound()};
    if (verdict.bound >= limit) return verdict;
    std::vector<JobIndex> order = extendedJohnsonOrder(problem.stageTimes());
    Nanoseconds makespan = problem.makespan(order);
    const Nanoseconds promising = limit + Nanoseconds{limit.count() / 16};
    if (objective == Objective::BestOrder && makespan > verdict.bound && makespan < promising) {
        if (crossing.size() <= kFewJobs) {
            OrderResult best = findBestOrder(problem, deadline, limit);
            order = std::move(best.order);
            makespan = best.makespan;
        } else {
            makespan = improveOrder(problem, order, kLooks, deadline);
        }
    }
    if (makespan < limit) verdict.plan = planOf(cut, crossing, order, makespan);
    return verdict;
}

CutVerdict solveCut(const TimedModel& timed, const BlockCut& cut, Objective objective,
                    Nanoseconds limit, const SearchDeadline& deadline) {
    const std::vector<TensorId> crossing = timed.crossing(cut);
    const OrderProblem problem = makeOrderProblem(timed, cut, crossing);
    CutVerdict verdict{std::nullopt, problem.lowerBound()};
    if (verdict.bound >= limit) return verdict;
    if (objective == Objective::EjOrder) {
        const auto order = extendedJohnsonOrder(problem.stageTimes());
        verdict.bound = problem.makespan(order);
        if (verdict.bound < limit) verdict.plan = planOf(cut, crossing, order, verdict.bound);
        return verdict;
    }
    const OrderResult best = findBestOrder(problem, deadline, limit);
    verdict.bound = best.lowerBound;
    verdict.outOfMemory = best.outOfMemory;
    if (best.makespan < limit) verdict.plan = planOf(cut, crossing, best.order, best.makespan);
    return verdict;
}

}  // namespace trilane
