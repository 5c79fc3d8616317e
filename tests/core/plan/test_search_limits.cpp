#include "core/partition/dsl_cut.h"
#include "core/plan/make_document.h"
#include "core/plan/planner.h"
#include "core/plan/validator.h"
#include "tests/support/random_models.h"
#include "tests/support/wide_models.h"

#include <QTest>
#include <chrono>

using namespace trilane;
using namespace trilane::test;

namespace {

Planner plannerFor(const Problem& problem) {
    return {problem.model, problem.durations,
            std::get<PinnedSides>(resolvePins(*problem.model, problem.pins))};
}

SearchLimits noTime() {
    SearchLimits limits;
    limits.time = std::chrono::nanoseconds(0);
    return limits;
}

}  // namespace

/// A search that is ended early must still return a plan and a bound that are true.
class TestSearchLimits : public QObject {
    Q_OBJECT

private slots:
    void loadBoundIsBelowTheOptimum();
    void endedSearchesKeepTheirWord();
    void stopRequestEndsAtOnce();
    void littleMemoryEndsTheSearch();
    void refusesWhatMemoryWouldNotHold();
    void tenThousandBranchesEndToo();
    void wideModelsAreProven();
    void sameResultOnEveryRun();
};

void TestSearchLimits::loadBoundIsBelowTheOptimum() {
    int tight = 0;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        const Problem problem = randomProblem(seed);
        const PinnedSides pins = std::get<PinnedSides>(resolvePins(*problem.model, {}));
        const Nanoseconds bound =
            loadBound(*problem.model, problem.durations, pins, {std::chrono::hours(1), {}});
        const Plan best = plannerFor(problem).plan(Strategy::Optimal);
        QVERIFY2(bound <= best.makespan(), describe(problem).c_str());
        if (2 * bound.count() >= best.makespan().count()) ++tight;
    }
    QVERIFY(tight > 300);  // at least half of the optimum in a good part of the cases
}

void TestSearchLimits::endedSearchesKeepTheirWord() {
    int unproven = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const auto shape = kWideShapes[seed % std::size(kWideShapes)];
        const Problem problem = wideProblem(shape, 20 + seed % 30, seed);
        const Planner planner = plannerFor(problem);
        const Nanoseconds optimum = planner.plan(Strategy::Optimal).makespan();
        const auto plans = planner.compare(kStrategies, noTime());
        for (const Plan& plan : plans) {
            QVERIFY(plans.back().makespan() <= plan.makespan());
            QVERIFY(plan.lowerBound <= optimum);
            QVERIFY(plan.lowerBound <= plan.cutLowerBound);
            QVERIFY(plan.cutLowerBound <= plan.makespan());
            QVERIFY(plan.makespan() >= optimum);
            if (!plan.optimal()) ++unproven;
            const auto violations =
                validatePlan(makeDocument(plan, *problem.model, problem.durations, problem.sources),
                             *problem.model);
            QVERIFY2(violations.empty(),
                     violations.empty()
                         ? ""
                         : (violations[0].place + ": " + violations[0].found).c_str());
        }
    }
    QVERIFY(unproven > 100);
}

void TestSearchLimits::stopRequestEndsAtOnce() {
    const Problem problem = wideProblem(WideShape::Towers, 800, 1);
    std::stop_source stop;
    stop.request_stop();
    SearchLimits limits;
    limits.time = std::chrono::hours(24);
    limits.stop = stop.get_token();
    // Without the stop this search takes seconds; a day's limit must not matter.
    const Plan plan = plannerFor(problem).plan(Strategy::Optimal, limits);
    QVERIFY(plan.searchEnd == SearchEnd::Stopped);
    QVERIFY(plan.lowerBound > Nanoseconds{});
    QVERIFY(plan.lowerBound < plan.makespan());
}

