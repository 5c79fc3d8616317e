#pragma once

#include "core/plan/policy_document.h"
#include "tests/core/io/sample_plan.h"

namespace trilane {

/// A policy with something in every field, for tests of what is written and read. The figures need
/// not fit each other.
inline PolicyDocument samplePolicy() {
    PolicyDocument policy;
    policy.modelName = "toy / \"größe\"";
    policy.modelSha256 = std::string(64, 'a');
    policy.strategy = "optimal";
    policy.network = {Nanoseconds{1'500'000}, Nanoseconds{1}, Nanoseconds{2}, DataType::Int8};
    policy.lowMbps = 0.1;
    policy.highMbps = 100;
    policy.accuracyPercent = 0.1;
    PolicyInterval slow;
    slow.toMbps = 1.0 / 3;
    slow.fromMakespan = Nanoseconds{20'000'001};
    slow.toMakespan = Nanoseconds{10'000'002};
    slow.gapPercent = 0.0915;
    slow.plan = samplePlan();
    PolicyInterval fast;
    fast.fromMbps = slow.toMbps;
    fast.fromMakespan = slow.toMakespan;
    fast.plan = samplePlan();
    fast.plan.network.transferType.reset();
    policy.intervals = {slow, fast};
    return policy;
}

}  // namespace trilane
