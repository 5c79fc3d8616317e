#include "app/gui/graph/graph_actions.h"

#include "app/gui/graph/graph_view.h"

#include <QActionGroup>
#include <utility>

namespace trilane {
namespace {

constexpr double kZoomStep = 1.25;

}  // namespace

GraphActions::GraphActions(GraphView& view, Document& document)
    : QObject(&view), m_view(view), m_document(document) {
    addZoom();
    addAppearance();
    addHeat();
    addTrace();
    addFold();
    addWalk();
    connect(&document, &Document::viewChanged, this, &GraphActions::refresh);
    connect(&document, &Document::opened, this, &GraphActions::refresh);
    refresh();
}

template <class Do>
QAction* GraphActions::add(const QString& text, const QList<QKeySequence>& keys, const Do& act) {
    auto* const action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, act);
    m_view.addAction(action);
    m_all << action;
    return action;
}

template <class Change>
QAction* GraphActions::addToggle(const QString& text, const QKeySequence& key,
                                 const Change& change) {
    QAction* const action = add(text, {key}, [this, change] {
        m_document.changeView(change);
        refresh();
    });
    action->setCheckable(true);
    return action;
}

void GraphActions::addZoom() {
    m_views << add(tr("&Fit graph"), {Qt::Key_F, Qt::Key_Home}, [this] { m_view.fit(); });
    m_views << add(tr("Actual &size"), {Qt::CTRL | Qt::Key_0},
                   [this] { m_view.zoomToActualSize(); });
    add(tr("Zoom &in"), {Qt::Key_Plus, Qt::Key_Equal}, [this] { m_view.zoomBy(kZoomStep); });
    add(tr("Zoom &out"), {Qt::Key_Minus}, [this] { m_view.zoomBy(1 / kZoomStep); });
}

void GraphActions::addAppearance() {
    m_down = addToggle(tr("Top to &bottom"), Qt::Key_V,
                       [](ProjectView& v) { v.direction = LayoutDirection::Down; });
    m_right = addToggle(tr("&Left to right"), Qt::Key_H,
                        [](ProjectView& v) { v.direction = LayoutDirection::Right; });
    m_names =
        addToggle(tr("Show layer &names"), Qt::Key_N, [](ProjectView& v) { v.names = !v.names; });
    m_attributes = addToggle(tr("Show &attributes"), Qt::Key_A,
                             [](ProjectView& v) { v.attributes = !v.attributes; });
    auto* const directions = new QActionGroup(this);
    directions->addAction(m_down);
    directions->addAction(m_right);
}

void GraphActions::addHeat() {
    const std::pair<QString, HeatMap> maps[]{{tr("No heat map"), HeatMap::None},
                                             {tr("Heat map of device times"), HeatMap::DeviceTime},
                                             {tr("Heat map of server times"), HeatMap::ServerTime},
                                             {tr("Heat map of sizes"), HeatMap::Bytes}};
    auto* const group = new QActionGroup(this);
    int key = Qt::Key_0;
    for (const auto& map : maps) {
        const HeatMap heat = map.second;
        m_heats << addToggle(map.first, QKeySequence(key++),
                             [heat](ProjectView& v) { v.heat = heat; });
        group->addAction(m_heats.back());
    }
}

void GraphActions::addTrace() {
    m_traces << add(tr("Trace &ancestors"), {Qt::SHIFT | Qt::Key_Up},
                    [this] { m_view.trace(true, false); });
    m_traces << add(tr("Trace &descendants"), {Qt::SHIFT | Qt::Key_Down},
                    [this] { m_view.trace(false, true); });
    m_traces << add(tr("&Trace both"), {Qt::Key_T}, [this] { m_view.trace(true, true); });
    m_traces << add(tr("&Clear trace, then selection"), {Qt::Key_Escape},
                    [this] { m_view.clearTrace(); });
}

void GraphActions::addFold() {
    m_folds << add(tr("F&old group"), {Qt::Key_C}, [this] { m_view.foldSelected(); });
    m_folds << add(tr("&Unfold group"), {Qt::Key_E}, [this] { m_view.unfoldSelected(); });
    m_folds << add(tr("Fold all groups"), {Qt::SHIFT | Qt::Key_C}, [this] { m_view.foldAll(); });
    m_folds << add(tr("Unfold all groups"), {Qt::SHIFT | Qt::Key_E},
                   [this] { m_view.unfoldAll(); });
}

void GraphActions::addWalk() {
    const std::pair<QString, Qt::Key> arrows[]{{tr("Next layer down"), Qt::Key_Down},
                                               {tr("Next layer up"), Qt::Key_Up},
                                               {tr("Next layer to the left"), Qt::Key_Left},
                                               {tr("Next layer to the right"), Qt::Key_Right}};
    for (const auto& arrow : arrows) {
        const Qt::Key key = arrow.second;
        add(arrow.first, {QKeySequence(key)}, [this, key] { m_view.walk(key); });
    }
    m_moveCut = add(tr("&Move the cut over this layer"), {Qt::Key_X},
                    [this] { m_view.moveCutOverCurrent(); });
}

void GraphActions::refresh() {
    const ProjectView& view = m_document.project().view;
    m_down->setChecked(view.direction == LayoutDirection::Down);
    m_right->setChecked(view.direction == LayoutDirection::Right);
    m_names->setChecked(view.names);
    m_attributes->setChecked(view.attributes);
    for (qsizetype i = 0; i < m_heats.size(); ++i)
        m_heats[i]->setChecked(static_cast<qsizetype>(view.heat) == i);
}

}  // namespace trilane

#include "moc_graph_actions.cpp"
