#pragma once

#include "core/layout/layout_block.h"

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace trilane {

using LayoutEdge = std::pair<std::uint32_t, std::uint32_t>;

/// A connected graph as a series of parts: neighbours share one node, through which everything
/// passes and which stands below all of the earlier part and above all of the later one. No edge
/// joins two parts.
struct SeriesCut {
    std::vector<std::uint32_t> order;  ///< of the nodes, topological
    /// Places in `order` where parts begin, then the place of the last node: part i stretches from
    /// ends[i] to ends[i + 1], both included. One node alone is a part of one node.
    std::vector<std::uint32_t> ends;

    [[nodiscard]] std::size_t parts() const { return ends.size() - 1; }
};

/// Cuts a connected DAG; every edge leads from a smaller to a larger node.
/// @param longest  edges that span more drawing ranks than this may pass the ends of parts. Those
///                 that hold the graph together are not counted among them.
/// @param top      node 0 stands first in the order
/// @param bottom   the last node stands last in the order
/// O((nodes + edges) log edges).
[[nodiscard]] SeriesCut cutInSeries(
    std::size_t nodes, std::span<const LayoutEdge> edges, bool top, bool bottom,
    std::uint32_t longest = std::numeric_limits<std::uint32_t>::max());

/// The layer of each node in a drawing: one more than the deepest node before it, but what only
/// feeds one node further down, and is fed by nothing else, stands just above that node.
[[nodiscard]] std::vector<std::uint32_t> drawingRanks(std::size_t nodes,
                                                      std::span<const LayoutEdge> edges);

}  // namespace trilane
