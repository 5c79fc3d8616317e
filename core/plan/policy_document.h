#pragma once

#include "core/plan/plan_document.h"

#include <optional>
#include <string>
#include <vector>

namespace trilane {

/// What of a policy's link does not change with the bandwidth.
struct PolicyNetwork {
    Nanoseconds latency;
    Nanoseconds overhead;
    Nanoseconds requestOverhead;
    std::optional<DataType> transferType;
    friend bool operator==(const PolicyNetwork&, const PolicyNetwork&) = default;
};

/// The bandwidths fromMbps <= b < toMbps and the plan for them.
struct PolicyInterval {
    std::optional<double> fromMbps;  ///< empty in the first interval: however slow the link is
    std::optional<double> toMbps;    ///< empty in the last: however fast
    Nanoseconds fromMakespan;        ///< of the plan at the low end, at most the range's
    Nanoseconds toMakespan;          ///< at the high end, likewise; never longer
    /// No plan is shorter by more, in percent of the shorter one, at any bandwidth of the interval
    /// within the range. Empty where nothing is proven.
    std::optional<double> gapPercent;
    PlanDocument plan;  ///< at plan.network.mbps, a bandwidth of the interval
};

/// The content of a `trilane.policy` file: which plan a device follows at which bandwidth.
struct PolicyDocument {
    std::string modelName;
    std::string modelSha256;
    std::string strategy;
    PolicyNetwork network;
    double lowMbps = 0;  ///< the range that was looked at; the outer intervals go on beyond it
    double highMbps = 0;
    double accuracyPercent = 0;  ///< how far an inner bound may be from where the plans cross
    std::vector<PolicyInterval> intervals;  ///< ascending, without gaps
};

}  // namespace trilane
