#include "core/schedule/flow_shop.h"
#include "core/schedule/flow_shop_bound.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>
#include <utility>

namespace trilane {
namespace {

using Order = std::vector<std::uint32_t>;
using Times = FlowShop::Times;

/// Rounds of iterated greedy before branch and bound, and jobs taken out in each.
constexpr int kGreedyRounds = 400;
constexpr std::size_t kTakenOut = 4;

/// Where a job fits best into an order, for all places at once (Taillard, 1990).
class Insertion {
public:
    explicit Insertion(const FlowShopBound& bound) : m_bound(bound) {}

    /// The makespan with `job` at its best place in `order`, which it is inserted into.
    std::int64_t insert(Order& order, std::uint32_t job) {
        const std::size_t count = order.size();
        m_back.resize(count + 1);
        m_back[count] = m_bound.endOfAll();
        for (std::size_t i = count; i-- > 0;)
            m_back[i] = m_bound.withBack(m_back[i + 1], order[i]);
        Times front = m_bound.startOfAll();
        std::int64_t best = std::numeric_limits<std::int64_t>::max();
        std::size_t place = 0;
        for (std::size_t i = 0; i <= count; ++i) {
            const Times with = m_bound.withFront(front, job);
            const Times& back = m_back[i];
            const std::int64_t makespan =
                std::max({with[0] + back[0], with[1] + back[1], with[2] + back[2]});
            if (makespan < best) {
                best = makespan;
                place = i;
            }
            if (i < count) front = m_bound.withFront(front, order[i]);
        }
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(place), job);
        return best;
    }

private:
    const FlowShopBound& m_bound;
    std::vector<Times> m_back;
};

class FlowShopSearch {
public:
    FlowShopSearch(const FlowShop& shop, Order start, std::int64_t target,
                   const SearchDeadline& deadline)
        : m_shop(shop), m_deadline(deadline), m_bound(shop), m_insertion(m_bound) {
        m_best.order = std::move(start);
        m_best.makespan = shop.makespan(m_best.order);
        m_best.lowerBound = shop.lowerBound();
        m_limit = std::min(target, m_best.makespan);
    }

    FlowShopResult run() {
        if (!done()) beginWithLongest();
        if (!done()) iterateGreedily();
        if (!done()) prove();
        return std::move(m_best);
    }

private:
    [[nodiscard]] bool done() const {
        return m_best.lowerBound >= m_limit || m_deadline.passedNow();
    }

    void accept(const Order& order, std::int64_t makespan) {
        if (makespan >= m_best.makespan) return;
        m_best.order = order;
        m_best.makespan = makespan;
        m_limit = std::min(m_limit, makespan);
    }

    /// Nawaz, Enscore and Ham: the longest jobs first, each where it fits best.
    void beginWithLongest() {
        Order byLength(m_shop.jobs.size());
        std::iota(byLength.begin(), byLength.end(), 0U);
        const auto length = [&](std::uint32_t j) {
            return m_shop.jobs[j][0] + m_shop.jobs[j][1] + m_shop.jobs[j][2];
        };
        std::stable_sort(byLength.begin(), byLength.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return length(a) > length(b); });
        Order order;
        std::int64_t makespan = 0;
        for (const std::uint32_t job : byLength) {
            if (m_deadline.passedNow()) return;
            makespan = m_insertion.insert(order, job);
        }
        accept(order, makespan);
        m_present = m_best.order;
        m_presentMakespan = descend(m_present, m_best.makespan);
        accept(m_present, m_presentMakespan);
    }

    /// Takes each job out and puts it where it fits best, until none helps.
    std::int64_t descend(Order& order, std::int64_t makespan) {
        bool better = true;
        while (better && !done()) {
            better = false;
            for (const std::uint32_t job : Order(order)) {
                if (done()) break;
                Order trial = order;
                trial.erase(std::find(trial.begin(), trial.end(), job));
                const std::int64_t found = m_insertion.insert(trial, job);
                if (found > makespan) continue;
                better = better || found < makespan;
                makespan = found;
                order = std::move(trial);
            }
        }
        return makespan;
    }

