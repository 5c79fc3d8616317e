#pragma once

#include "core/graph/category.h"
#include "core/graph/path_count.h"
#include "core/graph/statistics.h"

#include <cstddef>

namespace trilane {

/// What a model is like, whatever it is planned for.
struct ModelFacts {
    ModelStatistics statistics;
    Category category = Category::Line;
    PathCount paths;
    std::size_t blocks = 0;        ///< of SeriesBlocks
    std::size_t largestBlock = 0;  ///< its layers
};

/// As dear as countPaths.
[[nodiscard]] ModelFacts examine(const Model& model);

}  // namespace trilane
