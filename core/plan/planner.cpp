#include "core/plan/planner.h"

#include "core/partition/dsl_cut.h"
#include "core/partition/neurosurgeon.h"
#include "core/plan/joint_search.h"
#include "core/schedule/extended_johnson.h"
#include "core/schedule/order_problem_builder.h"
#include "core/schedule/order_search.h"
#include "core/schedule/search_deadline.h"
#include "core/schedule/theorems.h"
#include "core/schedule/timed_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace trilane {
namespace {

/// The part of the time that is left that a strategy may spend which does not search all cuts: what
/// it takes to bound the orders of its cut.
constexpr int kPartsOfOthers = 8;

/// By the producer's place in the topological order, model inputs first.
std::vector<TensorId> topologicalOrder(const Model& model, std::vector<TensorId> crossing) {
    std::stable_sort(crossing.begin(), crossing.end(), [&](TensorId a, TensorId b) {
        return model.tensor(a).producer < model.tensor(b).producer;
    });
    return crossing;
}

std::vector<TensorId> tensorsOf(const std::vector<JobIndex>& order,
                                const std::vector<TensorId>& crossing) {
    std::vector<TensorId> result;
    result.reserve(order.size());
    for (const JobIndex job : order)
        result.push_back(crossing[job.index()]);
    return result;
}

/// What no plan of the problem beats, no order of this plan's cut beats either.
void setLowerBound(Plan& plan, const Plan& optimal) {
    plan.lowerBound = optimal.lowerBound;
    plan.cutLowerBound = std::max(plan.cutLowerBound, optimal.lowerBound);
    if (plan.searchComplete()) plan.searchEnd = optimal.searchEnd;
}

class Stopwatch {
public:
    [[nodiscard]] std::chrono::nanoseconds elapsed() const {
        return SearchDeadline::Clock::now() - m_start;
    }

private:
    SearchDeadline::Clock::time_point m_start = SearchDeadline::Clock::now();
};

}  // namespace

std::optional<PlanningFault> findPlanningFault(const Model& model, std::size_t mostBlockLayers) {
    const std::size_t largest = SeriesBlocks(model).largest();
    if (largest <= mostBlockLayers) return std::nullopt;
    return PlanningFault{
        fmt::format("{} layers side by side, between which no single layer separates the graph",
                    largest),
        fmt::format("at most {} such layers", mostBlockLayers)};
}

Planner::Planner(std::shared_ptr<const Model> model, Durations durations, PinnedSides pins)
    : m_timed(std::make_shared<TimedModel>(std::move(model), std::move(durations))),
      m_pins(std::move(pins)) {}

const Model& Planner::model() const {
    return m_timed->model();
}

const Durations& Planner::durations() const {
    return m_timed->durations();
}

Plan Planner::finish(Cut cut, Sequencer sequencer, Execution execution,
                     const SearchDeadline& deadline,
                     std::optional<std::vector<TensorId>> known) const {
    const BlockCut blockCut = m_timed->toBlockCut(cut);
    const std::vector<TensorId> crossing = m_timed->crossing(blockCut);
    const OrderProblem problem = makeOrderProblem(*m_timed, blockCut, crossing);
    constexpr Nanoseconds kNoTarget{std::numeric_limits<std::int64_t>::max()};
    OrderResult best = findBestOrder(problem, deadline, kNoTarget);
    const Certificates certificates = certify(problem);
    Plan plan;
    plan.sequencer = sequencer;
    plan.execution = execution;
    plan.cutLowerBound = best.lowerBound;
    plan.theorem3 = certificates.theorem3;
    plan.theorem4 = certificates.theorem4;
    const std::vector<StageTimes> stages = problem.stageTimes();
    if (known)
        plan.order = *std::move(known);
    else if (sequencer == Sequencer::Topological)
        plan.order = topologicalOrder(model(), crossing);
    else
        plan.order = tensorsOf(
            sequencer == Sequencer::Ej ? extendedJohnsonOrder(stages) : best.order, crossing);
    for (const TensorId tensor : plan.order) {
        const auto job = std::lower_bound(crossing.begin(), crossing.end(), tensor);
        plan.stages.push_back(stages[static_cast<std::size_t>(job - crossing.begin())]);
    }
    plan.schedule = execute(model(), durations(), cut, plan.order, execution);
    plan.cut = std::move(cut);
    return plan;
}

Plan Planner::solveJointly(Strategy strategy, const SearchDeadline& deadline,
                           const ProgressCallback& progress, const Cut& dsl) const {
    // The searches begin with the cheap strategies' cuts, and the exact one with EJ's too: a good
    // first plan prunes most of the rest, and is what is left if the time ends.
    std::vector<Cut> starts{dsl, largestCut(), Cut{m_pins.device}};
    const bool exact = strategy == Strategy::Optimal;
    JointResult best =
        searchAllCuts(*m_timed, m_pins, Objective::EjOrder,
                      exact ? SearchEffort::Plain : SearchEffort::Full, starts, deadline, progress);
    if (exact) {
        starts.insert(starts.begin(), std::move(best.cut));
        best = searchAllCuts(*m_timed, m_pins, Objective::BestOrder, SearchEffort::Full, starts,
                             deadline, progress);
    }
    const Nanoseconds lowerBound = best.lowerBound;
    const SearchEnd end = best.end;
    Plan plan = finish(std::move(best.cut),
                       strategy == Strategy::Optimal ? Sequencer::Optimal : Sequencer::Ej,
                       Execution::Pipelined, deadline, std::move(best.order));
    plan.searchEnd = end;
    if (strategy == Strategy::Optimal) plan.lowerBound = lowerBound;
    return plan;
}

