#include "tests/support/drawing_graphs.h"

#include "tests/support/random_models.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace trilane::test {
namespace {

using Node = std::uint32_t;

class Builder {
public:
    Node add(std::initializer_list<Node> from) {
        const auto node = static_cast<Node>(m_graph.nodes.size());
        m_graph.nodes.push_back({108, 29});
        for (const Node before : from)
            m_graph.edges.emplace_back(before, node);
        return node;
    }
    Node chain(Node from, std::size_t length) {
        for (std::size_t i = 0; i < length; ++i)
            from = add({from});
        return from;
    }
    void edge(Node from, Node to) { m_graph.edges.emplace_back(from, to); }
    LayoutGraph take() { return std::move(m_graph); }

private:
    LayoutGraph m_graph;
};

}  // namespace

LayoutGraph transformerGraph(std::size_t blocks) {
    Builder graph;
    Node x = graph.add({});
    for (std::size_t i = 0; i < blocks; ++i) {
        const Node norm = graph.add({x});
        const Node q = graph.add({norm});
        const Node k = graph.add({norm});
        const Node v = graph.add({norm});
        const Node weights = graph.chain(graph.add({q, k}), 1);
        const Node attention = graph.chain(graph.add({weights, v}), 1);
        const Node sum = graph.add({attention, x});
        x = graph.add({graph.chain(sum, 2), sum});
    }
    return graph.take();
}

LayoutGraph unetGraph(std::size_t stages, std::size_t blocks) {
    Builder graph;
    const auto residual = [&](Node x) { return graph.add({graph.chain(x, 4), x}); };
    Node x = 0;
    std::vector<Node> skips;
    for (std::size_t stage = 0; stage < stages; ++stage) {
        x = stage == 0 ? graph.chain(graph.add({}), 4) : residual(x);
        for (std::size_t i = 1; i < blocks; ++i)
            x = residual(x);
        skips.push_back(x);
    }
    x = graph.chain(x, 5);
    for (std::size_t stage = 0; stage < stages; ++stage) {
        x = graph.chain(graph.add({x, skips[stages - 1 - stage]}), 4);
        for (std::size_t i = 1; i < blocks; ++i)
            x = residual(x);
    }
    return graph.take();
}

LayoutGraph inceptionGraph(std::size_t blocks) {
    Builder graph;
    Node x = graph.chain(graph.add({}), 6);
    for (std::size_t i = 0; i < blocks; ++i) {
        const Node a = graph.chain(x, 1);
        const Node b = graph.chain(x, 2);
        const Node c = graph.chain(x, 2);
        const Node d = graph.chain(x, 2);
        x = graph.add({a, b, c, d});
        if (i % 3 == 2) x = graph.chain(x, 1);
    }
    graph.chain(x, 3);
    return graph.take();
}

LayoutGraph towersGraph(std::size_t towers, std::size_t length) {
    Builder graph;
    std::vector<Node> ends;
    for (std::size_t i = 0; i < towers; ++i)
        ends.push_back(graph.chain(graph.add({}), length - 1));
    const Node join = graph.add({});
    for (const Node end : ends)
        graph.edge(end, join);
    graph.chain(join, 2);
    return graph.take();
}

LayoutGraph chainGraph(std::size_t nodes, std::size_t every) {
    Builder graph;
    Node x = graph.add({});
    for (std::size_t i = 1; i < nodes; ++i) {
        x = graph.chain(x, 1);
        if (every > 0 && i > 1 && i % every == 0) graph.edge(0, x);
    }
    return graph.take();
}

LayoutGraph randomDrawing(std::uint64_t seed, std::size_t maxNodes) {
    Dice dice(seed);
    LayoutGraph graph;
    graph.flow = dice.percent(30) ? LayoutFlow::Right : LayoutFlow::Down;
    const std::size_t count = dice.below(maxNodes + 1);
    const bool evenSizes = dice.percent(50);
    for (std::size_t i = 0; i < count; ++i)
        graph.nodes.push_back(evenSizes
                                  ? LayoutSize{108, 29}
                                  : LayoutSize{static_cast<double>(dice.between(1, 900)) / 7,
                                               static_cast<double>(dice.between(1, 400)) / 7});
    const std::size_t reach = dice.percent(50) ? count : 1 + dice.below(6);
    const std::size_t edges = count < 2 ? 0 : dice.below(dice.percent(30) ? 3 * count : 1 + count);
    const bool trunk = dice.percent(60);
    for (std::size_t i = 1; trunk && i < count; ++i)
        if (dice.percent(90)) graph.edges.emplace_back(i - 1, i);
    for (std::size_t i = 0; i < edges; ++i) {
        const std::size_t from = dice.below(count - 1);
        const std::size_t to = from + 1 + dice.below(std::min(reach, count - 1 - from));
        graph.edges.emplace_back(static_cast<Node>(from), static_cast<Node>(to));
        if (dice.percent(5)) graph.edges.push_back(graph.edges.back());
    }
    return graph;
}

}  // namespace trilane::test
