#pragma once

#include "app/gui/document/snapshot.h"

#include <QString>

namespace trilane {

/// "32 layers · multi-path · 3 jobs · planned in 3 ms · EJ: optimal, proven": the model and what is
/// known about the plan in focus.
/// @param withTime  how long planning took
[[nodiscard]] QString statusText(const Snapshot& snapshot, bool withTime = true);

}  // namespace trilane
