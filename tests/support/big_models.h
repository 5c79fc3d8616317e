#pragma once

#include "core/graph/model.h"

#include <cstddef>

namespace trilane::test {

/// The size of the largest graphs that people export: a transformer with every operator on its own.
inline constexpr std::size_t kBigModelLayers = 8'581;

/// Encoder layers of a transformer, one after the other, with names by scope
/// ("/encoder/layer.3/attention/query/MatMul"), residual sums and parallel query, key and value.
/// Exactly `layers` layers (40 or more), with times and sizes.
[[nodiscard]] Model bigTransformer(std::size_t layers = kBigModelLayers);

/// Parallel chains of equal length between one input and a join: as wide a drawing as there is.
[[nodiscard]] Model bigTowers(std::size_t towers, std::size_t layersEach);

}  // namespace trilane::test
