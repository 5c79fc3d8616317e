#pragma once

#include "core/graph/data_type.h"
#include "core/graph/units.h"
#include "core/plan/strategy.h"
#include "core/schedule/executor.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace trilane {

/// Figures that a suite allows, both ends included.
template <class Figure>
struct SuiteRange {
    std::optional<Figure> min;
    std::optional<Figure> max;

    [[nodiscard]] bool contains(const Figure& figure) const {
        return (!min || *min <= figure) && (!max || figure <= *max);
    }
};

/// Whose figure is expected: a strategy's; empty: the cut given by hand ("manual").
using SuitePlan = std::optional<Strategy>;

/// What a case expects of its plans.
struct SuiteExpectations {
    struct Makespan {
        SuitePlan plan;
        SuiteRange<Nanoseconds> range;
    };
    /// makespan of `base` / makespan of `plan`; infinite where the latter takes no time.
    struct Speedup {
        SuitePlan base;
        SuitePlan plan;
        SuiteRange<double> range;
    };
    /// How far above the problem's lower bound, in percent.
    struct Gap {
        SuitePlan plan;
        SuiteRange<double> range;
    };
    std::vector<Makespan> makespans;
    std::vector<Speedup> speedups;
    std::vector<Gap> gaps;
    std::vector<SuitePlan> optimal;  ///< plans that must be proven optimal
};

/// A link given by its figures, without a name.
struct SuiteLink {
    double mbps = 0;  ///< 10^6 bit/s, > 0
    Nanoseconds latency;
    Nanoseconds overhead;
};

/// A cut given by hand, by name.
struct SuiteCut {
    std::vector<std::string> deviceLayers;
    Sequencer sequencer = Sequencer::Ej;
    Execution execution = Execution::Pipelined;
};

/// One case of a `trilane.suite`: a planning problem and what is expected of its plans. Files stand
/// as the suite names them, relative to its folder.
struct SuiteCase {
    std::string name;
    std::string model;
    std::map<std::string, std::vector<std::int64_t>> shapes;  ///< `--shape`
    bool fuse = true;
    std::optional<std::string> device;  ///< a shipped machine or a file; empty: the default
    std::optional<std::string> server;
    std::optional<std::string> profile;
    std::optional<std::string> network;  ///< a shipped network or a file
    std::optional<SuiteLink> link;       ///< instead of `network`
    std::optional<DataType> transferType;
    std::vector<Strategy> strategies{kStrategies.begin(), kStrategies.end()};
    std::vector<std::string> pinDevice;
    std::vector<std::string> pinServer;
    bool keepInputsLocal = false;
    std::optional<SuiteCut> cut;
    std::optional<std::chrono::nanoseconds> timeLimit;  ///< for the case as a whole
    SuiteExpectations expect;
};

/// "ej", as suites name a plan; "manual" for the cut given by hand.
[[nodiscard]] inline std::string suitePlanId(const SuitePlan& plan) {
    return std::string(plan ? id(*plan) : "manual");
}

}  // namespace trilane
