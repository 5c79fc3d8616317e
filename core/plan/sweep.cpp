#include "core/plan/sweep.h"

#include "core/plan/planner.h"

#include <tbb/info.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

/// A point on its way from the thread that solved it to the callback.
struct Solved {
    std::size_t place = 0;
    SweepPoint point;
    bool stopped = false;
};

/// Solves the points of `order` in parallel and hands them on in that order.
void solveInOrder(const SweepProblem& problem, const std::vector<double>& mbps,
                  const std::vector<std::size_t>& order, const SweepLimits& limits,
                  const std::function<void(Solved&)>& take) {
    // TBB has no more threads than the machine runs at once, and says so on standard error.
    const int most = tbb::info::default_concurrency();
    const int threads = limits.threads > 0 ? std::min(limits.threads, most) : most;
    std::size_t next = 0;
    const auto source = tbb::make_filter<void, std::size_t>(
        tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) -> std::size_t {
            if (next == order.size() || limits.stop.stop_requested()) {
                control.stop();
                return 0;
            }
            return order[next++];
        });
    const auto work =
        tbb::make_filter<std::size_t, Solved>(tbb::filter_mode::parallel, [&](std::size_t place) {
            Solved solved{place, solveAt(problem, mbps[place], limits), false};
            // A search that was stopped gives the best it had: not what was asked for.
            solved.stopped = limits.stop.stop_requested();
            return solved;
        });
    const auto sink = tbb::make_filter<Solved, void>(tbb::filter_mode::serial_in_order,
                                                     [&](Solved solved) { take(solved); });
    tbb::task_arena arena(threads);
    // Some more than threads, so that a slow point does not make the others wait for its turn.
    const auto inFlight = 4 * static_cast<std::size_t>(threads);
    arena.execute([&] { tbb::parallel_pipeline(inFlight, source & work & sink); });
}

class BreakPointSearch {
public:
    BreakPointSearch(const SweepProblem& problem, std::size_t strategy, const SweepLimits& limits)
        : m_problem(problem), m_limits(limits) {
        m_problem.strategies = {problem.strategies[strategy]};
    }

    void between(double low, const Cut& before, double high, const Cut& after) {
        constexpr double kRatio = 1.001;
        if (before == after || m_limits.stop.stop_requested()) return;
        const double middle = std::sqrt(low * high);
        if (high <= low * kRatio || middle <= low || middle >= high) {
            m_found.push_back({low, high, before, after});
            return;
        }
        const SweepPoint point = solveAt(m_problem, middle, m_limits);
        if (point.values.empty()) return;
        between(low, before, middle, point.values.front().cut);
        between(middle, point.values.front().cut, high, after);
    }

    std::vector<BreakPoint> take() { return std::move(m_found); }

private:
    SweepProblem m_problem;
    const SweepLimits& m_limits;
    std::vector<BreakPoint> m_found;
};

}  // namespace

SweepPoint solveAt(const SweepProblem& problem, double mbps, const SweepLimits& limits) {
    SweepPoint point;
    point.mbps = mbps;
    CostSources sources = problem.sources;
    sources.network.mbps = mbps;
    auto computed = computeDurations(*problem.model, sources);
    if (auto* fault = std::get_if<CostFault>(&computed)) {
        point.fault = std::move(*fault);
        return point;
    }
    const Planner planner(problem.model, std::get<Durations>(std::move(computed)), problem.pins);
    for (Plan& plan : planner.compare(problem.strategies, {limits.time, limits.stop}))
        point.values.push_back({plan.makespan(), std::move(plan.cut), plan.searchComplete});
    return point;
}

std::vector<SweepPoint> sweep(const SweepProblem& problem, const SweepRange& range,
                              const SweepLimits& limits, const SweepCallback& onPoint) {
    const std::vector<double> mbps = bandwidths(range);
    std::vector<SweepPoint> points(mbps.size());
    std::size_t solved = 0;
    solveInOrder(problem, mbps, coarseToFine(mbps.size()), limits, [&](Solved& each) {
        if (each.stopped) return;
        if (onPoint) onPoint(each.place, each.point);
        points[each.place] = std::move(each.point);
        ++solved;
    });
    if (solved < points.size()) points.clear();
    return points;
}

std::vector<BreakPoint> findBreakPoints(const SweepProblem& problem, std::size_t strategy,
                                        const std::vector<SweepPoint>& points,
                                        const SweepLimits& limits) {
    BreakPointSearch search(problem, strategy, limits);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const SweepPoint& low = points[i];
        const SweepPoint& high = points[i + 1];
        if (!low.values.empty() && !high.values.empty())
            search.between(low.mbps, low.values[strategy].cut, high.mbps,
                           high.values[strategy].cut);
    }
    return search.take();
}

}  // namespace trilane
