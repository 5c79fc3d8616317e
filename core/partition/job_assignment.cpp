#include "core/partition/job_assignment.h"

#include <algorithm>

namespace trilane {

std::optional<JobIndex> JobAssignment::ofTensor(TensorId tensor) const {
    const auto found = std::lower_bound(tensors.begin(), tensors.end(), tensor);
    if (found == tensors.end() || *found != tensor) return std::nullopt;
    return JobIndex(static_cast<std::size_t>(found - tensors.begin()));
}

JobAssignment assignLayersToJobs(const Model& model, const CutPaths& paths) {
    JobAssignment jobs;
    jobs.tensors.reserve(paths.paths.size());
    for (const CutPath& path : paths.paths)
        jobs.tensors.push_back(path.tensor);
    std::sort(jobs.tensors.begin(), jobs.tensors.end());
    jobs.ofLayer.resize(model.layerCount());
    for (const CutPath& path : paths.paths) {
        const auto job = jobs.ofTensor(path.tensor);
        for (const auto* steps : {&path.device, &path.server})
            for (const PathStep& step : *steps)
                if (!step.replica) jobs.ofLayer[step.layer.index()] = job;
    }
    return jobs;
}

}  // namespace trilane
