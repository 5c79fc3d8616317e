#pragma once

#include "core/layout/layout_block.h"

#include <optional>

namespace trilane {

/// What Graphviz's dot is told beside the block.
struct DotOptions {
    /// Keeps the two ends of the block above each other, if need be with an invisible edge.
    bool alignEnds = false;
    /// dot's `nslimit`: bounds the network simplex that finds the x positions to this many times
    /// the number of nodes. 0: no bound.
    double simplexLimit = 0;
    bool straightEdges = false;  ///< polylines instead of curves
};

/// Lays a block out with Graphviz's dot, in this process, without its plugin files and without a
/// word on the terminal. Calls from several threads wait for each other. Empty if Graphviz fails.
[[nodiscard]] std::optional<BlockLayout> layOutWithDot(const LayoutBlock& block,
                                                       const DotOptions& options = {});

}  // namespace trilane
