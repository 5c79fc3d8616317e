#pragma once

#include "app/figure/multi_path_geometry.h"

#include <optional>

namespace trilane {

/// Where a step of the keyboard along a row leads: to the next item that can be selected, over
/// folds and over replicas, which select a layer of another row. Empty at the end.
/// @param by  1 or -1
[[nodiscard]] std::optional<MultiPathHit> stepInRow(const MultiPathGeometry& geometry,
                                                    MultiPathHit from, int by);

/// Where a step to another row leads: to its crossing tensor, or its first item. From nowhere to
/// the first row or, upwards, the last. Empty where there is no other row.
/// @param by  1 or -1
[[nodiscard]] std::optional<MultiPathHit> stepRows(const MultiPathGeometry& geometry,
                                                   std::optional<MultiPathHit> from, int by);

}  // namespace trilane
