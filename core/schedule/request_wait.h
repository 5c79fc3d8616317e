#pragma once

#include "core/cost/durations.h"
#include "core/schedule/executor.h"

#include <optional>

namespace trilane {

/// A stretch of a lane in which it waits for something that has a name.
struct LaneWait {
    Nanoseconds start;
    Nanoseconds end;
    friend bool operator==(const LaneWait&, const LaneWait&) = default;
};

/// What the server needs to take the first request (Durations::requestOverhead), before the first
/// layer that an arrival sets off; empty where it needs no time or nothing arrives. O(log sends x
/// server layers).
[[nodiscard]] std::optional<LaneWait> requestWait(const Schedule& schedule,
                                                  const Durations& durations);

}  // namespace trilane
