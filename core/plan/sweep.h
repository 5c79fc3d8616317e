#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/partition/cut.h"
#include "core/partition/pins.h"
#include "core/plan/strategy.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace trilane {

/// Bandwidths at equal ratios, both ends among them.
struct SweepRange {
    double low = 0.1;         ///< Mbps, > 0
    double high = 100;        ///< Mbps, > low
    std::size_t points = 60;  ///< 2 to kMostSweepPoints
    friend bool operator==(const SweepRange&, const SweepRange&) = default;
};

inline constexpr std::size_t kMostSweepPoints = 10'000;

/// What of a text is no range, and what is expected in its place.
struct SweepRangeFault {
    std::string found;
    std::string expected;
};

/// Reads "0.1:100:60", LOW:HIGH:POINTS; without the last part 60 points.
[[nodiscard]] std::variant<SweepRange, SweepRangeFault> parseSweepRange(std::string_view text);

/// The bandwidths of a range, ascending; the ends are exact.
[[nodiscard]] std::vector<double> bandwidths(const SweepRange& range);

/// The places 0 … count-1, ends first, then such that each next one lies in a widest gap: what has
/// come so far always covers the whole range.
[[nodiscard]] std::vector<std::size_t> coarseToFine(std::size_t count);

/// A planning problem of which only the bandwidth is open.
struct SweepProblem {
    std::shared_ptr<const Model> model;
    CostSources sources;  ///< `network.mbps` is replaced
    PinnedSides pins;
    std::vector<Strategy> strategies;
};

/// What one strategy achieves at one bandwidth.
struct SweepValue {
    Nanoseconds makespan;
    Cut cut;
    bool proven = false;  ///< no search behind it was ended by a limit
    friend bool operator==(const SweepValue&, const SweepValue&) = default;
};

struct SweepPoint {
    double mbps = 0;
    std::vector<SweepValue> values;  ///< by SweepProblem::strategies; empty where `fault` is set
    std::optional<CostFault> fault;  ///< a tensor takes longer than any time that can be written
};

struct SweepLimits {
    std::chrono::nanoseconds time = std::chrono::seconds(10);  ///< of each point
    std::stop_token stop;
    int threads = 0;  ///< 0: as many as the machine runs at once; 1: the calling one alone
};

/// @param place  of the point in the range, ascending
using SweepCallback = std::function<void(std::size_t place, const SweepPoint& point)>;

/// One point, solved on the calling thread.
[[nodiscard]] SweepPoint solveAt(const SweepProblem& problem, double mbps,
                                 const SweepLimits& limits = {});

/// Plans the problem at every bandwidth of the range, several at once. Empty where it was stopped.
/// @param onPoint  called for each point from one thread at a time, coarse to fine; the order does
///                 not depend on the number of threads
[[nodiscard]] std::vector<SweepPoint> sweep(const SweepProblem& problem, const SweepRange& range,
                                            const SweepLimits& limits = {},
                                            const SweepCallback& onPoint = {});

/// Between two bandwidths that are at most 0.1 % apart a strategy changes its cut.
struct BreakPoint {
    double mbpsLow = 0;
    double mbpsHigh = 0;
    Cut before;  ///< at mbpsLow
    Cut after;   ///< at mbpsHigh
};

/// Where one strategy changes its cut, ascending: bisects between neighbours of `points` whose cuts
/// differ. A cut that comes and goes between two neighbours with equal cuts is not seen. What was
/// found before a stop is returned.
/// @param strategy  its place in SweepProblem::strategies
/// @param points    of sweep()
[[nodiscard]] std::vector<BreakPoint> findBreakPoints(const SweepProblem& problem,
                                                      std::size_t strategy,
                                                      const std::vector<SweepPoint>& points,
                                                      const SweepLimits& limits = {});

}  // namespace trilane
