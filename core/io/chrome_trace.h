#pragma once

#include "core/plan/named_schedule.h"

#include <span>
#include <string>
#include <string_view>

namespace trilane {

/// Schedules in Chrome's Trace Event Format, which Perfetto and chrome://tracing open: a process
/// for each schedule, a thread for each lane (1 device, 2 link, 3 server), a complete event for
/// each bar (its category is layer, send, or request: what the server needs to take the first one,
/// as the Gantt chart shows it), and a flow for each job from the layer that makes the tensor over
/// the link to the first server layer that takes it in. Times are microseconds with three decimals,
/// whole nanoseconds, so that bars that touch do not overlap. The same bytes for the same input.
[[nodiscard]] std::string writeChromeTrace(std::string_view modelName,
                                           std::span<const NamedSchedule> schedules);

}  // namespace trilane
