#include "app/gui/window/main_window.h"

#include "app/gui/document/appearance.h"
#include "app/gui/panels/find_bar.h"
#include "app/gui/window/export_commands.h"
#include "app/gui/window/file_commands.h"
#include "app/gui/window/icon.h"
#include "app/gui/window/keys_dialog.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/pane_layout.h"
#include "app/gui/window/plan_commands.h"
#include "app/gui/window/status_line.h"
#include "app/gui/window/style_sheet.h"
#include "app/gui/window/view_commands.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

namespace trilane {
namespace {

constexpr const char* kGeometryKey = "window/geometry";
constexpr const char* kSizesKey = "window/sizes";
constexpr const char* kArrangementKey = "window/arrangement";
constexpr const char* kThemeKey = "window/theme";
constexpr const char* kViewState = "window";  ///< in ProjectView::states

ThemeChoice themeOfSettings(const QSettings* settings) {
    return settings ? themeChoiceFromKey(settings->value(kThemeKey).toString())
                    : ThemeChoice::Light;
}

/// Hands `parent` on once style and font are there: widgets that are made before do not hear of
/// another font until the event loop runs, and views measure their texts when they are made.
QWidget* afterTheme(const QSettings* settings, QWidget* parent) {
    applyTheme(resolve(themeOfSettings(settings)));
    return parent;
}

QString droppedFile(const QMimeData& data) {
    for (const QUrl& url : data.urls())
        if (url.isLocalFile()) return url.toLocalFile();
    return {};
}

}  // namespace

MainWindow::MainWindow(QSettings* settings, QWidget* parent)
    : QMainWindow(afterTheme(settings, parent)),
      m_settings(settings),
      m_prompts(dialogPrompts(*this, settings)),
      m_files(new FileCommands(m_document, m_prompts, settings, this)),
      m_plans(new PlanCommands(m_document, this)),
      m_messages(new MessageBar),
      m_panes(new PaneLayout(m_document, m_selection)),
      m_findBar(new FindBar(m_document, m_selection)),
      m_views(new ViewCommands(*m_panes, themeOfSettings(settings), this)),
      m_status(new StatusLine(m_document)) {
    m_exports = new ExportCommands(
        m_document, m_prompts,
        [this](ExportKind kind, const ExportCommands::Receiver& receiver) {
            gatherExport(kind, receiver);
        },
        settings, this);
    m_panes->addAboveCentre(m_findBar);
    setAcceptDrops(true);
    setWindowIcon(programIcon());
    auto* const centre = new QWidget;
    auto* const layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_panes, 1);
    // Below the panes: what stands in their upper edge keeps its place when a message comes.
    layout->addWidget(m_messages);
    layout->addWidget(m_status);
    setCentralWidget(centre);
    addMenus();
    addTools();
    connectDocument();
    connect(m_views, &ViewCommands::themeChanged, this, &MainWindow::applyChosenTheme);
    applyChosenTheme();
    restoreSettings();
    updateTitle();
}

MainWindow::~MainWindow() {
    // The views are children and would outlive the members that they look at; and nobody may be
    // told of what goes on while those end.
    delete takeCentralWidget();
    m_document.undoStack().disconnect();
    m_document.disconnect();
}

void MainWindow::connectDocument() {
    const auto showError = [this](const QString& title, const QString& message) {
        m_messages->showMessage(MessageBar::Kind::Error, title, message);
        // What was done before is no answer to what failed now.
        m_status->showNote({});
    };
    connect(&m_document, &Document::failed, this, showError);
    connect(m_files, &FileCommands::failed, this, showError);
    connect(m_exports, &ExportCommands::failed, this, showError);
    connect(m_exports, &ExportCommands::written, this,
            [this](const QString& path) { m_status->showNote(tr("Wrote %1").arg(path)); });
    connect(&m_document, &Document::saved, this, [this] {
        m_status->showNote(tr("Saved %1").arg(m_document.projectPath()));
        updateTitle();
    });
    connect(&m_document, &Document::opened, this, [this] {
        m_selection.follow(m_document.model(), m_document.project().modelPath);
        m_messages->hide();
        const auto& states = m_document.project().view.states;
        const auto state = states.find(kViewState);
        if (state != states.end()) {
            m_arranging = true;
            m_panes->setArrangement(QString::fromStdString(state->second));
            m_arranging = false;
        }
        updateTitle();
    });
    connect(&m_document, &Document::projectChanged, this, &MainWindow::updateTitle);
    connect(&m_document.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::updateTitle);
    connect(m_status, &StatusLine::warningsRequested, this, &MainWindow::showWarnings);
    connect(m_panes, &PaneLayout::arrangementChanged, this, &MainWindow::keepArrangement);
}

