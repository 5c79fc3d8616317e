#include "core/plan/validator.h"
#include "tests/support/brute_force.h"
#include "tests/support/hand_models.h"
#include "tests/support/plan_documents.h"
#include "tests/support/random_models.h"
#include "tests/support/tampering.h"

#include <QTest>
#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace trilane;
using namespace trilane::test;

using Change = std::function<void(PlanDocument&)>;
Q_DECLARE_METATYPE(Change)

namespace {

BruteBounds boundsOf(const BruteForce& brute, LayerMask device) {
    return {brute.makespan(Strategy::Optimal),
            brute.makespan(device, Sequencer::Optimal, Execution::Pipelined)};
}

PlanDocument manual(const Problem& problem, LayerMask device, const std::string& sequence,
                    Execution execution) {
    const BruteForce brute(problem);
    return documentOf(problem, brute, device, "manual", sequence, execution,
                      boundsOf(brute, device));
}

std::string text(const std::vector<PlanViolation>& violations) {
    std::string result;
    for (const PlanViolation& violation : violations)
        result += violation.place + ": found " + violation.found + ", expected " +
                  violation.expected + "\n";
    return result;
}

/// The changes that nobody could notice from the plan and the model, in the order of allTamperings.
std::vector<std::string> unnoticed(const PlanDocument& plan, const Model& model) {
    std::vector<std::string> result;
    for (const Tampering& tampering : allTamperings(plan)) {
        PlanDocument changed = plan;
        tampering.apply(changed);
        if (validatePlan(changed, model).empty()) result.push_back(tampering.what);
    }
    return result;
}

/// The first violation after one change, "place: found; expected".
std::string firstOf(PlanDocument plan, const Model& model, const Change& change) {
    change(plan);
    const std::vector<PlanViolation> violations = validatePlan(plan, model);
    if (violations.empty()) return "none";
    return violations.front().place + ": " + violations.front().found + "; " +
           violations.front().expected;
}

/// a, b, side and spare on the device: every list of the document has entries.
constexpr LayerMask kRichCut = 0b00001111;

void compareLists(const std::vector<std::string>& found, const std::vector<std::string>& expected) {
    for (const std::string& entry : found)
        if (std::find(expected.begin(), expected.end(), entry) == expected.end())
            QFAIL(("not noticed: " + entry).c_str());
    for (const std::string& entry : expected)
        if (std::find(found.begin(), found.end(), entry) == found.end())
            QFAIL(("noticed against expectation: " + entry).c_str());
    QCOMPARE(found.size(), expected.size());
}

}  // namespace

/// The validator on plans that are right, and on plans that are wrong in one place.
class TestValidator : public QObject {
    Q_OBJECT

private slots:
    void richPlanHasEveryList() {
        const Problem problem = richProblem();
        const PlanDocument plan = manual(problem, kRichCut, "ej", Execution::Pipelined);
        QCOMPARE(plan.crossing.size(), 4U);  // depth, b, b2, side
        QVERIFY(!plan.deviceRest.empty());
        QCOMPARE(plan.serverFirst, std::vector<std::string>{"anchors"});
        QCOMPARE(text(validatePlan(plan, *problem.model)), std::string());
    }

    void everyChangeOfARichPlanIsNoticed() {
        const Problem problem = richProblem();
        const PlanDocument plan = manual(problem, kRichCut, "ej", Execution::Pipelined);
        // A model's name comes from its file's name, and the SHA-256 says which file it was; a
        // machine's name stands for times of its own, a network's name for nothing; a send time
        // may come from a profile; bounds that move within what quick orders show need a search to
        // refute. These are left to the digest of the file.
        compareLists(
            unnoticed(plan, *problem.model),
            {"/model/name renamed", "/device renamed", "/server renamed", "/network/name renamed",
             "/network/name emptied", "/lower_bound_ms - 1 ns", "/lower_bound_ms + 1 ns",
             "/cut_lower_bound_ms - 1 ns", "/cut/crossing/0/fixed turned",
             "/cut/crossing/1/fixed turned", "/cut/crossing/3/fixed turned"});
    }

    void everyChangeOfAStagedPlanIsNoticed() {
        const Problem problem = richProblem();
        const PlanDocument plan = manual(problem, kRichCut, "topological", Execution::Staged);
        compareLists(
            unnoticed(plan, *problem.model),
            {"/model/name renamed", "/device renamed", "/server renamed", "/network/name renamed",
             "/network/name emptied", "/lower_bound_ms - 1 ns", "/lower_bound_ms + 1 ns",
             "/cut_lower_bound_ms - 1 ns", "/cut/crossing/0/fixed turned",
             "/cut/crossing/1/fixed turned", "/cut/crossing/3/fixed turned"});
    }

