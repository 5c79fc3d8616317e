#include "core/plan/planner.h"
#include "core/plan/sweep.h"
#include "tests/support/hand_models.h"
#include "tests/support/random_models.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace trilane {
namespace {

/// "low high points", or what is said about it.
std::string read(std::string_view text) {
    const auto parsed = parseSweepRange(text);
    if (const auto* fault = std::get_if<SweepRangeFault>(&parsed))
        return fault->found + "; expected " + fault->expected;
    const auto& range = std::get<SweepRange>(parsed);
    return QString("%1 %2 %3")
        .arg(range.low)
        .arg(range.high)
        .arg(static_cast<qulonglong>(range.points))
        .toStdString();
}

SweepProblem problemOf(const test::Problem& problem, std::vector<Strategy> strategies) {
    return {problem.model, problem.sources, std::get<PinnedSides>(resolvePins(*problem.model, {})),
            std::move(strategies)};
}

/// One layer of 10 ms on the device and 1 ms on the server behind an input of 1,000 bytes, which
/// takes 8 ms at 1 Mbps: from 8/9 Mbps on the server is quicker.
SweepProblem oneLayer() {
    ModelDescription description;
    description.name = "one";
    description.inputs = {"x"};
    description.tensors["x"].bytes = Bytes{1'000};
    LayerDescription layer;
    layer.name = "y";
    layer.op = "Conv";
    layer.inputs = {"x"};
    layer.outputs = {"y"};
    layer.deviceTime = Nanoseconds{10'000'000};
    layer.serverTime = Nanoseconds{1'000'000};
    description.layers = {layer};
    description.outputs = {"y"};
    auto model = std::make_shared<const Model>(std::get<Model>(buildModel(description)));
    CostSources sources;
    sources.network.mbps = 1;
    auto pins = std::get<PinnedSides>(resolvePins(*model, {}));
    return {model, sources, pins, {Strategy::Local, Strategy::Remote, Strategy::Ej}};
}

}  // namespace

class TestSweep : public QObject {
    Q_OBJECT

private slots:
    void rangesAsText() {
        QCOMPARE(read("0.1:100:60"), std::string("0.1 100 60"));
        QCOMPARE(read("1:2"), std::string("1 2 60"));
        QCOMPARE(read("1e-3:1e3:2"), std::string("0.001 1000 2"));
        const std::string form = "; expected LOW:HIGH or LOW:HIGH:POINTS, as in 0.1:100:60";
        for (const char* text : {"", "1", "1:", ":2", "1:2:", "1:2:3:4", "a:2", "1:2:x", "1:2:-3",
                                 "1:2:3.5", " 1:2", "1,5:2"})
            QCOMPARE(read(text), "'" + std::string(text) + "'" + form);
        QCOMPARE(read("2:1"), std::string("'2:1'; expected a low end below the high end"));
        QCOMPARE(read("2:2"), std::string("'2:2'; expected a low end below the high end"));
        QCOMPARE(read("1:2:1"), std::string("'1:2:1'; expected 2 to 10,000 points"));
        QCOMPARE(read("1:2:10001"), std::string("'1:2:10001'; expected 2 to 10,000 points"));
        for (const char* text : {"0:1", "-1:1", "1:inf", "nan:1", "1:1e10"})
            QCOMPARE(read(text), "'" + std::string(text) +
                                     "'; expected bandwidths from 0.000001 to 1,000,000,000 Mbps");
    }

    void bandwidthsStandAtEqualRatios() {
        const std::vector<double> values = bandwidths({0.1, 100, 60});
        QCOMPARE(values.size(), std::size_t{60});
        QCOMPARE(values.front(), 0.1);
        QCOMPARE(values.back(), 100.0);
        for (std::size_t i = 0; i + 1 < values.size(); ++i)
            QVERIFY(std::abs(values[i + 1] / values[i] - std::pow(1000.0, 1.0 / 59)) < 1e-9);
    }

