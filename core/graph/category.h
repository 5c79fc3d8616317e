#pragma once

#include "core/graph/model.h"

#include <cstdint>
#include <string_view>

namespace trilane {

/// How far a model is from a chain, which decides what planning it takes and which of the paper's
/// theorems may speak about it (DESIGN section 4).
enum class Category : std::uint8_t {
    Line,        ///< one chain of layers
    MultiPath,   ///< disjoint chains between a shared source and a shared sink
    GeneralDag,  ///< the rest
};

/// The category of the graph of layers; parallel tensors between two layers are one edge. A model
/// without layers is a line.
///
/// The shared source of a multi-path model is its only source layer and the chain from there up to
/// the first fork, or, where there are several source layers, a virtual vertex before them all; the
/// shared sink likewise. So disconnected chains and a two-tower network are multi-path. A chain may
/// be empty: a skip connection around one chain is multi-path. O(layers).
[[nodiscard]] Category classify(const Model& model);

/// "Line", "Multi-path", "General DAG".
[[nodiscard]] std::string_view title(Category category);

}  // namespace trilane
