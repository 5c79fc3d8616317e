#include "app/figure/gantt_canvas.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

struct Gantt {
    Q_DECLARE_TR_FUNCTIONS(Gantt)
};

constexpr double kTickRow = 17;  ///< height of the tick labels; annotations stand below

/// Stretches of a row that are taken.
class Row {
public:
    /// Takes [left, right] if it is free.
    bool take(double left, double right) {
        const bool hit = std::any_of(m_taken.begin(), m_taken.end(), [&](const auto& stretch) {
            return left < stretch.second + 4 && right > stretch.first - 4;
        });
        if (!hit) m_taken.emplace_back(left, right);
        return !hit;
    }

private:
    std::vector<std::pair<double, double>> m_taken;
};

/// Text right of a line, or left of it where the picture ends; nothing where neither is free.
void annotate(const GanttCanvas& canvas, Row& row, double x, const QString& text,
              const QColor& colour) {
    const QFont font = figureFont(10);
    const double width = QFontMetricsF(font).horizontalAdvance(text);
    for (const double left : {x + 4, x - 4 - width}) {
        if (left < canvas.geometry.axis.left() - 2 || left + width > canvas.geometry.width - 2)
            continue;
        if (!row.take(left, left + width)) continue;
        canvas.painter.setFont(font);
        canvas.painter.setPen(colour);
        canvas.painter.drawText(QPointF(left, kTickRow + 12), text);
        return;
    }
}

QString markName(std::size_t index) {
    return index < 26 ? QString(QChar(static_cast<char16_t>(u'A' + index)))
                      : QString::number(index + 1);
}

void paintMarkLabels(const GanttCanvas& canvas, Row& row) {
    const QFont font = figureFont(10, true);
    const QFontMetricsF metrics(font);
    const auto& marks = canvas.overlay.marks;
    const TimeAxis& axis = canvas.geometry.axis;
    QPainter& painter = canvas.painter;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (!axis.shows(marks[i])) continue;
        const QString label = markName(i) + QLatin1Char(' ') + timeText(marks[i]);
        const double width = metrics.horizontalAdvance(label) + 8;
        double left = axis.x(marks[i]);
        if (left + width > canvas.geometry.width) left -= width;
        if (!row.take(left, left + width)) continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(canvas.theme.accent);
        painter.drawRoundedRect(QRectF(left, kTickRow + 1, width, 15), 2, 2);
        painter.setFont(font);
        painter.setPen(canvas.theme.accentText);
        painter.drawText(QPointF(left + 4, kTickRow + 12), label);
    }
}

/// The time between two marks, as a dimension line.
void paintDistances(const GanttCanvas& canvas, Row& row) {
    const QFont font = figureFont(10);
    const QFontMetricsF metrics(font);
    const auto& marks = canvas.overlay.marks;
    const TimeAxis& axis = canvas.geometry.axis;
    for (std::size_t i = 1; i < marks.size(); ++i) {
        const double from = std::max(axis.x(marks[i - 1]), axis.left());
        const double to = std::min(axis.x(marks[i]), axis.right());
        const QString label = QStringLiteral("Δ ") + timeText(marks[i] - marks[i - 1]);
        const double width = metrics.horizontalAdvance(label);
        // Right of the first mark's label, else in the middle.
        for (const double left : {(from + to - width) / 2, to - width - 6, to + 6}) {
            if (left < from || left + width > canvas.geometry.width) continue;
            if (!row.take(left, left + width)) continue;
            canvas.painter.setFont(font);
            canvas.painter.setPen(canvas.theme.accent);
            canvas.painter.drawText(QPointF(left, kTickRow + 12), label);
            break;
        }
    }
}

void paintBoundLabels(const GanttCanvas& canvas, Row& row) {
    std::vector<Nanoseconds> bounds;
    for (const GanttBlock& block : canvas.geometry.chart->blocks)
        if (std::find(bounds.begin(), bounds.end(), block.lowerBound()) == bounds.end())
            bounds.push_back(block.lowerBound());
    for (const Nanoseconds bound : bounds)
        if (bound > Nanoseconds{} && canvas.geometry.axis.shows(bound))
            annotate(canvas, row, canvas.geometry.axis.x(bound),
                     Gantt::tr("lower bound %1").arg(timeText(bound)), canvas.theme.lowerBound);
}

