#include "core/plan/planner.h"
#include "core/plan/wide_search.h"
#include "core/schedule/executor.h"
#include "tests/support/random_models.h"
#include "tests/support/wide_models.h"

#include <tbb/task_arena.h>

#include <QTest>
#include <array>
#include <chrono>
#include <numeric>
#include <optional>

using namespace trilane;
using namespace trilane::test;

namespace {

SearchDeadline noDeadline() {
    return {std::chrono::hours(1), {}};
}

/// Everything that lies on the device if the pins allow: a plan to begin with.
FoundPlan startOf(const TimedModel& timed, const PinnedSides& pins, Objective objective) {
    Cut cut{pins.server};
    cut.device.flip();
    return *solveCut(timed, timed.toBlockCut(cut), objective, kNever, noDeadline()).plan;
}

std::vector<std::size_t> allBlocks(const TimedModel& timed) {
    std::vector<std::size_t> blocks(timed.blocks().count());
    std::iota(blocks.begin(), blocks.end(), std::size_t{0});
    return blocks;
}

/// The blocks that pins leave open are for the caller to choose; without pins it is all of them.
WideResult searchAll(const TimedModel& timed, Objective objective,
                     const ProgressCallback& progress = {}) {
    const PinnedSides none{LayerSet(timed.model().layerCount()),
                           LayerSet(timed.model().layerCount())};
    return searchBlocks(timed, none, objective, allBlocks(timed), startOf(timed, none, objective),
                        noDeadline(), progress);
}

}  // namespace

/// The search for wide graphs on small ones, where the plain walk over all cuts is known to be
/// right.
class TestWideSearch : public QObject {
    Q_OBJECT

private slots:
    void equalsThePlainWalk();
    void equalsThePlainWalkOnWideModels();
    void boundsAndPlansNeverContradict();
    void threadsDoNotChangeTheResult();
    void stopLeavesPlanAndBound();
};

void TestWideSearch::equalsThePlainWalk() {
    int searched = 0;
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        const Problem problem = randomProblem(3'000'000 + seed);
        const PinnedSides pins = std::get<PinnedSides>(resolvePins(*problem.model, {}));
        const Planner planner(problem.model, problem.durations, pins);
        const TimedModel timed(problem.model, problem.durations);
        const auto expected = planner.compare(std::array{Strategy::Ej, Strategy::Optimal});
        const WideResult best = searchAll(timed, Objective::BestOrder);
        const WideResult ej = searchAll(timed, Objective::EjOrder);
        QVERIFY2(best.best.makespan == expected[1].makespan() &&
                     best.openBound == expected[1].makespan() &&
                     ej.best.makespan == expected[0].makespan(),
                 (std::to_string(seed) + "\n" + describe(problem)).c_str());
        const Schedule schedule =
            execute(*problem.model, problem.durations, timed.toCut(best.best.cut), best.best.order,
                    Execution::Pipelined);
        QCOMPARE(schedule.makespan.count(), best.best.makespan.count());
        if (startOf(timed, pins, Objective::BestOrder).makespan > best.best.makespan) ++searched;
    }
    QVERIFY(searched > 1000);
}

/// The random problems are too small for some bounds to come in: an image that is long under way,
/// and branches that hang on it.
void TestWideSearch::equalsThePlainWalkOnWideModels() {
    constexpr std::array kMbps{20.0, 40.0, 80.0, 160.0, 300.0};
    int several = 0;
    for (std::uint64_t seed = 1; seed <= 1200; ++seed) {
        const WideShape shape = kWideShapes[seed % std::size(kWideShapes)];
        const WideCosts costs = seed % 3 == 0 ? WideCosts::Shrinking : WideCosts::Shared;
        const Problem problem =
            wideProblem(shape, 8 + seed % 25, seed, kMbps[seed / 7 % kMbps.size()], costs);
        const Planner planner(problem.model, problem.durations,
                              std::get<PinnedSides>(resolvePins(*problem.model, {})));
        const TimedModel timed(problem.model, problem.durations);
        const auto expected = planner.compare(std::array{Strategy::Ej, Strategy::Optimal});
        const WideResult best = searchAll(timed, Objective::BestOrder);
        const WideResult ej = searchAll(timed, Objective::EjOrder);
        QVERIFY2(best.best.makespan == expected[1].makespan() &&
                     best.openBound == expected[1].makespan() &&
                     ej.best.makespan == expected[0].makespan(),
                 (std::to_string(seed) + "\n" + describe(problem)).c_str());
        if (best.best.order.size() > 2) ++several;
    }
    QVERIFY(several > 150);
}

