#include "core/partition/job_assignment.h"

#include "core/graph/branches.h"

#include <algorithm>
#include <set>

namespace trilane {
namespace {

/// Of those who want one number the first gets it.
std::vector<std::size_t> distinct(const std::vector<std::size_t>& wanted) {
    const std::set<std::size_t> asked(wanted.begin(), wanted.end());
    std::set<std::size_t> taken;
    std::size_t next = 0;
    std::vector<std::size_t> numbers;
    numbers.reserve(wanted.size());
    for (const std::size_t number : wanted) {
        if (taken.insert(number).second) {
            numbers.push_back(number);
            continue;
        }
        while (asked.contains(next))
            ++next;
        numbers.push_back(next++);
    }
    return numbers;
}

}  // namespace

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
    const std::vector<std::size_t> branches = branchesOf(model);
    std::vector<std::size_t> wanted;
    wanted.reserve(jobs.tensors.size());
    for (const TensorId tensor : jobs.tensors)
        wanted.push_back(branches[tensor.index()]);
    jobs.branches = distinct(wanted);
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
