#pragma once

#include "core/graph/multi_path.h"
#include "core/partition/cut.h"

#include <span>
#include <vector>

namespace trilane {

/// A crossing tensor with all that surrounds it: one path of the conversion under a cut.
struct CutPath {
    TensorId tensor;
    /// The device layers it needs, in topological order. A replica ran for an earlier job.
    std::vector<PathStep> device;
    /// The server layers that need it, in topological order. A layer starts only when the last of
    /// the tensors it needs has arrived, so it executes with the last job that mentions it; the
    /// earlier mentions are the replicas.
    std::vector<PathStep> server;
    friend bool operator==(const CutPath&, const CutPath&) = default;
};

/// The multi-path form of a model under a cut: what EJ orders, and what is drawn beside the DAG.
/// Each layer stands unreplicated in exactly one place.
struct CutPaths {
    /// Device layers that all jobs need, and server layers that need all jobs, in topological
    /// order; in no path. Empty where there are fewer than two jobs: all is in the one path then.
    std::vector<LayerId> sharedPrefix;
    std::vector<LayerId> sharedSuffix;
    std::vector<CutPath> paths;        ///< in the order of the jobs
    std::vector<LayerId> deviceRest;   ///< device layers that no job needs, in topological order
    std::vector<LayerId> serverFirst;  ///< server layers that need no job, in topological order
    friend bool operator==(const CutPaths&, const CutPaths&) = default;
};

/// @param cut    must be closed
/// @param order  each crossing tensor of `cut` once (crossingTensors), in sending order
/// O(jobs x (layers + edges)).
[[nodiscard]] CutPaths convertUnderCut(const Model& model, const Cut& cut,
                                       std::span<const TensorId> order);

}  // namespace trilane
