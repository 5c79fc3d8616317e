#include "app/gui/window/panes.h"

#include "app/gui/gantt/gantt_view.h"
#include "app/gui/graph/graph_view.h"
#include "app/gui/graph/multi_path_view.h"
#include "app/gui/panels/inspector.h"
#include "app/gui/panels/layer_panel.h"
#include "app/gui/panels/link_panel.h"
#include "app/gui/panels/machine_panel.h"
#include "app/gui/panels/panel_style.h"
#include "app/gui/panels/pin_panel.h"
#include "app/gui/panels/results_panel.h"
#include "app/gui/panels/stale_cover.h"
#include "app/gui/sweep/sweep_view.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLayout>
#include <QScrollArea>
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

constexpr int kBelowHeader = 4;

template <class View>
PaneView plain(Document& document, Selection& selection, QWidget* parent) {
    auto* const view = new View(document, selection, parent);
    // The pane's header has the title.
    const auto titles = view->template findChildren<QLabel*>(QString::fromLatin1(kPanelTitle));
    for (QLabel* const own : titles)
        own->hide();
    if (QLayout* const layout = view->layout(); layout && !titles.isEmpty()) {
        QMargins margins = layout->contentsMargins();
        margins.setTop(kBelowHeader);
        layout->setContentsMargins(margins);
    }
    PaneView pane;
    pane.widget = view;
    pane.actions = view->viewActions();
    return pane;
}

/// A panel that scrolls where it has not the height that it needs, so that the window can be small.
template <class View>
PaneView scrolling(Document& document, Selection& selection, QWidget* parent) {
    auto* const area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    PaneView pane = plain<View>(document, selection, area);
    area->setAccessibleName(pane.widget->accessibleName());
    area->setWidget(pane.widget);
    pane.widget = area;
    return pane;
}

PaneView layers(Document& document, Selection& selection, QWidget* parent) {
    PaneView pane = plain<LayerPanel>(document, selection, parent);
    pane.csv = [view = static_cast<LayerPanel*>(pane.widget)] { return view->tableCsv(); };
    return pane;
}

PaneView graph(Document& document, Selection& selection, QWidget* parent) {
    PaneView pane = plain<GraphView>(document, selection, parent);
    auto* const view = static_cast<GraphView*>(pane.widget);
    pane.isReady = [view] { return !view->isBusy(); };
    pane.fit = [view] { view->fit(); };
    pane.figure = [view](ThemeKind theme) { return view->makeFigure(theme); };
    return pane;
}

PaneView multiPath(Document& document, Selection& selection, QWidget* parent) {
    PaneView pane = plain<MultiPathView>(document, selection, parent);
    auto* const view = static_cast<MultiPathView*>(pane.widget);
    new StaleCover(document, *view);
    pane.figure = [view](ThemeKind theme) { return view->makeFigure(theme); };
    return pane;
}

PaneView schedules(Document& document, Selection& selection, QWidget* parent) {
    PaneView pane = plain<GanttView>(document, selection, parent);
    auto* const view = static_cast<GanttView*>(pane.widget);
    new StaleCover(document, *view);
    pane.fit = [view] { view->controller().run(GanttCommand::Fit); };
    pane.figure = [view](ThemeKind theme) {
        constexpr int kLeastWidth = 600;
        return view->makeFigure(std::max(kLeastWidth, view->width()), theme);
    };
    return pane;
}

PaneView sweep(Document& document, Selection& selection, QWidget* parent) {
    PaneView pane = plain<SweepView>(document, selection, parent);
    auto* const view = static_cast<SweepView*>(pane.widget);
    new StaleCover(document, *view);
    pane.prepare = [view] { view->prepare(); };
    pane.isReady = [view] { return !view->isBusy(); };
    pane.figure = [view](ThemeKind theme) { return view->makeFigure(theme); };
    return pane;
}

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

PaneView makePaneView(PaneId pane, Document& document, Selection& selection, QWidget* parent) {
    switch (pane) {
        case PaneId::Layers:
            return layers(document, selection, parent);
        case PaneId::Graph:
            return graph(document, selection, parent);
        case PaneId::MultiPath:
            return multiPath(document, selection, parent);
        case PaneId::Link:
            return scrolling<LinkPanel>(document, selection, parent);
        case PaneId::Results:
            return scrolling<ResultsPanel>(document, selection, parent);
        case PaneId::Inspector:
            return plain<Inspector>(document, selection, parent);
        case PaneId::Machines:
            return scrolling<MachinePanel>(document, selection, parent);
        case PaneId::Pins:
            return plain<PinPanel>(document, selection, parent);
        case PaneId::Schedules:
            return schedules(document, selection, parent);
        case PaneId::Sweep:
            return sweep(document, selection, parent);
    }
    return {};
}

}  // namespace trilane
