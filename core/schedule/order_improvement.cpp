#include "core/schedule/order_improvement.h"

#include <algorithm>

namespace trilane {

Nanoseconds improveOrder(const OrderProblem& problem, std::vector<JobIndex>& order,
                         std::size_t looks, const SearchDeadline& deadline) {
    Nanoseconds best = problem.makespan(order);
    const std::size_t count = order.size();
    std::size_t unchanged = 0;  // jobs in a row that stand where they fit best
    for (std::size_t place = 0; count > 1 && unchanged < count; place = (place + 1) % count) {
        if (looks < count || deadline.passedNow()) break;
        std::vector<JobIndex> trial = order;
        const auto from = static_cast<std::ptrdiff_t>(place);
        std::rotate(trial.begin(), trial.begin() + from, trial.begin() + from + 1);
        std::size_t bestPlace = place;
        for (std::size_t to = 0; to < count; ++to) {
            if (to > 0) std::swap(trial[to - 1], trial[to]);
            if (to == place) continue;
            --looks;
            const Nanoseconds makespan = problem.makespan(trial);
            if (makespan >= best) continue;
            best = makespan;
            bestPlace = to;
        }
        if (bestPlace == place) {
            ++unchanged;
            continue;
        }
        const JobIndex job = order[place];
        order.erase(order.begin() + from);
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(bestPlace), job);
        unchanged = 0;
    }
    return best;
}

}  // namespace trilane
