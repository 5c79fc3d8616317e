#pragma once

#include "app/figure/gantt_chart.h"
#include "app/figure/gantt_geometry.h"

#include <QString>
#include <QStringList>

namespace trilane {

/// What the view says in words.

/// "120.0 ms, from 10.0 ms to 130.0 ms", then busy and idle share of each lane, one line each.
[[nodiscard]] QStringList spanLines(const SpanStatistics& statistics);

/// Name, op, lane, times, job and what it waited for, as rich text for a tooltip.
[[nodiscard]] QString barToolTip(const GanttChart& chart, const GanttBlock& block, Lane lane,
                                 const GanttShape& shape, std::uint32_t bar);

/// What the server waits for before its first bar, as rich text for a tooltip.
/// @param block  must have a request
[[nodiscard]] QString requestToolTip(const GanttChart& chart, const GanttBlock& block);

/// Strategy, makespan, bound and cut, as rich text for a tooltip.
[[nodiscard]] QString blockToolTip(const GanttBlock& block);

/// One bar in a line, for screen readers: "s0c2, Device, 69.3 ms to 136.1 ms, job 1".
[[nodiscard]] QString barSummary(const GanttChart& chart, const GanttBlock& block,
                                 const GanttPlace& place);

}  // namespace trilane
