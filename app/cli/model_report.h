#pragma once

#include "core/graph/category.h"
#include "core/graph/path_count.h"
#include "core/graph/statistics.h"
#include "core/io/read_model.h"

#include <cstdint>
#include <string>

namespace trilane {

/// Everything `trilane inspect` finds out about a model.
struct ModelFacts {
    ModelStatistics statistics;
    Category category = Category::Line;
    PathCount paths;
    std::size_t blocks = 0;
    std::size_t largestBlock = 0;  ///< its layers
    std::uint64_t cuts = 0;        ///< exact below kMostCuts, which means "at least"
};

inline constexpr std::uint64_t kMostCuts = 1'000'000;

[[nodiscard]] ModelFacts examine(const Model& model);

/// @param withLayers  list every layer too
[[nodiscard]] std::string describeModel(const Model& model, const ModelFacts& facts,
                                        bool withLayers, bool emphasis);

[[nodiscard]] std::string modelJson(const ReadModel& read, const ModelFacts& facts,
                                    bool withLayers);

}  // namespace trilane
