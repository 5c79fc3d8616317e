#include "core/plan/policy_samples.h"

#include "core/plan/ordered_pipeline.h"

#include <algorithm>
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

Nanoseconds PolicySamples::makespan(std::size_t number, std::size_t i) {
    PolicySample& sample = m_samples[i];
    if (number == sample.answer) return sample.makespan;
    const auto known = sample.others.find(number);
    if (known != sample.others.end()) return known->second;
    const Choice& choice = m_choices[number];
    // The sample was planned: its times can be computed.
    const auto durations =
        std::get<Durations>(computeDurations(*m_problem.model, sourcesAt(sample.mbps)));
    const Nanoseconds time =
        execute(*m_problem.model, durations, choice.cut, choice.order, choice.execution).makespan;
    sample.others.emplace(number, time);
    return time;
}

Nanoseconds PolicySamples::rounding(std::size_t number) const {
    return Nanoseconds{static_cast<std::int64_t>(m_choices[number].order.size())};
}

PolicySamples::Executed PolicySamples::executeAt(std::size_t i, double mbps) const {
    Executed executed{m_samples[i].plan, sourcesAt(mbps), {}};
    executed.durations = std::get<Durations>(computeDurations(*m_problem.model, executed.sources));
    executed.plan.schedule = execute(*m_problem.model, executed.durations, executed.plan.cut,
                                     executed.plan.order, executed.plan.execution);
    return executed;
}

}  // namespace trilane
