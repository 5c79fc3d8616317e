#include "app/gui/window/plan_commands.h"

#include "app/gui/document/document.h"
#include "app/gui/document/editing.h"
#include "core/plan/strategy.h"

#include <QMenu>
#include <algorithm>

namespace trilane {
namespace {

QString asText(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

PlanCommands::PlanCommands(Document& document, QObject* parent)
    : QObject(parent),
      m_document(document),
      m_focusGroup(this),
      m_keepInputs(new QAction(tr("&Keep inputs on the device"), this)),
      m_unpinAll(new QAction(tr("&Remove all pins"), this)),
      m_clearCut(new QAction(tr("Remove the &manual cut"), this)),
      m_clearEdits(new QAction(tr("Take back all &edits of times and sizes"), this)) {
    addStrategies();
    m_keepInputs->setCheckable(true);
    m_keepInputs->setToolTip(tr("No input of the model may cross the link"));
    connect(m_keepInputs, &QAction::triggered, this, [this](bool keep) {
        m_document.edit(tr("Keep inputs on the device"),
                        [keep](Project& project) { project.pins.keepInputsLocal = keep; });
    });
    connect(m_unpinAll, &QAction::triggered, this, [this] {
        m_document.edit(tr("Remove all pins"), [](Project& project) {
            project.pins.device.clear();
            project.pins.server.clear();
        });
    });
    connect(m_clearCut, &QAction::triggered, this, [this] { clearManualCut(m_document); });
    connect(m_clearEdits, &QAction::triggered, this, [this] {
        m_document.edit(tr("Take back all edits"), [](Project& project) { project.edits = {}; });
    });
    for (const auto signal : {&Document::opened, &Document::projectChanged, &Document::viewChanged})
        connect(&document, signal, this, &PlanCommands::updateActions);
    updateActions();
}

void PlanCommands::addStrategies() {
    int digit = 1;
    const auto addFocus = [this, &digit](const std::string& id, const QString& name) {
        auto* const action = new QAction(name, this);
        action->setCheckable(true);
        action->setShortcut(Qt::ALT | Qt::Key(Qt::Key_0 + digit++));
        action->setToolTip(tr("Show the cut and the jobs of %1 everywhere").arg(name));
        connect(action, &QAction::triggered, this, [this, id] {
            m_document.changeView([&id](ProjectView& view) { view.focus = id; });
        });
        m_focusGroup.addAction(action);
        m_focus[id] = action;
    };
    for (const Strategy strategy : kStrategies) {
        const std::string name(id(strategy));
        auto* const action = new QAction(asText(trilane::title(strategy)), this);
        action->setCheckable(true);
        action->setToolTip(asText(description(strategy)));
        connect(action, &QAction::triggered, this,
                [this, name](bool shown) { toggleStrategy(name, shown); });
        m_shown[name] = action;
        addFocus(name, asText(trilane::title(strategy)));
    }
    addFocus("manual", tr("Manual cut"));
}

void PlanCommands::toggleStrategy(const std::string& id, bool shown) {
    const auto strategy = strategyFromId(id);
    if (!strategy) return;
    m_document.changeView([&](ProjectView& view) {
        const auto found = std::find(view.strategies.begin(), view.strategies.end(), *strategy);
        if (shown && found == view.strategies.end())
            view.strategies.push_back(*strategy);
        else if (!shown && found != view.strategies.end())
            view.strategies.erase(found);
    });
}

void PlanCommands::updateActions() {
    const bool open = !m_document.isEmpty();
    const Project& project = m_document.project();
    for (const auto& [id, action] : m_shown) {
        const auto& shown = project.view.strategies;
        action->setEnabled(open);
        action->setChecked(std::find(shown.begin(), shown.end(), strategyFromId(id)) !=
                           shown.end());
    }
    for (const auto& [id, action] : m_focus) {
        action->setEnabled(open && (id != "manual" || project.manualCut));
        action->setChecked(project.view.focus == id);
    }
    m_keepInputs->setEnabled(open);
    m_keepInputs->setChecked(project.pins.keepInputsLocal);
    m_unpinAll->setEnabled(!project.pins.device.empty() || !project.pins.server.empty());
    m_clearCut->setEnabled(project.manualCut.has_value());
    m_clearEdits->setEnabled(project.edits != Edits{});
}

void PlanCommands::fillMenu(QMenu& menu) {
    QMenu* const shown = menu.addMenu(tr("Strategies &shown"));
    QMenu* const focus = menu.addMenu(tr("Strategy in &focus"));
    for (const Strategy strategy : kStrategies) {
        shown->addAction(m_shown.at(std::string(id(strategy))));
        focus->addAction(m_focus.at(std::string(id(strategy))));
    }
    focus->addAction(m_focus.at("manual"));
    menu.addSeparator();
    menu.addAction(m_keepInputs);
    menu.addAction(m_unpinAll);
    menu.addAction(m_clearCut);
    menu.addSeparator();
    menu.addAction(m_clearEdits);
}

QList<QAction*> PlanCommands::actions() const {
    QList<QAction*> actions{m_keepInputs, m_unpinAll, m_clearCut, m_clearEdits};
    for (QAction* const action : m_focusGroup.actions())
        actions << action;
    return actions;
}

}  // namespace trilane

#include "moc_plan_commands.cpp"
