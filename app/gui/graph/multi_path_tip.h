#pragma once

#include "app/figure/multi_path_geometry.h"

#include <QString>

namespace trilane {

/// What the pointer learns about something in a multi-path form: of a layer its name, operator and,
/// for a replica, where it is executed; of a tensor what crosses the link; of a fold what it holds.
[[nodiscard]] QString multiPathTip(const MultiPathContent& content,
                                   const MultiPathGeometry& geometry, MultiPathHit hit);

}  // namespace trilane
