#include "core/schedule/order_search.h"

#include "core/schedule/extended_johnson.h"
#include "core/schedule/flow_shop.h"
#include "core/schedule/order_improvement.h"

#include <boost/dynamic_bitset.hpp>

#include <algorithm>
#include <limits>
#include <span>
#include <unordered_map>

namespace trilane {
namespace {

/// States of one layer that are expanded, and states kept in all, if memory allows; what is dropped
/// beyond that leaves the result unproven.
constexpr std::size_t kMaxLayerStates = 200'000;
constexpr std::size_t kMaxStates = 2'000'000;

/// What a state takes with its place in the tables, and more for each 64 jobs beyond the first.
constexpr std::size_t kBytesOfState = 250;
constexpr std::size_t kBytesOfJobs = 32;

/// Up to so many jobs the dynamic program is quick, whatever they share.
constexpr std::size_t kFewJobs = 8;

/// Beyond so many jobs a single look at all places of one job takes too long.
constexpr std::size_t kImprovedJobs = 500;

/// Orders measured to improve the first one.
constexpr std::size_t kLooks = 20'000;

constexpr std::uint32_t kNoParent = std::numeric_limits<std::uint32_t>::max();

struct State {
    JobMask sent;
    LaneClocks clocks;
    Nanoseconds bound;
    std::uint32_t step = kNoParent;  ///< how it was reached: index into the history
};

/// A decision, kept for reading the order back.
struct Step {
    std::uint32_t parent;
    std::uint32_t job;
};

/// The subset dynamic program, one layer (number of sent jobs) after the other.
class OrderSearch {
public:
    OrderSearch(const OrderProblem& problem, const SearchDeadline& deadline, Nanoseconds target)
        : m_problem(problem),
          m_deadline(deadline),
          m_count(problem.jobCount()),
          m_maxStates(std::min(kMaxStates / (1 + m_count / 64),
                               deadline.memory() / (kBytesOfState + m_count / 64 * kBytesOfJobs))),
          m_before(m_count) {
        m_best.order = extendedJohnsonOrder(problem.stageTimes());
        m_best.makespan = problem.makespan(m_best.order);
        m_best.lowerBound = problem.lowerBound();
        m_limit = std::min(m_best.makespan, target);
        for (const auto& group : problem.device)
            m_deviceTotal += group.time;
    }

    OrderResult run() {
        if (m_count < 2 || m_best.lowerBound >= m_limit) return finish();
        if (m_count > kFewJobs) {
            if (const auto shop = FlowShop::of(m_problem)) return solveAsFlowShop(*shop);
            if (const auto shop = FlowShop::relaxed(m_problem))
                m_best.lowerBound = std::max(m_best.lowerBound, Nanoseconds{shop->lowerBound()});
            if (m_best.lowerBound < m_limit && m_count <= kImprovedJobs) improveStart();
            if (m_best.lowerBound >= m_limit) return finish();
        }
        findPrecedences();
        std::vector<State> layer(1);
        layer[0].bound = m_best.lowerBound;
        layer[0].clocks.server = m_problem.serverFirst;
        for (std::size_t sent = 0; sent < m_count && !layer.empty(); ++sent) {
            layer = expand(layer, sent);
            if (m_gaveUp) break;
            trim(layer);
        }
        return finish();
    }

private:
    OrderResult solveAsFlowShop(const FlowShop& shop) {
        std::vector<std::uint32_t> start;
        for (const JobIndex job : m_best.order)
            start.push_back(static_cast<std::uint32_t>(job.index()));
        const FlowShopResult found =
            solveFlowShop(shop, std::move(start), m_limit.count(), m_deadline);
        m_best.order.clear();
        for (const std::uint32_t job : found.order)
            m_best.order.emplace_back(job);
        m_best.makespan = Nanoseconds{found.makespan};
        m_best.lowerBound = std::max(m_best.lowerBound, Nanoseconds{found.lowerBound});
        return std::move(m_best);
    }

    void improveStart() {
        m_best.makespan = improveOrder(m_problem, m_best.order, kLooks, m_deadline);
        m_limit = std::min(m_limit, m_best.makespan);
    }

