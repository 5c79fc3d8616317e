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
    /// `document` and `prompts` must outlive this. @param theme  the window's, asked at each export
    ExportCommands(Document& document, Prompts& prompts, std::function<ThemeKind()> theme,
                   QSettings* settings, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);
    [[nodiscard]] QList<QAction*> actions() const;
    [[nodiscard]] QAction* action(ExportKind kind) const { return m_actions.at(kind); }
    [[nodiscard]] bool isRunning() const { return m_exporter.isRunning(); }

signals:
    void written(const QString& path);
    void failed(const QString& title, const QString& message);

private:
    void start(ExportKind kind);
    void addScales(QMenu& menu);
    void updateActions();

    Document& m_document;
    Prompts& m_prompts;
    std::function<ThemeKind()> m_theme;
    QSettings* m_settings;
    Exporter m_exporter;
    double m_scale;
    std::map<ExportKind, QAction*> m_actions;
};

}  // namespace trilane
