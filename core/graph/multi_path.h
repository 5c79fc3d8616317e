#pragma once

#include "core/graph/model.h"
#include "core/graph/path_count.h"

#include <cstddef>
#include <vector>

namespace trilane {

/// One layer on one path of a multi-path form.
struct PathStep {
    LayerId layer;
    bool replica = false;  ///< another copy of the layer executes
    friend bool operator==(const PathStep&, const PathStep&) = default;
};

/// A model after the paper's Graph Conversion: every fork and join is replicated until all paths
/// from source to sink are disjoint. Their number is exponential, so that only the first paths are
/// listed while all are counted.
struct MultiPathForm {
    /// In lexicographic order of the LayerIds. The first copy of a layer in this order executes,
    /// the others are replicas.
    std::vector<std::vector<PathStep>> paths;
    PathCount total;

    [[nodiscard]] bool complete() const { return total.saturated == paths.size(); }
};

inline constexpr std::size_t kDefaultMaxPaths = 64;

/// Lists at most `maxPaths` paths and walks no others. O(layers + edges + length of the listed
/// paths).
[[nodiscard]] MultiPathForm convertToMultiPath(const Model& model,
                                               std::size_t maxPaths = kDefaultMaxPaths);

/// The listed paths as a model of their own, which every command reads like any other.
///
/// The copies on a path form a chain: a copy reads what the copy before it on the path makes, and
/// the model inputs that its original reads, which all paths share. What a join reads from its
/// other predecessors is read by its copies on the other paths. The executed copy of a layer keeps
/// its name and its tensors' names; the n-th copy in path order appends "#n" to both ("conv1#2"),
/// with as many '#' as it takes for that to be no part of any name in the model. Every copy keeps
/// times, FLOPs and weights, as EJ's stage times count them, so the whole is more work than the
/// original; a replica without `members` gets its original's name as the only member. Model outputs
/// are all copies of the original outputs. The description has no hash, for it stands in no file,
/// and is named
/// "<model> (multi-path)". Layers on no listed path are missing.
[[nodiscard]] ModelDescription multiPathModel(const Model& model, const MultiPathForm& form);

}  // namespace trilane
