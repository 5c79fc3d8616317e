#pragma once

#include "core/layout/graph_layout.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace trilane {

/// A connected part of a drawing that is laid out alone, flow downwards, each edge once. Equal
/// blocks get equal layouts.
struct LayoutBlock {
    std::vector<LayoutSize> sizes;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;  ///< ascending, each once
    bool top = false;     ///< node 0 is where the block hangs on the one before: above all others
    bool bottom = false;  ///< the last node is where the next one hangs: below all others
    friend bool operator==(const LayoutBlock&, const LayoutBlock&) = default;
};

/// Positions of a block, anywhere in the plane.
struct BlockLayout {
    std::vector<LayoutPoint> centres;             ///< by node
    std::vector<std::vector<LayoutPoint>> edges;  ///< by edge, as in GraphLayout
};

/// Distances between boxes in points: beside each other as Graphviz has it by default, below each
/// other less, so that more of a deep network fits a window.
inline constexpr double kNodeGap = 18;
inline constexpr double kRankGap = 30;

}  // namespace trilane