    /// Precedences that some optimal order obeys.
    ///
    /// Twins: jobs with the same layers on both sides and the same send time are interchangeable,
    /// so they keep their index order.
    ///
    /// Gatekeepers: let x need no device layer that y does not need, and let everything that waits
    /// for any arrival wait for x. Then x goes before y: moving x in front of y makes y and the
    /// jobs between no later made, leaves the time at which the whole group has been sent no later,
    /// and nothing could start on the server before x arrived, which was at the end of the group.
    void findPrecedences() {
        const std::size_t groups = m_problem.device.size() + m_problem.server.size();
        if (m_count * groups / 8 > m_deadline.memory() / 4) return;  // fewer are as true
        const auto device = groupsByJob(m_problem.device);
        const auto server = groupsByJob(m_problem.server);
        for (std::size_t x = 0; x < m_count; ++x) {
            if (m_deadline.passedNow()) return;
            const bool gates = server[x].all();
            for (std::size_t y = 0; y < m_count; ++y) {
                if (x == y || !device[x].is_subset_of(device[y])) continue;
                const bool alike = device[x] == device[y];
                const bool twin = alike && x < y && m_problem.send[x] == m_problem.send[y] &&
                                  server[x] == server[y];
                const bool gate = gates && (!alike || !server[y].all() || x < y);
                if (twin || gate) m_before[y].add(x);
            }
        }
    }

    using GroupSet = boost::dynamic_bitset<std::uint64_t>;

    /// For each job the groups that it belongs to.
    [[nodiscard]] std::vector<GroupSet> groupsByJob(
        const std::vector<OrderProblem::Group>& groups) const {
        std::vector<GroupSet> result(m_count, GroupSet(groups.size()));
        for (std::size_t g = 0; g < groups.size(); ++g)
            groups[g].jobs.forEach([&](std::size_t j) { result[j].set(g); });
        return result;
    }

    /// With many jobs one child takes long enough to look at the clock each time.
    [[nodiscard]] bool outOfTime() const {
        return m_count > 64 ? m_deadline.passedNow() : m_deadline.passed();
    }

    std::vector<State> expand(const std::vector<State>& layer, std::size_t sent) {
        std::vector<State> next;
        std::unordered_map<JobMask, std::vector<std::uint32_t>> fronts;
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const State& state = layer[i];
            if (state.bound >= m_limit) continue;
            for (std::size_t job = 0; job < m_count; ++job) {
                const bool full = m_steps.size() > m_maxStates;
                if (full || outOfTime()) {
                    m_best.outOfMemory = full;
                    giveUp(std::span(layer).subspan(i), next);
                    return {};
                }
                if (state.sent.has(job) || !state.sent.contains(m_before[job])) continue;
                State child;
                child.clocks = sendNext(m_problem, state.clocks, state.sent, job);
                child.sent = state.sent.with(job);
                child.bound = bound(child);
                if (child.bound >= m_limit) continue;
                if (sent + 1 == m_count) {
                    accept(state, job, child.bound);
                    continue;
                }
                insert(next, fronts[child.sent], child, state.step, job);
            }
        }
        std::erase_if(next, [](const State& state) { return state.sent.empty(); });
        return next;
    }

    /// Keeps `child` if no state with the same jobs sent is at least as early on link and server.
    void insert(std::vector<State>& next, std::vector<std::uint32_t>& front, const State& child,
                std::uint32_t parent, std::size_t job) {
        for (const std::uint32_t other : front) {
            const LaneClocks& clocks = next[other].clocks;
            if (clocks.link <= child.clocks.link && clocks.server <= child.clocks.server) return;
        }
        std::erase_if(front, [&](std::uint32_t other) {
            const LaneClocks& clocks = next[other].clocks;
            if (clocks.link < child.clocks.link || clocks.server < child.clocks.server)
                return false;
            next[other].sent = JobMask{};  // dropped: no state of this layer has an empty set
            return true;
        });
        front.push_back(static_cast<std::uint32_t>(next.size()));
        next.push_back(child);
        next.back().step = static_cast<std::uint32_t>(m_steps.size());
        m_steps.push_back({parent, static_cast<std::uint32_t>(job)});
    }

