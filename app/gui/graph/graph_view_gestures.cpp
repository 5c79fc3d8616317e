// GraphView's mouse, wheel, menu and tool tip: events are turned into what the view can do.

#include "app/figure/graph_style.h"
#include "app/gui/document/editing.h"
#include "app/gui/document/layer_menu.h"
#include "app/gui/graph/cut_drag.h"
#include "app/gui/graph/graph_actions.h"
#include "app/gui/graph/graph_tip.h"
#include "app/gui/graph/graph_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

/// Small nodes are as easy to hit as ones of this size.
constexpr double kTouch = 6;

}  // namespace

std::optional<std::uint32_t> GraphView::nodeAt(QPointF screen) const {
    if (!m_geometry) return std::nullopt;
    const double half = kNode / 2 * m_camera.scale();
    const double margin = std::max(0.0, kTouch - half) / m_camera.scale();
    return m_geometry->nodeAt(m_camera.toGraph(screen), margin);
}

const GraphPill* GraphView::pillAt(QPointF screen) const {
    if (!m_picture) return nullptr;
    const auto boxes = pillBoxes(*m_picture, m_camera.scale(), m_camera.offset());
    // As painted: whole pills lie above dots.
    const GraphPill* found = nullptr;
    for (std::size_t i = 0; i < boxes.size(); ++i)
        if (boxes[i].rect.adjusted(-2, -5, 2, 5).contains(screen) && (!found || !boxes[i].dot))
            found = &m_picture->pills()[i];
    return found;
}

bool GraphView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        showTip(help->pos(), help->globalPos());
        return true;
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_following = Following::Free;
            m_camera.zoomAt(gesture->position(), 1 + gesture->value());
            moved();
            return true;
        }
    }
    return QWidget::event(event);
}

void GraphView::wheelEvent(QWheelEvent* event) {
    m_following = Following::Free;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        m_camera.zoomAt(event->position(), std::pow(1.2, event->angleDelta().y() / 120.0));
    } else {
        QPointF by = event->pixelDelta().isNull() ? QPointF(event->angleDelta()) / 2
                                                  : QPointF(event->pixelDelta());
        if (event->modifiers().testFlag(Qt::ShiftModifier)) by = by.transposed();
        m_camera.pan(by);
    }
    updateCursor(event->position());
    moved();
    event->accept();
}

void GraphView::mousePressEvent(QMouseEvent* event) {
    m_pressed = m_last = event->position();
    if (event->button() == Qt::MiddleButton) {
        m_gesture = Gesture::Pan;
    } else if (event->button() == Qt::LeftButton) {
        const GraphPill* pill = pillAt(m_pressed);
        if (pill != nullptr && m_plan)
            beginCutDrag(*pill);
        else
            m_gesture = Gesture::Press;
    }
    updateCursor(m_pressed);
}

void GraphView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    const auto far = [&] {
        return (at - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    };
    if (m_gesture == Gesture::Press && far()) m_gesture = Gesture::Pan;
    if (m_gesture == Gesture::Pan) {
        m_following = Following::Free;
        m_camera.pan(at - m_last);
        moved();
    } else if (m_gesture == Gesture::Cut && (m_cutMoved || far())) {
        m_cutMoved = true;
        dragCut(at);
    }
    m_last = at;
    updateCursor(at);
}

void GraphView::mouseReleaseEvent(QMouseEvent* event) {
    const Gesture gesture = std::exchange(m_gesture, Gesture::None);
    if (gesture == Gesture::Press) click(event->position(), event->modifiers());
    if (gesture == Gesture::Cut && !m_cutMoved) m_selection.selectTensor(m_cutTensor);
    updateCursor(event->position());
}

void GraphView::mouseDoubleClickEvent(QMouseEvent* event) {
    m_gesture = Gesture::None;
    if (event->button() != Qt::LeftButton || !m_geometry) return;
    const auto node = nodeAt(event->position());
    if (!node) return fit();
    if (m_geometry->nodes()[*node].kind == GraphNode::Kind::Group) return unfoldSelected();
    m_following = Following::Free;
    m_camera.show(1, m_geometry->nodes()[*node].rect.center());
    moved();
}

void GraphView::updateCursor(QPointF screen) {
    const bool down = m_options.direction == LayoutDirection::Down;
    if (m_gesture == Gesture::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_gesture == Gesture::Cut || pillAt(screen) != nullptr)
        setCursor(down ? Qt::SizeVerCursor : Qt::SizeHorCursor);
    else
        unsetCursor();
}

// --- Selecting ------------------------------------------------------------------------------

void GraphView::click(QPointF screen, Qt::KeyboardModifiers modifiers) {
    const bool toggle = modifiers.testFlag(Qt::ControlModifier);
    if (const auto node = nodeAt(screen))
        selectNode(*node, toggle);
    else if (!toggle)
        m_selection.clear();
}