void MainWindow::keepArrangement() {
    // A project keeps how it is looked at; where nothing is open, the settings do alone.
    if (m_arranging || m_document.isEmpty() || !m_shown) return;
    m_document.changeView([this](ProjectView& view) {
        view.states[kViewState] = m_panes->arrangement().toStdString();
    });
}

void MainWindow::applyChosenTheme() {
    const ThemeKind kind = resolve(m_views->theme());
    applyTheme(kind);
    setStyleSheet(windowStyleSheet(theme(kind)));
}

void MainWindow::restoreSettings() {
    resize(1280, 800);
    if (!m_settings) return;
    restoreGeometry(m_settings->value(kGeometryKey).toByteArray());
    m_arranging = true;
    const QString arrangement = m_settings->value(kArrangementKey).toString();
    if (!arrangement.isEmpty()) m_panes->setArrangement(arrangement);
    m_arranging = false;
}

void MainWindow::keepSettings() {
    if (!m_settings) return;
    m_settings->setValue(kGeometryKey, saveGeometry());
    m_settings->setValue(kSizesKey, m_panes->saveSizes());
    m_settings->setValue(kArrangementKey, m_panes->arrangement());
    m_settings->setValue(kThemeKey, key(m_views->theme()));
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (m_shown) return;
    m_shown = true;
    m_panes->applyDefaultSizes(m_panes->size());
    // Else the first text field had the keyboard, and keys like "?" would be text.
    m_panes->view(PaneId::Graph).widget->setFocus();
    if (!m_settings) return;
    const QByteArray sizes = m_settings->value(kSizesKey).toByteArray();
    if (!sizes.isEmpty()) m_panes->restoreSizes(sizes);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!m_files->mayDiscard()) {
        event->ignore();
        return;
    }
    keepSettings();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFile(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = droppedFile(*event->mimeData());
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    m_files->open(path);
}

bool MainWindow::isReady() const {
    if (m_document.isOpening() || m_document.isPlanning() || m_exports->isRunning()) return false;
    for (const PaneId pane : kPanes) {
        const PaneView& view = m_panes->view(pane);
        // Nobody waits for what is not on show.
        if (view.widget->isVisible() && view.isReady && !view.isReady()) return false;
    }
    return true;
}

void MainWindow::updateTitle() {
    QString name = m_document.isEmpty() ? QString() : m_document.title();
    if (!m_document.projectName().isEmpty())
        name += QStringLiteral(" – ") + m_document.projectName();
    setWindowTitle(name.isEmpty() ? tr("Trilane") : tr("%1[*] – Trilane").arg(name));
    setWindowModified(!m_document.isEmpty() && m_document.isModified());
    m_name->setText(isWindowModified() ? name + QStringLiteral(" •") : name);
    m_name->setToolTip(isWindowModified() ? tr("There are changes that are not saved") : QString());
}

void MainWindow::showWarnings() {
    m_messages->showMessage(MessageBar::Kind::Warning,
                            tr("What had to be assumed about %1").arg(m_document.title()),
                            m_document.warnings().join('\n'));
}

void MainWindow::gatherExport(ExportKind kind, const std::function<void(ExportContent)>& receiver) {
    const auto paneOf = [kind] {
        switch (kind) {
            case ExportKind::Graph:
                return PaneId::Graph;
            case ExportKind::MultiPath:
                return PaneId::MultiPath;
            case ExportKind::Sweep:
                return PaneId::Sweep;
            case ExportKind::Table:
                return PaneId::Layers;
            default:
                return PaneId::Schedules;
        }
    };
    const PaneView& view = m_panes->view(paneOf());
    if (isPicture(kind) && view.prepare) view.prepare();
    const bool waits = isPicture(kind) && view.isReady && !view.isReady();
    if (waits) {
        // A sweep or a drawing that is half done would be half a file.
        constexpr int kPause = 20;
        QTimer::singleShot(kPause, this, [this, kind, receiver] { gatherExport(kind, receiver); });
        return;
    }
    ExportContent content;
    if (isPicture(kind) && view.figure) content.figure = view.figure(themeOf(*this).kind);
    if (kind == ExportKind::Table && view.csv) content.table = view.csv();
    receiver(std::move(content));
}

void MainWindow::copyAsImage() {
    constexpr double kScale = 2;
    const PaneId pane = m_panes->activePane();
    const PaneView& view = m_panes->view(pane);
    const auto figure = view.figure ? view.figure(themeOf(*this).kind) : nullptr;
    QGuiApplication::clipboard()->setImage(figure ? imageOf(*figure, kScale)
                                                  : view.widget->grab().toImage());
    m_status->showNote(tr("Copied “%1” as an image").arg(title(pane)));
}

}  // namespace trilane

#include "moc_main_window.cpp"
