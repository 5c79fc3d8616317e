#include "app/gui/window/file_commands.h"

#include "app/gui/document/document.h"
#include "app/gui/window/icon.h"
#include "core/io/shipped.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>

namespace trilane {
namespace {

constexpr const char* kProjectSuffix = ".trilane.json";

}  // namespace

QStringList samplePaths() {
    QStringList paths;
    for (const ShippedFile& file : shippedModels())
        paths << QStringLiteral(":/models/") +
                     QString::fromUtf8(file.path.data(), static_cast<qsizetype>(file.path.size()));
    return paths;
}

QString firstSample() {
    return QStringLiteral(":/models/multi-stream.onnx");
}

FileCommands::FileCommands(Document& document, Prompts& prompts, QSettings* settings,
                           QObject* parent)
    : QObject(parent),
      openAction(new QAction(lineIcon(QStringLiteral("open")), tr("&Open…"), this)),
      reloadAction(new QAction(lineIcon(QStringLiteral("reload")), tr("&Reload"), this)),
      readingAction(new QAction(tr("S&hapes and fusing…"), this)),
      saveAction(new QAction(lineIcon(QStringLiteral("save")), tr("&Save project"), this)),
      saveAsAction(new QAction(tr("Save project &as…"), this)),
      quitAction(new QAction(tr("&Quit"), this)),
      m_document(document),
      m_prompts(prompts),
      m_recent(settings) {
    openAction->setShortcut(QKeySequence::Open);
    reloadAction->setShortcut(Qt::Key_F5);
    saveAction->setShortcut(QKeySequence::Save);
    saveAsAction->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    quitAction->setShortcut(Qt::CTRL | Qt::Key_Q);
    openAction->setToolTip(tr("Open a model or a project"));
    saveAction->setToolTip(tr("Save the project: the model's path and all edits"));
    reloadAction->setToolTip(tr("Read the model's file again and keep the edits"));
    connect(openAction, &QAction::triggered, this, &FileCommands::openByDialog);
    connect(reloadAction, &QAction::triggered, &document, &Document::reload);
    connect(readingAction, &QAction::triggered, this, &FileCommands::changeReading);
    connect(saveAction, &QAction::triggered, this, &FileCommands::save);
    connect(saveAsAction, &QAction::triggered, this, &FileCommands::saveAs);
    connect(&document, &Document::opened, this, [this] {
        m_recent.add(m_opening);
        m_opening.clear();
        updateActions();
    });
    connect(&document, &Document::failed, this, [this] { m_opening.clear(); });
    updateActions();
}

void FileCommands::updateActions() {
    for (QAction* const action : {reloadAction, readingAction, saveAction, saveAsAction})
        action->setEnabled(!m_document.isEmpty());
}

QList<QAction*> FileCommands::actions() const {
    return {openAction, reloadAction, readingAction, saveAction, saveAsAction, quitAction};
}

void FileCommands::open(const QString& path) {
    if (!path.startsWith(':') && !QFileInfo::exists(path)) {
        m_recent.remove(path);
        emit failed(tr("Cannot open"),
                    tr("%1: there is no such file any more").arg(QFileInfo(path).filePath()));
        return;
    }
    if (!mayDiscard()) return;
    m_opening = path;
    m_document.open(path);
}

void FileCommands::openByDialog() {
    const QString path = m_prompts.pathToOpen();
    if (!path.isEmpty()) open(path);
}

void FileCommands::changeReading() {
    if (auto options = m_prompts.readingOptions(m_document))
        m_document.reopen(std::move(options->shapes), options->fuse);
}

bool FileCommands::mayDiscard() {
    if (m_document.isEmpty() || !m_document.isModified()) return true;
    const QString project = m_document.projectName();
    switch (m_prompts.unsaved(project.isEmpty() ? tr("a project for %1").arg(m_document.title())
                                                : tr("the project %1").arg(project))) {
        case UnsavedAnswer::Save:
            return save();
        case UnsavedAnswer::Discard:
            return true;
        case UnsavedAnswer::Cancel:
            break;
    }
    return false;
}

bool FileCommands::save() {
    if (m_document.projectPath().isEmpty()) return saveAs();
    return m_document.save(m_document.projectPath());
}

bool FileCommands::saveAs() {
    const QString name = QFileInfo(m_document.title()).completeBaseName() + kProjectSuffix;
    const QString path = m_prompts.pathToSave(
        tr("Save project"), m_document.projectPath().isEmpty() ? name : m_document.projectPath(),
        tr("Trilane projects (*.trilane.json *.json)"));
    if (path.isEmpty() || !m_document.save(path)) return false;
    m_recent.add(path);
    return true;
}

void FileCommands::fillMenu(QMenu& menu, QMenu* exports) {
    menu.addAction(openAction);
    QMenu* const samples = menu.addMenu(tr("Open sa&mple"));
    for (const QString& path : samplePaths())
        connect(samples->addAction(QFileInfo(path).completeBaseName()), &QAction::triggered, this,
                [this, path] { open(path); });
    QMenu* const recent = menu.addMenu(tr("Open re&cent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(*recent); });
    menu.addAction(reloadAction);
    menu.addAction(readingAction);
    menu.addSeparator();
    menu.addAction(saveAction);
    menu.addAction(saveAsAction);
    menu.addSeparator();
    if (exports) menu.addMenu(exports);
    menu.addSeparator();
    menu.addAction(quitAction);
}

void FileCommands::fillRecent(QMenu& menu) {
    menu.clear();
    for (const QString& path : m_recent.paths()) {
        const QFileInfo file(path);
        QString text = file.fileName() + QStringLiteral("  –  ") + file.path();
        connect(menu.addAction(text.replace('&', QStringLiteral("&&"))), &QAction::triggered, this,
                [this, path] { open(path); });
    }
    if (m_recent.paths().isEmpty()) {
        menu.addAction(tr("None yet"))->setEnabled(false);
        return;
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Clear the list")), &QAction::triggered, this,
            [this] { m_recent.clear(); });
}

}  // namespace trilane

#include "moc_file_commands.cpp"
