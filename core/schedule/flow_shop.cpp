#include "core/schedule/flow_shop.h"

#include "core/schedule/flow_shop_bound.h"

#include <algorithm>
#include <limits>

namespace trilane {

std::optional<FlowShop> FlowShop::relaxed(const OrderProblem& problem) {
    FlowShop shop;
    const std::size_t count = problem.jobCount();
    std::vector<bool> enables(count, false);
    for (const OrderProblem::Group& group : problem.server)
        group.jobs.forEach([&](std::size_t j) { enables[j] = true; });
    if (std::find(enables.begin(), enables.end(), false) != enables.end()) return std::nullopt;
    shop.jobs.resize(count);
    for (std::size_t j = 0; j < count; ++j)
        shop.jobs[j][1] = problem.send[j].count();
    const auto share = [&](const std::vector<OrderProblem::Group>& groups, std::size_t machine,
                           std::int64_t& common) {
        for (const OrderProblem::Group& group : groups) {
            const std::size_t size = group.jobs.count();
            if (size == 1)
                group.jobs.forEach(
                    [&](std::size_t j) { shop.jobs[j][machine] += group.time.count(); });
            else if (size == count)
                common += group.time.count();
        }
    };
    share(problem.device, 0, shop.before);
    share(problem.server, 2, shop.after);
    shop.deviceRest = problem.deviceRest.count();
    shop.serverFirst = problem.serverFirst.count();
    shop.latency = problem.latency.count();
    return shop;
}

std::optional<FlowShop> FlowShop::of(const OrderProblem& problem) {
    const std::size_t count = problem.jobCount();
    for (const auto* groups : {&problem.device, &problem.server})
        for (const OrderProblem::Group& group : *groups) {
            const std::size_t size = group.jobs.count();
            if (size != 1 && size != count) return std::nullopt;
        }
    return relaxed(problem);
}

std::int64_t FlowShop::makespan(const std::vector<std::uint32_t>& order) const {
    Times clocks{before, 0, serverFirst};
    for (const std::uint32_t job : order) {
        clocks[0] += jobs[job][0];
        clocks[1] = std::max(clocks[1], clocks[0]) + jobs[job][1];
        clocks[2] = std::max(clocks[2], clocks[1] + latency) + jobs[job][2];
    }
    return std::max(clocks[0] + deviceRest, clocks[2] + after);
}

std::int64_t FlowShop::lowerBound() const {
    const FlowShopBound bound(*this);
    return bound(bound.startOfAll(), bound.endOfAll(), std::vector<bool>(jobs.size(), true),
                 std::numeric_limits<std::int64_t>::max());
}

}  // namespace trilane
