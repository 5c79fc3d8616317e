#include "app/gui/window/export_commands.h"

#include "app/gui/document/document.h"

#include <QActionGroup>
#include <QMenu>
#include <QSettings>
#include <algorithm>

namespace trilane {
namespace {

constexpr const char* kScaleKey = "pngScale";

}  // namespace

ExportCommands::ExportCommands(Document& document, Prompts& prompts, Source source,
                               QSettings* settings, QObject* parent)
    : QObject(parent),
      m_document(document),
      m_prompts(prompts),
      m_source(std::move(source)),
      m_settings(settings),
      m_scale(settings ? std::clamp(settings->value(kScaleKey, 2).toDouble(), 1.0, 4.0) : 2) {
    for (const ExportKind kind : exportKinds()) {
        auto* const action = new QAction(menuText(kind), this);
        connect(action, &QAction::triggered, this, [this, kind] { start(kind); });
        m_actions[kind] = action;
    }
    connect(&m_exporter, &Exporter::written, this, &ExportCommands::written);
    connect(&m_exporter, &Exporter::failed, this, &ExportCommands::failed);
    connect(&document, &Document::snapshotChanged, this, &ExportCommands::updateActions);
    updateActions();
}

void ExportCommands::updateActions() {
    for (const auto& [kind, action] : m_actions)
        action->setEnabled(m_document.snapshot() != nullptr);
}

QList<QAction*> ExportCommands::actions() const {
    QList<QAction*> actions;
    for (const auto& [kind, action] : m_actions)
        actions << action;
    return actions;
}

void ExportCommands::fillMenu(QMenu& menu) {
    for (const ExportKind kind : exportKinds())
        menu.addAction(m_actions.at(kind));
    menu.addSeparator();
    addScales(*menu.addMenu(tr("Size of PN&G")));
}

void ExportCommands::addScales(QMenu& menu) {
    auto* const group = new QActionGroup(&menu);
    for (const int scale : {1, 2, 3, 4}) {
        QAction* const action = menu.addAction(tr("%1 ×").arg(scale));
        action->setCheckable(true);
        action->setChecked(scale == static_cast<int>(m_scale));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, scale] {
            m_scale = scale;
            if (m_settings) m_settings->setValue(kScaleKey, scale);
        });
    }
}

void ExportCommands::start(ExportKind kind) {
    if (!m_document.snapshot()) return;
    const QString title = menuText(kind).remove('&').remove(QStringLiteral("…"));
    const QString path = m_prompts.pathToSave(tr("Export: %1").arg(title),
                                              suggestedName(kind, m_document), fileFilter(kind));
    // The dialog may have been open for long: what is exported is what is there now.
    if (path.isEmpty() || !m_document.snapshot()) return;
    ++m_waiting;
    m_source(kind, [this, kind, path](ExportContent content) {
        --m_waiting;
        content.scale = m_scale;
        m_exporter.run(path, prepareExport(kind, m_document, path, content));
    });
}

}  // namespace trilane

#include "moc_export_commands.cpp"