Cut Planner::largestCut() const {
    Cut cut{m_pins.server};
    cut.device.flip();
    return cut;
}

Plan Planner::solve(Strategy strategy, const SearchDeadline& whole,
                    const ProgressCallback& progress, DslStart& dsl) const {
    const Stopwatch watch;
    // The exact search comes after all others and has what they leave.
    const SearchDeadline deadline = strategy == Strategy::Optimal ? whole
                                    : strategy == Strategy::Ej    ? whole.part(2)
                                                                  : whole.part(kPartsOfOthers);
    std::chrono::nanoseconds before{};  // what an earlier strategy has done for this one
    const auto dslStart = [&]() -> const Cut& {
        if (dsl.cut) {
            before = dsl.time;
        } else {
            const Stopwatch cutWatch;
            dsl.cut = dslCut(model(), durations(), m_pins, whole.stopToken());
            dsl.time = cutWatch.elapsed();
        }
        return *dsl.cut;
    };
    const auto plan = [&]() -> Plan {
        switch (strategy) {
            case Strategy::Local:
                return finish(largestCut(), Sequencer::Ej, Execution::Pipelined, deadline);
            case Strategy::Remote:
                return finish(Cut{m_pins.device}, Sequencer::Ej, Execution::Pipelined, deadline);
            case Strategy::Neurosurgeon:
                return finish(neurosurgeonCut(model(), durations(), m_pins), Sequencer::Topological,
                              Execution::Staged, deadline);
            case Strategy::Dsl:
                return finish(dslStart(), Sequencer::Topological, Execution::Staged, deadline);
            case Strategy::DslFifo:
                return finish(dslStart(), Sequencer::Topological, Execution::Pipelined, deadline);
            case Strategy::DslEj:
                return finish(dslStart(), Sequencer::Ej, Execution::Pipelined, deadline);
            case Strategy::Ej:
            case Strategy::Optimal:
                break;
        }
        return solveJointly(strategy, deadline, progress, dslStart());
    };
    Plan result = plan();
    result.strategy = strategy;
    result.solveTime = before + watch.elapsed();
    return result;
}

void Planner::adoptBetter(Plan& optimal, const std::vector<Plan>& others) const {
    const auto best =
        std::min_element(others.begin(), others.end(),
                         [](const Plan& a, const Plan& b) { return a.makespan() < b.makespan(); });
    if (best == others.end() || best->makespan() >= optimal.makespan()) return;
    // Pipelined, an order is never longer than staged.
    optimal.cut = best->cut;
    optimal.order = best->order;
    optimal.stages = best->stages;
    optimal.cutLowerBound = best->cutLowerBound;
    optimal.theorem3 = best->theorem3;
    optimal.theorem4 = best->theorem4;
    optimal.schedule =
        execute(model(), durations(), optimal.cut, optimal.order, Execution::Pipelined);
}

std::vector<Plan> Planner::compare(std::span<const Strategy> strategies, const SearchLimits& limits,
                                   const ProgressCallback& progress) const {
    std::vector<Plan> plans;
    DslStart dsl;
    const SearchDeadline deadline(limits.time, limits.stop, limits.memory);
    for (const Strategy strategy : strategies)
        if (strategy != Strategy::Optimal)
            plans.push_back(solve(strategy, deadline, progress, dsl));
    const Plan optimal = solve(Strategy::Optimal, deadline, progress, dsl);
    for (std::size_t i = 0; i < strategies.size(); ++i)
        if (strategies[i] == Strategy::Optimal)
            plans.insert(plans.begin() + static_cast<std::ptrdiff_t>(i), optimal);
    for (Plan& plan : plans) {
        if (plan.strategy == Strategy::Optimal && !plan.searchComplete()) adoptBetter(plan, plans);
        setLowerBound(plan, optimal);
    }
    return plans;
}

Plan Planner::plan(Strategy strategy, const SearchLimits& limits,
                   const ProgressCallback& progress) const {
    return compare(std::span(&strategy, 1), limits, progress).front();
}

Plan Planner::planCut(Cut cut, Sequencer sequencer, Execution execution,
                      const SearchLimits& limits) const {
    DslStart dsl;
    const SearchDeadline deadline(limits.time, limits.stop, limits.memory);
    return finishCut(std::move(cut), sequencer, execution,
                     solve(Strategy::Optimal, deadline, {}, dsl), deadline);
}

Plan Planner::planCut(Cut cut, Sequencer sequencer, Execution execution, const Plan& optimal,
                      const SearchLimits& limits) const {
    return finishCut(std::move(cut), sequencer, execution, optimal,
                     SearchDeadline(limits.time, limits.stop, limits.memory));
}

Plan Planner::finishCut(Cut cut, Sequencer sequencer, Execution execution, const Plan& optimal,
                        const SearchDeadline& deadline) const {
    const Stopwatch watch;
    Plan plan = finish(std::move(cut), sequencer, execution, deadline);
    plan.solveTime = watch.elapsed();
    setLowerBound(plan, optimal);
    return plan;
}

}  // namespace trilane
