#include "app/gui/gantt/gantt_view.h"

#include "app/figure/gantt_painter.h"
#include "app/gui/document/appearance.h"
#include "app/gui/document/focus_frame.h"
#include "app/gui/gantt/gantt_text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace trilane {

GanttView::GanttView(Document& document, Selection& selection, QWidget* parent)
    : QAbstractScrollArea(parent), m_document(document), m_controller(document, selection) {
    setAccessibleName(tr("Schedules"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    // Every pixel is painted anew.
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    addActions(m_controller.actions());
    connect(&m_controller, &GanttController::changed, this, &GanttView::contentChanged);
    connect(&m_controller, &GanttController::blockRevealed, this, &GanttView::revealBlock);
    contentChanged();
}

QSize GanttView::sizeHint() const {
    return {1000, 320};
}

QSize GanttView::minimumSizeHint() const {
    return {320, 100};
}

bool GanttView::hasPlans() const {
    return m_controller.chart() && !m_controller.chart()->blocks.empty();
}

const GanttGeometry& GanttView::geometryNow() {
    const auto& chart = m_controller.chart();
    const double width = viewport()->width();
    const GanttRows rows = fitRows(viewport()->height(), chart->blocks.size());
    std::vector<std::string> plans;
    for (const GanttBlock& block : chart->blocks)
        plans.push_back(block.plan->id);
    if (plans != m_labelled || !m_geometry || m_geometry->rows != rows) m_labels = 0;
    m_labelled = std::move(plans);
    m_labels = std::max(m_labels, labelColumnWidth(*chart, rows, true));
    m_controller.setPlotWidth(std::max(width - m_labels, 2.0));
    const TimeRange range = m_controller.range().shown();
    const bool fresh = m_geometry && m_geometry->chart == chart && m_geometry->width == width &&
                       m_geometry->rows == rows && m_geometry->axis.left() == m_labels &&
                       m_geometry->axis.range() == range;
    if (!fresh) m_geometry = layOutGantt(chart, range, rows, m_labels, width);
    return *m_geometry;
}

GanttHit GanttView::hitAt(QPointF point) {
    return hitTest(geometryNow(), point, verticalScrollBar()->value());
}

std::unique_ptr<GanttFigure> GanttView::makeFigure(double width, ThemeKind theme) const {
    if (!hasPlans()) return nullptr;
    GanttFigureOptions options;
    options.width = width;
    options.theme = theme;
    options.title = QString::fromStdString(m_controller.chart()->model->name());
    options.criticalPath = m_document.project().view.criticalPath;
    if (!m_controller.range().fitted()) options.range = m_controller.range().shown();
    return std::make_unique<GanttFigure>(m_controller.chart(), options);
}

void GanttView::contentChanged() {
    if (hasPlans()) {
        const auto place = m_controller.currentBar();
        const auto& blocks = m_controller.chart()->blocks;
        setAccessibleDescription(
            place ? barSummary(*m_controller.chart(), blocks[m_controller.currentBlock()], *place)
                  : QString());
        // Under a mouse that rests, another time may have come.
        if (m_hover && m_drag == Drag::None) moveCursor(m_lastPoint);
    }
    updateScrollBar();
    viewport()->update();
}

void GanttView::updateScrollBar() {
    const int height = viewport()->height();
    const int content = hasPlans() ? static_cast<int>(std::ceil(geometryNow().height())) : 0;
    verticalScrollBar()->setRange(0, std::max(content - height, 0));
    verticalScrollBar()->setPageStep(height);
    verticalScrollBar()->setSingleStep(20);
}

void GanttView::revealBlock(std::size_t block) {
    if (!hasPlans()) return;
    const GanttRows& rows = geometryNow().rows;
    const double top = static_cast<double>(block) * rows.pitch();
    const double room = viewport()->height() - rows.header;
    const int value = verticalScrollBar()->value();
    const double least = top + rows.pitch() - room;
    verticalScrollBar()->setValue(
        static_cast<int>(std::min(std::max<double>(value, std::ceil(least)), top)));
}

void GanttView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    const Theme& theme = themeOf(*this);
    if (!hasPlans()) {
        painter.fillRect(viewport()->rect(), theme.background);
        painter.setPen(theme.muted);
        painter.drawText(viewport()->rect(), Qt::AlignCenter,
                         m_document.isEmpty()   ? tr("Open a model to see its schedules.")
                         : m_controller.chart() ? tr("Choose strategies to see their schedules.")
                                                : QString());
        return;
    }
    GanttLook look;
    look.theme = &theme;
    look.criticalPath = m_document.project().view.criticalPath;
    look.scroll = verticalScrollBar()->value();
    look.bottom = viewport()->height();
    GanttOverlay overlay = m_controller.overlay();
    const GanttGeometry& geometry = geometryNow();
    if (!m_controller.range().fitted()) overlay.whole = m_controller.range().whole();
    paintGantt(painter, geometry, look, overlay);
    paintFocusFrame(painter, *this, viewport()->rect());
}

void GanttView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void GanttView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void GanttView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void GanttView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) viewport()->update();
}

bool GanttView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        showToolTip(*static_cast<QHelpEvent*>(event));
        return true;
    }
    if (event->type() == QEvent::Leave) {
        m_hover = false;
        m_controller.setCursor(std::nullopt);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

}  // namespace trilane

#include "moc_gantt_view.cpp"
