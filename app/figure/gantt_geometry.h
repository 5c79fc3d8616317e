#pragma once

#include "app/figure/gantt_chart.h"
#include "app/figure/time_axis.h"

#include <QPointF>
#include <QRectF>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace trilane {

/// How tall everything is, in pixels. The header (ticks and annotations) stays where it is while
/// the blocks scroll.
struct GanttRows {
    double header = 34;
    double lane = 18;
    double laneGap = 3;
    double blockGap = 14;

    [[nodiscard]] double block() const { return 3 * lane + 2 * laneGap; }
    [[nodiscard]] double pitch() const { return block() + blockGap; }
    [[nodiscard]] double blockTop(std::size_t block) const {
        return header + blockGap / 2 + static_cast<double>(block) * pitch();
    }
    [[nodiscard]] double laneTop(std::size_t block, Lane which) const {
        return blockTop(block) + static_cast<double>(which) * (lane + laneGap);
    }
    [[nodiscard]] double height(std::size_t blocks) const {
        return header + static_cast<double>(blocks) * pitch();
    }
    friend bool operator==(const GanttRows&, const GanttRows&) = default;
};

/// Rows as tall as `height` allows for that many blocks, within what is legible and what is
/// pleasant: more blocks than fit want scrolling.
[[nodiscard]] GanttRows fitRows(double height, std::size_t blocks);

/// What is painted as one thing: a bar, a whole run seen from afar, or all that falls into a pixel.
struct GanttShape {
    enum class Kind : std::uint8_t { Bar, Run, Dense };
    Kind kind = Kind::Bar;
    bool beginsRun = true;  ///< no bar of the same run is left of it
    bool mixed = false;     ///< bars of several jobs, none of them `job`
    double left = 0;        ///< at least a pixel before right; both within the axis
    double right = 0;
    std::uint32_t first = 0;  ///< bars, both included
    std::uint32_t last = 0;
    std::optional<JobIndex> job;
};

/// The shapes of a lane in the range of the axis, from left to right: at most three a pixel,
/// however many bars there are. Whatever is shorter than a pixel is one pixel wide; a run opens
/// when its bars are wide enough to be told apart. O(shapes x log bars).
[[nodiscard]] std::vector<GanttShape> layOutLane(const GanttLane& lane, const TimeAxis& axis);

/// Everything's place. Made anew when chart, range, rows or width change.
struct GanttGeometry {
    std::shared_ptr<const GanttChart> chart;
    TimeAxis axis;
    GanttRows rows;
    double width = 0;
    std::vector<std::array<std::vector<GanttShape>, 3>> shapes;  ///< by block and lane

    [[nodiscard]] double height() const { return rows.height(chart->blocks.size()); }
    [[nodiscard]] QRectF blockRect(std::size_t block) const;
    [[nodiscard]] QRectF laneRect(std::size_t block, Lane lane) const;
};

/// @param labels  width of the column at the left, with titles and lane names
[[nodiscard]] GanttGeometry layOutGantt(std::shared_ptr<const GanttChart> chart, TimeRange range,
                                        const GanttRows& rows, double labels, double width);

/// The range that shows all, with room for the flag of the latest makespan at the right.
/// @param plot  width of the axis
[[nodiscard]] TimeRange fitRange(const GanttChart& chart, double plot);

/// What is under a point.
struct GanttHit {
    enum class Part : std::uint8_t { Nothing, Header, Title, Lane };
    Part part = Part::Nothing;
    std::size_t block = 0;            ///< for Title and Lane
    Lane lane = Lane::Device;         ///< for Lane
    double time = 0;                  ///< nanoseconds; outside the plot that of its edge
    std::optional<GanttShape> shape;  ///< for Lane, where one is painted
    std::uint32_t bar = 0;            ///< the bar of `shape` that is nearest
    bool request = false;             ///< no shape: the wait of GanttBlock::request
};

/// @param point   in the picture
/// @param scroll  how far the blocks are scrolled up
[[nodiscard]] GanttHit hitTest(const GanttGeometry& geometry, QPointF point, double scroll = 0);

}  // namespace trilane
