#include "core/graph/layer_groups.h"

#include "core/graph/series_blocks.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace trilane {
namespace {

constexpr std::size_t kSmallestScope = 2;
constexpr std::size_t kSmallestBlock = 3;

/// No path between two layers of the group leaves it: whatever is reached from the group within its
/// span of ids and lies outside must not feed it again.
class ConvexityCheck {
public:
    explicit ConvexityCheck(const Model& model)
        : m_model(model), m_inside(model.layerCount(), 0), m_reached(model.layerCount(), 0) {}

    [[nodiscard]] bool isConvex(const std::vector<LayerId>& layers) {
        ++m_stamp;
        for (const LayerId layer : layers)
            m_inside[layer.index()] = m_stamp;
        const std::size_t last = layers.back().index();
        for (std::size_t v = layers.front().index() + 1; v <= last; ++v) {
            bool touched = false;
            bool detour = false;
            for (const LayerId p : m_model.predecessors(LayerId{v})) {
                touched |= m_inside[p.index()] == m_stamp;
                detour |= m_reached[p.index()] == m_stamp;
            }
            if (m_inside[v] == m_stamp) {
                if (detour) return false;
            } else if (touched || detour) {
                m_reached[v] = m_stamp;
            }
        }
        return true;
    }

private:
    const Model& m_model;
    std::vector<std::uint32_t> m_inside;
    std::vector<std::uint32_t> m_reached;  ///< outside, with an ancestor inside
    std::uint32_t m_stamp = 0;
};

std::string scopeTitle(std::string_view scope) {
    const auto slash = scope.rfind('/');
    return std::string(slash == std::string_view::npos || slash + 1 == scope.size()
                           ? scope
                           : scope.substr(slash + 1));
}

std::vector<LayerGroup> findScopes(const Model& model) {
    std::map<std::string_view, std::vector<LayerId>> scopes;
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        const std::string_view name = model.layer(LayerId{i}).name;
        for (std::size_t at = 1; at + 1 < name.size(); ++at)
            if (name[at] == '/' || name[at] == '.')
                scopes[name.substr(0, at)].push_back(LayerId{i});
    }
    std::vector<LayerGroup> groups;
    for (auto& [scope, layers] : scopes)
        if (layers.size() >= kSmallestScope)
            groups.push_back({LayerGroup::Kind::Scope, "scope:" + std::string(scope),
                              scopeTitle(scope), std::move(layers)});
    return groups;
}

/// "inception_3a" of "inception_3a/1x1" and "inception_3a/pool"; else first and last name.
std::string blockTitle(const Model& model, const std::vector<LayerId>& layers) {
    const std::string& first = model.layer(layers.front()).name;
    std::size_t common = first.size();
    for (const LayerId layer : layers) {
        const std::string& name = model.layer(layer).name;
        const auto differ = std::mismatch(first.begin(), first.end(), name.begin(), name.end());
        common = std::min(common, static_cast<std::size_t>(differ.first - first.begin()));
    }
    const auto end = first.substr(0, common).find_last_of("/._");
    if (end != std::string::npos && end >= 3) return scopeTitle(first.substr(0, end));
    return scopeTitle(first) + " … " + scopeTitle(model.layer(layers.back()).name);
}

