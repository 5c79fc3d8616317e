// What GraphView's actions do beside moving the camera: walk, trace, fold.

#include "app/gui/graph/graph_actions.h"
#include "app/gui/graph/graph_view.h"
#include "core/graph/closure.h"

namespace trilane {
namespace {

LayerSet toSet(const Model& model, const std::set<LayerId>& layers) {
    LayerSet result(model.layerCount());
    for (const LayerId layer : layers)
        result.set(layer.index());
    return result;
}

}  // namespace

void GraphView::walk(Qt::Key arrow) {
    if (!m_geometry || m_geometry->nodes().empty()) return;
    const bool down = m_geometry->options().direction == LayoutDirection::Down;
    const auto stepOf = [&]() -> GraphStep {
        if (arrow == Qt::Key_Down) return down ? GraphStep::Successor : GraphStep::SiblingAfter;
        if (arrow == Qt::Key_Up) return down ? GraphStep::Predecessor : GraphStep::SiblingBefore;
        if (arrow == Qt::Key_Right) return down ? GraphStep::SiblingAfter : GraphStep::Successor;
        return down ? GraphStep::SiblingBefore : GraphStep::Predecessor;
    };
    const auto current = currentNode();
    std::optional<std::uint32_t> next;
    if (current) {
        next = stepFrom(*m_geometry, *current, stepOf());
    } else {
        next = nodeAt(rect().toRectF().center());
        // The first layer, past the inputs.
        const auto& nodes = m_geometry->nodes();
        for (std::uint32_t i = 0; (!next || nodes[*next].layers.empty()) && i < nodes.size(); ++i)
            next = i;
    }
    if (!next || m_geometry->nodes()[*next].layers.empty()) return;
    selectNode(*next, false);
    reveal(m_geometry->nodes()[*next].layers.front());
}

void GraphView::trace(bool ancestors, bool descendants) {
    const std::set<LayerId> selected = selectedLayers();
    if (selected.empty()) return;
    const Model& model = m_geometry->model();
    const LayerSet from = toSet(model, selected);
    LayerSet lit = from;
    if (ancestors) lit |= withAncestors(model, from);
    if (descendants) lit |= withDescendants(model, from);
    m_traced.clear();
    for (auto at = lit.find_first(); at != LayerSet::npos; at = lit.find_next(at))
        m_traced.emplace_hint(m_traced.end(), at);
    refreshLit();
    m_actions->refresh();
    update();
}

void GraphView::clearTrace() {
    if (m_traced.empty()) return m_selection.clear();
    m_traced.clear();
    refreshLit();
    m_actions->refresh();
    update();
}

void GraphView::fold(const std::set<std::string, std::less<>>& folded) {
    m_document.changeView([&](ProjectView& view) { view.collapsed = folded; });
}

void GraphView::foldSelected() {
    if (!m_geometry) return;
    std::set<LayerId> layers;
    for (const LayerId layer : selectedLayers()) {
        const auto& all = m_geometry->nodes()[m_geometry->nodeOf(layer)].layers;
        layers.insert(all.begin(), all.end());
    }
    auto folded = m_document.project().view.collapsed;
    const LayerGroup* group =
        groupToFold(m_geometry->groups(), {layers.begin(), layers.end()}, folded);
    if (group == nullptr) return;
    folded.insert(group->id);
    fold(folded);
}

void GraphView::unfoldSelected() {
    if (!m_geometry) return;
    auto folded = m_document.project().view.collapsed;
    for (const LayerId layer : selectedLayers())
        folded.erase(m_geometry->nodes()[m_geometry->nodeOf(layer)].group);
    fold(folded);
}

void GraphView::foldAll() {
    if (!m_geometry) return;
    std::set<std::string, std::less<>> all;
    for (const LayerGroup& group : m_geometry->groups())
        all.insert(group.id);
    fold(all);
}

void GraphView::unfoldAll() {
    fold({});
}

}  // namespace trilane
