#pragma once

#include "app/figure/graph_picture.h"
#include "app/gui/document/snapshot.h"

#include <QString>

namespace trilane {

/// What the pointer learns about a node: name, operator, shape, bytes, times, side, job. Rich text.
/// @param plan  may be null
[[nodiscard]] QString nodeTip(const GraphPicture& picture, std::uint32_t node,
                              const Snapshot& snapshot, const ShownPlan* plan);

/// About a crossing tensor: name, shape, bytes, send time, place in the order.
[[nodiscard]] QString pillTip(TensorId tensor, const Snapshot& snapshot, const ShownPlan& plan);

}  // namespace trilane
