// Mouse, wheel and keys of GanttView: they only find out what is meant and tell the controller.

#include "app/gui/document/layer_menu.h"
#include "app/gui/gantt/gantt_text.h"
#include "app/gui/gantt/gantt_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

constexpr double kSnapPixels = 5;

}  // namespace

void GanttView::moveCursor(QPointF point) {
    m_lastPoint = point;
    m_hover = true;
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
    else if (hit.request)
        text = requestToolTip(chart, chart.blocks[hit.block]);
    QToolTip::showText(event.globalPos(), text, viewport());
}

}  // namespace trilane
