#include "core/schedule/critical_path.h"
#include "tests/support/hand_models.h"
#include "tests/support/random_models.h"

#include <QTest>
#include <algorithm>

using namespace trilane;
using namespace trilane::test;

namespace {

Cut randomCut(const Model& model, Dice& dice) {
    Cut cut{LayerSet(model.layerCount())};
    const std::size_t chance = 30 + dice.below(70);
    for (std::size_t v = 0; v < model.layerCount(); ++v) {
        const auto& before = model.predecessors(LayerId{v});
        cut.device[v] =
            dice.percent(chance) &&
            std::all_of(before.begin(), before.end(), [&](LayerId p) { return cut.onDevice(p); });
    }
    return cut;
}

std::string nameOf(const Model& model, const Schedule& schedule, const CriticalStep& step) {
    if (step.lane == Lane::Link) return model.tensor(schedule.link[step.bar].tensor).name;
    const auto& lane = step.lane == Lane::Device ? schedule.device : schedule.server;
    return model.layer(lane[step.bar].layer).name;
}

/// "device a 0-2, link a 2-6, latency a 6-7, …" in milliseconds.
std::string textOf(const Model& model, const Schedule& schedule,
                   const std::vector<CriticalStep>& steps) {
    std::string text;
    for (const CriticalStep& step : steps) {
        const char* const lane = step.latency                ? "latency "
                                 : step.lane == Lane::Device ? "device "
                                 : step.lane == Lane::Link   ? "link "
                                                             : "server ";
        text += (text.empty() ? "" : ", ") + std::string(lane) + nameOf(model, schedule, step) +
                " " + std::to_string(step.start.count() / 1'000'000) + "-" +
                std::to_string(step.end.count() / 1'000'000);
    }
    return text;
}

Cut cutOf(const Model& model, const std::vector<std::string>& names) {
    Cut cut{LayerSet(model.layerCount())};
    for (const std::string& name : names)
        cut.device.set(model.findLayer(name)->index());
    return cut;
}

/// Empty if the steps are the schedule's own bars and cover [0, makespan] without a gap.
std::string faultOf(const std::vector<CriticalStep>& steps, const Schedule& schedule,
                    Nanoseconds latency) {
    Nanoseconds clock;
    for (const CriticalStep& step : steps) {
        if (step.start != clock) return "gap before " + std::to_string(step.start.count());
        clock = step.end;
        const auto agrees = [&](const auto& bars) {
            return step.bar < bars.size() && bars[step.bar].start == step.start &&
                   bars[step.bar].end == step.end;
        };
        const bool good = step.latency
                              ? step.lane == Lane::Link && step.bar < schedule.link.size() &&
                                    schedule.link[step.bar].end == step.start &&
                                    step.end - step.start == latency && latency > Nanoseconds{}
                          : step.lane == Lane::Device ? agrees(schedule.device)
                          : step.lane == Lane::Link   ? agrees(schedule.link)
                                                      : agrees(schedule.server);
        if (!good) return "no such bar at " + std::to_string(step.start.count());
    }
    if (clock != schedule.makespan) return "ends at " + std::to_string(clock.count());
    return {};
}

}  // namespace

class TestCriticalPath : public QObject {
    Q_OBJECT

private slots:
    void chainWithLatency() {
        // a runs 2 ms, is sent in 4 ms and arrives 1 ms later; b and c take 1 ms each.
        const Problem problem = chainProblem();
        const Model& model = *problem.model;
        const Cut cut = cutOf(model, {"a"});
        const Schedule schedule = execute(model, problem.durations, cut,
                                          crossingTensors(model, cut), Execution::Pipelined);
        const auto steps = criticalPath(model, problem.durations.latency, schedule);
        QCOMPARE(QString::fromStdString(textOf(model, schedule, steps)),
                 "device a 0-2, link a 2-6, latency a 6-7, server b 7-8, server c 8-9");
    }

    void allOnTheDevice() {
        const Problem problem = chainProblem();
        const Model& model = *problem.model;
        const Cut cut = cutOf(model, {"a", "b", "c"});
        const Schedule schedule = execute(model, problem.durations, cut, {}, Execution::Pipelined);
        const auto steps = criticalPath(model, problem.durations.latency, schedule);
        QCOMPARE(QString::fromStdString(textOf(model, schedule, steps)),
                 "device a 0-2, device b 2-5, device c 5-9");
    }

    void tiesStayOnTheLane() {
        // The paper's example: a2 arrives at 16, just as the server is done with b4. Both chains
        // take 18 ms; the one without a change of lane is taken.
        const Problem problem = paperProblem();
        const Model& model = *problem.model;
        const Cut cut = cutOf(model, {"a1", "a2", "a3", "a4"});
        const std::vector<TensorId> crossing = crossingTensors(model, cut);
        const std::vector<TensorId> order{crossing[0], crossing[2], crossing[3], crossing[1]};
        const Schedule schedule =
            execute(model, problem.durations, cut, order, Execution::Pipelined);
        QCOMPARE(schedule.makespan.count(), std::int64_t{18'000'000});
        const auto steps = criticalPath(model, problem.durations.latency, schedule);
        QCOMPARE(QString::fromStdString(textOf(model, schedule, steps)),
                 "device a1 0-3, link a1 3-5, server b1 5-10, server b3 10-13, server b4 13-16, "
                 "server b2 16-18");
    }

    void nothingTakesTime() {
        QVERIFY(criticalPath(*chainProblem().model, Nanoseconds{1}, Schedule{}).empty());
    }

    void coversTheMakespanOfAnySchedule() {
        Dice dice(17);
        std::size_t latencies = 0;
        std::size_t linkSteps = 0;
        for (std::uint64_t seed = 1; seed <= 2500; ++seed) {
            const Problem problem = randomProblem(seed, {.maxLayers = 12});
            const Model& model = *problem.model;
            const Cut cut = randomCut(model, dice);
            std::vector<TensorId> order = crossingTensors(model, cut);
            for (std::size_t i = order.size(); i > 1; --i)
                std::swap(order[i - 1], order[dice.below(i)]);
            for (const Execution execution : {Execution::Pipelined, Execution::Staged}) {
                const Schedule schedule = execute(model, problem.durations, cut, order, execution);
                const auto steps = criticalPath(model, problem.durations.latency, schedule);
                const std::string fault = faultOf(steps, schedule, problem.durations.latency);
                QVERIFY2(fault.empty(),
                         (fault + "\n" + textOf(model, schedule, steps) + "\n" + describe(problem))
                             .c_str());
                for (const CriticalStep& step : steps) {
                    latencies += step.latency ? 1U : 0U;
                    linkSteps += step.lane == Lane::Link ? 1U : 0U;
                }
            }
        }
        QVERIFY(latencies > 200 && linkSteps > 1000);
    }
};

QTEST_APPLESS_MAIN(TestCriticalPath)
#include "test_critical_path.moc"
