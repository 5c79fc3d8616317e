#include "tests/support/planner_check.h"

#include "core/plan/make_document.h"
#include "core/plan/planner.h"
#include "core/plan/validator.h"
#include "tests/support/brute_force.h"
#include "tests/support/random_models.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <variant>

namespace trilane::test {
namespace {

std::string text(Nanoseconds time) {
    return fmt::format("{} us", static_cast<double>(time.count()) / 1000.0);
}

std::string text(const Model& model, const std::vector<TensorId>& order) {
    std::string result;
    for (const TensorId x : order)
        result += " " + model.tensor(x).name;
    return "[" + result + " ]";
}

bool same(const std::vector<LayerBar>& a, const std::vector<LayerBar>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const LayerBar& x, const LayerBar& y) {
                          return x.layer == y.layer && x.start == y.start && x.end == y.end;
                      });
}

bool same(const std::vector<SendBar>& a, const std::vector<SendBar>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const SendBar& x, const SendBar& y) {
                          return x.tensor == y.tensor && x.start == y.start && x.end == y.end;
                      });
}

/// One problem with its answers; gathers what differs.
class Comparison {
public:
    Comparison(const Problem& problem, const BruteForce& brute)
        : m_problem(problem), m_brute(brute) {
        for (const LayerMask device : brute.cuts())
            m_best[device] = brute.makespan(device, Sequencer::Optimal, Execution::Pipelined);
        m_optimum =
            std::min_element(m_best.begin(), m_best.end(), [](const auto& a, const auto& b) {
                return a.second < b.second;
            })->second;
    }

    void checkStrategy(const Plan& plan, Strategy strategy, const std::string& how) {
        const std::string subject = fmt::format("{} {}", id(strategy), how);
        expect(plan.strategy == strategy, subject, "bears another strategy");
        const LayerMask device = BruteForce::toMask(plan.cut);
        if (!m_best.contains(device)) {
            expect(false, subject, fmt::format("cut {:#b} is not allowed", device));
            return;
        }
        Nanoseconds expected = m_optimum;
        if (strategy == Strategy::Ej) {
            expected = m_brute.makespan(strategy);
        } else if (strategy != Strategy::Optimal) {
            const std::vector<LayerMask> cuts = m_brute.cutsOf(strategy);
            expect(std::find(cuts.begin(), cuts.end(), device) != cuts.end(), subject,
                   fmt::format("cut {:#b}, brute force {:#b}", device, cuts.front()));
            expected = m_brute.makespan(device, BruteForce::sequencerOf(strategy),
                                        BruteForce::executionOf(strategy));
        }
        expect(plan.makespan() == expected, subject,
               fmt::format("makespan {}, brute force {}", text(plan.makespan()), text(expected)));
        if (strategy == Strategy::Optimal)
            expect(
                plan.optimal(), subject,
                fmt::format("lower bound {}, optimum {}", text(plan.lowerBound), text(m_optimum)));
        checkPlan(plan, subject);
    }

    void checkManual(const Plan& plan, LayerMask device, Sequencer sequencer, Execution execution) {
        const std::string subject =
            fmt::format("cut {:#b} {} {}", device, id(sequencer),
                        execution == Execution::Staged ? "staged" : "pipelined");
        expect(!plan.strategy && plan.sequencer == sequencer && plan.execution == execution,
               subject, "bears another sequencer, execution or strategy");
        expect(BruteForce::toMask(plan.cut) == device, subject, "has another cut");
        const Nanoseconds expected = m_brute.makespan(device, sequencer, execution);
        expect(plan.makespan() == expected, subject,
               fmt::format("makespan {}, brute force {}", text(plan.makespan()), text(expected)));
        checkPlan(plan, subject);
    }

    void checkPins(const std::variant<PinnedSides, PinFault>& resolved) {
        LayerSet always = m_brute.toCut(m_brute.cuts().front()).device;
        LayerSet sometimes(m_problem.model->layerCount());
        for (const LayerMask device : m_brute.cuts()) {
            always &= m_brute.toCut(device).device;
            sometimes |= m_brute.toCut(device).device;
        }
        const auto* const sides = std::get_if<PinnedSides>(&resolved);
        expect(sides != nullptr, "pins", "called infeasible, but some cut is allowed");
        if (sides == nullptr) return;
        expect(sides->device == always, "pins", "another set of layers is forced on the device");
        expect(sides->server == ~sometimes, "pins",
               "another set of layers is forced on the server");
    }

