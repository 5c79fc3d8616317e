#pragma once

#include "core/graph/model.h"
#include "core/graph/units.h"
#include "core/schedule/executor.h"
#include "core/schedule/lane.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace trilane {

/// A link of the chain that makes a makespan: a bar at work, or a tensor that is under way after it
/// was sent.
struct CriticalStep {
    Lane lane = Lane::Device;
    std::size_t bar = 0;   ///< place in that lane of the schedule
    bool latency = false;  ///< the time from the end of the link's bar to its arrival
    Nanoseconds start;
    Nanoseconds end;
    friend bool operator==(const CriticalStep&, const CriticalStep&) = default;
};

/// Why a schedule takes as long as it does: steps in order of time, each begun by the end of the
/// one before, which cover [0, makespan] without gaps. Shortening anything else changes nothing.
///
/// Where several causes end at the same instant, the chain stays on its lane; else the server's
/// cause is the arrival that was sent last, and the link's the layer that made the tensor. Where
/// device and server both end with the makespan, it ends on the server.
///
/// @param latency   Durations::latency of the times that `schedule` was executed with
/// @param schedule  by execute(), pipelined or staged; of one in which a bar waits for no reason
///                  the steps from there on are returned
/// O(bars + tensors).
[[nodiscard]] std::vector<CriticalStep> criticalPath(const Model& model, Nanoseconds latency,
                                                     const Schedule& schedule);

/// What the start of a bar had to wait for, by the same rules; empty for one that starts at time 0.
/// O(bars + tensors).
[[nodiscard]] std::optional<CriticalStep> causeOfBar(const Model& model, Nanoseconds latency,
                                                     const Schedule& schedule, Lane lane,
                                                     std::size_t bar);

}  // namespace trilane
