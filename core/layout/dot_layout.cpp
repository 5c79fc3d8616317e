#include "core/layout/dot_layout.h"

#include <gvc.h>
#include <gvplugin.h>
#include <locale.h>

#include <algorithm>
#include <clocale>
#include <cmath>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

// Graphviz names it so.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" gvplugin_library_t gvplugin_dot_layout_LTX_library;

namespace trilane {
namespace {

/// Graphviz reads numbers with the thread's locale, and would stop at the point where a comma is
/// the custom.
class PlainNumbers {
public:
    PlainNumbers() : m_plain(newlocale(LC_ALL_MASK, "C", nullptr)), m_before(uselocale(m_plain)) {}
    ~PlainNumbers() {
        uselocale(m_before);
        if (m_plain != nullptr) freelocale(m_plain);
    }
    PlainNumbers(const PlainNumbers&) = delete;
    PlainNumbers& operator=(const PlainNumbers&) = delete;

private:
    locale_t m_plain;
    locale_t m_before;
};

char* text(const char* constant) {
    // The C interface lacks the const; it does not write.
    return const_cast<char*>(constant);
}

int saySilently(char* /*message*/) {
    return 0;
}

/// The one context of the process; guarded by graphvizMutex().
GVC_t* context() {
    static const lt_symlist_t builtins[] = {
        {"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library}, {nullptr, nullptr}};
    static GVC_t* const context = [] {
        agseterrf(saySilently);
        return gvContextPlugins(builtins, 0);
    }();
    return context;
}

std::mutex& graphvizMutex() {
    static std::mutex mutex;
    return mutex;
}

/// A graph in Graphviz's memory, with its layout once it has one.
class DotGraph {
public:
    DotGraph(const LayoutBlock& block, const DotOptions& options)
        : m_graph(agopen(text("g"), Agdirected, nullptr)) {
        setDefaults(options);
        addNodes(block);
        addEdges(block, options);
    }
    ~DotGraph() {
        if (m_laidOut) gvFreeLayout(context(), m_graph);
        agclose(m_graph);
    }
    DotGraph(const DotGraph&) = delete;
    DotGraph& operator=(const DotGraph&) = delete;

    [[nodiscard]] bool layOut() {
        m_laidOut = gvLayout(context(), m_graph, "dot") == 0;
        return m_laidOut;
    }

    /// Graphviz's y grows upwards.
    [[nodiscard]] BlockLayout positions() const {
        BlockLayout layout;
        layout.centres.reserve(m_nodes.size());
        for (Agnode_t* node : m_nodes)
            layout.centres.push_back({ND_coord(node).x, -ND_coord(node).y});
        layout.edges.reserve(m_edges.size());
        for (Agedge_t* edge : m_edges)
            layout.edges.push_back(curve(edge));
        return layout;
    }

private:
    void setDefaults(const DotOptions& options) {
        agattr(m_graph, AGRAPH, text("splines"), text(options.straightEdges ? "line" : "true"));
        if (options.simplexLimit > 0)
            agattr(m_graph, AGRAPH, text("nslimit"), std::to_string(options.simplexLimit).data());
        agattr(m_graph, AGRAPH, text("ranksep"), std::to_string(kRankGap / 72.0).data());
        agattr(m_graph, AGNODE, text("shape"), text("box"));
        agattr(m_graph, AGNODE, text("fixedsize"), text("true"));
        agattr(m_graph, AGNODE, text("label"), text(""));
        m_width = agattr(m_graph, AGNODE, text("width"), text("1"));
        m_height = agattr(m_graph, AGNODE, text("height"), text("1"));
        agattr(m_graph, AGEDGE, text("arrowhead"), text("none"));
        m_weight = agattr(m_graph, AGEDGE, text("weight"), text("1"));
        m_style = agattr(m_graph, AGEDGE, text("style"), text(""));
    }

    void addNodes(const LayoutBlock& block) {
        m_nodes.reserve(block.sizes.size());
        for (const LayoutSize& size : block.sizes) {
            Agnode_t* const node = agnode(m_graph, nullptr, 1);
            // Graphviz rounds boxes to whole points; rounded up they cannot overlap.
            agxset(node, m_width, inches(size.width).data());
            agxset(node, m_height, inches(size.height).data());
            m_nodes.push_back(node);
        }
    }

    void addEdges(const LayoutBlock& block, const DotOptions& options) {
        const std::size_t last = block.sizes.size() - 1;
        std::vector<bool> entered(block.sizes.size());
        std::vector<bool> left(block.sizes.size());
        bool aligned = !options.alignEnds || last == 0;
        m_edges.reserve(block.edges.size());
        for (const auto& [from, to] : block.edges) {
            Agedge_t* const edge = agedge(m_graph, m_nodes[from], m_nodes[to], nullptr, 1);
            m_edges.push_back(edge);
            left[from] = entered[to] = true;
            if (block.top && block.bottom && from == 0 && to == last) {
                agxset(edge, m_weight, text("100"));
                aligned = true;
            }
        }
        for (std::size_t node = 0; node <= last; ++node) {
            if (block.top && node != 0 && !entered[node]) addInvisible(0, node, "0");
            if (block.bottom && node != last && !left[node]) addInvisible(node, last, "0");
        }
        if (!aligned) addInvisible(0, last, "100");
    }

    void addInvisible(std::size_t from, std::size_t to, const char* weight) {
        Agedge_t* const edge = agedge(m_graph, m_nodes[from], m_nodes[to], nullptr, 1);
        agxset(edge, m_weight, text(weight));
        agxset(edge, m_style, text("invis"));
    }

    static std::string inches(double points) {
        return std::to_string(std::ceil(std::max(points, 1.0)) / 72.0);
    }

    static std::vector<LayoutPoint> curve(Agedge_t* edge) {
        std::vector<LayoutPoint> points;
        const splines* const all = ED_spl(edge);
        if (all == nullptr || all->size == 0) return points;
        const bezier& pieces = all->list[0];
        points.reserve(static_cast<std::size_t>(pieces.size));
        for (int i = 0; i < pieces.size; ++i)
            points.push_back({pieces.list[i].x, -pieces.list[i].y});
        return points;
    }

    Agraph_t* m_graph;
    Agsym_t* m_width = nullptr;
    Agsym_t* m_height = nullptr;
    Agsym_t* m_weight = nullptr;
    Agsym_t* m_style = nullptr;
    std::vector<Agnode_t*> m_nodes;
    std::vector<Agedge_t*> m_edges;
    bool m_laidOut = false;
};

}  // namespace

std::optional<BlockLayout> layOutWithDot(const LayoutBlock& block, const DotOptions& options) {
    if (block.sizes.empty()) return BlockLayout{};
    const std::scoped_lock lock(graphvizMutex());
    const PlainNumbers numbers;
    if (context() == nullptr) return std::nullopt;
    DotGraph graph(block, options);
    if (!graph.layOut()) return std::nullopt;
    return graph.positions();
}

}  // namespace trilane
