// GraphView's frames.

#include "app/figure/graph_painter.h"
#include "app/figure/heat_legend.h"
#include "app/gui/document/appearance.h"
#include "app/gui/document/focus_frame.h"
#include "app/gui/graph/graph_view.h"

#include <QPaintEvent>
#include <QPainter>
#include <QTextOption>

namespace trilane {

void GraphView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) update();
    QWidget::changeEvent(event);
}

void GraphView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const Theme& theme = themeOf(*this);
    painter.fillRect(event->rect(), theme.background);
    if (m_picture) {
        GraphLook look;
        look.theme = &theme;
        look.selected = &m_selection.layers();
        look.highlighted = &m_selection.highlighted();
        look.tensor = m_selection.tensor();
        look.lit = m_lit.empty() ? nullptr : &m_lit;
        look.handles = true;
        paintGraph(painter, *m_picture,
                   {event->rect().toRectF(), m_camera.scale(), m_camera.offset()}, look);
    }
    paintOverlays(painter);
}

void GraphView::paintOverlays(QPainter& painter) {
    const Theme& theme = themeOf(*this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_picture && m_picture->heat() != HeatMap::None) {
        constexpr double kWidth = 190;
        const QRectF panel(12, height() - kHeatLegendHeight - 24, kWidth + 20,
                           kHeatLegendHeight + 12);
        painter.setPen(QPen(theme.rule, 1));
        painter.setBrush(theme.background);
        painter.drawRoundedRect(panel, 6, 6);
        paintHeatLegend(painter, *m_picture, theme, panel.topLeft() + QPointF(10, 7), kWidth);
    }
    const QString text = m_document.isEmpty() ? tr("Open a model to see its graph")
                         : m_layout.isBusy()  ? tr("Laying out…")
                                              : QString();
    if (!text.isEmpty()) {
        painter.setFont(figureFont(12));
        painter.setPen(theme.muted);
        const Qt::Alignment align =
            m_picture ? Qt::AlignRight | Qt::AlignBottom : Qt::Alignment(Qt::AlignCenter);
        painter.drawText(rect().toRectF().adjusted(12, 8, -12, -8), text, QTextOption(align));
    }
    paintFocusFrame(painter, *this, rect());
}

}  // namespace trilane
