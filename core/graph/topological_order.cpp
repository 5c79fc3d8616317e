#include "core/graph/topological_order.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>

namespace trilane {

std::vector<std::size_t> topologicalOrder(const Predecessors& predecessors) {
    const std::size_t count = predecessors.size();
    std::vector<std::size_t> waiting(count);
    std::vector<std::vector<std::size_t>> successors(count);
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
    for (std::size_t i = 0; i < count; ++i) {
        waiting[i] = predecessors[i].size();
        for (const std::size_t predecessor : predecessors[i])
            successors[predecessor].push_back(i);
        if (waiting[i] == 0) ready.push(i);
    }
    std::vector<std::size_t> order;
    order.reserve(count);
    while (!ready.empty()) {
        const std::size_t next = ready.top();
        ready.pop();
        order.push_back(next);
        for (const std::size_t successor : successors[next])
            if (--waiting[successor] == 0) ready.push(successor);
    }
    return order;
}

std::vector<std::size_t> findCycle(const Predecessors& predecessors,
                                   const std::vector<std::size_t>& order) {
    std::vector<bool> done(predecessors.size());
    for (const std::size_t vertex : order)
        done[vertex] = true;
    auto at = static_cast<std::size_t>(std::find(done.begin(), done.end(), false) - done.begin());
    // A walk against the edges, among the vertices without a place, ends in a cycle.
    std::vector<std::size_t> walk;
    std::unordered_map<std::size_t, std::size_t> seenAt;
    while (seenAt.try_emplace(at, walk.size()).second) {
        walk.push_back(at);
        at = *std::find_if(predecessors[at].begin(), predecessors[at].end(),
                           [&](std::size_t predecessor) { return !done[predecessor]; });
    }
    std::vector<std::size_t> cycle(walk.begin() + static_cast<std::ptrdiff_t>(seenAt.at(at)),
                                   walk.end());
    std::reverse(cycle.begin(), cycle.end());
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    return cycle;
}

}  // namespace trilane
