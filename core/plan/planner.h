#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/graph/series_blocks.h"
#include "core/partition/cut.h"
#include "core/partition/pins.h"
#include "core/plan/plan_document.h"
#include "core/plan/strategy.h"
#include "core/schedule/executor.h"
#include "core/schedule/order_problem.h"
#include "core/schedule/search_deadline.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace trilane {

/// When a search gives up and returns the best plan so far with its gap. The time is that of a call
/// as a whole, however many searches it makes.
struct SearchLimits {
    std::chrono::nanoseconds time = std::chrono::seconds(10);
    std::stop_token stop;
    std::size_t memory = kSearchMemory;  ///< bytes
};

/// What ended a search.
enum class SearchEnd : std::uint8_t {
    Complete,     ///< everything was looked at or is known to be no better
    TimeLimit,    ///< SearchLimits::time
    MemoryLimit,  ///< SearchLimits::memory
    Stopped,      ///< SearchLimits::stop
};

/// The best so far of a search that goes on.
struct SearchProgress {
    Nanoseconds makespan;
    Nanoseconds lowerBound;
};
using ProgressCallback = std::function<void(const SearchProgress&)>;

/// A cut, an order and their execution, with the proof of how good they are.
struct Plan {
    std::optional<Strategy> strategy;  ///< empty: a manual cut
    Sequencer sequencer = Sequencer::Ej;
    Execution execution = Execution::Pipelined;
    Cut cut;
    std::vector<TensorId> order;
    std::vector<StageTimes> stages;  ///< of the jobs, in `order`
    Schedule schedule;
    Nanoseconds lowerBound;     ///< of the whole problem: any allowed cut, any order
    Nanoseconds cutLowerBound;  ///< of this cut under any order
    /// Of the search for this plan or, where that was complete, for its bound.
    SearchEnd searchEnd = SearchEnd::Complete;
    TheoremStatus theorem3 = TheoremStatus::NotApplicable;
    TheoremStatus theorem4 = TheoremStatus::NotApplicable;
    std::chrono::nanoseconds solveTime{};  ///< of this strategy alone, without the problem's bound

    [[nodiscard]] Nanoseconds makespan() const { return schedule.makespan; }
    [[nodiscard]] bool searchComplete() const { return searchEnd == SearchEnd::Complete; }
    [[nodiscard]] bool optimal() const { return schedule.makespan == lowerBound; }
};

class TimedModel;

/// Why a model cannot be planned.
struct PlanningFault {
    std::string found;
    std::string expected;
};
/// Looks for a block of more than `mostBlockLayers`, whose relations memory would not hold.
[[nodiscard]] std::optional<PlanningFault> findPlanningFault(
    const Model& model, std::size_t mostBlockLayers = kMostBlockLayers);

/// Plans one model under fixed times and pins. Const calls are safe from several threads.
class Planner {
public:
    /// `pins` must be feasible for `model` (resolvePins), which findPlanningFault() passes.
    Planner(std::shared_ptr<const Model> model, Durations durations, PinnedSides pins);

    /// One strategy. Under pins `local` keeps as much as they allow on the device, `remote` as
    /// little.
    [[nodiscard]] Plan plan(Strategy strategy, const SearchLimits& limits = {},
                            const ProgressCallback& progress = {}) const;

    /// A given cut, which must be closed and obey the pins.
    [[nodiscard]] Plan planCut(Cut cut, Sequencer sequencer, Execution execution,
                               const SearchLimits& limits = {}) const;

    /// The same with the problem's bound from `optimal`, its Strategy::Optimal plan, which need not
    /// be searched for again.
    [[nodiscard]] Plan planCut(Cut cut, Sequencer sequencer, Execution execution,
                               const Plan& optimal, const SearchLimits& limits = {}) const;

    /// Several strategies with one common lower bound, in the order asked for.
    [[nodiscard]] std::vector<Plan> compare(std::span<const Strategy> strategies,
                                            const SearchLimits& limits = {},
                                            const ProgressCallback& progress = {}) const;

    [[nodiscard]] const Model& model() const;
    [[nodiscard]] const Durations& durations() const;

private:
    /// The cut that most strategies of one comparison begin with, and what it took to find it.
    struct DslStart {
        std::optional<Cut> cut;
        std::chrono::nanoseconds time{};
    };

    [[nodiscard]] Plan solve(Strategy strategy, const SearchDeadline& deadline,
                             const ProgressCallback& progress, DslStart& dsl) const;
    [[nodiscard]] Plan solveJointly(Strategy strategy, const SearchDeadline& deadline,
                                    const ProgressCallback& progress, const Cut& dsl) const;
    [[nodiscard]] Plan finishCut(Cut cut, Sequencer sequencer, Execution execution,
                                 const Plan& optimal, const SearchDeadline& deadline) const;
    [[nodiscard]] Cut largestCut() const;
    /// Where the search was ended early, a cheaper strategy may have found a better plan.
    void adoptBetter(Plan& optimal, const std::vector<Plan>& others) const;
    /// @param known  the order, where it is known already
    [[nodiscard]] Plan finish(Cut cut, Sequencer sequencer, Execution execution,
                              const SearchDeadline& deadline,
                              std::optional<std::vector<TensorId>> known = std::nullopt) const;

    std::shared_ptr<const TimedModel> m_timed;
    PinnedSides m_pins;
};

}  // namespace trilane
