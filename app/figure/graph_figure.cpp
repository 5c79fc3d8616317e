#include "app/figure/graph_figure.h"

#include "app/figure/graph_labels.h"
#include "app/figure/graph_style.h"
#include "app/figure/heat_legend.h"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <utility>

namespace trilane {
namespace {

constexpr double kMargin = 24;
constexpr double kHeader = 48;
constexpr double kLegendRow = 24;
constexpr double kKey = 30;  ///< width of a legend's little picture
constexpr double kLeastWidth = 420;

QString tr(const char* text) {
    return QCoreApplication::translate("GraphFigure", text);
}

struct LegendEntry {
    enum class Sign { Device, Server, Input, Crossing } sign;
    const char* text;
};

constexpr LegendEntry kLegend[] = {
    {LegendEntry::Sign::Device, QT_TRANSLATE_NOOP("GraphFigure", "on the device")},
    {LegendEntry::Sign::Server, QT_TRANSLATE_NOOP("GraphFigure", "on the server")},
    {LegendEntry::Sign::Input, QT_TRANSLATE_NOOP("GraphFigure", "model input")},
    {LegendEntry::Sign::Crossing, QT_TRANSLATE_NOOP("GraphFigure", "crosses the link")},
};

void paintSign(QPainter& painter, LegendEntry::Sign sign, const QRectF& box, const Theme& theme) {
    QPen pen(theme.nodeOutline, 1.3);
    painter.setBrush(theme.background);
    switch (sign) {
        case LegendEntry::Sign::Device:
            painter.setPen(pen);
            painter.setBrush(theme.node);
            painter.drawRect(box);
            break;
        case LegendEntry::Sign::Server:
            pen.setDashPattern({3.2, 2.4});
            painter.setPen(pen);
            painter.drawRoundedRect(box, 5, 5);
            break;
        case LegendEntry::Sign::Input:
            painter.setPen(pen);
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
            break;
        case LegendEntry::Sign::Crossing: {
            const JobStyle job = theme.job(0);
            painter.setPen(QPen(job.outline, kCrossingWidth));
            painter.drawLine(QPointF(box.left(), box.center().y()),
                             QPointF(box.right(), box.center().y()));
            painter.setPen(Qt::NoPen);
            painter.setBrush(job.fill);
            painter.drawRoundedRect(box.adjusted(7, 1, -7, -1), 6, 6);
            break;
        }
    }
}

/// "ms" with as many digits as people compare.
QString planSubtitle(const ShownPlan& plan) {
    return QString::fromStdString(plan.title) + QStringLiteral(" · ") +
           compactTime(static_cast<double>(plan.plan.makespan().count()));
}

}  // namespace

GraphFigure::GraphFigure(std::shared_ptr<const GraphPicture> picture,
                         const GraphFigureOptions& options, QString title, QString subtitle)
    : m_picture(std::move(picture)),
      m_options(options),
      m_title(std::move(title)),
      m_subtitle(std::move(subtitle)) {}

double GraphFigure::headerHeight() const {
    return m_options.header ? kHeader : 0;
}

double GraphFigure::legendHeight() const {
    if (!m_options.legend) return 0;
    const double heat = m_picture->heat() == HeatMap::None ? 0 : kHeatLegendHeight + 12;
    return kMargin + 2 * kLegendRow + heat;
}

QSizeF GraphFigure::size() const {
    const QSizeF graph = m_picture->geometry().size();
    return {std::max(graph.width(), kLeastWidth) + 2 * kMargin,
            graph.height() + headerHeight() + legendHeight() + 2 * kMargin};
}

void GraphFigure::paint(QPainter& painter) const {
    const Theme& theme = trilane::theme(m_options.theme);
    const QRectF area(QPointF(), size());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(area, theme.background);
    if (m_options.header) {
        painter.setFont(figureFont(15, true));
        painter.setPen(theme.text);
        painter.drawText(QRectF(kMargin, kMargin - 4, area.width() - 2 * kMargin, 20),
                         Qt::AlignLeft | Qt::AlignVCenter, m_title);
        painter.setFont(figureFont(12));
        painter.setPen(theme.muted);
        painter.drawText(QRectF(kMargin, kMargin + 17, area.width() - 2 * kMargin, 18),
                         Qt::AlignLeft | Qt::AlignVCenter, m_subtitle);
    }
    const QSizeF graph = m_picture->geometry().size();
    GraphLook look;
    look.theme = &theme;
    GraphViewport viewport;
    viewport.exposed = area;
    viewport.offset = {(area.width() - graph.width()) / 2, kMargin + headerHeight()};
    paintGraph(painter, *m_picture, viewport, look);
    if (m_options.legend)
        paintLegend(painter, {kMargin, viewport.offset.y() + graph.height() + kMargin});
    painter.restore();
}

void GraphFigure::paintLegend(QPainter& painter, QPointF at) const {
    const Theme& theme = trilane::theme(m_options.theme);
    const double column = (size().width() - 2 * kMargin) / 2;
    painter.setFont(figureFont(11));
    for (std::size_t i = 0; i < std::size(kLegend); ++i) {
        const std::size_t row = i / 2;
        const QPointF cell(at.x() + static_cast<double>(i % 2) * std::min(column, 200.0),
                           at.y() + static_cast<double>(row) * kLegendRow);
        paintSign(painter, kLegend[i].sign, QRectF(cell.x(), cell.y() + 4, kKey, 14), theme);
        painter.setPen(theme.text);
        painter.drawText(QRectF(cell.x() + kKey + 8, cell.y(), column - kKey - 8, 22),
                         Qt::AlignLeft | Qt::AlignVCenter, tr(kLegend[i].text));
    }
    paintHeatLegend(painter, *m_picture, theme, at + QPointF(0, 2 * kLegendRow + 12), 220);
}

std::unique_ptr<Figure> makeGraphFigure(const std::shared_ptr<const Model>& model,
                                        const Durations* durations, const ShownPlan* plan,
                                        const GraphFigureOptions& options) {
    auto geometry = GraphGeometry::make(model, options.graph);
    auto picture = GraphPicture::make(std::move(geometry), *model, durations, plan, options.heat);
    return makeGraphFigure(std::move(picture), plan, options);
}

std::unique_ptr<Figure> makeGraphFigure(std::shared_ptr<const GraphPicture> picture,
                                        const ShownPlan* plan, const GraphFigureOptions& options) {
    QString title = QString::fromStdString(picture->geometry().model().name());
    QString subtitle = plan != nullptr ? planSubtitle(*plan)
                                       : QCoreApplication::translate("GraphFigure", "%1 layers")
                                             .arg(picture->geometry().model().layerCount());
    return std::make_unique<GraphFigure>(std::move(picture), options, std::move(title),
                                         std::move(subtitle));
}

}  // namespace trilane
