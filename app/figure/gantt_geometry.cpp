#include "app/figure/gantt_geometry.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

/// Bars of a run show one by one from this mean width on.
constexpr double kOpenWidth = 8;
/// Room for a flag such as "1,198 ms" and its line.
constexpr double kFlagWidth = 76;

double asDouble(Nanoseconds time) {
    return static_cast<double>(time.count());
}

/// Lays out runs and the bars of open runs by one rule.
class LaneLayout {
public:
    LaneLayout(const GanttLane& lane, const TimeAxis& axis) : m_lane(lane), m_axis(axis) {}

    std::vector<GanttShape> run() {
        const auto& runs = m_lane.runs;
        std::size_t i = firstVisible(runs, 0, runs.size());
        while (i < runs.size() && asDouble(runs[i].start) <= m_axis.range().end) {
            const std::size_t end = gatheredUntil(runs, i, runs.size());
            if (end == i + 1)
                layOutRun(runs[i]);
            else
                addRuns(i, end);
            i = end;
        }
        return std::move(m_shapes);
    }

private:
    template <class Items>
    [[nodiscard]] std::size_t firstVisible(const Items& items, std::size_t begin,
                                           std::size_t end) const {
        const auto from = items.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto to = items.begin() + static_cast<std::ptrdiff_t>(end);
        return static_cast<std::size_t>(std::partition_point(from, to,
                                                             [&](const auto& item) {
                                                                 return asDouble(item.end) <
                                                                        m_axis.range().start;
                                                             }) -
                                        items.begin());
    }

    /// The end of what shares a pixel with item `i`; i + 1 for what is alone there.
    template <class Items>
    [[nodiscard]] std::size_t gatheredUntil(const Items& items, std::size_t i,
                                            std::size_t end) const {
        const double until = asDouble(items[i].start) + 1 / m_axis.pixelsPerNanosecond();
        if (asDouble(items[i].end) > until) return i + 1;
        const auto from = items.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        const auto to = items.begin() + static_cast<std::ptrdiff_t>(end);
        return static_cast<std::size_t>(
            std::partition_point(from, to,
                                 [&](const auto& item) { return asDouble(item.end) <= until; }) -
            items.begin());
    }

    void layOutRun(const GanttRun& run) {
        const double width = m_axis.x(run.end) - m_axis.x(run.start);
        const std::uint32_t end = run.first + run.count;
        if (run.count > 1 && width < kOpenWidth * run.count) {
            add(GanttShape::Kind::Run, run.start, run.end, run.first, end - 1, run.job);
            return;
        }
        const auto& bars = m_lane.bars;
        std::size_t i = firstVisible(bars, run.first, end);
        while (i < end && asDouble(bars[i].start) <= m_axis.range().end) {
            const std::size_t next = gatheredUntil(bars, i, end);
            add(next == i + 1 ? GanttShape::Kind::Bar : GanttShape::Kind::Dense, bars[i].start,
                bars[next - 1].end, static_cast<std::uint32_t>(i),
                static_cast<std::uint32_t>(next - 1), run.job);
            m_shapes.back().beginsRun = i == run.first;
            i = next;
        }
    }

    void addRuns(std::size_t begin, std::size_t end) {
        const auto& runs = m_lane.runs;
        const GanttRun& last = runs[end - 1];
        add(GanttShape::Kind::Dense, runs[begin].start, last.end, runs[begin].first,
            last.first + last.count - 1, runs[begin].job);
        for (std::size_t i = begin; i < end && !m_shapes.back().mixed; ++i)
            m_shapes.back().mixed = runs[i].job != runs[begin].job;
        if (m_shapes.back().mixed) m_shapes.back().job.reset();
    }

    void add(GanttShape::Kind kind, Nanoseconds start, Nanoseconds end, std::uint32_t first,
             std::uint32_t last, std::optional<JobIndex> job) {
        GanttShape shape;
        shape.kind = kind;
        shape.left = std::clamp(m_axis.x(start), m_axis.left(), m_axis.right() - 1);
        shape.right = std::clamp(m_axis.x(end), shape.left + 1, m_axis.right());
        shape.first = first;
        shape.last = last;
        shape.job = job;
        m_shapes.push_back(shape);
    }

    const GanttLane& m_lane;
    const TimeAxis& m_axis;
    std::vector<GanttShape> m_shapes;
};

/// The shape at `x`, or the nearest within what a hand can aim at.
const GanttShape* shapeAt(const std::vector<GanttShape>& shapes, double x) {
    constexpr double kReach = 3;
    const auto after = std::partition_point(shapes.begin(), shapes.end(),
                                            [x](const GanttShape& s) { return s.left <= x; });
    const GanttShape* const next = after == shapes.end() ? nullptr : &*after;
    const GanttShape* const before = after == shapes.begin() ? nullptr : &*std::prev(after);
    if (before != nullptr && x <= before->right) return before;
    const double toBefore = before != nullptr ? x - before->right : kReach + 1;
    const double toNext = next != nullptr ? next->left - x : kReach + 1;
    if (std::min(toBefore, toNext) > kReach) return nullptr;
    return toBefore <= toNext ? before : next;
}

