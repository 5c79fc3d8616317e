#include "app/gui/gantt/gantt_view.h"

#include "app/figure/gantt_painter.h"
#include "app/gui/document/appearance.h"
#include "app/gui/document/layer_menu.h"
#include "app/gui/gantt/gantt_source.h"
#include "app/gui/gantt/gantt_text.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

constexpr double kSnapPixels = 5;

}  // namespace

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
    m_labels = std::max(m_labels, labelColumnWidth(*chart, rows));
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
    options.title = m_document.title();
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
    if (event->type() == QEvent::Leave) m_controller.setCursor(std::nullopt);
    return QAbstractScrollArea::viewportEvent(event);
}

void GanttView::moveCursor(QPointF point) {
    m_lastPoint = point;
    const GanttGeometry& geometry = geometryNow();
    if (point.x() < geometry.axis.left()) {
        m_controller.setCursor(std::nullopt);
        return;
    }
    const GanttHit hit = hitAt(point);
    m_controller.setCursor(
        m_controller.snap(hit, kSnapPixels / geometry.axis.pixelsPerNanosecond()));
}

void GanttView::mousePressEvent(QMouseEvent* event) {
    if (!hasPlans()) return;
    m_pressed = event->position();
    m_lastPoint = m_pressed;
    m_pressedHit = hitAt(m_pressed);
    const bool left = event->button() == Qt::LeftButton;
    const bool pan = event->button() == Qt::MiddleButton ||
                     (left && (event->modifiers().testFlag(Qt::ShiftModifier) ||
                               m_pressedHit.part == GanttHit::Part::Header));
    m_drag = pan ? Drag::Pan : left ? Drag::Press : Drag::None;
    if (pan) viewport()->setCursor(Qt::ClosedHandCursor);
}

void GanttView::mouseMoveEvent(QMouseEvent* event) {
    if (!hasPlans()) return;
    const QPointF point = event->position();
    const GanttGeometry& geometry = geometryNow();
    const double perPixel = 1 / geometry.axis.pixelsPerNanosecond();
    if (m_drag == Drag::Pan) {
        m_controller.pan((m_lastPoint.x() - point.x()) * perPixel);
        m_lastPoint = point;
        return;
    }
    moveCursor(point);
    const bool far = std::abs(point.x() - m_pressed.x()) >= QApplication::startDragDistance();
    if (m_drag == Drag::Press && far && m_pressedHit.part == GanttHit::Part::Lane) {
        m_drag = Drag::Span;
        m_spanFrom = m_controller.snap(m_pressedHit, kSnapPixels * perPixel);
    }
    if (m_drag != Drag::Span) return;
    const GanttHit hit = hitAt(point);
    m_controller.setSpan(m_pressedHit.block, m_spanFrom,
                         std::max(m_controller.snap(hit, kSnapPixels * perPixel), 0.0));
}

void GanttView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = m_drag;
    m_drag = Drag::None;
    viewport()->unsetCursor();
    if (drag != Drag::Press || !hasPlans()) return;
    const GanttHit hit = hitAt(event->position());
    if (hit.part == GanttHit::Part::Title) {
        m_controller.focus(hit.block);
        return;
    }
    m_controller.run(GanttCommand::ClearSpan);
    m_controller.select(hit, event->modifiers().testFlag(Qt::ControlModifier));
}

void GanttView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!hasPlans() || event->button() != Qt::LeftButton) return;
    if (hitAt(event->position()).part != GanttHit::Part::Title) m_controller.run(GanttCommand::Fit);
}

void GanttView::wheelEvent(QWheelEvent* event) {
    if (!hasPlans()) return;
    const QPoint pixels = event->pixelDelta();
    const QPoint angle = event->angleDelta();
    const GanttGeometry& geometry = geometryNow();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double x = std::max(event->position().x(), geometry.axis.left());
        m_controller.zoom(std::pow(1.2, angle.y() / 120.0), geometry.axis.time(x));
        event->accept();
        return;
    }
    // Shift turns a wheel sideways; some platforms have turned it already. 120 is one notch.
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const double sideways = !pixels.isNull() ? pixels.x() + (shift ? pixels.y() : 0)
                                             : (angle.x() + (shift ? angle.y() : 0)) * 0.6;
    if (sideways != 0) m_controller.pan(-sideways / geometry.axis.pixelsPerNanosecond());
    if (!shift) {
        const double down = !pixels.isNull() ? pixels.y() : angle.y() * 0.5;
        verticalScrollBar()->setValue(verticalScrollBar()->value() -
                                      static_cast<int>(std::lround(down)));
    }
    event->accept();
}

void GanttView::keyPressEvent(QKeyEvent* event) {
    // Signs are shortcuts of the actions. What comes here has a sign that means nothing: on other
    // layouts the keys of the US one go by their place.
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::NoModifier) {
        if (const auto command =
                commandAtKey(event->nativeScanCode(), QGuiApplication::platformName())) {
            m_controller.run(*command);
            return;
        }
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void GanttView::contextMenuEvent(QContextMenuEvent* event) {
    if (!hasPlans()) return;
    QMenu menu(this);
    if (event->reason() == QContextMenuEvent::Mouse) {
        const GanttHit hit = hitAt(event->pos());
        const auto layers = m_controller.layersAt(hit);
        if (layers.size() <= 1 && hit.shape) m_controller.select(hit, false);
        addLayerActions(menu, m_document, layers);
    } else if (const auto place = m_controller.currentBar(); place && place->lane != Lane::Link) {
        GanttHit hit;
        hit.block = m_controller.currentBlock();
        hit.lane = place->lane;
        hit.bar = place->bar;
        hit.shape = GanttShape{};
        addLayerActions(menu, m_document, m_controller.layersAt(hit));
    }
    if (!menu.isEmpty()) menu.addSeparator();
    for (const GanttCommand command :
         {GanttCommand::ZoomToSelection, GanttCommand::Fit, GanttCommand::ToggleMark,
          GanttCommand::ClearMarks, GanttCommand::CriticalPath})
        menu.addAction(m_controller.action(command));
    menu.exec(event->globalPos());
}

void GanttView::showToolTip(QHelpEvent& event) {
    if (!hasPlans()) return;
    const GanttHit hit = hitAt(event.pos());
    const GanttChart& chart = *m_controller.chart();
    QString text;
    if (hit.part == GanttHit::Part::Title)
        text = blockToolTip(chart.blocks[hit.block]);
    else if (hit.shape)
        text = barToolTip(chart, chart.blocks[hit.block], hit.lane, *hit.shape, hit.bar);
    QToolTip::showText(event.globalPos(), text, viewport());
}

}  // namespace trilane

#include "moc_gantt_view.cpp"
