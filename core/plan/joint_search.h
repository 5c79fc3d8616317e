#pragma once

#include "core/partition/pins.h"
#include "core/plan/planner.h"
#include "core/schedule/search_deadline.h"
#include "core/schedule/timed_model.h"

#include <vector>

namespace trilane {

/// What the joint search minimises over all cuts.
enum class Objective : std::uint8_t {
    BestOrder,  ///< the makespan of the cut's best order: strategy `optimal`
    EjOrder,    ///< the makespan of the cut's EJ order: strategy `ej`
};

/// How much a search of all cuts may cost.
enum class SearchEffort : std::uint8_t {
    Plain,  ///< a walk over the cuts, some tens of milliseconds: enough for most real models
    Full,   ///< what the walk leaves is searched until the deadline
};

/// The best cut and order found, and how far the search came.
struct JointResult {
    Cut cut;
    std::vector<TensorId> order;
    Nanoseconds makespan;
    /// No other cut has a smaller value of the objective. Equal to `makespan` if the search ended
    /// by itself.
    Nanoseconds lowerBound;
    SearchEnd end = SearchEnd::Complete;

    [[nodiscard]] bool complete() const { return lowerBound == makespan; }
};

/// Looks at all cuts that obey the pins: block by block (SeriesBlocks), most promising first, in a
/// block depth first over its layers, with a bound for every partial decision. Blocks too wide for
/// that are searched best first with stronger bounds (searchBlocks). `starts` are cuts to begin
/// with; ties go to the cut looked at first.
[[nodiscard]] JointResult searchAllCuts(const TimedModel& timed, const PinnedSides& pins,
                                        Objective objective, SearchEffort effort,
                                        const std::vector<Cut>& starts,
                                        const SearchDeadline& deadline,
                                        const ProgressCallback& progress);

}  // namespace trilane
