#pragma once

#include "core/plan/named_schedule.h"

#include <span>
#include <string>

namespace trilane {

/// Schedules as comma-separated values (RFC 4180), a record for each bar:
/// strategy,lane,kind,name,op,job,start_ms,end_ms,duration_ms. `lane` is device, link or server,
/// `kind` layer, tensor, or request: what the server needs to take the first one, as the Gantt
/// chart shows it. Times have six decimals, whole nanoseconds.
[[nodiscard]] std::string writeScheduleCsv(std::span<const NamedSchedule> schedules);

}  // namespace trilane