    void everyChangeOfThePaperPlanIsNoticed() {
        const Problem problem = paperProblem();
        const PlanDocument plan = manual(problem, 0b00001111, "ej", Execution::Pipelined);
        QCOMPARE(plan.makespan, Nanoseconds{18'000'000});
        QVERIFY(plan.optimal);
        QCOMPARE(plan.theorem3, TheoremStatus::Holds);
        compareLists(unnoticed(plan, *problem.model),
                     {"/model/name renamed", "/device renamed", "/server renamed",
                      "/network/name renamed", "/network/name emptied",
                      "/cut/crossing/0/fixed turned", "/cut/crossing/1/fixed turned",
                      "/cut/crossing/2/fixed turned", "/cut/crossing/3/fixed turned"});
    }

    void nameMattersWhereTheFileIsNotTheSame() {
        const Problem problem = richProblem();
        PlanDocument plan = manual(problem, kRichCut, "ej", Execution::Pipelined);
        plan.modelName = "copy";
        QCOMPARE(text(validatePlan(plan, *problem.model)), std::string());
        plan.modelSha256 = std::string(64, 'b');
        const std::string violations = text(validatePlan(plan, *problem.model));
        QVERIFY2(violations.starts_with("/model/name: found 'copy', expected '"),
                 violations.c_str());
        QVERIFY2(violations.find("\n/model/sha256: found 'bbbb") != std::string::npos,
                 violations.c_str());
    }

    void nothingCrosses() {
        const Problem problem = chainProblem();
        const BruteForce brute(problem);
        const PlanDocument plan = documentOf(problem, brute, 0b111, "local", "ej",
                                             Execution::Pipelined, boundsOf(brute, 0b111));
        QCOMPARE(text(validatePlan(plan, *problem.model)), std::string());
        // The link is not used, so nothing depends on it.
        compareLists(
            unnoticed(plan, *problem.model),
            {"/model/name renamed", "/device renamed", "/server renamed", "/network/name renamed",
             "/network/name emptied", "/network/mbps doubled", "/network/latency_ms - 1 ns",
             "/network/latency_ms + 1 ns", "/network/overhead_ms + 1 ns",
             "/network/request_overhead_ms + 1 ns", "/network/transfer_dtype set",
             "/lower_bound_ms - 1 ns", "/lower_bound_ms + 1 ns", "/cut_lower_bound_ms - 1 ns"});
    }

