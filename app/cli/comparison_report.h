#pragma once

#include "core/cost/durations.h"
#include "core/plan/planner.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace trilane {

/// Several plans of one problem, and what they are measured against.
struct Comparison {
    std::vector<Plan> plans;
    Nanoseconds local;       ///< the makespan of strategy `local`
    bool withTiming = true;  ///< say how long solving took
};

/// base / makespan: how many times as fast; 1 where the two are equal, infinite where only the base
/// takes time.
[[nodiscard]] double speedupOver(Nanoseconds base, Nanoseconds makespan);

/// The table, the bound and the best plan in words.
[[nodiscard]] std::string describeComparison(const Planner& planner, const Comparison& comparison,
                                             const CostSources& sources, bool emphasis);

/// The document of `compare --json` (DESIGN section 6).
[[nodiscard]] std::string comparisonJson(const Planner& planner, const Comparison& comparison,
                                         const CostSources& sources);

/// Its array "strategies", which a line of `batch` holds too.
[[nodiscard]] nlohmann::ordered_json strategiesJson(const Model& model,
                                                    const Comparison& comparison);

}  // namespace trilane
