#include "app/gui/window/panes.h"

#include <QCoreApplication>
#include <QLabel>
#include <algorithm>

namespace trilane {
namespace {

struct PaneName {
    PaneId pane;
    const char* key;
    const char* title;
};

constexpr std::array kNames{
    PaneName{PaneId::Layers, "layers", QT_TRANSLATE_NOOP("Panes", "Layers")},
    PaneName{PaneId::Graph, "graph", QT_TRANSLATE_NOOP("Panes", "Model")},
    PaneName{PaneId::MultiPath, "multipath", QT_TRANSLATE_NOOP("Panes", "Multi-path form")},
    PaneName{PaneId::Link, "link", QT_TRANSLATE_NOOP("Panes", "Link")},
    PaneName{PaneId::Results, "results", QT_TRANSLATE_NOOP("Panes", "Strategies")},
    PaneName{PaneId::Inspector, "inspector", QT_TRANSLATE_NOOP("Panes", "Selection")},
    PaneName{PaneId::Machines, "machines", QT_TRANSLATE_NOOP("Panes", "Machines")},
    PaneName{PaneId::Pins, "pins", QT_TRANSLATE_NOOP("Panes", "Pins")},
    PaneName{PaneId::Schedules, "gantt", QT_TRANSLATE_NOOP("Panes", "Schedules")},
    PaneName{PaneId::Sweep, "sweep", QT_TRANSLATE_NOOP("Panes", "Sweep")},
};

const PaneName& nameOf(PaneId pane) {
    return *std::find_if(kNames.begin(), kNames.end(),
                         [pane](const PaneName& name) { return name.pane == pane; });
}

}  // namespace

QString key(PaneId pane) {
    return QString::fromLatin1(nameOf(pane).key);
}

std::optional<PaneId> paneFromKey(const QString& key) {
    const auto* const found =
        std::find_if(kNames.begin(), kNames.end(),
                     [&key](const PaneName& name) { return key == QLatin1String(name.key); });
    return found == kNames.end() ? std::nullopt : std::optional(found->pane);
}

QString title(PaneId pane) {
    return QCoreApplication::translate("Panes", nameOf(pane).title);
}

PaneView makePaneView(PaneId pane, Document&, Selection&, QWidget* parent) {
    auto* const label = new QLabel(title(pane), parent);
    label->setAlignment(Qt::AlignCenter);
    label->setFocusPolicy(Qt::StrongFocus);
    return {label, {}, {}, {}};
}

}  // namespace trilane
