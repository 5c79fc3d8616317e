#pragma once

#include "core/layout/layout_block.h"
#include "core/layout/series_cut.h"

#include <cstdint>
#include <span>
#include <vector>

namespace trilane {

/// An edge that passes whole parts of a drawing, from part `first` to part `last`.
struct PassingEdge {
    std::uint32_t edge = 0;  ///< of the block
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

/// Left and right end of a part's drawing.
struct PartExtent {
    double left = 0;
    double right = 0;
};

/// Draws edges in vertical lanes beside the parts that they pass, and fills them into
/// `layout.edges`. Edges from one node share a lane; short lanes lie inside, each on the side where
/// there is more room. Boxes of one rank must have one centre y, as all layouts here have.
/// O(lanes x (lanes + parts) + nodes log nodes).
void drawInLanes(const LayoutBlock& block, std::span<const PassingEdge> edges,
                 std::span<const PartExtent> parts, BlockLayout& layout);

}  // namespace trilane
