#include "app/figure/heat_legend.h"

#include "app/figure/graph_labels.h"

#include <QCoreApplication>
#include <QLinearGradient>
#include <QPainter>

namespace trilane {

void paintHeatLegend(QPainter& painter, const GraphPicture& picture, const Theme& theme, QPointF at,
                     double width) {
    if (picture.heat() == HeatMap::None) return;
    const bool bytes = picture.heat() == HeatMap::Bytes;
    const auto text = [&](double share) {
        const double value = picture.heatMost() * share * share;
        return bytes ? compactSize(value) : compactTime(value);
    };
    const QString title = bytes ? QCoreApplication::translate("GraphFigure", "Size of the output")
                          : picture.heat() == HeatMap::DeviceTime
                              ? QCoreApplication::translate("GraphFigure", "Device time")
                              : QCoreApplication::translate("GraphFigure", "Server time");
    constexpr double kBar = 10;
    constexpr double kTitle = 16;
    painter.save();
    painter.setFont(figureFont(11, true));
    painter.setPen(theme.text);
    const QRectF head(at, QSizeF(width, kTitle));
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, title);
    // Half-way along the scale stands a quarter of the most: GraphPicture spreads the heat so.
    painter.setFont(figureFont(10));
    painter.setPen(theme.muted);
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter,
                     QCoreApplication::translate("GraphFigure", "√ scale"));
    const QRectF bar(at.x(), at.y() + kTitle, width, kBar);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    gradient.setColorAt(0, theme.heat(0));
    gradient.setColorAt(1, theme.heat(1));
    painter.setPen(QPen(theme.nodeOutline, 0.8));
    painter.setBrush(gradient);
    painter.drawRect(bar);
    painter.setFont(figureFont(10));
    painter.setPen(theme.muted);
    const QRectF below(at.x(), bar.bottom() + 2, width, kHeatLegendHeight - kTitle - kBar - 2);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignTop, text(0));
    painter.drawText(below, Qt::AlignHCenter | Qt::AlignTop, text(0.5));
    painter.drawText(below, Qt::AlignRight | Qt::AlignTop, text(1));
    painter.restore();
}

}  // namespace trilane
