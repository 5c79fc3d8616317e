#pragma once

#include <cstddef>
#include <vector>

namespace trilane {

/// A directed graph by vertex: the predecessors of each.
using Predecessors = std::vector<std::vector<std::size_t>>;

/// Kahn's algorithm, the smallest of the vertices that may come next first. Vertices on a cycle,
/// and those behind one, are left out. O((vertices + edges) log vertices).
[[nodiscard]] std::vector<std::size_t> topologicalOrder(const Predecessors& predecessors);

/// The vertices of one cycle along its edges, the smallest first. `order` is the topologicalOrder()
/// of the graph and lacks at least one vertex.
[[nodiscard]] std::vector<std::size_t> findCycle(const Predecessors& predecessors,
                                                 const std::vector<std::size_t>& order);

}  // namespace trilane
