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
    /// By JobIndex, each number once: the branch of the tensor (branchesOf), so that jobs of
    /// several plans look alike where they send along one branch. Of jobs on one branch the first
    /// keeps it, the others get the lowest numbers that are left.
    std::vector<std::size_t> branches;
    std::vector<std::optional<JobIndex>>
        ofLayer;  ///< by LayerId; empty: all jobs share it, or none

    /// Empty for a tensor that does not cross. O(log jobs).
    [[nodiscard]] std::optional<JobIndex> ofTensor(TensorId tensor) const;
    /// What stands for the job wherever it shows: see Theme::job.
    [[nodiscard]] std::size_t colourOf(JobIndex job) const { return branches[job.index()]; }
};

[[nodiscard]] JobAssignment assignLayersToJobs(const Model& model, const CutPaths& paths);

}  // namespace trilane