    void coarseToFineCoversTheRangeAtAnyTime() {
        QCOMPARE(coarseToFine(0), std::vector<std::size_t>{});
        QCOMPARE(coarseToFine(1), std::vector<std::size_t>{0});
        QCOMPARE(coarseToFine(5), (std::vector<std::size_t>{0, 4, 2, 1, 3}));
        for (const std::size_t count : {2U, 3U, 17U, 60U, 100U}) {
            std::vector<std::size_t> places = coarseToFine(count);
            std::vector<std::size_t> all(count);
            std::iota(all.begin(), all.end(), std::size_t{0});
            // After k of them no gap is wider than twice the narrowest that k could leave.
            for (std::size_t k = 2; k <= count; ++k) {
                std::vector<std::size_t> seen(places.begin(),
                                              places.begin() + static_cast<std::ptrdiff_t>(k));
                std::sort(seen.begin(), seen.end());
                std::size_t widest = 0;
                for (std::size_t i = 0; i + 1 < k; ++i)
                    widest = std::max(widest, seen[i + 1] - seen[i]);
                const std::size_t best = (count - 2) / (k - 1) + 1;
                QVERIFY(widest <= 2 * best);
            }
            std::sort(places.begin(), places.end());
            QCOMPARE(places, all);
        }
    }

