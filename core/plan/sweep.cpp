#include "core/plan/sweep.h"

#include "core/plan/ordered_pipeline.h"
#include "core/plan/planner.h"

#include <cmath>
#include <utility>

namespace trilane {
namespace {

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
        point.values.push_back({plan.makespan(), std::move(plan.cut), plan.searchComplete()});
    return point;
}

std::vector<SweepPoint> sweep(const SweepProblem& problem, const SweepRange& range,
                              const SweepLimits& limits, const SweepCallback& onPoint) {
    const std::vector<double> mbps = bandwidths(range);
    std::vector<SweepPoint> points(mbps.size());
    std::size_t solved = 0;
    workInOrder<std::size_t, SweepPoint>(
        coarseToFine(mbps.size()), limits.threads, limits.stop,
        [&](const std::size_t& place) { return solveAt(problem, mbps[place], limits); },
        [&](const std::size_t& place, SweepPoint& point) {
            if (onPoint) onPoint(place, point);
            points[place] = std::move(point);
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