    void iterateGreedily() {
        std::mt19937_64 random(m_shop.jobs.size());
        for (int round = 0; round < kGreedyRounds && !done(); ++round) {
            Order order = m_present;
            Order out;
            for (std::size_t i = 0; i < kTakenOut && order.size() > 1; ++i) {
                const auto at =
                    order.begin() + static_cast<std::ptrdiff_t>(random() % order.size());
                out.push_back(*at);
                order.erase(at);
            }
            std::int64_t makespan = 0;
            for (const std::uint32_t job : out)
                makespan = m_insertion.insert(order, job);
            makespan = descend(order, makespan);
            accept(order, makespan);
            if (makespan > m_presentMakespan && random() % 100 >= 5) continue;
            m_present = std::move(order);
            m_presentMakespan = makespan;
        }
    }

    /// An order whose ends are decided.
    struct Node {
        Order front;
        Order back;  ///< from the end inwards
        Times frontTimes{};
        Times backTimes{};
        std::int64_t bound = 0;
    };

    /// Depth first, the lowest bound first. At each node the end with fewer and higher children.
    void prove() {
        std::vector<Node> open(1);
        open[0].frontTimes = m_bound.startOfAll();
        open[0].backTimes = m_bound.endOfAll();
        open[0].bound = m_best.lowerBound;
        while (!open.empty()) {
            if (m_deadline.passedNow()) {
                leave(open);
                return;
            }
            const Node node = std::move(open.back());
            open.pop_back();
            if (node.bound < m_limit) branch(node, open);
        }
        m_best.lowerBound = std::max(m_best.lowerBound, m_limit);
    }

    void leave(const std::vector<Node>& open) {
        std::int64_t lowest = m_limit;
        for (const Node& node : open)
            lowest = std::min(lowest, node.bound);
        m_best.lowerBound = std::max(m_best.lowerBound, lowest);
    }

    void branch(const Node& node, std::vector<Node>& open) {
        std::vector<bool> free(m_shop.jobs.size(), true);
        for (const Order* end : {&node.front, &node.back})
            for (const std::uint32_t job : *end)
                free[job] = false;
        std::vector<std::pair<std::int64_t, std::uint32_t>> children[2];
        std::int64_t sums[2] = {0, 0};
        for (std::uint32_t job = 0; job < free.size(); ++job) {
            if (!free[job]) continue;
            free[job] = false;
            for (const std::size_t end : {0U, 1U}) {
                const Times front =
                    end == 0 ? m_bound.withFront(node.frontTimes, job) : node.frontTimes;
                const Times back =
                    end == 1 ? m_bound.withBack(node.backTimes, job) : node.backTimes;
                const std::int64_t bound =
                    std::max(node.bound, m_bound(front, back, free, m_limit));
                sums[end] += bound;
                if (bound < m_limit) children[end].emplace_back(bound, job);
            }
            free[job] = true;
        }
        if (node.front.size() + node.back.size() + 1 == free.size()) {
            for (const auto& [makespan, job] : children[0])
                complete(node, job, makespan);
            return;
        }
        const std::size_t end = children[0].size() != children[1].size()
                                    ? (children[0].size() < children[1].size() ? 0U : 1U)
                                    : (sums[0] >= sums[1] ? 0U : 1U);
        std::stable_sort(children[end].begin(), children[end].end());
        for (std::size_t i = children[end].size(); i-- > 0;) {
            Node child = node;
            const std::uint32_t job = children[end][i].second;
            child.bound = children[end][i].first;
            if (end == 0) {
                child.front.push_back(job);
                child.frontTimes = m_bound.withFront(node.frontTimes, job);
            } else {
                child.back.push_back(job);
                child.backTimes = m_bound.withBack(node.backTimes, job);
            }
            open.push_back(std::move(child));
        }
    }

    void complete(const Node& node, std::uint32_t job, std::int64_t makespan) {
        Order order = node.front;
        order.push_back(job);
        order.insert(order.end(), node.back.rbegin(), node.back.rend());
        accept(order, makespan);
    }

    const FlowShop& m_shop;
    const SearchDeadline& m_deadline;
    FlowShopBound m_bound;
    Insertion m_insertion;
    FlowShopResult m_best;
    std::int64_t m_limit = 0;  ///< only shorter orders matter
    Order m_present;           ///< of iterated greedy
    std::int64_t m_presentMakespan = 0;
};

}  // namespace

FlowShopResult solveFlowShop(const FlowShop& shop, std::vector<std::uint32_t> start,
                             std::int64_t target, const SearchDeadline& deadline) {
    return FlowShopSearch(shop, std::move(start), target, deadline).run();
}

}  // namespace trilane
