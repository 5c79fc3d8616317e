#pragma once

#include "core/graph/ids.h"
#include "core/graph/model.h"
#include "core/partition/cut_paths.h"

#include <optional>
#include <vector>

namespace trilane {

/// Which job each layer belongs to under one cut and order, so that a job can bear one colour
/// wherever it shows: the job whose path executes the layer. Jobs are numbered in TensorId order
/// (JobIndex), whatever the order of sending.
struct JobAssignment {
    std::vector<TensorId> tensors;  ///< by JobIndex, ascending
    std::vector<std::optional<JobIndex>>
        ofLayer;  ///< by LayerId; empty: all jobs share it, or none

    /// Empty for a tensor that does not cross. O(log jobs).
    [[nodiscard]] std::optional<JobIndex> ofTensor(TensorId tensor) const;
};

[[nodiscard]] JobAssignment assignLayersToJobs(const Model& model, const CutPaths& paths);

}  // namespace trilane
