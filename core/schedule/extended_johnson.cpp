#include "core/schedule/extended_johnson.h"

#include <algorithm>

namespace trilane {

std::vector<JobIndex> extendedJohnsonOrder(std::span<const StageTimes> stages) {
    std::vector<JobIndex> order;
    order.reserve(stages.size());
    for (std::size_t j = 0; j < stages.size(); ++j)
        order.emplace_back(j);
    const auto stage = [&](JobIndex job) -> const StageTimes& { return stages[job.index()]; };
    const auto inH = [&](JobIndex job) {
        return stage(job).p1 + stage(job).p2 <= stage(job).p2 + stage(job).p3;
    };
    const auto middle = std::stable_partition(order.begin(), order.end(), inH);
    std::stable_sort(order.begin(), middle, [&](JobIndex a, JobIndex b) {
        return stage(a).p1 + stage(a).p2 < stage(b).p1 + stage(b).p2;
    });
    std::stable_sort(middle, order.end(), [&](JobIndex a, JobIndex b) {
        return stage(a).p2 + stage(a).p3 > stage(b).p2 + stage(b).p3;
    });
    return order;
}

}  // namespace trilane
