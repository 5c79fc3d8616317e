#include "core/schedule/request_wait.h"

#include <algorithm>

namespace trilane {

// All arrivals are late by the request overhead, and one of them sets the server off.
std::optional<LaneWait> requestWait(const Schedule& schedule, const Durations& durations) {
    if (durations.requestOverhead == Nanoseconds{}) return std::nullopt;
    const auto& sent = schedule.link;
    Nanoseconds before;
    for (const LayerBar& bar : schedule.server) {
        const auto arrival = std::partition_point(
            sent.begin(), sent.end(),
            [&](const SendBar& transfer) { return transfer.end + durations.latency < bar.start; });
        if (arrival != sent.end() && arrival->end + durations.latency == bar.start)
            return LaneWait{std::max(before, bar.start - durations.requestOverhead), bar.start};
        before = bar.end;
    }
    return std::nullopt;
}

}  // namespace trilane
