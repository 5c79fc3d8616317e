#include "core/plan/policy_samples.h"

#include "core/plan/make_document.h"
#include "core/plan/ordered_pipeline.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace trilane {

PolicySamples::PolicySamples(const SweepProblem& problem, const SweepLimits& limits)
    : m_problem(problem), m_limits(limits) {}

CostSources PolicySamples::sourcesAt(double mbps) const {
    CostSources sources = m_problem.sources;
    sources.network.mbps = mbps;
    return sources;
}

PolicySamples::Answer PolicySamples::solve(double mbps) const {
    auto computed = computeDurations(*m_problem.model, sourcesAt(mbps));
    if (auto* fault = std::get_if<CostFault>(&computed)) return {{}, std::move(*fault)};
    const Planner planner(m_problem.model, std::get<Durations>(std::move(computed)),
                          m_problem.pins);
    return {planner.plan(m_problem.strategies.front(), {m_limits.time, m_limits.stop}), {}};
}

std::size_t PolicySamples::numberOf(const Plan& plan) {
    std::size_t number = 0;
    while (number < m_choices.size() &&
           (m_choices[number].order != plan.order || m_choices[number].cut != plan.cut))
        ++number;
    if (number == m_choices.size()) m_choices.push_back({plan.cut, plan.order, plan.execution});
    return number;
}

bool PolicySamples::add(const std::vector<double>& bandwidths,
                        const std::function<void()>& onSample) {
    std::size_t taken = 0;
    workInOrder<double, Answer>(
        bandwidths, m_limits.threads, m_limits.stop,
        [this](const double& mbps) { return solve(mbps); },
        [&](const double& mbps, Answer& answer) {
            ++taken;
            if (answer.fault) {
                if (!m_fault) m_fault = std::move(answer.fault);
                return;
            }
            PolicySample sample{mbps, 0, std::move(answer.plan), {}, {}};
            sample.answer = numberOf(sample.plan);
            sample.makespan = sample.plan.makespan();
            sample.plan.schedule = {};
            m_samples.push_back(std::move(sample));
            onSample();
        });
    std::sort(m_samples.begin(), m_samples.end(),
              [](const PolicySample& a, const PolicySample& b) { return a.mbps < b.mbps; });
    return taken == bandwidths.size() && !m_fault;
}

Durations PolicySamples::durationsAt(double mbps) const {
    // Every bandwidth that is asked for lies between two that were planned.
    return std::get<Durations>(computeDurations(*m_problem.model, sourcesAt(mbps)));
}

Nanoseconds PolicySamples::makespanAt(std::size_t number, double mbps) const {
    const Choice& choice = m_choices[number];
    return execute(*m_problem.model, durationsAt(mbps), choice.cut, choice.order, choice.execution)
        .makespan;
}

Nanoseconds PolicySamples::makespan(std::size_t number, std::size_t i) {
    PolicySample& sample = m_samples[i];
    if (number == sample.answer) return sample.makespan;
    const auto known = sample.others.find(number);
    if (known != sample.others.end()) return known->second;
    const Nanoseconds time = makespanAt(number, sample.mbps);
    sample.others.emplace(number, time);
    return time;
}

Nanoseconds PolicySamples::rounding(std::size_t number) const {
    return Nanoseconds{static_cast<std::int64_t>(m_choices[number].order.size())};
}

Plan PolicySamples::planOf(std::size_t number, std::size_t i) const {
    const PolicySample& sample = m_samples[i];
    if (number == sample.answer) return sample.plan;
    // Another sample's answer is better here than what the time limit left of this one's search.
    const Choice& choice = m_choices[number];
    const Planner planner(m_problem.model, durationsAt(sample.mbps), m_problem.pins);
    Plan plan = planner.planCut(choice.cut, sample.plan.sequencer, choice.execution, sample.plan,
                                {std::chrono::nanoseconds{}, m_limits.stop});
    plan.strategy = sample.plan.strategy;
    std::map<TensorId, StageTimes> stages;
    for (std::size_t j = 0; j < plan.order.size(); ++j)
        stages.emplace(plan.order[j], plan.stages[j]);
    plan.order = choice.order;
    for (std::size_t j = 0; j < plan.order.size(); ++j)
        plan.stages[j] = stages.at(plan.order[j]);
    return plan;
}

PlanDocument PolicySamples::documentOf(std::size_t number, std::size_t i) const {
    Plan plan = planOf(number, i);
    const double mbps = m_samples[i].mbps;
    const Durations durations = durationsAt(mbps);
    plan.schedule = execute(*m_problem.model, durations, plan.cut, plan.order, plan.execution);
    return makeDocument(plan, *m_problem.model, durations, sourcesAt(mbps));
}

}  // namespace trilane
