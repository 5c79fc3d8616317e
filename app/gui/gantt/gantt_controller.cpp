#include "app/gui/gantt/gantt_controller.h"

#include "app/gui/gantt/gantt_source.h"
#include "app/gui/gantt/gantt_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

constexpr const char* kState = "gantt";

GanttBarSets barsOf(const GanttChart& chart, const std::set<LayerId>& layers,
                    std::optional<TensorId> tensor) {
    GanttBarSets sets(chart.blocks.size());
    if (layers.empty() && !tensor) return sets;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const GanttBlock& block = chart.blocks[i];
        const auto add = [&](const GanttPlace& place) {
            sets[i][static_cast<std::size_t>(place.lane)].push_back(place.bar);
        };
        for (const LayerId layer : layers)
            if (layer.index() < block.ofLayer.size()) add(block.ofLayer[layer.index()]);
        if (tensor)
            if (const auto place = block.ofTensor(*tensor)) add(*place);
        for (auto& bars : sets[i])
            std::sort(bars.begin(), bars.end());
    }
    return sets;
}

}  // namespace

GanttController::GanttController(Document& document, Selection& selection, QObject* parent)
    : QObject(parent), m_document(document), m_selection(selection) {
    makeActions();
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(400);
    connect(&m_saveTimer, &QTimer::timeout, this, &GanttController::saveRange);
    connect(&document, &Document::opened, this, &GanttController::forgetModel);
    connect(&document, &Document::snapshotChanged, this, &GanttController::takeSnapshot);
    connect(&document, &Document::viewChanged, this, &GanttController::takeView);
    connect(&selection, &Selection::changed, this, &GanttController::updateSelection);
    connect(&selection, &Selection::highlightChanged, this, &GanttController::updateSelection);
    connect(&selection, &Selection::revealRequested, this, [this](LayerId layer) {
        if (!m_chart || m_chart->blocks.empty()) return;
        const auto& places = m_chart->blocks[currentBlock()].ofLayer;
        if (layer.index() < places.size()) reveal(places[layer.index()]);
    });
    forgetModel();
}

void GanttController::makeActions() {
    for (const GanttCommandInfo& info : ganttCommands()) {
        auto* const action = new QAction(info.text, this);
        action->setShortcuts(info.keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setCheckable(info.command == GanttCommand::CriticalPath);
        connect(action, &QAction::triggered, this,
                [this, command = info.command] { run(command); });
        m_actions.append(action);
        m_byCommand.emplace(info.command, action);
    }
}

void GanttController::forgetModel() {
    m_saveTimer.stop();
    m_overlay = {};
    m_spanPlan.clear();
    m_chart.reset();
    m_snapshot.reset();
    const auto& states = m_document.project().view.states;
    const auto state = states.find(kState);
    m_range.restore(state == states.end() ? "fit" : std::string_view(state->second));
    takeSnapshot();
}

void GanttController::takeSnapshot() {
    m_snapshot = m_document.snapshot();
    m_strategies = m_document.project().view.strategies;
    m_withCriticalPath = m_document.project().view.criticalPath;
    m_chart = m_snapshot ? makeGanttChart(*m_snapshot, m_document.project().view) : nullptr;
    if (m_chart) m_range.setWhole(fitRange(*m_chart, m_plot));
    updateSelection();
    updateSpan();
    takeView();
}

void GanttController::takeView() {
    const ProjectView& view = m_document.project().view;
    if (m_snapshot &&
        (view.strategies != m_strategies || view.criticalPath != m_withCriticalPath)) {
        takeSnapshot();
        return;
    }
    const auto state = view.states.find(kState);
    if (!m_saveTimer.isActive() && state != view.states.end() && state->second != m_range.text())
        m_range.restore(state->second);
    action(GanttCommand::CriticalPath)->setChecked(view.criticalPath);
    updateFocus();
    emit changed();
}

void GanttController::updateFocus() {
    m_overlay.focused.reset();
    if (!m_chart) return;
    const std::string& focus = m_document.project().view.focus;
    for (std::size_t i = 0; i < m_chart->blocks.size(); ++i)
        if (m_chart->blocks[i].plan->id == focus) m_overlay.focused = i;
}

void GanttController::updateSelection() {
    m_overlay.selected.clear();
    m_overlay.highlighted.clear();
    if (m_chart) {
        m_overlay.selected = barsOf(*m_chart, m_selection.layers(), m_selection.tensor());
        m_overlay.highlighted = barsOf(*m_chart, m_selection.highlighted(), std::nullopt);
    }
    emit changed();
}

void GanttController::updateSpan() {
    if (!m_overlay.span || !m_chart) return;
    const auto& blocks = m_chart->blocks;
    const auto found = std::find_if(blocks.begin(), blocks.end(), [&](const GanttBlock& block) {
        return block.plan->id == m_spanPlan;
    });
    if (found == blocks.end()) {
        m_overlay.span.reset();
        return;
    }
    GanttSpan& span = *m_overlay.span;
    span.block = static_cast<std::size_t>(found - blocks.begin());
    const auto end = static_cast<double>(found->makespan().count());
    span.start = std::clamp(m_spanDrawn.start, 0.0, end);
    span.end = std::clamp(m_spanDrawn.end, 0.0, end);
    span.lines = spanLines(spanStatistics(*found, Nanoseconds{std::llround(span.start)},
                                          Nanoseconds{std::llround(span.end)}));
    span.lines.front().prepend(QString::fromStdString(found->plan->title) + QStringLiteral(": "));
}

void GanttController::setPlotWidth(double pixels) {
    if (pixels == m_plot) return;
    m_plot = pixels;
    if (m_chart) m_range.setWhole(fitRange(*m_chart, m_plot));
}

void GanttController::rangeChanged() {
    // Only a range that came to rest is worth keeping.
    m_saveTimer.start();
    emit changed();
}

void GanttController::saveRange() {
    if (m_document.isEmpty()) return;
    m_document.changeView(
        [this](ProjectView& view) { view.states.insert_or_assign(kState, m_range.text()); });
}

void GanttController::zoom(double factor, double time) {
    if (!m_chart) return;
    m_range.zoom(factor, time);
    rangeChanged();
}

void GanttController::pan(double nanoseconds) {
    if (!m_chart) return;
    m_range.pan(nanoseconds);
    rangeChanged();
}

void GanttController::focus(std::size_t block) {
    if (!m_chart || block >= m_chart->blocks.size()) return;
    m_document.changeView(
        [id = m_chart->blocks[block].plan->id](ProjectView& view) { view.focus = id; });
}

void GanttController::setSpan(std::size_t block, double from, double to) {
    if (!m_chart || block >= m_chart->blocks.size()) return;
    m_spanPlan = m_chart->blocks[block].plan->id;
    m_spanDrawn = {std::min(from, to), std::max(from, to)};
    m_overlay.span = GanttSpan{block, 0, 0, {}};
    updateSpan();
    emit changed();
}

std::size_t GanttController::currentBlock() const {
    return m_overlay.focused.value_or(0);
}

}  // namespace trilane

#include "moc_gantt_controller.cpp"
