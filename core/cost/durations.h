#pragma once

#include "core/cost/machine.h"
#include "core/cost/network.h"
#include "core/cost/profile.h"
#include "core/graph/model.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace trilane {

/// How long everything takes: the whole input of a planner beside the graph.
struct Durations {
    std::vector<Nanoseconds> device;  ///< t(v), by LayerId
    std::vector<Nanoseconds> server;  ///< t'(v), by LayerId
    std::vector<Nanoseconds> send;    ///< by TensorId; zero for tensors without a consumer
    /// From the end of sending to arrival: the network's latency plus the server's request
    /// overhead, which delays every arrival alike and so is paid once by any plan that uses the
    /// server.
    Nanoseconds latency;
    /// The server's share of `latency`, for those who show what a plan waits for.
    Nanoseconds requestOverhead = {};
    /// What floating-point tensors are sent as: see bytesOnAir.
    std::optional<DataType> transferType = {};
};

/// Everything that times follow from. A layer's time comes from the profile, else from the model
/// file, else from the machine's roofline; a tensor's from the profile, the model file, the
/// network.
struct CostSources {
    Machine device;
    Machine server;
    Network network;
    std::optional<Profile> profile;
    std::optional<DataType> transferType;
};

/// A time that cannot be represented.
struct CostFault {
    std::string subject;  ///< "tensor 'x'", "layer 'y' on the device"
    std::string found;
    std::string expected;
};

/// flops / (peak x efficiency of the op) + bytes moved / bandwidth + layer overhead, where bytes
/// moved are inputs, outputs and weights (DESIGN section 5, Machine). Empty where it exceeds
/// kMaxTime.
[[nodiscard]] std::optional<Nanoseconds> rooflineTime(const Model& model, LayerId layer,
                                                      const Machine& machine);

/// What crosses the link when the tensor is sent as `transferType`, whatever the layer makes; empty
/// where the size is unknown.
[[nodiscard]] std::optional<Bytes> bytesOnAir(const Tensor& tensor,
                                              std::optional<DataType> transferType);

[[nodiscard]] std::variant<Durations, CostFault> computeDurations(const Model& model,
                                                                  const CostSources& sources);

}  // namespace trilane
