#include "tests/support/brute_force.h"
#include "tests/support/every_lane.h"
#include "tests/support/hand_models.h"
#include "tests/support/random_models.h"

#include <QTest>
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace trilane;
using namespace trilane::test;

namespace {

Nanoseconds millis(std::int64_t count) {
    return Nanoseconds{count * 1'000'000};
}

}  // namespace

/// The reference itself: hand-made examples, and enumeration without the facts it rests on.
class TestBruteForce : public QObject {
    Q_OBJECT

private slots:
    void paperExample() {
        const Problem problem = paperProblem();
        const BruteForce brute(problem);
        const LayerMask device = 0b00001111;  // the four device halves come first in the file
        const std::vector<TensorId> jobs = brute.jobs(device);
        QCOMPARE(jobs.size(), 4U);
        const std::vector<TensorId> expected{jobs[0], jobs[2], jobs[3], jobs[1]};
        QCOMPARE(brute.order(device, Sequencer::Ej), expected);
        QCOMPARE(brute.makespan(device, Sequencer::Ej, Execution::Pipelined), millis(18));
        QCOMPARE(brute.makespan(device, Sequencer::Optimal, Execution::Pipelined), millis(18));
        QCOMPARE(brute.makespan(device, Sequencer::Ej, Execution::Staged), millis(14 + 9 + 13));
        QCOMPARE(shortestOverEveryLane(problem, brute.toCut(device)), millis(18));
    }

    void stagesLeaveOutWhatAllShare() {
        const Problem problem = diamondProblem();
        const BruteForce brute(problem);
        // stem (4) -> left (1), right (2) | join (3) -> tail (5): both jobs share stem, join, tail.
        const LayerMask device = 0b00111;
        const std::vector<StageTimes> stages = brute.stageTimes(device);
        QCOMPARE(stages.size(), 2U);
        QCOMPARE(stages[0].p1, millis(1));
        QCOMPARE(stages[1].p1, millis(2));
        QCOMPARE(stages[0].p3, millis(0));
        QCOMPARE(stages[1].p3, millis(0));
        // One job alone keeps everything.
        const std::vector<StageTimes> alone = brute.stageTimes(0b00001);
        QCOMPARE(alone.size(), 1U);
        QCOMPARE(alone[0].p1, millis(4));
        QCOMPARE(alone[0].p3, millis(1 + 1 + 3 + 5));
    }

    void chainStrategies() {
        const Problem problem = chainProblem();
        const BruteForce brute(problem);
        // device 2 3 4, server 1 1 1, sends: image 9, a 4, b 1, latency 1.
        QCOMPARE(brute.makespan(Strategy::Local), millis(9));
        QCOMPARE(brute.makespan(Strategy::Remote), millis(9 + 1 + 3));
        QCOMPARE(brute.makespan(Strategy::Neurosurgeon), millis(2 + 3 + 1 + 1 + 1));
        QCOMPARE(brute.makespan(Strategy::Dsl), millis(8));
        QCOMPARE(brute.cutsOf(Strategy::Dsl), std::vector<LayerMask>{0b011});
        QCOMPARE(brute.makespan(Strategy::Optimal), millis(8));
    }

    void pinsConstrainTheCuts() {
        Problem problem = chainProblem();
        problem.pins.server = {LayerId{1}};
        QCOMPARE(BruteForce(problem).cuts(), (std::vector<LayerMask>{0b000, 0b001}));
        problem.pins.keepInputsLocal = true;
        QCOMPARE(BruteForce(problem).cuts(), std::vector<LayerMask>{0b001});
        problem.pins.device = {LayerId{2}};
        QVERIFY(BruteForce(problem).cuts().empty());
    }

    void permutationSchedulesAreOptimal() {
        RandomProblemOptions options;
        options.maxLayers = 5;
        options.maxOrders = 400;
        std::size_t cuts = 0;
        for (std::uint64_t seed = 1; seed <= 600; ++seed) {
            const Problem problem = randomProblem(seed, options);
            const BruteForce brute(problem);
            for (const LayerMask device : brute.cuts()) {
                const Nanoseconds expected = shortestOverEveryLane(problem, brute.toCut(device));
                const Nanoseconds found =
                    brute.makespan(device, Sequencer::Optimal, Execution::Pipelined);
                QVERIFY2(found == expected, describe(problem).c_str());
                ++cuts;
            }
        }
        QVERIFY(cuts > 3000);
    }

    void randomProblemsTellStrategiesApart() {
        std::map<std::pair<Strategy, Strategy>, std::size_t> longer;
        for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
            const Problem problem = randomProblem(seed);
            const BruteForce brute(problem);
            std::map<Strategy, Nanoseconds> makespan;
            for (const Strategy strategy : kStrategies)
                makespan[strategy] = brute.makespan(strategy);
            for (const Strategy strategy : kStrategies)
                QVERIFY2(makespan[strategy] >= makespan[Strategy::Optimal],
                         describe(problem).c_str());
            QVERIFY2(makespan[Strategy::Neurosurgeon] >= makespan[Strategy::Dsl],
                     describe(problem).c_str());
            for (const Strategy a : kStrategies)
                for (const Strategy b : kStrategies)
                    if (makespan[a] > makespan[b]) ++longer[{a, b}];
        }
        // Each pair differs now and then, so that a planner that confuses the two is found out.
        using enum Strategy;
        const std::vector<std::pair<Strategy, Strategy>> pairs{
            {Local, Optimal}, {Remote, Optimal}, {Neurosurgeon, Dsl}, {Dsl, DslFifo},
            {DslFifo, DslEj}, {DslEj, DslFifo},  {DslEj, Ej},         {Ej, Optimal}};
        for (const auto& [a, b] : pairs) {
            const std::size_t count = longer[{a, b}];
            const std::string seen =
                std::string(id(a)) + " over " + std::string(id(b)) + ": " + std::to_string(count);
            qInfo("%s of 3000", seen.c_str());
            QVERIFY2(count >= 3, seen.c_str());
        }
    }

    void randomProblemsAreVariedAndRepeatable() {
        std::size_t joins = 0;
        std::size_t repeats = 0;
        std::size_t outputs = 0;
        std::size_t sources = 0;
        std::size_t shuffled = 0;
        std::size_t largest = 0;
        for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
            const Problem problem = randomProblem(seed);
            if (seed % 100 == 0) QCOMPARE(describe(randomProblem(seed)), describe(problem));
            largest = std::max(largest, problem.model->layerCount());
            for (std::size_t v = 0; v < problem.model->layerCount(); ++v) {
                const Layer& layer = problem.model->layers()[v];
                if (problem.model->predecessors(LayerId{v}).size() > 1) ++joins;
                if (layer.outputs.size() > 1) ++outputs;
                if (layer.inputs.empty()) ++sources;
                if (layer.fileIndex != v) ++shuffled;
                auto inputs = layer.inputs;
                std::sort(inputs.begin(), inputs.end());
                if (std::adjacent_find(inputs.begin(), inputs.end()) != inputs.end()) ++repeats;
            }
        }
        QCOMPARE(largest, 9U);
        for (const std::size_t seen : {joins, repeats, outputs, sources, shuffled})
            QVERIFY2(seen > 50, std::to_string(seen).c_str());
    }
};

QTEST_APPLESS_MAIN(TestBruteForce)
#include "test_brute_force.moc"