    [[nodiscard]] std::string failures() const {
        return m_failures.empty() ? m_failures : m_failures + describe(m_problem);
    }

private:
    void expect(bool good, const std::string& subject, const std::string& what) {
        if (!good) m_failures += subject + ": " + what + "\n";
    }

    void checkPlan(const Plan& plan, const std::string& subject) {
        const Model& model = *m_problem.model;
        const LayerMask device = BruteForce::toMask(plan.cut);
        std::vector<TensorId> sorted = plan.order;
        std::sort(sorted.begin(), sorted.end());
        if (sorted != m_brute.jobs(device)) {
            expect(false, subject, "order " + text(model, plan.order) + " is none of the jobs");
            return;
        }
        if (plan.sequencer != Sequencer::Optimal) {
            const std::vector<TensorId> order = m_brute.order(device, plan.sequencer);
            expect(plan.order == order, subject,
                   "order " + text(model, plan.order) + ", brute force " + text(model, order));
        }
        const Schedule schedule = m_brute.run(device, plan.order, plan.execution);
        expect(plan.schedule.makespan == schedule.makespan, subject,
               fmt::format("makespan {}, its order takes {}", text(plan.schedule.makespan),
                           text(schedule.makespan)));
        expect(same(plan.schedule.device, schedule.device), subject, "device lane differs");
        expect(same(plan.schedule.link, schedule.link), subject, "link lane differs");
        expect(same(plan.schedule.server, schedule.server), subject, "server lane differs");
        expect(plan.searchComplete(), subject, "search not complete");
        expect(plan.lowerBound <= m_optimum, subject,
               fmt::format("lower bound {} above the optimum {}", text(plan.lowerBound),
                           text(m_optimum)));
        expect(plan.cutLowerBound <= m_best.at(device), subject,
               fmt::format("cut's bound {} above its optimum {}", text(plan.cutLowerBound),
                           text(m_best.at(device))));
        const PlanDocument document =
            makeDocument(plan, model, m_problem.durations, m_problem.sources);
        for (const PlanViolation& violation : validatePlan(document, model))
            expect(false, subject + " validator " + violation.place,
                   "found " + violation.found + ", expected " + violation.expected);
    }

    const Problem& m_problem;
    const BruteForce& m_brute;
    std::map<LayerMask, Nanoseconds> m_best;  ///< by allowed cut: under its best order
    Nanoseconds m_optimum;
    std::string m_failures;
};

}  // namespace

std::string comparePlannerWithBruteForce(const Problem& problem, std::uint64_t dice) {
    const BruteForce brute(problem);
    const auto resolved = resolvePins(*problem.model, problem.pins);
    if (brute.cuts().empty())
        return std::holds_alternative<PinFault>(resolved)
                   ? std::string()
                   : "no cut obeys the pins, but they were called feasible\n" + describe(problem);
    Comparison comparison(problem, brute);
    comparison.checkPins(resolved);
    if (!std::holds_alternative<PinnedSides>(resolved)) return comparison.failures();

    const Planner planner(problem.model, problem.durations, std::get<PinnedSides>(resolved));
    const std::vector<Plan> compared = planner.compare(kStrategies);
    for (std::size_t i = 0; i < kStrategies.size(); ++i)
        comparison.checkStrategy(compared.at(i), kStrategies[i], "compared");
    Dice choice(dice);
    const Strategy alone = kStrategies[choice.below(kStrategies.size())];
    comparison.checkStrategy(planner.plan(alone), alone, "alone");

    const LayerMask device = brute.cuts()[choice.below(brute.cuts().size())];
    for (const Sequencer sequencer : {Sequencer::Topological, Sequencer::Ej, Sequencer::Optimal})
        for (const Execution execution : {Execution::Pipelined, Execution::Staged})
            comparison.checkManual(planner.planCut(brute.toCut(device), sequencer, execution),
                                   device, sequencer, execution);
    return comparison.failures();
}

}  // namespace trilane::test
