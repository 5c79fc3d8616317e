#include "app/gui/sweep/sweep_runner.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace trilane {
namespace {

/// Of each search: a rough curve now is worth more than an exact one later.
constexpr std::chrono::milliseconds kSearchTime{50};
/// Fewer points show no shape; the old curves are better.
constexpr std::size_t kFirstShown = 9;

/// Planning what is on show goes before: on Linux the niceness is the thread's own.
void yieldToOthers() {
#ifdef __linux__
    constexpr int kNice = 10;
    (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);
#endif
}

SweptCurves curvesOf(const SweepProblem& problem, const SweepRange& range,
                     const std::vector<SweepPoint>& points) {
    return {range, makeCurveContent(problem.strategies, range, points).series, {}, false};
}

bool allProven(const std::vector<SweepPoint>& points, std::size_t strategy) {
    return std::all_of(points.begin(), points.end(), [strategy](const SweepPoint& point) {
        return point.values.empty() || point.values[strategy].proven;
    });
}

void runSweep(const SweepProblem& problem, const SweepRange& range, LatestJob::Run& run,
              const std::function<void(SweptCurves)>& show) {
    yieldToOthers();
    const SweepLimits limits{kSearchTime, run.superseded(), 1};
    std::vector<SweepPoint> soFar(range.points);
    std::size_t solved = 0;
    const std::vector<SweepPoint> points =
        sweep(problem, range, limits, [&](std::size_t place, const SweepPoint& point) {
            soFar[place] = point;
            if (++solved >= kFirstShown)
                run.progress([show, curves = curvesOf(problem, range, soFar)] { show(curves); });
        });
    if (points.empty()) return;
    SweptCurves curves = curvesOf(problem, range, points);
    const std::size_t optimal = problem.strategies.size() - 1;
    if (allProven(points, optimal))
        for (const BreakPoint& point : findBreakPoints(problem, optimal, points, limits))
            curves.breaks.push_back(point.mbpsLow);
    if (run.superseded().stop_requested()) return;
    curves.complete = true;
    run.deliver([show, curves = std::move(curves)] { show(curves); });
}

}  // namespace

SweepRunner::SweepRunner(QObject* parent) : QObject(parent), m_job([this] { emit finished(); }) {}

void SweepRunner::request(const Snapshot& snapshot, const SweepRange& range) {
    Question question{snapshot.base, snapshot.project, range};
    question.project.view = {};
    question.project.link.mbps = 0;
    question.project.link.name.clear();
    if (m_question == question) return;
    m_question = std::move(question);
    ++m_sweeps;
    const SweepProblem problem{snapshot.model,
                               snapshot.sources,
                               snapshot.pinned,
                               {kStrategies.begin(), kStrategies.end()}};
    const auto show = [this](SweptCurves curves) {
        m_curves = std::move(curves);
        emit changed();
    };
    m_job.request([problem, range, show](LatestJob::Run& run) {
        try {
            runSweep(problem, range, run, show);
        } catch (const std::exception&) {
            // Out of memory, most likely: the curve stays as it was, and planning will tell.
        }
    });
}

void SweepRunner::clear() {
    m_job.cancel();
    m_question.reset();
    if (!m_curves) return;
    m_curves.reset();
    emit changed();
}

}  // namespace trilane

#include "moc_sweep_runner.cpp"
