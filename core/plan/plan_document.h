#pragma once

#include "core/graph/data_type.h"
#include "core/graph/units.h"
#include "core/schedule/lane.h"
#include "core/schedule/theorems.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trilane {

/// The link of a plan, with everything that send times follow from.
struct PlanNetwork {
    std::string name;
    double mbps = 0;
    Nanoseconds latency;
    Nanoseconds overhead;
    Nanoseconds requestOverhead;  ///< of the server machine; delays every arrival like latency
    std::optional<DataType> transferType;
};

struct PlanCrossing {
    std::string tensor;
    Bytes bytes;  ///< on the air, after `transferType`
    Nanoseconds send;
    bool fixed = false;  ///< `send` comes from the model or a profile, not from the network
};

/// One crossing tensor in sending order, with what surrounds it.
struct PlanJob {
    std::string tensor;
    std::vector<std::string> deviceLayers;  ///< to run before sending, not run before; in order
    Nanoseconds p1, p2, p3;                 ///< stage times as EJ sees them (DESIGN section 3)
    std::vector<std::string> serverLayers;  ///< that its arrival enables, in topological order
};

struct PlanBar {
    Lane lane = Lane::Device;
    std::string name;  ///< a layer's; on the link a tensor's
    Nanoseconds start;
    Nanoseconds end;
};

/// The content of a `trilane.plan` file, by names: what a device and a server execute, and what the
/// validator checks against the model alone.
struct PlanDocument {
    std::string modelName;
    std::string modelSha256;
    std::string strategy;   ///< a named strategy's id, or "manual"
    std::string sequence;   ///< "ej", "optimal" or "topological"
    std::string execution;  ///< "pipelined" or "staged"
    std::string device;     ///< whose times: a machine's or a profile's name, or "model"
    std::string server;
    PlanNetwork network;

    Nanoseconds makespan;
    Nanoseconds lowerBound;     ///< no plan of this problem (any cut, any order) is shorter
    Nanoseconds cutLowerBound;  ///< no order of this cut is shorter
    bool optimal = false;       ///< makespan == lowerBound
    TheoremStatus theorem3 = TheoremStatus::NotApplicable;
    TheoremStatus theorem4 = TheoremStatus::NotApplicable;

    std::vector<std::string> deviceLayers;  ///< the cut's D, in topological order
    std::vector<std::string> serverLayers;  ///< S, in topological order
    std::vector<PlanCrossing> crossing;     ///< in TensorId order
    std::vector<PlanJob> jobs;              ///< in sending order
    std::vector<std::string> deviceRest;    ///< device layers after the last send, in order
    std::vector<std::string> serverFirst;   ///< server layers that wait for no arrival, in order
    std::vector<PlanBar> timeline;          ///< by lane, then start
};

}  // namespace trilane
