#include "core/partition/load_network.h"

#include <algorithm>

namespace trilane {

void LoadNetwork::reset(std::size_t layers) {
    m_layers = layers;
    m_vertices.assign(layers, Vertex{});
    m_edges.clear();
}

void LoadNetwork::addLoad(std::size_t layer, std::int64_t onDevice, std::int64_t onServer) {
    m_vertices[layer].onDevice += onDevice;
    m_vertices[layer].onServer += onServer;
}

void LoadNetwork::addPredecessor(std::size_t layer, std::size_t predecessor) {
    m_edges.push_back(
        {static_cast<Index>(layer), static_cast<Index>(predecessor), MinCut::kInfinite});
    ++m_vertices[layer].behind;
    ++m_vertices[predecessor].ahead;
    m_vertices[predecessor].follower = static_cast<Index>(layer);
}

/// A vertex that stays on the device's side only if all the consumers do.
LoadNetwork::Index LoadNetwork::onAir(std::span<const Index> consumers) {
    const auto vertex = static_cast<Index>(m_vertices.size());
    m_vertices.emplace_back();
    for (const Index consumer : consumers) {
        m_edges.push_back({vertex, consumer, MinCut::kInfinite});
        ++m_vertices[consumer].behind;
    }
    return vertex;
}

void LoadNetwork::addTensor(std::size_t maker, std::span<const Index> consumers,
                            std::int64_t price) {
    const Index to = consumers.size() == 1 ? consumers.front() : onAir(consumers);
    m_edges.push_back({static_cast<Index>(maker), to, price});
    ++m_vertices[maker].ahead;
    m_vertices[maker].receiver = to;
    m_vertices[maker].price = price;
    ++m_vertices[to].behind;
}

void LoadNetwork::addMadeTensor(std::span<const Index> consumers, std::int64_t price) {
    const Index to = consumers.size() == 1 ? consumers.front() : onAir(consumers);
    m_vertices[to].onServer += price;
}

LoadNetwork::Index LoadNetwork::addFollower(std::int64_t load) {
    m_vertices.emplace_back();
    m_vertices.back().onServer = load;
    return static_cast<Index>(m_vertices.size() - 1);
}

void LoadNetwork::tie(Index follower, Index to) {
    m_edges.push_back({follower, to, MinCut::kInfinite});
    ++m_vertices[follower].behind;
    ++m_vertices[to].ahead;
}

/// The layer that follows this one alone and follows it alone, or kNone.
LoadNetwork::Index LoadNetwork::chainedTo(Index layer) const {
    const Vertex& vertex = m_vertices[layer];
    if (vertex.ahead != 2 || vertex.follower == kNone || vertex.follower != vertex.receiver)
        return kNone;
    return m_vertices[vertex.follower].behind == 2 ? vertex.follower : kNone;
}

void LoadNetwork::contractChains() {
    m_node.assign(m_vertices.size(), kNone);
    m_inside.assign(m_layers, 0);
    m_nodes = 0;
    for (Index layer = 0; layer < m_layers; ++layer)
        if (const Index next = chainedTo(layer); next != kNone) m_inside[next] = 1;
    for (Index layer = 0; layer < m_layers; ++layer) {
        if (m_inside[layer] != 0) continue;
        m_chain.clear();
        for (Index at = layer; at != kNone; at = chainedTo(at))
            m_chain.push_back(at);
        contract(m_chain);
    }
    for (std::size_t vertex = m_layers; vertex < m_vertices.size(); ++vertex)
        m_node[vertex] = static_cast<Index>(m_nodes++);
}

/// All layers up to the cheapest place become one node, the others another.
void LoadNetwork::contract(const std::vector<Index>& chain) {
    std::int64_t cost = 0;
    for (const Index layer : chain)
        cost += m_vertices[layer].onServer;
    std::size_t place = 0;
    std::int64_t lowest = 0;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        const Vertex& vertex = m_vertices[chain[i]];
        cost += vertex.onDevice - vertex.onServer;
        if (i > 0 && cost + vertex.price >= lowest) continue;
        lowest = cost + vertex.price;
        place = i;
    }
    for (std::size_t i = 0; i < chain.size(); ++i)
        m_node[chain[i]] = static_cast<Index>(m_nodes + (i > place ? 1 : 0));
    m_nodes += chain.size() > 1 ? 2 : 1;
}

bool LoadNetwork::solve(std::int64_t enough, const SearchDeadline& deadline) {
    contractChains();
    m_cut.reset(m_nodes);
    for (std::size_t v = 0; v < m_vertices.size(); ++v)
        m_cut.addTerminal(m_node[v], m_vertices[v].onServer, m_vertices[v].onDevice);
    for (const Edge& edge : m_edges)
        if (m_node[edge.from] != m_node[edge.to])
            m_cut.addEdge(m_node[edge.from], m_node[edge.to], edge.capacity);
    return m_cut.run(enough, deadline);
}

}  // namespace trilane