void GraphView::selectNode(std::uint32_t node, bool toggle) {
    const GraphNode& shape = m_geometry->nodes()[node];
    if (shape.input) return m_selection.selectTensor(*shape.input);
    std::set<LayerId> layers(shape.layers.begin(), shape.layers.end());
    std::optional<LayerId> current = shape.layers.front();
    if (toggle) {
        std::set<LayerId> all = selectedLayers();
        const bool had = std::includes(all.begin(), all.end(), layers.begin(), layers.end());
        for (const LayerId layer : layers) {
            if (had)
                all.erase(layer);
            else
                all.insert(layer);
        }
        if (had) current = all.empty() ? std::nullopt : std::optional(*all.rbegin());
        layers = std::move(all);
    }
    m_selection.selectLayers(std::move(layers), current);
}

// --- The cut --------------------------------------------------------------------------------

void GraphView::beginCutDrag(const GraphPill& pill) {
    m_gesture = Gesture::Cut;
    m_cutHome = pill.centre;
    m_cutTensor = pill.tensor;
    m_cutStart = m_plan->plan.cut;
    m_cutGesture = m_document.newGesture();
    m_cutMoved = false;
}

/// The cut follows the pointer over layers, relative to where it was; back at its place it is as it
/// was.
void GraphView::dragCut(QPointF screen) {
    const auto snapshot = m_document.snapshot();
    if (!snapshot || !m_geometry || snapshot->base != m_document.model()) return;
    const QPointF home = m_camera.toScreen(m_cutHome);
    if ((screen - home).manhattanLength() < kPillHeight) return applyCut(m_cutStart, m_cutGesture);
    const auto node = nodeAt(screen);
    if (!node || m_geometry->nodes()[*node].layers.empty()) return;
    const auto& layers = m_geometry->nodes()[*node].layers;
    if (const auto cut = cutMovedOver(*snapshot->model, m_cutStart, snapshot->pinned, layers))
        applyCut(*cut, m_cutGesture);
}

void GraphView::applyCut(const Cut& cut, int gesture) {
    if (m_plan && m_plan->id == "manual" && m_plan->plan.cut == cut) return;
    setManualCut(m_document, cut, gesture);
    m_document.changeView([](ProjectView& view) { view.focus = "manual"; });
}

void GraphView::moveCutOverCurrent() {
    const auto snapshot = m_document.snapshot();
    const auto current = currentNode();
    if (!snapshot || !current || !m_plan || snapshot->base != m_document.model()) return;
    if (const auto cut = cutMovedOver(*snapshot->model, m_plan->plan.cut, snapshot->pinned,
                                      m_geometry->nodes()[*current].layers))
        applyCut(*cut, 0);
}

// --- Menu and tool tip ----------------------------------------------------------------------

void GraphView::contextMenuEvent(QContextMenuEvent* event) {
    QPoint at = event->globalPos();
    auto node = nodeAt(event->pos());
    if (event->reason() == QContextMenuEvent::Keyboard) {
        node = currentNode();
        if (node)
            at = mapToGlobal(m_camera.toScreen(m_geometry->nodes()[*node].rect.center()).toPoint());
    }
    const bool onLayer = node && !m_geometry->nodes()[*node].layers.empty();
    if (onLayer && !m_selection.layers().contains(m_geometry->nodes()[*node].layers.front()))
        selectNode(*node, false);
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu, onLayer);
    menu->popup(at);
}

void GraphView::fillMenu(QMenu& menu, bool onLayer) {
    if (onLayer) {
        addLayerActions(menu, m_document, selectedLayers());
        menu.addSeparator();
        menu.addAction(m_actions->moveCut());
        menu.addSeparator();
        menu.addActions(m_actions->traces());
        menu.addSeparator();
    } else if (isTracing()) {
        menu.addAction(m_actions->traces().back());
        menu.addSeparator();
    }
    menu.addActions(m_actions->folds());
    menu.addSeparator();
    menu.addActions(m_actions->views());
}

void GraphView::showTip(QPoint screen, QPoint global) {
    const auto snapshot = m_document.snapshot();
    QString tip;
    QRect area;
    if (m_picture && snapshot && snapshot->base == m_document.model()) {
        if (const GraphPill* pill = pillAt(screen); pill != nullptr && m_plan) {
            tip = pillTip(pill->tensor, *snapshot, *m_plan);
            area = QRect(screen - QPoint(4, 4), QSize(8, 8));
        } else if (const auto node = nodeAt(screen)) {
            tip = nodeTip(*m_picture, *node, *snapshot, m_plan.get());
            area = m_camera.toScreen(m_geometry->nodes()[*node].rect).toAlignedRect();
        }
    }
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, tip, this, area);
}

}  // namespace trilane
