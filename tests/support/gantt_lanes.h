#pragma once

#include "app/figure/gantt_chart.h"

#include <string>
#include <vector>

namespace trilane::test {

/// A bar of a lane made by hand: start, end, and the job, -1 for none.
struct PlainBar {
    std::int64_t start = 0;
    std::int64_t end = 0;
    int job = -1;
};

/// The lane with its runs put together from scratch.
inline GanttLane laneOf(const std::vector<PlainBar>& bars) {
    GanttLane lane;
    for (const PlainBar& bar : bars) {
        const auto index = static_cast<std::uint32_t>(lane.bars.size());
        const auto job =
            bar.job < 0 ? std::nullopt : std::optional(JobIndex(static_cast<std::size_t>(bar.job)));
        lane.bars.push_back({Nanoseconds{bar.start}, Nanoseconds{bar.end}, index});
        const bool joins =
            index > 0 && bars[index - 1].end == bar.start && bars[index - 1].job == bar.job;
        if (!joins)
            lane.runs.push_back({Nanoseconds{bar.start}, Nanoseconds{bar.end}, index, 0, job});
        lane.runs.back().end = Nanoseconds{bar.end};
        ++lane.runs.back().count;
    }
    return lane;
}

}  // namespace trilane::test
