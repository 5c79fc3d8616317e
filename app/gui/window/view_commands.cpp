#include "app/gui/window/view_commands.h"

#include "app/gui/window/icon.h"
#include "app/gui/window/pane_layout.h"

#include <QMenu>
#include <array>

namespace trilane {

ViewCommands::ViewCommands(PaneLayout& layout, ThemeChoice theme, QObject* parent)
    : QObject(parent),
      fitAction(new QAction(lineIcon(QStringLiteral("fit")), tr("&Fit"), this)),
      maximizeAction(new QAction(lineIcon(QStringLiteral("maximize")), tr("Ma&ximize pane"), this)),
      nextPaneAction(new QAction(tr("&Next pane"), this)),
      previousPaneAction(new QAction(tr("&Previous pane"), this)),
      toggleThemeAction(
          new QAction(lineIcon(QStringLiteral("theme")), tr("Switch light and dark"), this)),
      m_layout(layout),
      m_theme(theme),
      m_themes(this) {
    fitAction->setToolTip(tr("Show all of the model, or of the pane in use"));
    fitAction->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    maximizeAction->setCheckable(true);
    maximizeAction->setShortcut(Qt::Key_F11);
    nextPaneAction->setShortcut(Qt::Key_F6);
    previousPaneAction->setShortcut(Qt::SHIFT | Qt::Key_F6);
    toggleThemeAction->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    connect(fitAction, &QAction::triggered, this, &ViewCommands::fit);
    connect(maximizeAction, &QAction::triggered, this, [this](bool maximize) {
        m_layout.maximize(maximize ? std::optional(m_layout.activePane()) : std::nullopt);
    });
    connect(nextPaneAction, &QAction::triggered, this, [this] { m_layout.cycle(1); });
    connect(previousPaneAction, &QAction::triggered, this, [this] { m_layout.cycle(-1); });
    connect(toggleThemeAction, &QAction::triggered, this, [this] {
        setTheme(resolve(m_theme) == ThemeKind::Dark ? ThemeChoice::Light : ThemeChoice::Dark);
    });
    connect(&layout, &PaneLayout::arrangementChanged, this, &ViewCommands::updateActions);
    addPaneActions();
    addThemes();
    updateActions();
}

void ViewCommands::addPaneActions() {
    for (const PaneId pane : kPanes) {
        auto* const action = new QAction(title(pane), this);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, pane](bool shown) {
            if (shown)
                m_layout.bringToFront(pane);
            else
                m_layout.setPaneShown(pane, false);
        });
        m_panes[pane] = action;
    }
}

void ViewCommands::addThemes() {
    struct Choice {
        ThemeChoice theme;
        QString text;
    };
    const std::array choices{Choice{ThemeChoice::System, tr("As the &desktop")},
                             Choice{ThemeChoice::Light, tr("&Light")},
                             Choice{ThemeChoice::Dark, tr("&Dark")}};
    for (const Choice& choice : choices) {
        QAction* const action = m_themes.addAction(choice.text);
        action->setCheckable(true);
        action->setData(int(choice.theme));
        connect(action, &QAction::triggered, this,
                [this, theme = choice.theme] { setTheme(theme); });
    }
}

void ViewCommands::setTheme(ThemeChoice theme) {
    m_theme = theme;
    updateActions();
    emit themeChanged();
}

void ViewCommands::fit() {
    const PaneView& active = m_layout.view(m_layout.activePane());
    const PaneView& shown = active.fit ? active : m_layout.view(PaneId::Graph);
    if (shown.fit) shown.fit();
}

void ViewCommands::updateActions() {
    for (const auto& [pane, action] : m_panes)
        action->setChecked(m_layout.isPaneShown(pane));
    for (QAction* const action : m_themes.actions())
        action->setChecked(action->data().toInt() == int(m_theme));
    maximizeAction->setChecked(m_layout.maximized().has_value());
}

void ViewCommands::fillMenu(QMenu& menu) {
    QMenu* const panes = menu.addMenu(tr("&Panes"));
    for (const PaneId pane : kPanes)
        panes->addAction(m_panes.at(pane));
    menu.addAction(maximizeAction);
    menu.addAction(nextPaneAction);
    menu.addAction(previousPaneAction);
    menu.addSeparator();
    menu.addAction(fitAction);
    for (const PaneId pane : kPanes) {
        const QList<QAction*>& actions = m_layout.view(pane).actions;
        if (!actions.isEmpty()) menu.addMenu(title(pane))->addActions(actions);
    }
    menu.addSeparator();
    QMenu* const themes = menu.addMenu(tr("&Theme"));
    themes->addActions(m_themes.actions());
    themes->addSeparator();
    themes->addAction(toggleThemeAction);
}

QList<QAction*> ViewCommands::actions() const {
    QList<QAction*> actions{fitAction, maximizeAction, nextPaneAction, previousPaneAction,
                            toggleThemeAction};
    for (const auto& [pane, action] : m_panes)
        actions << action;
    return actions;
}

}  // namespace trilane

#include "moc_view_commands.cpp"