std::vector<LayerGroup> findBlocks(const Model& model) {
    const SeriesBlocks blocks(model);
    std::vector<LayerGroup> groups;
    for (std::size_t b = 0; b < blocks.count(); ++b) {
        if (blocks.size(b) < kSmallestBlock) continue;
        LayerGroup group;
        group.kind = LayerGroup::Kind::Block;
        for (std::size_t i = 0; i < blocks.size(b); ++i)
            group.layers.emplace_back(blocks.first(b) + i);
        group.id = "block:" + model.layer(group.layers.front()).name;
        group.title = blockTitle(model, group.layers);
        groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace

std::vector<LayerGroup> findLayerGroups(const Model& model) {
    std::vector<LayerGroup> found = findScopes(model);
    for (LayerGroup& block : findBlocks(model))
        found.push_back(std::move(block));
    ConvexityCheck check(model);
    std::erase_if(found, [&](const LayerGroup& group) {
        return group.layers.size() == model.layerCount() || !check.isConvex(group.layers);
    });
    // Of equal sets the one with the longest scope first: it says most; blocks come last.
    std::sort(found.begin(), found.end(), [](const LayerGroup& a, const LayerGroup& b) {
        if (a.layers.size() != b.layers.size()) return a.layers.size() > b.layers.size();
        if (a.layers != b.layers) return a.layers < b.layers;
        if (a.kind != b.kind) return a.kind < b.kind;
        return a.id.size() > b.id.size();
    });
    found.erase(
        std::unique(found.begin(), found.end(),
                    [](const LayerGroup& a, const LayerGroup& b) { return a.layers == b.layers; }),
        found.end());
    return found;
}

const LayerGroup* groupToFold(const std::vector<LayerGroup>& groups,
                              const std::vector<LayerId>& layers,
                              const std::set<std::string, std::less<>>& folded) {
    if (layers.empty()) return nullptr;
    const auto contains = [&](const LayerGroup& group) {
        return std::includes(group.layers.begin(), group.layers.end(), layers.begin(),
                             layers.end());
    };
    const LayerGroup* best = nullptr;
    for (const LayerGroup& group : groups) {
        if (group.layers.size() < std::max<std::size_t>(2, layers.size())) break;
        if (!contains(group)) continue;
        // Whatever is smaller than a folded group is hidden by it.
        if (folded.contains(group.id)) break;
        best = &group;
    }
    return best;
}

namespace {

/// Folds groups one after the other, and all at once where that closes no cycle.
class Folder {
public:
    Folder(const Model& model, const std::vector<LayerGroup>& groups)
        : m_model(model), m_groups(groups), m_groupOf(model.layerCount(), FoldedGraph::kNone) {}

    void fold(const std::set<std::string, std::less<>>& folded) {
        std::vector<std::uint32_t> chosen;
        for (std::size_t g = 0; g < m_groups.size(); ++g)
            if (folded.contains(m_groups[g].id) && claim(static_cast<std::uint32_t>(g)))
                chosen.push_back(static_cast<std::uint32_t>(g));
        if (isAcyclic()) return;
        std::fill(m_groupOf.begin(), m_groupOf.end(), FoldedGraph::kNone);
        for (std::size_t g = 0; g < m_groups.size(); ++g) {
            if (!folded.contains(m_groups[g].id) || !claim(static_cast<std::uint32_t>(g))) continue;
            if (!isAcyclic()) release(static_cast<std::uint32_t>(g));
        }
    }
    [[nodiscard]] FoldedGraph build();

private:
    bool claim(std::uint32_t group) {
        const auto& layers = m_groups[group].layers;
        if (std::any_of(layers.begin(), layers.end(), [&](LayerId layer) {
                return m_groupOf[layer.index()] != FoldedGraph::kNone;
            }))
            return false;
        for (const LayerId layer : layers)
            m_groupOf[layer.index()] = group;
        return true;
    }
    void release(std::uint32_t group) {
        for (const LayerId layer : m_groups[group].layers)
            m_groupOf[layer.index()] = FoldedGraph::kNone;
    }

    /// The layer that stands for its node.
    [[nodiscard]] std::size_t headOf(LayerId layer) const {
        const std::uint32_t group = m_groupOf[layer.index()];
        return group == FoldedGraph::kNone ? layer.index() : m_groups[group].layers.front().index();
    }
    template <class Visit>
    void eachLayerOf(std::size_t head, const Visit& visit) const {
        const std::uint32_t group = m_groupOf[head];
        if (group == FoldedGraph::kNone) return visit(LayerId{head});
        for (const LayerId layer : m_groups[group].layers)
            visit(layer);
    }

    /// The heads in topological order (Kahn, smallest first); fewer than there are in a cycle.
    [[nodiscard]] std::vector<std::size_t> order() const;
    [[nodiscard]] bool isAcyclic() const {
        std::size_t heads = 0;
        for (std::size_t v = 0; v < m_model.layerCount(); ++v)
            heads += headOf(LayerId{v}) == v ? 1 : 0;
        return order().size() == heads;
    }

    const Model& m_model;
    const std::vector<LayerGroup>& m_groups;
    std::vector<std::uint32_t> m_groupOf;
};

std::vector<std::size_t> Folder::order() const {
    const std::size_t count = m_model.layerCount();
    std::vector<std::size_t> waiting(count, 0);
    for (std::size_t v = 0; v < count; ++v)
        for (const LayerId s : m_model.successors(LayerId{v}))
            if (headOf(s) != headOf(LayerId{v})) ++waiting[headOf(s)];
    std::set<std::size_t> ready;
    for (std::size_t v = 0; v < count; ++v)
        if (headOf(LayerId{v}) == v && waiting[v] == 0) ready.insert(v);
    std::vector<std::size_t> result;
    while (!ready.empty()) {
        const std::size_t head = *ready.begin();
        ready.erase(ready.begin());
        result.push_back(head);
        eachLayerOf(head, [&](LayerId layer) {
            for (const LayerId s : m_model.successors(layer))
                if (headOf(s) != head && --waiting[headOf(s)] == 0) ready.insert(headOf(s));
        });
    }
    return result;
}

FoldedGraph Folder::build() {
    FoldedGraph graph;
    std::unordered_map<std::size_t, std::uint32_t> nodeOfInput;
    for (const TensorId input : m_model.inputs()) {
        if (m_model.tensor(input).consumers.empty()) continue;
        nodeOfInput.emplace(input.index(), static_cast<std::uint32_t>(graph.nodes.size()));
        graph.nodes.push_back({input, {}, FoldedGraph::kNone});
    }
    graph.ofLayer.resize(m_model.layerCount());
    for (const std::size_t head : order()) {
        FoldedGraph::Node node;
        node.group = m_groupOf[head];
        eachLayerOf(head, [&](LayerId layer) {
            node.layers.push_back(layer);
            graph.ofLayer[layer.index()] = static_cast<std::uint32_t>(graph.nodes.size());
        });
        graph.nodes.push_back(std::move(node));
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<TensorId>> edges;
    for (std::size_t t = 0; t < m_model.tensorCount(); ++t) {
        const Tensor& tensor = m_model.tensor(TensorId{t});
        if (tensor.consumers.empty()) continue;
        const std::uint32_t from =
            tensor.producer ? graph.ofLayer[tensor.producer->index()] : nodeOfInput.at(t);
        for (const LayerId consumer : tensor.consumers) {
            const std::uint32_t to = graph.ofLayer[consumer.index()];
            if (to == from) continue;
            auto& tensors = edges[{from, to}];
            if (tensors.empty() || tensors.back() != TensorId{t}) tensors.emplace_back(t);
        }
    }
    for (auto& [ends, tensors] : edges)
        graph.edges.push_back({ends.first, ends.second, std::move(tensors)});
    return graph;
}

}  // namespace

FoldedGraph foldGraph(const Model& model, const std::vector<LayerGroup>& groups,
                      const std::set<std::string, std::less<>>& folded) {
    Folder folder(model, groups);
    folder.fold(folded);
    return folder.build();
}

}  // namespace trilane