    void messagesNamePlaceFoundAndExpected_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, const char* message, const Change& change) {
            QTest::newRow(name) << QString(message) << change;
        };
        row("makespan",
            "/makespan_ms: 8.000001 ms; 8.000000 ms, the end of the last layer on either side",
            [](PlanDocument& p) { p.makespan += Nanoseconds{1}; });
        row("optimal", "/optimal: false; true if and only if the makespan equals the lower bound",
            [](PlanDocument& p) { p.optimal = false; });
        row("cut bound",
            "/cut_lower_bound_ms: 8.000001 ms; at most 8.000000 ms, which an order of this cut "
            "reaches",
            [](PlanDocument& p) { p.cutLowerBound += Nanoseconds{1}; });
        row("flows back",
            "/cut/device_layers/1: 'c' on the device, 'b' before it on the server; nothing that "
            "flows back",
            [](PlanDocument& p) { std::swap(p.deviceLayers[1], p.serverLayers[0]); });
        row("on both sides", "/cut/server_layers/1: 'a' once more; every layer once, on one side",
            [](PlanDocument& p) { p.serverLayers.emplace_back("a"); });
        row("no such layer", "/cut/device_layers/0: 'q'; the name of a layer of the model",
            [](PlanDocument& p) { p.deviceLayers[0] = "q"; });
        row("layer forgotten",
            "/cut: layer 'c' on neither side; every layer of the model on one side",
            [](PlanDocument& p) { p.serverLayers.clear(); });
        row("crossing forgotten", "/cut/crossing: 0 tensors; 'b' as the next crossing tensor",
            [](PlanDocument& p) { p.crossing.clear(); });
        row("send time",
            "/cut/crossing/0/send_ms: 1.000001 ms; 1.000000 ms: overhead and 1000 bytes at 8 Mbps",
            [](PlanDocument& p) { p.crossing[0].send += Nanoseconds{1}; });
        row("stage", "/jobs/0/p1_ms: 4.999999 ms; 5.000000 ms",
            [](PlanDocument& p) { p.jobs[0].p1 += Nanoseconds{-1}; });
        row("device layers", "/jobs/0/device_layers: 'b', 'a'; 'a', 'b'", [](PlanDocument& p) {
            std::swap(p.jobs[0].deviceLayers[0], p.jobs[0].deviceLayers[1]);
        });
        row("theorem", "/certificates/theorem3: not applicable; holds",
            [](PlanDocument& p) { p.theorem3 = TheoremStatus::NotApplicable; });
        row("device order",
            "/timeline/0/layer: 'b'; 'a': the jobs' device layers in order, then "
            "the rest, without idle time",
            [](PlanDocument& p) {
                std::swap(p.timeline[0].name, p.timeline[1].name);
                p.timeline[0].end = p.timeline[1].start = Nanoseconds{3'000'000};
            });
        row("server too early",
            "/timeline/3/start_ms: 6.000000 ms; 7.000000 ms: the layer that became available "
            "first, then the topological index, without idling",
            [](PlanDocument& p) {
                p.timeline[3].start = Nanoseconds{6'000'000};
                p.timeline[3].end = Nanoseconds{7'000'000};
            });
        row("bar length",
            "/timeline/3/end_ms: 8.000001 ms; 8.000000 ms: the model gives 1.000000 ms here",
            [](PlanDocument& p) { p.timeline[3].end += Nanoseconds{1}; });
    }

    void messagesNamePlaceFoundAndExpected() {
        QFETCH(QString, message);
        QFETCH(Change, change);
        const Problem problem = chainProblem();
        const PlanDocument plan = manual(problem, 0b011, "ej", Execution::Pipelined);
        QCOMPARE(QString::fromStdString(firstOf(plan, *problem.model, change)), message);
    }

    void strategiesBindSequenceAndExecution() {
        const Problem problem = chainProblem();
        const PlanDocument plan = manual(problem, 0b011, "ej", Execution::Pipelined);
        // One job: every sequence is the same order, so that only the strategy's rule can object.
        const std::vector<std::pair<std::string, std::string>> objections{
            {"local", ""},
            {"remote", ""},
            {"neurosurgeon", "/execution"},
            {"dsl", "/execution"},
            {"dsl-fifo", "/sequence"},
            {"dsl-ej", ""},
            {"ej", ""},
            {"optimal", "/sequence"},
            {"best", "/strategy"}};
        for (const auto& [strategy, place] : objections) {
            PlanDocument changed = plan;
            changed.strategy = strategy;
            const auto violations = validatePlan(changed, *problem.model);
            QCOMPARE(violations.empty() ? std::string() : violations.front().place, place);
        }
    }

    void allCutsOfRandomProblemsPass() {
        std::size_t plans = 0;
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            RandomProblemOptions options;
            options.maxOrders = 500;
            const Problem problem = randomProblem(seed, options);
            const BruteForce brute(problem);
            const Nanoseconds optimum = brute.makespan(Strategy::Optimal);
            for (const LayerMask device : brute.cuts()) {
                const BruteBounds bounds{
                    optimum, brute.makespan(device, Sequencer::Optimal, Execution::Pipelined)};
                for (const char* sequence : {"ej", "optimal", "topological"}) {
                    for (const auto execution : {Execution::Pipelined, Execution::Staged}) {
                        const PlanDocument plan = documentOf(problem, brute, device, "manual",
                                                             sequence, execution, bounds);
                        const auto violations = validatePlan(plan, *problem.model);
                        QVERIFY2(violations.empty(),
                                 (text(violations) + describe(problem)).c_str());
                        ++plans;
                    }
                }
            }
        }
        QVERIFY(plans > 10'000);
    }

    void everyMovedNumberOfRandomPlansIsNoticed() {
        std::size_t changes = 0;
        for (std::uint64_t seed = 1; seed <= 150; ++seed) {
            const Problem problem = randomProblem(5000 + seed);
            const BruteForce brute(problem);
            Dice dice(seed);
            const LayerMask device = brute.cuts()[dice.below(brute.cuts().size())];
            const PlanDocument plan =
                documentOf(problem, brute, device, "manual", dice.percent(50) ? "ej" : "optimal",
                           dice.percent(70) ? Execution::Pipelined : Execution::Staged,
                           boundsOf(brute, device));
            for (const Tampering& tampering : allTamperings(plan)) {
                const std::string& what = tampering.what;
                // Whether a bound or the link's figures show depends on the plan.
                if (what.find(" ns") == std::string::npos) continue;
                if (what.find("bound_ms") != std::string::npos) continue;
                if (what.starts_with("/network")) continue;
                PlanDocument changed = plan;
                tampering.apply(changed);
                QVERIFY2(!validatePlan(changed, *problem.model).empty(),
                         (what + "\n" + describe(problem)).c_str());
                ++changes;
            }
        }
        QVERIFY(changes > 5'000);
    }

    void anotherModelIsRefused() {
        const Problem problem = chainProblem();
        const PlanDocument plan = manual(problem, 0b011, "ej", Execution::Pipelined);
        QVERIFY(!validatePlan(plan, *diamondProblem().model).empty());
        QVERIFY(!validatePlan(PlanDocument{}, *problem.model).empty());
    }

    void wildNumbersAreSurvived() {
        constexpr std::int64_t kWild[] = {std::numeric_limits<std::int64_t>::min(), -1,
                                          std::numeric_limits<std::int64_t>::max(),
                                          4'000'000'000'000'000'000};
        const Problem problem = richProblem();
        const PlanDocument plan = manual(problem, kRichCut, "ej", Execution::Pipelined);
        for (const std::int64_t wild : kWild) {
            const Nanoseconds time{wild};
            const std::vector<Change> changes{
                [&](PlanDocument& p) { p.network.latency = time; },
                [&](PlanDocument& p) { p.network.overhead = time; },
                [&](PlanDocument& p) { p.network.requestOverhead = time; },
                [&](PlanDocument& p) { p.makespan = time; },
                [&](PlanDocument& p) { p.lowerBound = time; },
                [&](PlanDocument& p) { p.cutLowerBound = time; },
                [&](PlanDocument& p) { p.crossing[0].bytes = Bytes{wild}; },
                [&](PlanDocument& p) { p.jobs[0].p1 = p.jobs[0].p3 = time; },
                [&](PlanDocument& p) {
                    for (PlanCrossing& entry : p.crossing)
                        entry.send = time;
                },
                [&](PlanDocument& p) {
                    for (PlanBar& bar : p.timeline)
                        bar.start = time;
                },
                [&](PlanDocument& p) {
                    for (PlanBar& bar : p.timeline)
                        bar.end = time;
                },
                [&](PlanDocument& p) {
                    for (PlanBar& bar : p.timeline)
                        bar.start = bar.end = time;
                },
            };
            for (const auto& change : changes) {
                PlanDocument changed = plan;
                change(changed);
                QVERIFY(!validatePlan(changed, *problem.model).empty());
            }
        }
        for (const double mbps : {0.0, -1.0, 1e-300, 1e300, std::numeric_limits<double>::infinity(),
                                  std::numeric_limits<double>::quiet_NaN()}) {
            PlanDocument changed = plan;
            changed.network.mbps = mbps;
            QVERIFY(!validatePlan(changed, *problem.model).empty());
        }
    }

    void unknownEnumeratorsAreSurvived() {
        const Problem problem = richProblem();
        const PlanDocument plan = manual(problem, kRichCut, "ej", Execution::Pipelined);
        PlanDocument changed = plan;
        changed.network.transferType = static_cast<DataType>(200);
        QVERIFY(!validatePlan(changed, *problem.model).empty());
        changed = plan;
        changed.timeline[0].lane = static_cast<Lane>(9);
        QVERIFY(!validatePlan(changed, *problem.model).empty());
        changed = plan;
        changed.theorem3 = static_cast<TheoremStatus>(9);
        QVERIFY(!validatePlan(changed, *problem.model).empty());
    }

    void severalChangesAtOnceAreSurvived() {
        const Problem problem = richProblem();
        const PlanDocument plan = manual(problem, kRichCut, "ej", Execution::Pipelined);
        const std::vector<Tampering> all = allTamperings(plan);
        Dice dice(7);
        std::size_t noticed = 0;
        for (int round = 0; round < 2000; ++round) {
            PlanDocument changed = plan;
            // A list that is shorter or has moved would make the next change reach for what is
            // gone: one of those at most, and last.
            const std::size_t last = dice.below(all.size());
            const std::size_t count = dice.below(7);
            for (std::size_t i = 0; i < count; ++i) {
                const Tampering& tampering = all[dice.below(all.size())];
                const bool moves = tampering.what.ends_with("gone") ||
                                   tampering.what.ends_with("twice") ||
                                   tampering.what.ends_with("swapped with the next");
                if (!moves) tampering.apply(changed);
            }
            all[last].apply(changed);
            const auto violations = validatePlan(changed, *problem.model);
            QVERIFY(violations.size() <= 50);
            if (!violations.empty()) ++noticed;
        }
        QVERIFY(noticed > 1900);
    }
};

QTEST_APPLESS_MAIN(TestValidator)
#include "test_validator.moc"
