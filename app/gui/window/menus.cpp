// The menus and the tool bar of MainWindow.
#include "app/gui/panels/find_bar.h"
#include "app/gui/window/export_commands.h"
#include "app/gui/window/file_commands.h"
#include "app/gui/window/icon.h"
#include "app/gui/window/keys_dialog.h"
#include "app/gui/window/main_window.h"
#include "app/gui/window/pane_layout.h"
#include "app/gui/window/plan_commands.h"
#include "app/gui/window/view_commands.h"

#include <QCoreApplication>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolBar>
#include <QToolButton>

namespace trilane {

void MainWindow::addMenus() {
    auto* const exports = new QMenu(tr("&Export"), this);
    m_exports->fillMenu(*exports);
    m_files->fillMenu(*menuBar()->addMenu(tr("&File")), exports);
    connect(m_files->quitAction, &QAction::triggered, this, &QWidget::close);
    addEditMenu();
    m_views->fillMenu(*menuBar()->addMenu(tr("&View")));
    m_plans->fillMenu(*menuBar()->addMenu(tr("&Plan")));
    addHelpMenu();
    // Shortcuts work also where a menu is never opened, and with the menu bar hidden.
    addActions(m_files->actions());
    addActions(m_views->actions());
    addActions(m_plans->actions());
    addActions(m_exports->actions());
}

void MainWindow::addEditMenu() {
    QMenu* const menu = menuBar()->addMenu(tr("&Edit"));
    m_undo = m_document.undoStack().createUndoAction(this, tr("&Undo"));
    m_redo = m_document.undoStack().createRedoAction(this, tr("&Redo"));
    m_undo->setIcon(lineIcon(QStringLiteral("undo")));
    m_redo->setIcon(lineIcon(QStringLiteral("redo")));
    m_undo->setShortcut(QKeySequence::Undo);
    m_redo->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y});
    m_copy = new QAction(tr("&Copy pane as image"), this);
    m_copy->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_I);
    connect(m_copy, &QAction::triggered, this, &MainWindow::copyAsImage);
    menu->addActions({m_undo, m_redo});
    menu->addSeparator();
    // Find, next and previous work wherever the keyboard is.
    const QList<QAction*> find = m_findBar->viewActions().mid(0, 3);
    find.front()->setIcon(lineIcon(QStringLiteral("find")));
    find.front()->setToolTip(tr("Find layers by name, operator or shape"));
    menu->addActions(find);
    menu->addSeparator();
    menu->addAction(m_copy);
    addActions(find);
    addActions({m_undo, m_redo, m_copy});
}

void MainWindow::addHelpMenu() {
    QMenu* const menu = menuBar()->addMenu(tr("&Help"));
    m_keys = menu->addAction(tr("&Keys"), this, &MainWindow::showKeys);
    m_keys->setShortcuts({Qt::Key_Question, Qt::Key_F1});
    menu->addAction(tr("&About Trilane"), this, &MainWindow::showAbout);
    addAction(m_keys);
}

void MainWindow::addTools() {
    auto* const bar = new QToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setIconSize({18, 18});
    bar->setToolButtonStyle(Qt::ToolButtonIconOnly);
    auto* const program = new QLabel(tr("Trilane"));
    program->setObjectName(QStringLiteral("programName"));
    m_name = new QLabel;
    m_name->setObjectName(QStringLiteral("documentName"));
    auto* const space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    // An action, not a button: where the bar is too narrow, the menu of what is left has it too.
    auto* const exportAction = new QAction(lineIcon(QStringLiteral("export")), tr("Export"), bar);
    exportAction->setToolTip(tr("Export plans and pictures"));
    auto* const menu = new QMenu(bar);
    m_exports->fillMenu(*menu);
    exportAction->setMenu(menu);

    bar->addWidget(program);
    bar->addWidget(m_name);
    bar->addActions({m_files->openAction, m_files->saveAction});
    bar->addSeparator();
    bar->addActions({m_undo, m_redo});
    bar->addSeparator();
    bar->addActions({m_views->fitAction, m_findBar->viewActions().front()});
    bar->addSeparator();
    bar->addAction(exportAction);
    auto* const exports = static_cast<QToolButton*>(bar->widgetForAction(exportAction));
    exports->setPopupMode(QToolButton::InstantPopup);
    bar->addWidget(space);
    bar->addAction(m_views->toggleThemeAction);
    for (QToolButton* const button : bar->findChildren<QToolButton*>()) {
        button->setFocusPolicy(Qt::TabFocus);
        if (button->defaultAction())
            button->setAccessibleName(button->defaultAction()->text().remove('&'));
    }
    for (QToolButton* const button :
         {static_cast<QToolButton*>(bar->widgetForAction(m_files->openAction)), exports})
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    // Where the bar is too narrow this leads to the rest; the style's own sign is all but
    // invisible.
    if (auto* const more = bar->findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button"))) {
        more->setIcon(lineIcon(QStringLiteral("more")));
        more->setToolTip(tr("More tools"));
        more->setAccessibleName(more->toolTip());
    }
    addToolBar(Qt::TopToolBarArea, bar);
}

QList<ActionGroup> MainWindow::actionGroups() const {
    QList<ActionGroup> groups{
        {tr("File"), m_files->actions()},       {tr("Edit"), {m_undo, m_redo, m_copy}},
        {tr("Find"), m_findBar->viewActions()}, {tr("View"), m_views->actions()},
        {tr("Plan"), m_plans->actions()},       {tr("Help"), {m_keys}},
    };
    for (const PaneId pane : kPanes)
        groups << ActionGroup{trilane::title(pane), m_panes->view(pane).actions};
    return groups;
}

void MainWindow::showKeys() {
    auto* const dialog = new KeysDialog(actionGroups(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::showAbout() {
    QMessageBox::about(
        this, tr("About Trilane"),
        tr("<p><b>Trilane %1</b></p><p>Plans cooperative deep inference: which layers of a network "
           "run on a device and which on a server, and in what order what crosses the link is "
           "made, sent and consumed.</p>")
            .arg(QCoreApplication::applicationVersion()));
}

void MainWindow::showPanesOnly() {
    menuBar()->hide();
    findChild<QToolBar*>(QStringLiteral("tools"))->hide();
    centralWidget()->findChild<QWidget*>(QStringLiteral("statusLine"))->hide();
}

}  // namespace trilane
