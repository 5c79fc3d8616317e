#pragma once

#include "core/layout/graph_layout.h"

#include <cstddef>
#include <cstdint>

namespace trilane::test {

// Graphs to be drawn, shaped as networks are. Boxes are 108 x 29 points.

/// One input and `blocks` blocks of attention and MLP, 12 nodes each, with residual edges.
[[nodiscard]] LayoutGraph transformerGraph(std::size_t blocks);

/// A U-net: `stages` stages down and as many up, joined by long skips, each of `blocks` residual
/// blocks of 5 nodes; 5 nodes at the bottom. 24 stages of 4 blocks are 965 nodes.
[[nodiscard]] LayoutGraph unetGraph(std::size_t stages, std::size_t blocks);

/// `blocks` inception modules of four branches, a pooling layer after every third.
[[nodiscard]] LayoutGraph inceptionGraph(std::size_t blocks);

/// `towers` chains of `length` layers up to one join.
[[nodiscard]] LayoutGraph towersGraph(std::size_t towers, std::size_t length);

/// A chain; `every` n-th node reads the first node as well (0: none does), as layers read a mask.
[[nodiscard]] LayoutGraph chainGraph(std::size_t nodes, std::size_t every = 0);

/// Any DAG of up to `maxNodes` nodes: sparse or dense, short or long edges, repeats, boxes of many
/// sizes, several sources and sinks, unconnected parts. The same seed gives the same graph.
[[nodiscard]] LayoutGraph randomDrawing(std::uint64_t seed, std::size_t maxNodes);

}  // namespace trilane::test
