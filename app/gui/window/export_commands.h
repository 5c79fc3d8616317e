#pragma once

#include "app/gui/window/exporter.h"
#include "app/gui/window/exports.h"
#include "app/gui/window/prompts.h"

#include <QAction>
#include <QObject>
#include <map>

class QMenu;

namespace trilane {

/// The menu that writes files.
class ExportCommands : public QObject {
    Q_OBJECT

public:
    /// Hands over what the views show as soon as they are done; the scale is left to the commands.
    using Receiver = std::function<void(ExportContent)>;
    using Source = std::function<void(ExportKind, Receiver)>;

    /// `document` and `prompts` must outlive this. @param source  asked at each export
    ExportCommands(Document& document, Prompts& prompts, Source source, QSettings* settings,
                   QObject* parent = nullptr);

    void fillMenu(QMenu& menu);
    [[nodiscard]] QList<QAction*> actions() const;
    [[nodiscard]] QAction* action(ExportKind kind) const { return m_actions.at(kind); }
    [[nodiscard]] bool isRunning() const { return m_waiting > 0 || m_exporter.isRunning(); }

signals:
    void written(const QString& path);
    void failed(const QString& title, const QString& message);

private:
    void start(ExportKind kind);
    void addScales(QMenu& menu);
    void updateActions();

    Document& m_document;
    Prompts& m_prompts;
    Source m_source;
    QSettings* m_settings;
    Exporter m_exporter;
    double m_scale;
    int m_waiting = 0;  ///< exports whose view is not done
    std::map<ExportKind, QAction*> m_actions;
};

}  // namespace trilane