    void everyPointIsWhatThePlannerSays() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const test::Problem problem = test::randomProblem(seed);
            const SweepProblem open = problemOf(problem, {kStrategies.begin(), kStrategies.end()});
            const std::vector<SweepPoint> points = sweep(open, {0.01, 50, 9});
            QCOMPARE(points.size(), std::size_t{9});
            for (const SweepPoint& point : points) {
                CostSources sources = problem.sources;
                sources.network.mbps = point.mbps;
                const Planner planner(
                    problem.model, std::get<Durations>(computeDurations(*problem.model, sources)),
                    open.pins);
                const std::vector<Plan> plans = planner.compare(kStrategies);
                QCOMPARE(point.values.size(), plans.size());
                for (std::size_t s = 0; s < plans.size(); ++s) {
                    QCOMPARE(point.values[s].makespan.count(), plans[s].makespan().count());
                    QVERIFY(point.values[s].cut == plans[s].cut);
                    QVERIFY(point.values[s].proven);
                }
            }
        }
    }

    void resultAndOrderDoNotDependOnThreads() {
        const SweepProblem problem =
            problemOf(test::paperProblem(), {Strategy::Ej, Strategy::Optimal, Strategy::Dsl});
        const SweepRange range{0.05, 200, 33};
        const auto run = [&](int threads) {
            std::vector<std::size_t> order;
            SweepLimits limits;
            limits.threads = threads;
            const auto points =
                sweep(problem, range, limits,
                      [&](std::size_t place, const SweepPoint&) { order.push_back(place); });
            return std::pair(points, order);
        };
        const auto serial = run(1);
        const auto parallel = run(4);
        QCOMPARE(serial.second, coarseToFine(range.points));
        QCOMPARE(parallel.second, serial.second);
        QCOMPARE(parallel.first.size(), serial.first.size());
        for (std::size_t i = 0; i < serial.first.size(); ++i) {
            QCOMPARE(parallel.first[i].mbps, serial.first[i].mbps);
            QVERIFY(parallel.first[i].values == serial.first[i].values);
        }
    }

    void moreBandwidthIsNeverSlower() {
        const SweepProblem problem =
            problemOf(test::paperProblem(), {Strategy::Optimal, Strategy::Remote});
        const auto points = sweep(problem, {0.01, 1'000, 40});
        for (std::size_t i = 0; i + 1 < points.size(); ++i)
            for (std::size_t s = 0; s < 2; ++s)
                QVERIFY(points[i + 1].values[s].makespan <= points[i].values[s].makespan);
    }

    void aStopLeavesNothingHalf() {
        std::stop_source source;
        SweepLimits limits;
        limits.stop = source.get_token();
        limits.threads = 1;
        std::size_t seen = 0;
        const auto points = sweep(problemOf(test::diamondProblem(), {Strategy::Ej}), {0.1, 10, 50},
                                  limits, [&](std::size_t, const SweepPoint&) {
                                      if (++seen == 3) source.request_stop();
                                  });
        QVERIFY(points.empty());
        QVERIFY(seen < 50);
    }

    void bandwidthsTooLowForAnyTimeAreToldPointByPoint() {
        // 10^6 bytes at 10^-6 Mbps take 8·10^6 s, more than kMaxTime.
        SweepProblem problem = oneLayer();
        ModelDescription description = problem.model->describe();
        description.tensors["x"].bytes = Bytes{1'000'000};
        problem.model = std::make_shared<const Model>(std::get<Model>(buildModel(description)));
        const auto points = sweep(problem, {1e-6, 1, 3});
        QVERIFY(points[0].fault && points[0].values.empty());
        QCOMPARE(points[0].fault->subject, std::string("tensor 'x' on the link"));
        QVERIFY(!points[2].fault && points[2].values.size() == 3);
        QVERIFY(findBreakPoints(problem, 2, points).empty());
    }

    void breakPointsAreFoundToATenthOfAPercent() {
        const SweepProblem problem = oneLayer();
        const auto points = sweep(problem, {0.1, 10, 7});
        QVERIFY(findBreakPoints(problem, 0, points).empty());
        const auto found = findBreakPoints(problem, 2, points);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found[0].mbpsLow <= 8.0 / 9 && 8.0 / 9 <= found[0].mbpsHigh);
        QVERIFY(found[0].mbpsHigh <= found[0].mbpsLow * 1.001);
        QCOMPARE(found[0].before.device.count(), std::size_t{1});
        QCOMPARE(found[0].after.device.count(), std::size_t{0});
    }

    void breakPointsAreWhereAFineScanSeesThem() {
        // Every cut of a fine scan against what is found from every 30th of its bandwidths.
        constexpr std::size_t kStep = 30;
        const SweepRange fine{0.5, 200, 20 * kStep + 1};
        std::size_t single = 0;
        test::RandomProblemOptions options;
        options.minLayers = 6;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const SweepProblem problem =
                problemOf(test::randomProblem(seed, options),
                          {seed % 2 == 0 ? Strategy::Optimal : Strategy::Dsl});
            const auto scan = sweep(problem, fine);
            std::vector<SweepPoint> coarse;
            for (std::size_t i = 0; i < scan.size(); i += kStep)
                coarse.push_back(scan[i]);
            const auto found = findBreakPoints(problem, 0, coarse);
            for (const BreakPoint& point : found) {
                QVERIFY(point.mbpsHigh <= point.mbpsLow * 1.001);
                QVERIFY(solveAt(problem, point.mbpsLow).values[0].cut == point.before);
                QVERIFY(solveAt(problem, point.mbpsHigh).values[0].cut == point.after);
            }
            for (std::size_t i = 0; i + kStep < scan.size(); i += kStep) {
                std::vector<std::size_t> changes;
                for (std::size_t j = i; j < i + kStep; ++j)
                    if (scan[j].values[0].cut != scan[j + 1].values[0].cut) changes.push_back(j);
                if (changes.size() != 1) continue;
                const double low = scan[changes[0]].mbps;
                const double high = scan[changes[0] + 1].mbps;
                const auto near = [&](const BreakPoint& point) {
                    return point.mbpsLow <= high && low <= point.mbpsHigh;
                };
                QVERIFY2(std::any_of(found.begin(), found.end(), near),
                         qPrintable(QString("seed %1, %2 Mbps").arg(seed).arg(low)));
                ++single;
            }
        }
        QVERIFY2(single > 20, qPrintable(QString::number(single)));
    }

    void breakPointsJoinUp() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const SweepProblem problem = problemOf(test::randomProblem(seed), {Strategy::Optimal});
            const auto points = sweep(problem, {0.01, 1'000, 12});
            const auto found = findBreakPoints(problem, 0, points);
            Cut cut = points.front().values[0].cut;
            double mbps = points.front().mbps;
            for (const BreakPoint& point : found) {
                QVERIFY(point.before == cut && point.before != point.after);
                QVERIFY(point.mbpsLow >= mbps && point.mbpsHigh > point.mbpsLow);
                cut = point.after;
                mbps = point.mbpsHigh;
            }
            QVERIFY(cut == points.back().values[0].cut);
        }
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestSweep)
#include "test_sweep.moc"
