#pragma once

#include "app/figure/graph_geometry.h"

#include <cstdint>
#include <optional>

namespace trilane {

/// A step of the keyboard through a graph.
enum class GraphStep : std::uint8_t { Successor, Predecessor, SiblingBefore, SiblingAfter };

/// Where a step from `node` leads: along the edge that leads straightest on, or to the nearest node
/// of the same rank, left (above) or right (below). Empty at the end.
[[nodiscard]] std::optional<std::uint32_t> stepFrom(const GraphGeometry& graph, std::uint32_t node,
                                                    GraphStep step);

}  // namespace trilane
