#include "core/partition/neurosurgeon.h"
#include "core/schedule/executor.h"
#include "core/schedule/order_problem_builder.h"
#include "tests/support/random_models.h"
#include "tests/support/wide_models.h"

#include <QTest>
#include <algorithm>

using namespace trilane;
using namespace trilane::test;

namespace {

Cut randomCut(const Model& model, Dice& dice) {
    Cut cut{LayerSet(model.layerCount())};
    const std::size_t chance = 30 + dice.below(70);
    for (std::size_t v = 0; v < model.layerCount(); ++v) {
        const auto& predecessors = model.predecessors(LayerId{v});
        cut.device[v] =
            dice.percent(chance) && std::all_of(predecessors.begin(), predecessors.end(),
                                                [&](LayerId p) { return cut.onDevice(p); });
    }
    return cut;
}

}  // namespace

/// The search's compact view of a cut says the same as the plain definitions.
class TestTimedModel : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheDefinitions_data() {
        QTest::addColumn<bool>("wide");
        QTest::newRow("small models of every kind") << false;
        QTest::newRow("wide models") << true;
    }

    void agreesWithTheDefinitions() {
        QFETCH(bool, wide);
        Dice dice(wide ? 11 : 5);
        std::size_t mostJobs = 0;
        for (std::uint64_t seed = 1; seed <= (wide ? 100U : 1500U); ++seed) {
            const Problem problem =
                wide ? wideProblem(kWideShapes[seed % std::size(kWideShapes)], 40 + seed * 3, seed)
                     : randomProblem(seed);
            const Model& model = *problem.model;
            const TimedModel timed(problem.model, problem.durations);
            for (int round = 0; round < 5; ++round) {
                const Cut cut = randomCut(model, dice);
                const BlockCut blockCut = timed.toBlockCut(cut);
                QVERIFY(timed.toCut(blockCut) == cut);
                const auto crossing = timed.crossing(blockCut);
                QVERIFY(crossing == crossingTensors(model, cut));
                mostJobs = std::max(mostJobs, crossing.size());
                const OrderProblem order = makeOrderProblem(timed, blockCut, crossing);
                std::vector<JobIndex> jobs;
                for (std::size_t j = 0; j < crossing.size(); ++j)
                    jobs.emplace_back(j);
                for (std::size_t j = jobs.size(); j > 1; --j)
                    std::swap(jobs[j - 1], jobs[dice.below(j)]);
                std::vector<TensorId> tensors;
                for (const JobIndex job : jobs)
                    tensors.push_back(crossing[job.index()]);
                const Schedule pipelined =
                    execute(model, problem.durations, cut, tensors, Execution::Pipelined);
                QCOMPARE(order.makespan(jobs).count(), pipelined.makespan.count());
                QVERIFY(order.lowerBound() <= pipelined.makespan);
                const Schedule staged =
                    execute(model, problem.durations, cut, tensors, Execution::Staged);
                QCOMPARE(staged.makespan.count(),
                         stagedMakespan(model, problem.durations, cut).count());
                QVERIFY(pipelined.makespan <= staged.makespan);
                for (const JobIndex job : jobs)
                    QCOMPARE(order.head[job.index()].count(),
                             timed.head(crossing[job.index()]).count());
            }
        }
        QVERIFY(mostJobs > (wide ? 20 : 3));
    }
};

QTEST_APPLESS_MAIN(TestTimedModel)
#include "test_timed_model.moc"
