#pragma once

#include "app/gui/window/panes.h"

#include <QWidget>
#include <vector>

class QHBoxLayout;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace trilane {

/// A place of the window that holds one pane, or several of which one is in front: a quiet header
/// with the title or the tabs, and the view below it.
class PaneGroup : public QWidget {
    Q_OBJECT

public:
    explicit PaneGroup(QWidget* parent = nullptr);

    void addPane(PaneId pane, QWidget* view);
    [[nodiscard]] const std::vector<PaneId>& panes() const { return m_panes; }
    [[nodiscard]] bool contains(PaneId pane) const;
    [[nodiscard]] PaneId current() const;
    void setCurrent(PaneId pane);

    [[nodiscard]] bool isPaneShown(PaneId pane) const;
    void setPaneShown(PaneId pane, bool shown);
    [[nodiscard]] bool hasShownPanes() const;

    /// Whether the pane fills the window: the header's button then offers the way back.
    void setMaximized(bool maximized);
    /// Marks the header of the pane that has the keyboard.
    void setActive(bool active);

signals:
    void currentChanged();
    void maximizeToggled(trilane::PaneId pane);

protected:
    /// A double click on the header is one more way to maximize.
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] int indexOf(PaneId pane) const;

    std::vector<PaneId> m_panes;
    QWidget* m_header;
    QTabBar* m_tabs;
    QToolButton* m_maximize;
    QStackedWidget* m_stack;
};

}  // namespace trilane