/// Which part of everything the axis shows.
void paintPosition(const GanttCanvas& canvas, const TimeRange& whole) {
    const TimeAxis& axis = canvas.geometry.axis;
    const TimeAxis all(whole, axis.left(), axis.right() - axis.left());
    const double left = std::clamp(all.x(axis.range().start), axis.left(), axis.right() - 8);
    const double right = std::clamp(all.x(axis.range().end), left + 8, axis.right());
    const double bottom = canvas.geometry.rows.header;
    canvas.painter.fillRect(QRectF(axis.left(), bottom - 3, axis.right() - axis.left(), 3),
                            canvas.theme.rule);
    canvas.painter.fillRect(QRectF(left, bottom - 3, right - left, 3), canvas.theme.muted);
}

QPen dashed(const QColor& colour, double width = 1) {
    QPen pen(colour, width);
    pen.setDashPattern({4, 3});
    return pen;
}

}  // namespace

void paintFlags(const GanttCanvas& canvas, std::size_t block) {
    const GanttGeometry& geometry = canvas.geometry;
    const GanttBlock& content = geometry.chart->blocks[block];
    const QRectF rect = geometry.blockRect(block);
    QPainter& painter = canvas.painter;
    const double half = std::max(geometry.rows.blockGap / 2 - 1, 0.0);
    const double bound = geometry.axis.x(content.lowerBound());
    const double end = geometry.axis.x(content.makespan());
    if (geometry.axis.shows(content.lowerBound()) && content.lowerBound() > Nanoseconds{} &&
        end - bound >= 1) {
        painter.setPen(dashed(canvas.theme.lowerBound));
        const double x = std::floor(bound) + 0.5;
        painter.drawLine(QPointF(x, rect.top() - half), QPointF(x, rect.bottom() + half));
    }
    if (!geometry.axis.shows(content.makespan())) return;
    const double over = std::min(half, 3.0);
    painter.fillRect(QRectF(end - 1, rect.top() - over, 2, rect.height() + 2 * over),
                     canvas.theme.makespan);
    const QFont font = figureFont(rect.height() >= 40 ? 11 : 10, true);
    const QString label = timeText(content.makespan());
    const double width = QFontMetricsF(font).horizontalAdvance(label) + 10;
    const double height = std::min(rect.height(), font.pixelSize() + 6.0);
    double left = end + 1;
    if (left + width > geometry.width) left = end - 1 - width;
    const QRectF flag(left, std::floor(rect.center().y() - height / 2), width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(canvas.theme.makespan);
    painter.drawRoundedRect(flag, 2, 2);
    painter.setFont(font);
    painter.setPen(canvas.theme.makespanText);
    painter.drawText(flag, Qt::AlignCenter | Qt::TextDontClip, label);
}

void paintHeader(const GanttCanvas& canvas, const TimeTicks& ticks) {
    const GanttGeometry& geometry = canvas.geometry;
    QPainter& painter = canvas.painter;
    const double height = geometry.rows.header;
    painter.fillRect(QRectF(0, 0, geometry.width, height), canvas.theme.background);
    drawRule(painter, canvas.theme.rule, 0, height - 1, geometry.width, height - 1);
    const QFont font = figureFont(10);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    for (const TimeTick& tick : ticks.ticks) {
        drawRule(painter, canvas.theme.faint, tick.x, kTickRow, tick.x, kTickRow - 3);
        const double width = metrics.horizontalAdvance(tick.label);
        const double left = std::min(tick.x - width / 2, geometry.width - width - 2);
        painter.setPen(canvas.theme.muted);
        painter.drawText(QPointF(left, 12), tick.label);
    }
    painter.setPen(canvas.theme.muted);
    painter.drawText(QRectF(0, 0, geometry.axis.left() - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
                     Gantt::tr("Time in %1").arg(ticks.unit));
    if (canvas.overlay.whole) paintPosition(canvas, *canvas.overlay.whole);
    Row row;
    paintMarkLabels(canvas, row);
    paintDistances(canvas, row);
    paintBoundLabels(canvas, row);
}

void paintMarkLines(const GanttCanvas& canvas) {
    canvas.painter.setPen(QPen(canvas.theme.accent, 1));
    const double bottom =
        std::min(canvas.geometry.height() - canvas.look.scroll, canvas.look.bottom);
    for (const Nanoseconds mark : canvas.overlay.marks) {
        if (!canvas.geometry.axis.shows(mark)) continue;
        const double x = std::floor(canvas.geometry.axis.x(mark)) + 0.5;
        canvas.painter.drawLine(QPointF(x, canvas.geometry.rows.header - 4), QPointF(x, bottom));
    }
}

}  // namespace trilane