std::uint32_t barNear(const GanttLane& lane, const GanttShape& shape, double time) {
    const auto begin = lane.bars.begin() + shape.first;
    const auto end = lane.bars.begin() + shape.last;  // the last stands for all that is later
    return static_cast<std::uint32_t>(
        std::partition_point(begin, end,
                             [time](const GanttBar& bar) { return asDouble(bar.end) <= time; }) -
        lane.bars.begin());
}

}  // namespace

GanttRows fitRows(double height, std::size_t blocks) {
    constexpr double kLeast = 28;
    constexpr double kMost = 144;
    constexpr double kNamed = 11;  // of a lane that has room for names
    GanttRows rows;
    const double room =
        (height - rows.header) / static_cast<double>(std::max<std::size_t>(blocks, 1));
    const double pitch = std::floor(std::clamp(room, kLeast, kMost));
    // Where it is tight, names are worth more than space between the blocks.
    rows.lane = std::floor(std::max(pitch * 0.25, std::min(kNamed, (pitch - 4) / 3)));
    rows.laneGap = rows.lane <= kNamed ? 1 : rows.lane < 15 ? 2 : 3;
    rows.blockGap = pitch - rows.block();
    return rows;
}

std::vector<GanttShape> layOutLane(const GanttLane& lane, const TimeAxis& axis) {
    return LaneLayout(lane, axis).run();
}

QRectF GanttGeometry::blockRect(std::size_t block) const {
    return {axis.left(), rows.blockTop(block), axis.right() - axis.left(), rows.block()};
}

QRectF GanttGeometry::laneRect(std::size_t block, Lane lane) const {
    return {axis.left(), rows.laneTop(block, lane), axis.right() - axis.left(), rows.lane};
}

GanttGeometry layOutGantt(std::shared_ptr<const GanttChart> chart, TimeRange range,
                          const GanttRows& rows, double labels, double width) {
    GanttGeometry geometry;
    geometry.axis = TimeAxis(range, labels, std::max(width - labels, 2.0));
    geometry.rows = rows;
    geometry.width = width;
    geometry.shapes.resize(chart->blocks.size());
    for (std::size_t block = 0; block < chart->blocks.size(); ++block)
        for (std::size_t lane = 0; lane < kLanes.size(); ++lane)
            geometry.shapes[block][lane] =
                layOutLane(chart->blocks[block].lanes[lane], geometry.axis);
    geometry.chart = std::move(chart);
    return geometry;
}

TimeRange fitRange(const GanttChart& chart, double plot) {
    const double end = std::max(asDouble(chart.end()), 1.0);
    const double used = std::max(plot - kFlagWidth, plot / 2);
    return {0, end * std::max(plot, 2.0) / std::max(used, 1.0)};
}

GanttHit hitTest(const GanttGeometry& geometry, QPointF point, double scroll) {
    GanttHit hit;
    const TimeAxis& axis = geometry.axis;
    hit.time = axis.time(std::clamp(point.x(), axis.left(), axis.right()));
    if (point.y() < geometry.rows.header) {
        hit.part = GanttHit::Part::Header;
        return hit;
    }
    const double y = point.y() + scroll - geometry.rows.header;
    const double block = std::floor(y / geometry.rows.pitch());
    if (block < 0 || block >= static_cast<double>(geometry.chart->blocks.size())) return hit;
    hit.block = static_cast<std::size_t>(block);
    hit.part = GanttHit::Part::Title;
    if (point.x() < axis.left()) return hit;
    hit.part = GanttHit::Part::Lane;
    const double within =
        point.y() + scroll - geometry.rows.blockTop(hit.block) + geometry.rows.laneGap / 2;
    const double lane = within / (geometry.rows.lane + geometry.rows.laneGap);
    hit.lane = kLanes[static_cast<std::size_t>(std::clamp(lane, 0.0, 2.0))];
    if (lane < 0 || lane >= 3) return hit;
    const auto index = static_cast<std::size_t>(hit.lane);
    if (const GanttShape* shape = shapeAt(geometry.shapes[hit.block][index], point.x())) {
        hit.shape = *shape;
        hit.bar = barNear(geometry.chart->blocks[hit.block].lanes[index], *shape, hit.time);
    } else if (const auto& wait = geometry.chart->blocks[hit.block].request;
               wait && hit.lane == Lane::Server) {
        hit.request = hit.time >= asDouble(wait->start) && hit.time < asDouble(wait->end);
    }
    return hit;
}

}  // namespace trilane
