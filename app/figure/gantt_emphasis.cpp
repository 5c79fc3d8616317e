#include "app/figure/gantt_canvas.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

/// Calls `paint` with the stretches of the axis that `bars` take, those within a pixel of each
/// other once. O(stretches x log bars).
template <class Paint>
void forEachStretch(const GanttCanvas& canvas, const GanttLane& lane,
                    const std::vector<std::uint32_t>& bars, const Paint& paint) {
    const TimeAxis& axis = canvas.geometry.axis;
    const auto endOf = [&](std::uint32_t bar) {
        return static_cast<double>(lane.bars[bar].end.count());
    };
    auto at = std::partition_point(bars.begin(), bars.end(), [&](std::uint32_t bar) {
        return endOf(bar) < axis.range().start;
    });
    while (at != bars.end()) {
        const double left = axis.x(lane.bars[*at].start);
        if (left > axis.right()) return;
        double right = std::max(axis.x(lane.bars[*at].end), left + 2);
        const double until = axis.time(left + 2);
        at = std::partition_point(std::next(at), bars.end(),
                                  [&](std::uint32_t bar) { return endOf(bar) <= until; });
        paint(std::max(left, axis.left()), std::min(right, axis.right()));
    }
}

QRectF criticalRect(const GanttCanvas& canvas, std::size_t block, const GanttCriticalRun& run) {
    const TimeAxis& axis = canvas.geometry.axis;
    QRectF rect = canvas.geometry.laneRect(block, run.lane);
    rect.setLeft(std::max(axis.x(run.start), axis.left()));
    rect.setRight(std::min(axis.x(run.end), axis.right()));
    return rect;
}

/// From the end of one run of the chain down to the next lane.
void paintHandOver(const GanttCanvas& canvas, std::size_t block, const GanttCriticalRun& from,
                   const GanttCriticalRun& to, double delay) {
    const TimeAxis& axis = canvas.geometry.axis;
    if (!axis.shows(to.start)) return;
    const double x1 = std::max(axis.x(from.end), axis.left());
    const double x2 = axis.x(to.start);
    QPen pen(canvas.theme.critical, 2);
    if (delay > 0) pen.setDashPattern({2, 1.5});
    canvas.painter.setPen(pen);
    const QRectF upper = canvas.geometry.laneRect(block, from.lane);
    const QRectF lower = canvas.geometry.laneRect(block, to.lane);
    canvas.painter.drawLine(QPointF(x1, upper.bottom() - 1), QPointF(x2, lower.top() + 1));
}

}  // namespace

void paintCriticalPath(const GanttCanvas& canvas, std::size_t block) {
    const auto& runs = canvas.geometry.chart->blocks[block].critical;
    const GanttCriticalRun* before = nullptr;
    for (const GanttCriticalRun& run : runs) {
        if (run.latency) continue;  // drawn as the way between its neighbours
        const QRectF rect = criticalRect(canvas, block, run);
        if (before != nullptr && before->lane != run.lane)
            paintHandOver(canvas, block, *before, run,
                          static_cast<double>((run.start - before->end).count()));
        before = &run;
        if (rect.width() <= 0) continue;
        if (rect.width() < 4) {
            canvas.painter.fillRect(rect, canvas.theme.critical);
            continue;
        }
        QPen pen(canvas.theme.critical, 2);
        pen.setJoinStyle(Qt::MiterJoin);
        canvas.painter.setPen(pen);
        canvas.painter.setBrush(Qt::NoBrush);
        canvas.painter.drawRect(rect.adjusted(1, 0, -1, 0));
    }
}

void paintBarOutlines(const GanttCanvas& canvas, std::size_t block) {
    QPainter& painter = canvas.painter;
    const GanttBlock& content = canvas.geometry.chart->blocks[block];
    for (const Lane lane : kLanes) {
        const auto index = static_cast<std::size_t>(lane);
        const QRectF row = canvas.geometry.laneRect(block, lane);
        if (block < canvas.overlay.highlighted.size())
            forEachStretch(canvas, content.lane(lane), canvas.overlay.highlighted[block][index],
                           [&](double left, double right) {
                               painter.fillRect(QRectF(left, row.bottom() - 2, right - left, 3),
                                                canvas.theme.text);
                           });
        if (block >= canvas.overlay.selected.size()) continue;
        forEachStretch(canvas, content.lane(lane), canvas.overlay.selected[block][index],
                       [&](double left, double right) {
                           const QRectF rect(left, row.top(), right - left, row.height());
                           painter.setBrush(Qt::NoBrush);
                           // Two rings, so that one of them stands out from any job's colour.
                           painter.setPen(QPen(canvas.theme.background, 4));
                           painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 2, 2);
                           painter.setPen(QPen(canvas.theme.accent, 2));
                           painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 2, 2);
                       });
    }
}

void paintSpan(const GanttCanvas& canvas) {
    const GanttSpan& span = *canvas.overlay.span;
    const TimeAxis& axis = canvas.geometry.axis;
    const double left = std::clamp(axis.x(span.start), axis.left(), axis.right());
    const double right = std::clamp(axis.x(span.end), axis.left(), axis.right());
    const double top = canvas.geometry.rows.header;
    const double bottom = canvas.geometry.height();
    QColor tint = canvas.theme.accent;
    tint.setAlphaF(0.10F);
    canvas.painter.fillRect(QRectF(left, top, right - left, bottom - top), tint);
    const QRectF block = canvas.geometry.blockRect(span.block).adjusted(0, -3, 0, 3);
    tint.setAlphaF(0.16F);
    canvas.painter.fillRect(QRectF(left, block.top(), right - left, block.height()), tint);
    for (const double x : {left, right})
        drawRule(canvas.painter, canvas.theme.accent, x, top, x, bottom);
}

void paintSpanBox(const GanttCanvas& canvas) {
    const GanttSpan& span = *canvas.overlay.span;
    if (span.lines.isEmpty()) return;
    const QFont font = figureFont(11);
    const QFont bold = figureFont(11, true);
    constexpr double kLine = 15;
    double width = QFontMetricsF(bold).horizontalAdvance(span.lines.front());
    for (const QString& line : span.lines)
        width = std::max(width, QFontMetricsF(font).horizontalAdvance(line));
    const double height = kLine * static_cast<double>(span.lines.size()) + 8;
    const TimeAxis& axis = canvas.geometry.axis;
    double left = axis.x(span.end) + 8;
    if (left + width + 16 > canvas.geometry.width) left = axis.x(span.start) - width - 24;
    left = std::clamp(left, axis.left() + 4, std::max(axis.left() + 4, axis.right() - width - 20));
    double top =
        canvas.geometry.blockRect(span.block).center().y() - canvas.look.scroll - height / 2;
    top = std::max(std::min(top, canvas.look.bottom - height - 4), canvas.geometry.rows.header + 2);
    QPainter& painter = canvas.painter;
    painter.setPen(QPen(canvas.theme.accent, 1));
    painter.setBrush(canvas.theme.background);
    painter.drawRoundedRect(
        QRectF(std::floor(left) + 0.5, std::floor(top) + 0.5, std::ceil(width) + 16, height), 4, 4);
    double y = top + 4 + kLine * 0.75;
    for (const QString& line : span.lines) {
        painter.setFont(&line == &span.lines.front() ? bold : font);
        painter.setPen(canvas.theme.text);
        painter.drawText(QPointF(left + 8, y), line);
        y += kLine;
    }
}

}  // namespace trilane
