#pragma once

#include "core/layout/layout_block.h"

namespace trilane {

/// Lays a block out in layers without Graphviz: for what is too large for dot and for what dot
/// fails on. Ranks by depth, order within a rank by the barycentres of the neighbours (Sugiyama et
/// al. 1981), x as near to the neighbours as the order allows (isotonic regression). Never fails,
/// no boxes overlap. A few sweeps over nodes and the points where edges pass ranks; edges with more
/// such points than kMaxBends in all are drawn straight.
[[nodiscard]] BlockLayout layOutInLayers(const LayoutBlock& block);

inline constexpr std::size_t kMaxBends = 200'000;

}  // namespace trilane
