#pragma once

#include "app/figure/gantt_figure.h"
#include "app/figure/gantt_geometry.h"
#include "app/gui/gantt/gantt_controller.h"

#include <QAbstractScrollArea>
#include <QList>
#include <QPoint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QHelpEvent;

namespace trilane {

/// The schedules of the chosen strategies, one above the other on one axis of time.
class GanttView : public QAbstractScrollArea {
    Q_OBJECT

public:
    GanttView(Document& document, Selection& selection, QWidget* parent = nullptr);

    /// Everything that the mouse can do, and more, with its keys.
    [[nodiscard]] QList<QAction*> viewActions() const { return m_controller.actions(); }
    [[nodiscard]] GanttController& controller() { return m_controller; }

    /// What is shown as a picture of another width and theme; null while there is no plan.
    [[nodiscard]] std::unique_ptr<GanttFigure> makeFigure(double width, ThemeKind theme) const;

    /// Where everything is on the viewport, before scrolling. There must be a plan.
    [[nodiscard]] const GanttGeometry& geometryNow();
    /// What is at a point of the viewport.
    [[nodiscard]] GanttHit hitAt(QPointF point);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    /// What a pressed button does until it is released.
    enum class Drag : std::uint8_t { None, Press, Span, Pan };

    [[nodiscard]] bool hasPlans() const;
    void contentChanged();
    void updateScrollBar();
    void revealBlock(std::size_t block);
    void moveCursor(QPointF point);
    void showToolTip(QHelpEvent& event);

    Document& m_document;
    GanttController m_controller;
    std::optional<GanttGeometry> m_geometry;  ///< the last one asked for
    double m_labels = 0;                      ///< only grows, so that the axis stands still
    std::vector<std::string> m_labelled;      ///< the plans that m_labels is for
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    GanttHit m_pressedHit;
    double m_spanFrom = 0;
    QPointF m_lastPoint;   ///< of the mouse
    bool m_hover = false;  ///< the mouse is over the viewport
};

}  // namespace trilane
