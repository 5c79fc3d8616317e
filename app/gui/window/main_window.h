#pragma once

#include "app/gui/document/document.h"
#include "app/gui/document/selection.h"
#include "app/gui/window/exports.h"
#include "app/gui/window/prompts.h"
#include "app/gui/window/theme_choice.h"

#include <QMainWindow>
#include <memory>

class QLabel;
class QSettings;

namespace trilane {

class ExportCommands;
class FileCommands;
class FindBar;
class MessageBar;
class PaneLayout;
class PlanCommands;
class StatusLine;
class ViewCommands;
struct ActionGroup;

/// The window of the desktop program: one document, its views, and the commands on it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// @param settings  where the window's state is kept, and must outlive it; null: nowhere
    explicit MainWindow(QSettings* settings = nullptr, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] Document& document() { return m_document; }
    [[nodiscard]] Selection& selection() { return m_selection; }
    [[nodiscard]] Prompts& prompts() { return m_prompts; }
    [[nodiscard]] PaneLayout& panes() { return *m_panes; }
    [[nodiscard]] FileCommands& files() { return *m_files; }
    [[nodiscard]] ExportCommands& exports() { return *m_exports; }
    [[nodiscard]] ViewCommands& views() { return *m_views; }
    [[nodiscard]] MessageBar& messages() { return *m_messages; }
    [[nodiscard]] StatusLine& status() { return *m_status; }

    /// Nothing is being read, planned or laid out: the window shows what it will show.
    [[nodiscard]] bool isReady() const;
    /// Only the panes, without menus, tools and status: for pictures.
    void showPanesOnly();
    /// Every action, by menu and pane.
    [[nodiscard]] QList<ActionGroup> actionGroups() const;

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void addMenus();
    void addEditMenu();
    void addHelpMenu();
    void addTools();
    void connectDocument();
    void applyChosenTheme();
    void restoreSettings();
    void keepSettings();
    void updateTitle();
    void showWarnings();
    void showKeys();
    void showAbout();
    void copyAsImage();
    void gatherExport(ExportKind kind, const std::function<void(ExportContent)>& receiver);
    void keepArrangement();

    QSettings* m_settings;
    Document m_document;
    Selection m_selection;
    Prompts m_prompts;
    FileCommands* m_files;
    PlanCommands* m_plans;
    ExportCommands* m_exports = nullptr;
    MessageBar* m_messages;
    PaneLayout* m_panes;
    FindBar* m_findBar;
    ViewCommands* m_views;
    StatusLine* m_status;
    QLabel* m_name = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_keys = nullptr;
    bool m_shown = false;
    bool m_arranging = false;
};

}  // namespace trilane
