#include "app/figure/gantt_chart.h"
#include "core/plan/planner.h"
#include "tests/support/gantt_lanes.h"
#include "tests/support/hand_models.h"
#include "tests/support/random_models.h"

#include <QTest>
#include <algorithm>

using namespace trilane;
using namespace trilane::test;

namespace {

std::shared_ptr<const GanttChart> chartOf(const Problem& problem, bool searching = false) {
    const auto pinned = resolvePins(*problem.model, problem.pins);
    const Planner planner(problem.model, problem.durations, std::get<PinnedSides>(pinned));
    std::vector<std::shared_ptr<const ShownPlan>> plans;
    for (Plan& plan : planner.compare(kStrategies))
        plans.push_back(showPlan(*problem.model, std::move(plan)));
    return makeGanttChart(problem.model, problem.durations, plans, searching, true);
}

std::shared_ptr<const GanttChart> chartOf(Plan plan, const Problem& problem, bool searching) {
    return makeGanttChart(problem.model, problem.durations,
                          {showPlan(*problem.model, std::move(plan))}, searching);
}

}  // namespace

class TestGanttChart : public QObject {
    Q_OBJECT

private slots:
    void theFirstRequestIsAWait() {
        // a 0-2 on the device, sent 2-6, 1 ms of latency before the server begins with b.
        Problem problem = chainProblem();
        const auto request = [&](const char* device) {
            const Planner planner(problem.model, problem.durations,
                                  std::get<PinnedSides>(resolvePins(*problem.model, {})));
            Cut cut{LayerSet(problem.model->layerCount())};
            for (const char* name = device; *name != 0; ++name)
                cut.device.set(problem.model->findLayer(std::string(1, *name))->index());
            return chartOf(planner.planCut(cut, Sequencer::Ej, Execution::Pipelined), problem,
                           false)
                ->blocks[0]
                .request;
        };
        QVERIFY(!request("a"));
        problem.durations.latency = Nanoseconds{76'000'000};
        problem.durations.requestOverhead = Nanoseconds{75'000'000};
        const auto wait = request("a");
        QVERIFY(wait.has_value());
        QCOMPARE(wait->start.count(), 7'000'000);
        QCOMPARE(wait->end.count(), 82'000'000);
        QVERIFY(!request("abc"));
    }

    void placesLeadToTheirBars() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const Problem problem = randomProblem(seed);
            const auto chart = chartOf(problem);
            QCOMPARE(chart->blocks.size(), kStrategies.size());
            for (const GanttBlock& block : chart->blocks) {
                for (std::size_t v = 0; v < problem.model->layerCount(); ++v) {
                    const GanttPlace& place = block.ofLayer[v];
                    QCOMPARE(std::size_t{block.lane(place.lane).bars[place.bar].subject}, v);
                    QVERIFY(block.runOf(place).job == block.plan->jobs.ofLayer[v]);
                }
                for (const TensorId tensor : block.plan->plan.order) {
                    const auto place = block.ofTensor(tensor);
                    QVERIFY(place && place->lane == Lane::Link);
                    QVERIFY(block.runOf(*place).job == block.plan->jobs.ofTensor(tensor));
                }
            }
        }
    }

    void runsAreOfOneJobAndWithoutPause() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const auto chart = chartOf(randomProblem(seed));
            for (const GanttBlock& block : chart->blocks) {
                for (const GanttLane& lane : block.lanes) {
                    std::uint32_t next = 0;
                    for (const GanttRun& run : lane.runs) {
                        QCOMPARE(run.first, next);
                        next += run.count;
                        QVERIFY(run.count > 0);
                        Nanoseconds length;
                        for (std::uint32_t i = run.first; i < next; ++i)
                            length += lane.bars[i].end - lane.bars[i].start;
                        QVERIFY(length == run.end - run.start);
                    }
                    QCOMPARE(std::size_t{next}, lane.bars.size());
                }
            }
        }
    }

    void criticalRunsCoverTheMakespan() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const auto chart = chartOf(randomProblem(seed));
            for (const GanttBlock& block : chart->blocks) {
                Nanoseconds clock;
                for (const GanttCriticalRun& run : block.critical) {
                    QVERIFY(run.start == clock);
                    clock = run.end;
                }
                QVERIFY(clock == block.makespan());
            }
        }
    }

    void statisticsOfAStretch() {
        GanttBlock block;
        block.lanes[0] = laneOf({{0, 100, 0}, {100, 150, 0}, {200, 300, 1}});
        block.lanes[2] = laneOf({{90, 110, 0}});
        const SpanStatistics all = spanStatistics(block, Nanoseconds{0}, Nanoseconds{400});
        QCOMPARE(all.busy[0].count(), std::int64_t{250});
        QCOMPARE(all.busy[1].count(), std::int64_t{0});
        QCOMPARE(all.busy[2].count(), std::int64_t{20});
        QCOMPARE(all.busyShare(Lane::Device), 0.625);
        const SpanStatistics part = spanStatistics(block, Nanoseconds{100}, Nanoseconds{220});
        QCOMPARE(part.busy[0].count(), std::int64_t{70});
        QCOMPARE(part.busy[2].count(), std::int64_t{10});
        const SpanStatistics none = spanStatistics(block, Nanoseconds{160}, Nanoseconds{160});
        QCOMPARE(none.busyShare(Lane::Device), 0.0);
    }

    void wholeLanesAreAsBusyAsTheirBars() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const Problem problem = randomProblem(seed);
            const auto chart = chartOf(problem);
            for (const GanttBlock& block : chart->blocks) {
                const SpanStatistics all = spanStatistics(block, Nanoseconds{0}, block.makespan());
                for (const Lane lane : kLanes) {
                    Nanoseconds sum;
                    for (const GanttBar& bar : block.lane(lane).bars)
                        sum += bar.end - bar.start;
                    QVERIFY(all.busy[static_cast<std::size_t>(lane)] == sum);
                }
            }
        }
    }

    void proofStates() {
        const Problem problem = paperProblem();
        const auto pinned = std::get<PinnedSides>(resolvePins(*problem.model, problem.pins));
        const Planner planner(problem.model, problem.durations, pinned);
        Plan plan = planner.plan(Strategy::Ej);
        plan.lowerBound = plan.makespan();
        const auto proof = [&](bool searching) {
            return chartOf(plan, problem, searching)->blocks[0].proof;
        };
        QVERIFY(proof(true) == GanttProof::Optimal);
        plan.lowerBound = Nanoseconds{1};
        plan.searchEnd = SearchEnd::Complete;
        QVERIFY(proof(true) == GanttProof::Above);
        plan.searchEnd = SearchEnd::TimeLimit;
        QVERIFY(proof(false) == GanttProof::AtMost);
        QVERIFY(proof(true) == GanttProof::Searching);
    }
};

QTEST_APPLESS_MAIN(TestGanttChart)
#include "test_gantt_chart.moc"
