#pragma once

#include "app/gui/window/prompts.h"
#include "app/gui/window/recent_files.h"

#include <QAction>
#include <QObject>

class QMenu;

namespace trilane {

class Document;

/// Opening, saving and closing, with the questions that go with them.
class FileCommands : public QObject {
    Q_OBJECT

public:
    /// `prompts` and `document` must outlive this. @param settings  may be null
    FileCommands(Document& document, Prompts& prompts, QSettings* settings,
                 QObject* parent = nullptr);

    /// Opens a file, after asking about unsaved work. One that does not exist is said so.
    void open(const QString& path);
    /// False where the user would rather stay; saves where wanted.
    [[nodiscard]] bool mayDiscard();
    bool save();
    bool saveAs();

    void fillMenu(QMenu& menu, QMenu* exports);
    [[nodiscard]] QList<QAction*> actions() const;
    [[nodiscard]] const RecentFiles& recentFiles() const { return m_recent; }

    QAction* const openAction;
    QAction* const reloadAction;
    QAction* const readingAction;
    QAction* const saveAction;
    QAction* const saveAsAction;
    QAction* const quitAction;

signals:
    void failed(const QString& title, const QString& message);

private:
    void openByDialog();
    void changeReading();
    void fillRecent(QMenu& menu);
    void updateActions();

    Document& m_document;
    Prompts& m_prompts;
    RecentFiles m_recent;
    QString m_opening;  ///< the path that the document was asked for last
};

/// The names of the samples that come with the program, as Document::open takes them.
[[nodiscard]] QStringList samplePaths();
/// The one to begin with: three towers, where order matters most.
[[nodiscard]] QString firstSample();

}  // namespace trilane
