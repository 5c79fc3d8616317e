#pragma once

#include "core/plan/sweep.h"

#include <optional>
#include <string>
#include <vector>

namespace trilane {

/// A sweep and where the cut of one strategy changes.
struct SweepReport {
    SweepProblem problem;
    SweepRange range;
    std::vector<SweepPoint> points;
    Strategy breaking = Strategy::Optimal;  ///< the strategy of `breaks`
    std::vector<BreakPoint> breaks;
};

/// A table with a row for each bandwidth, and the changes of the cut in words.
[[nodiscard]] std::string sweepText(const SweepReport& report, bool emphasis);

/// mbps and a column of milliseconds for each strategy, by its id (RFC 4180).
[[nodiscard]] std::string sweepCsv(const SweepReport& report);

/// {"model", "network", "points": [{"mbps", "makespan_ms": {"ej": …}, "proven"}], "cut_changes":
/// {"strategy", "at": [{"mbps_low", "mbps_high", "to_device", "to_server"}]}}.
[[nodiscard]] std::string sweepJson(const SweepReport& report);

}  // namespace trilane
