#pragma once

#include "core/cost/durations.h"
#include "core/plan/planner.h"

#include <string>
#include <vector>

namespace trilane {

/// Several plans of one problem, and what they are measured against.
struct Comparison {
    std::vector<Plan> plans;
    Nanoseconds local;       ///< the makespan of strategy `local`
    bool withTiming = true;  ///< say how long solving took
};

/// The table, the bound and the best plan in words.
[[nodiscard]] std::string describeComparison(const Planner& planner, const Comparison& comparison,
                                             const CostSources& sources, bool emphasis);

/// The document of `compare --json` (DESIGN section 6).
[[nodiscard]] std::string comparisonJson(const Planner& planner, const Comparison& comparison,
                                         const CostSources& sources);

}  // namespace trilane
