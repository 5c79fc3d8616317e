#pragma once

#include "core/plan/plan_document.h"

namespace trilane {

/// A plan with something in every field, for tests of what is written and read. The figures need
/// not fit each other.
inline PlanDocument samplePlan() {
    PlanDocument plan;
    plan.modelName = "toy / \"größe\"";
    plan.modelSha256 = std::string(64, 'a');
    plan.strategy = "ej";
    plan.sequence = "ej";
    plan.execution = "pipelined";
    plan.device = "raspberry-pi-4b";
    plan.server = "laptop";
    plan.network = {"4G",           5.85,           Nanoseconds{1'500'000},
                    Nanoseconds{1}, Nanoseconds{2}, DataType::Int8};
    plan.makespan = Nanoseconds{10'000'001};
    plan.lowerBound = Nanoseconds{8'000'000};
    plan.cutLowerBound = Nanoseconds{9'000'000};
    plan.theorem3 = TheoremStatus::Holds;
    plan.theorem4 = TheoremStatus::DoesNotHold;
    plan.deviceLayers = {"a", "b"};
    plan.serverLayers = {"c"};
    plan.crossing = {{"{\"json\": 1}", Bytes{4096}, Nanoseconds{5'000'000}, false},
                     {"b", Bytes{1}, Nanoseconds{7}, true}};
    plan.jobs = {
        {"b", {"a", "b"}, Nanoseconds{3}, Nanoseconds{7}, Nanoseconds{0}, {}},
        {"{\"json\": 1}", {}, Nanoseconds{0}, Nanoseconds{5'000'000}, Nanoseconds{9}, {"c"}}};
    plan.deviceRest = {"b"};
    plan.serverFirst = {"c"};
    plan.timeline = {{Lane::Device, "a", Nanoseconds{0}, Nanoseconds{3}},
                     {Lane::Link, "b", Nanoseconds{3}, Nanoseconds{10}},
                     {Lane::Server, "c", Nanoseconds{10}, kMaxTotalTime}};
    return plan;
}

}  // namespace trilane
