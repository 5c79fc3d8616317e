#include "app/figure/gantt_figure.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

constexpr double kPleasantPitch = 76;
constexpr double kLegendPadding = 12;

struct Gantt {
    Q_DECLARE_TR_FUNCTIONS(Gantt)
};

GanttGeometry makeGeometry(std::shared_ptr<const GanttChart> chart,
                           const GanttFigureOptions& options) {
    const std::size_t blocks = chart->blocks.size();
    const GanttRows rows = fitRows(
        options.rowsFor.value_or(GanttRows{}.header + kPleasantPitch * static_cast<double>(blocks)),
        blocks);
    const double labels = labelColumnWidth(*chart, rows);
    const TimeRange range = options.range.value_or(fitRange(*chart, options.width - labels));
    return layOutGantt(std::move(chart), range, rows, labels, options.width);
}

/// A sample of one lane's shape with its meaning beside it; returns the right end.
double paintSample(QPainter& painter, const Theme& theme, double left, double middle, Lane lane,
                   const QString& meaning) {
    const JobStyle style = theme.noJob();
    const QRectF rect(left + 0.5, middle - 5.5, 22, 11);
    painter.setPen(QPen(theme.text, 1));
    painter.setBrush(style.fill);
    if (lane == Lane::Device) {
        painter.drawRect(rect);
    } else if (lane == Lane::Link) {
        painter.drawPolygon(QPolygonF{{rect.topLeft() + QPointF(5, 0), rect.topRight(),
                                       rect.bottomRight() - QPointF(5, 0), rect.bottomLeft()}});
    } else {
        QPen pen(theme.text, 1.2);
        pen.setDashPattern({2.5, 1.6});
        painter.setPen(pen);
        painter.setBrush(style.tint);
        painter.drawRoundedRect(rect, 5, 5);
    }
    painter.setPen(theme.muted);
    painter.drawText(QPointF(left + 28, middle + 3.5), meaning);
    return left + 28 + QFontMetricsF(painter.font()).horizontalAdvance(meaning) + 20;
}

}  // namespace

GanttFigure::GanttFigure(std::shared_ptr<const GanttChart> chart, const GanttFigureOptions& options)
    : m_options(options), m_geometry(makeGeometry(std::move(chart), options)) {}

double GanttFigure::titleHeight() const {
    return m_options.title.isEmpty() ? 0 : 32;
}

double GanttFigure::legendHeight() const {
    return m_options.legend ? 28 : 0;
}

QSizeF GanttFigure::size() const {
    return {m_options.width, titleHeight() + std::ceil(m_geometry.height()) + legendHeight()};
}

void GanttFigure::paint(QPainter& painter) const {
    const Theme& colours = theme(m_options.theme);
    painter.fillRect(QRectF(QPointF(0, 0), size()), colours.background);
    if (!m_options.title.isEmpty()) {
        const QFont font = figureFont(14, true);
        painter.setFont(font);
        painter.setPen(colours.text);
        painter.drawText(QPointF(kLegendPadding, 22),
                         QFontMetricsF(font).elidedText(m_options.title, Qt::ElideMiddle,
                                                        m_options.width - 2 * kLegendPadding));
    }
    painter.translate(0, titleHeight());
    GanttLook look;
    look.theme = &colours;
    look.criticalPath = m_options.criticalPath;
    look.bottom = std::ceil(m_geometry.height());
    paintGantt(painter, m_geometry, look);
    if (m_options.legend) paintLegend(painter, look.bottom);
    painter.translate(0, -titleHeight());
}

void GanttFigure::paintLegend(QPainter& painter, double top) const {
    const Theme& colours = theme(m_options.theme);
    const double middle = top + legendHeight() / 2;
    painter.setFont(figureFont(10));
    double x = kLegendPadding;
    x = paintSample(painter, colours, x, middle, Lane::Device, Gantt::tr("layer on the device"));
    x = paintSample(painter, colours, x, middle, Lane::Link, Gantt::tr("tensor on the link"));
    x = paintSample(painter, colours, x, middle, Lane::Server, Gantt::tr("layer on the server"));
    painter.fillRect(QRectF(x + 4, middle - 6, 2, 12), colours.makespan);
    painter.setPen(colours.muted);
    const QFontMetricsF metrics(painter.font());
    painter.drawText(QPointF(x + 12, middle + 3.5), Gantt::tr("makespan"));
    x += 12 + metrics.horizontalAdvance(Gantt::tr("makespan")) + 20;
    painter.drawText(QPointF(x, middle + 3.5), Gantt::tr("1, 2, … and colour: job"));
}

}  // namespace trilane
