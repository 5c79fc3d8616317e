#pragma once

#include "app/gui/window/panes.h"
#include "app/gui/window/theme_choice.h"

#include <QAction>
#include <QActionGroup>
#include <QObject>
#include <map>

class QMenu;

namespace trilane {

class PaneLayout;

/// The menu of what is on the screen: panes, the theme, and the views' own actions.
class ViewCommands : public QObject {
    Q_OBJECT

public:
    /// `layout` must outlive this.
    explicit ViewCommands(PaneLayout& layout, ThemeChoice theme, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);
    [[nodiscard]] QList<QAction*> actions() const;
    [[nodiscard]] ThemeChoice theme() const { return m_theme; }
    void setTheme(ThemeChoice theme);

    QAction* const fitAction;
    QAction* const maximizeAction;
    QAction* const nextPaneAction;
    QAction* const previousPaneAction;
    QAction* const toggleThemeAction;

signals:
    void themeChanged();

private:
    void addPaneActions();
    void addThemes();
    void fit();
    void updateActions();

    PaneLayout& m_layout;
    ThemeChoice m_theme;
    QActionGroup m_themes;
    std::map<PaneId, QAction*> m_panes;
};

}  // namespace trilane