void TestSearchLimits::littleMemoryEndsTheSearch() {
    const Problem problem = wideProblem(WideShape::Towers, 200, 1, 160, WideCosts::Shared);
    SearchLimits limits;
    limits.time = std::chrono::hours(24);
    limits.memory = 50'000;
    const Plan plan = plannerFor(problem).plan(Strategy::Optimal, limits);
    QVERIFY(plan.searchEnd == SearchEnd::MemoryLimit);
    QVERIFY(!plan.optimal());
    QVERIFY(plan.lowerBound > Nanoseconds{});
    QVERIFY(validatePlan(makeDocument(plan, *problem.model, problem.durations, problem.sources),
                         *problem.model)
                .empty());
    const Plan best = plannerFor(problem).plan(Strategy::Optimal);
    QVERIFY(best.searchEnd == SearchEnd::Complete);
    QVERIFY(best.optimal());
    QVERIFY(plan.lowerBound < best.makespan());
    QVERIFY(best.makespan() <= plan.makespan());
}

void TestSearchLimits::refusesWhatMemoryWouldNotHold() {
    const Problem problem = wideProblem(WideShape::Towers, 80, 1);
    const std::size_t largest = SeriesBlocks(*problem.model).largest();
    QVERIFY(largest > 60);
    QVERIFY(!findPlanningFault(*problem.model));
    QVERIFY(!findPlanningFault(*problem.model, largest));
    const auto fault = findPlanningFault(*problem.model, largest - 1);
    QVERIFY(fault);
    QCOMPARE(fault->found, std::to_string(largest) +
                               " layers side by side, between which no single layer separates "
                               "the graph");
    QCOMPARE(fault->expected, "at most " + std::to_string(largest - 1) + " such layers");
}

void TestSearchLimits::tenThousandBranchesEndToo() {
    // Nothing before the first look at the clock may grow with jobs x jobs x layers.
    ModelDescription description;
    description.inputs = {"x"};
    description.tensors["x"].bytes = Bytes{1000};
    LayerDescription join;
    join.name = "join";
    join.outputs = {"join"};
    join.deviceTime = join.serverTime = Nanoseconds{1'000};
    for (int i = 0; i < 10'000; ++i) {
        LayerDescription layer;
        layer.name = "branch" + std::to_string(i);
        layer.inputs = {"x"};
        layer.outputs = {layer.name};
        layer.deviceTime = Nanoseconds{1'000 + i % 7};
        layer.serverTime = Nanoseconds{10 + i % 3};
        description.tensors[layer.name].bytes = Bytes{1 + i % 11};
        join.inputs.push_back(layer.name);
        description.layers.push_back(std::move(layer));
    }
    description.layers.push_back(std::move(join));
    Problem problem;
    problem.model =
        std::make_shared<const Model>(std::get<Model>(buildModel(std::move(description))));
    problem.sources.network.mbps = 50;
    problem.durations = std::get<Durations>(computeDurations(*problem.model, problem.sources));
    for (const Plan& plan : plannerFor(problem).compare(kStrategies, noTime())) {
        QVERIFY(plan.lowerBound <= plan.makespan());
        QVERIFY(plan.lowerBound > Nanoseconds{});
    }
}

void TestSearchLimits::wideModelsAreProven() {
    for (const WideShape shape : kWideShapes) {
        const Problem problem = wideProblem(shape, 60, 7);
        SearchLimits limits;
        limits.time = std::chrono::minutes(10);
        const auto plans = plannerFor(problem).compare(kStrategies, limits);
        QVERIFY2(plans.back().optimal(), std::string(name(shape)).c_str());
        for (const Plan& plan : plans) {
            QVERIFY(plan.lowerBound <= plan.makespan());
            QVERIFY(
                validatePlan(makeDocument(plan, *problem.model, problem.durations, problem.sources),
                             *problem.model)
                    .empty());
        }
    }
}

void TestSearchLimits::sameResultOnEveryRun() {
    for (const WideShape shape : kWideShapes) {
        const Problem problem = wideProblem(shape, 40, 3);
        const auto first = plannerFor(problem).compare(kStrategies);
        const auto second = plannerFor(problem).compare(kStrategies);
        for (std::size_t i = 0; i < first.size(); ++i) {
            QVERIFY(first[i].cut == second[i].cut);
            QVERIFY(first[i].order == second[i].order);
            // Asked for alone, a strategy gives the plan that it gives among others.
            const Plan alone = plannerFor(problem).plan(kStrategies[i]);
            QVERIFY(alone.cut == first[i].cut);
            QVERIFY(alone.order == first[i].order);
            QVERIFY(alone.lowerBound == first[i].lowerBound);
        }
    }
}

QTEST_APPLESS_MAIN(TestSearchLimits)
#include "test_search_limits.moc"
