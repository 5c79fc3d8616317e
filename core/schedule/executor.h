#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/partition/cut.h"

#include <optional>
#include <span>
#include <vector>

namespace trilane {

/// How a cut's order is carried out (DESIGN section 2).
enum class Execution : std::uint8_t {
    Pipelined,  ///< device, link and server at the same time
    Staged,     ///< all of D, then everything is sent, then all of S
};

/// A layer at work on the device or the server.
struct LayerBar {
    LayerId layer;
    Nanoseconds start;
    Nanoseconds end;
};

/// A tensor on the link. It arrives at `end` plus the latency.
struct SendBar {
    TensorId tensor;
    Nanoseconds start;
    Nanoseconds end;
};

/// What happens when, on each lane in order of time. Every layer stands in exactly one lane.
struct Schedule {
    std::vector<LayerBar> device;
    std::vector<SendBar> link;
    std::vector<LayerBar> server;
    Nanoseconds makespan;  ///< the end of the last server layer or of the last device layer
};

/// Executes `order`, which must hold each crossing tensor of `cut` once (crossingTensors). Ties on
/// the server go to the layer that became available first, then to the smaller LayerId. O((layers +
/// edges) log layers).
[[nodiscard]] Schedule execute(const Model& model, const Durations& durations, const Cut& cut,
                               std::span<const TensorId> order, Execution execution);

}  // namespace trilane
