#pragma once

#include "core/graph/layer_set.h"
#include "core/graph/model.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// Layers that a command-line value names: "conv1", "conv1,conv2", "@names.txt" (one a line, blank
/// lines skipped). A layer's exact name wins, so that names may hold commas and begin with '@'; in
/// a list the longest name that fits is taken. Throws InputError for a name that no layer bears,
/// with the one that was probably meant.
[[nodiscard]] std::vector<LayerId> parseLayerNames(const Model& model, const std::string& option,
                                                   const std::string& value);

/// The layer of that name. Throws InputError about `file` and `place`, with the one that was
/// probably meant.
[[nodiscard]] LayerId requireLayer(const Model& model, const std::string& file,
                                   const std::string& place, std::string_view name);

/// A set of layers for a reader: neighbours in topological order as "conv1 … pool5 (32)", several
/// of these separated by commas; "none" for the empty set.
/// @param most  ranges shown before "and 7 more"
[[nodiscard]] std::string describeLayers(const Model& model, const LayerSet& layers,
                                         std::size_t most);

}  // namespace trilane