void TestWideSearch::boundsAndPlansNeverContradict() {
    for (std::uint64_t seed = 1; seed <= 10'000; ++seed) {
        Nanoseconds highestBound;
        Nanoseconds shortest = kNever;
        const auto note = [&](const SearchProgress& progress) {
            highestBound = std::max(highestBound, progress.lowerBound);
            shortest = std::min(shortest, progress.makespan);
        };
        const Problem problem = randomProblem(4'000'000 + seed);
        const TimedModel timed(problem.model, problem.durations);
        const WideResult result = searchAll(timed, Objective::BestOrder, note);
        shortest = std::min(shortest, result.best.makespan);
        highestBound = std::max(highestBound, result.openBound);
        QVERIFY2(highestBound <= shortest,
                 (std::to_string(seed) + "\n" + describe(problem)).c_str());
    }
}

void TestWideSearch::threadsDoNotChangeTheResult() {
    for (const WideShape shape : {WideShape::Towers, WideShape::SeriesParallel, WideShape::Unet}) {
        const Problem problem = wideProblem(shape, 60, 2, 160, WideCosts::Shared);
        const TimedModel timed(problem.model, problem.durations);
        const auto withThreads = [&](int count) {
            std::optional<WideResult> result;
            tbb::task_arena arena(count);
            arena.execute([&] { result = searchAll(timed, Objective::BestOrder); });
            return *std::move(result);
        };
        const WideResult one = withThreads(1);
        QVERIFY(one.openBound == one.best.makespan);
        for (const int count : {1, 2, 2}) {
            const WideResult several = withThreads(count);
            QVERIFY(several.openBound == several.best.makespan);
            QCOMPARE(several.best.makespan.count(), one.best.makespan.count());
            QVERIFY(timed.toCut(several.best.cut) == timed.toCut(one.best.cut));
            QVERIFY(several.best.order == one.best.order);
        }
    }
}

void TestWideSearch::stopLeavesPlanAndBound() {
    const Problem problem = wideProblem(WideShape::Towers, 400, 1, 160, WideCosts::Shared);
    const TimedModel timed(problem.model, problem.durations);
    const PinnedSides none{LayerSet(timed.model().layerCount()),
                           LayerSet(timed.model().layerCount())};
    std::stop_source stop;
    int reports = 0;
    const auto stopSoon = [&](const SearchProgress& progress) {
        QVERIFY(progress.lowerBound <= progress.makespan);
        if (++reports == 3) stop.request_stop();
    };
    const WideResult result =
        searchBlocks(timed, none, Objective::BestOrder, allBlocks(timed),
                     startOf(timed, none, Objective::BestOrder),
                     SearchDeadline(std::chrono::hours(24), stop.get_token()), stopSoon);
    QCOMPARE(reports, 3);
    QVERIFY(result.openBound > Nanoseconds{});
    QVERIFY(result.openBound < result.best.makespan);
    const Schedule schedule =
        execute(*problem.model, problem.durations, timed.toCut(result.best.cut), result.best.order,
                Execution::Pipelined);
    QCOMPARE(schedule.makespan.count(), result.best.makespan.count());
}

QTEST_APPLESS_MAIN(TestWideSearch)
#include "test_wide_search.moc"
