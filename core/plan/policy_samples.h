#pragma once

#include "core/plan/planner.h"
#include "core/plan/policy.h"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace trilane {

/// What a strategy says at one bandwidth.
struct PolicySample {
    double mbps = 0;
    std::size_t answer = 0;                     ///< number of its cut and order
    Plan plan;                                  ///< without its bars, which take most of the memory
    Nanoseconds makespan;                       ///< of `plan`
    std::map<std::size_t, Nanoseconds> others;  ///< makespans of other cuts and orders, as asked
};

/// The bandwidths at which one strategy was planned so far, ascending, and every different cut and
/// order that it gave, by number.
class PolicySamples {
public:
    PolicySamples(const SweepProblem& problem, const SweepLimits& limits);

    /// Plans at more bandwidths, several at once. False where it was stopped, or a time is too long
    /// to be written (fault()).
    [[nodiscard]] bool add(const std::vector<double>& bandwidths,
                           const std::function<void()>& onSample);

    [[nodiscard]] std::size_t size() const { return m_samples.size(); }
    [[nodiscard]] const PolicySample& operator[](std::size_t i) const { return m_samples[i]; }
    [[nodiscard]] const std::optional<CostFault>& fault() const { return m_fault; }

    /// The makespan of cut and order `number` at sample `i`.
    [[nodiscard]] Nanoseconds makespan(std::size_t number, std::size_t i);
    /// How far a makespan may move because each send time is rounded.
    [[nodiscard]] Nanoseconds rounding(std::size_t number) const;

    /// The makespan of cut and order `number` at any bandwidth that is no slower than a sample's.
    [[nodiscard]] Nanoseconds makespanAt(std::size_t number, double mbps) const;
    /// How many different cuts and orders there are.
    [[nodiscard]] std::size_t choiceCount() const { return m_choices.size(); }

    /// Cut and order `number` at sample `i` as a plan.
    [[nodiscard]] PlanDocument documentOf(std::size_t number, std::size_t i) const;

private:
    struct Choice {
        Cut cut;
        std::vector<TensorId> order;
        Execution execution;
    };
    struct Answer {
        Plan plan;
        std::optional<CostFault> fault;
    };

    [[nodiscard]] Answer solve(double mbps) const;
    [[nodiscard]] CostSources sourcesAt(double mbps) const;
    [[nodiscard]] Durations durationsAt(double mbps) const;
    [[nodiscard]] Plan planOf(std::size_t number, std::size_t i) const;
    [[nodiscard]] std::size_t numberOf(const Plan& plan);

    const SweepProblem& m_problem;
    const SweepLimits& m_limits;
    std::vector<PolicySample> m_samples;
    std::vector<Choice> m_choices;
    std::optional<CostFault> m_fault;
};

}  // namespace trilane