    /// A bound below every completion of a state.
    [[nodiscard]] Nanoseconds bound(const State& state) const {
        const LaneClocks& now = state.clocks;
        Nanoseconds bound = std::max(now.server, m_deviceTotal + m_problem.deviceRest);
        Nanoseconds remainingServer;
        for (const auto& group : m_problem.server)
            if (!state.sent.contains(group.jobs)) remainingServer += group.time;
        Nanoseconds remainingSend;
        Nanoseconds firstSendEnd = kNever;
        Nanoseconds firstStart = kNever;
        Nanoseconds shortestTail = kNever;
        Nanoseconds lastLeg = kNever;
        bool any = false;
        for (std::size_t j = 0; j < m_count; ++j) {
            if (state.sent.has(j)) continue;
            any = true;
            Nanoseconds made = now.device;
            for (const auto& group : m_problem.device)
                if (group.jobs.has(j) && !group.jobs.intersects(state.sent)) made += group.time;
            const Nanoseconds start = std::max(now.link, made);
            const Nanoseconds end = start + m_problem.send[j];
            bound = std::max(bound, end + m_problem.latency + m_problem.tail[j]);
            remainingSend += m_problem.send[j];
            firstStart = std::min(firstStart, start);
            firstSendEnd = std::min(firstSendEnd, end);
            shortestTail = std::min(shortestTail, m_problem.tail[j]);
            lastLeg = std::min(lastLeg, m_problem.send[j] + m_problem.tail[j]);
        }
        if (!any) return bound;
        bound = std::max(bound, firstStart + remainingSend + m_problem.latency + shortestTail);
        bound = std::max(bound,
                         std::max(now.server, firstSendEnd + m_problem.latency) + remainingServer);
        return std::max(bound, m_deviceTotal + lastLeg + m_problem.latency);
    }

    void accept(const State& before, std::size_t job, Nanoseconds makespan) {
        m_best.order.clear();
        m_best.order.emplace_back(job);
        for (std::uint32_t at = before.step; at != kNoParent; at = m_steps[at].parent)
            m_best.order.emplace_back(m_steps[at].job);
        std::reverse(m_best.order.begin(), m_best.order.end());
        m_best.makespan = makespan;
        m_limit = makespan;
    }

    /// Keeps the states with the smallest bounds; what is dropped bounds the answer from below.
    void trim(std::vector<State>& layer) {
        if (layer.size() <= kMaxLayerStates) return;
        std::stable_sort(layer.begin(), layer.end(),
                         [](const State& a, const State& b) { return a.bound < b.bound; });
        m_dropped = std::min(m_dropped, layer[kMaxLayerStates].bound);
        m_best.outOfMemory = true;
        layer.resize(kMaxLayerStates);
    }

    void giveUp(std::span<const State> unexpanded, std::span<const State> next) {
        m_gaveUp = true;
        for (const auto states : {unexpanded, next})
            for (const State& state : states)
                m_dropped = std::min(m_dropped, state.bound);
    }

    OrderResult finish() {
        // All states with a bound below m_limit were looked at, but for the dropped ones.
        if (m_count >= 2 && m_best.lowerBound < m_limit)
            m_best.lowerBound = std::max(m_best.lowerBound, std::min(m_limit, m_dropped));
        if (m_count < 2) m_best.lowerBound = m_best.makespan;
        return std::move(m_best);
    }

    const OrderProblem& m_problem;
    const SearchDeadline& m_deadline;
    std::size_t m_count;
    std::size_t m_maxStates;        ///< fewer where a state takes more memory
    std::vector<JobMask> m_before;  ///< by job: what some optimal order sends earlier
    std::vector<Step> m_steps;
    Nanoseconds m_deviceTotal;
    Nanoseconds m_limit;  ///< only orders that are shorter matter
    Nanoseconds m_dropped = kNever;
    bool m_gaveUp = false;
    OrderResult m_best;
};

}  // namespace

OrderResult findBestOrder(const OrderProblem& problem, const SearchDeadline& deadline,
                          Nanoseconds target) {
    return OrderSearch(problem, deadline, target).run();
}

}  // namespace trilane
