#pragma once

#include "core/layout/layout_block.h"

namespace trilane {

/// Moves the ends of a block, node 0 and the last one, above and below the middle of what lies
/// between them, and bends the edges in the free bands beside them to follow. So that ends stand
/// above each other, however lopsided the block, and a series of blocks does not drift. Does
/// nothing and returns false where an end does not have its rank to itself.
bool centreEnds(const LayoutBlock& block, BlockLayout& layout);

}  // namespace trilane
