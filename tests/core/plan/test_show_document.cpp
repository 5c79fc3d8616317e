#include "core/plan/make_document.h"
#include "core/plan/named_schedule.h"
#include "core/plan/show_document.h"
#include "tests/support/hand_models.h"
#include "tests/support/random_models.h"

#include <QTest>

using namespace trilane;
using namespace trilane::test;

namespace {

std::vector<PlanDocument> documentsOf(const Problem& problem) {
    const auto durations = std::get<Durations>(computeDurations(*problem.model, problem.sources));
    const Planner planner(problem.model, durations,
                          std::get<PinnedSides>(resolvePins(*problem.model, {})));
    std::vector<PlanDocument> documents;
    for (const Plan& plan : planner.compare(kStrategies))
        documents.push_back(makeDocument(plan, *problem.model, durations, problem.sources));
    return documents;
}

/// What a chart shows, as text.
std::string barsOf(const ShownDocument& shown) {
    std::string text;
    for (const NamedBar& bar : nameSchedule(*shown.model, shown.durations, *shown.plan).bars)
        text += std::to_string(static_cast<int>(bar.lane)) + " " + bar.name + " " +
                std::to_string(bar.start.count()) + " " + std::to_string(bar.end.count()) + "\n";
    return text;
}

std::string faultOf(const PlanDocument& document) {
    const auto shown = showDocument(document);
    if (const auto* fault = std::get_if<PlanViolation>(&shown))
        return fault->place + ": " + fault->found + "; expected " + fault->expected;
    return "no fault";
}

}  // namespace

class TestShowDocument : public QObject {
    Q_OBJECT

private slots:
    void aJobTwiceIsTold() {
        PlanDocument document = documentsOf(paperProblem()).front();
        for (const PlanDocument& each : documentsOf(paperProblem()))
            if (each.jobs.size() > document.jobs.size()) document = each;
        QVERIFY(document.jobs.size() > 1);
        document.jobs.push_back(document.jobs[1]);
        const auto shown = showDocument(document);
        const auto& fault = std::get<PlanViolation>(shown);
        QCOMPARE(fault.place, "/jobs/" + std::to_string(document.jobs.size() - 1) + "/tensor");
        QCOMPARE(fault.found, "'" + document.jobs[1].tensor + "' once more");
        QCOMPARE(fault.expected, std::string("each crossing tensor once"));
    }

    void withItsModelAPlanComesBack() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const Problem problem = randomProblem(seed);
            for (const PlanDocument& document : documentsOf(problem)) {
                const auto shown = showDocument(document, problem.model);
                const auto* good = std::get_if<ShownDocument>(&shown);
                QVERIFY(good);
                const PlanDocument again = makeDocument(good->plan->plan, *problem.model,
                                                        good->durations, problem.sources);
                QCOMPARE(good->plan->id, document.strategy);
                QCOMPARE(again.deviceLayers, document.deviceLayers);
                QCOMPARE(again.timeline.size(), document.timeline.size());
                for (std::size_t i = 0; i < again.timeline.size(); ++i) {
                    QCOMPARE(again.timeline[i].name, document.timeline[i].name);
                    QVERIFY(again.timeline[i].start == document.timeline[i].start);
                    QVERIFY(again.timeline[i].end == document.timeline[i].end);
                }
                QVERIFY(again.makespan == document.makespan);
                QVERIFY(again.lowerBound == document.lowerBound);
            }
        }
    }

    void withoutItsModelTheBarsAreTheSame() {
        int jobs = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const Problem problem = randomProblem(seed);
            for (const PlanDocument& document : documentsOf(problem)) {
                const auto with = showDocument(document, problem.model);
                const auto without = showDocument(document);
                QVERIFY2(std::holds_alternative<ShownDocument>(without), faultOf(document).c_str());
                const auto& stand = std::get<ShownDocument>(without);
                QCOMPARE(barsOf(stand), barsOf(std::get<ShownDocument>(with)));
                QCOMPARE(stand.plan->plan.order.size(), document.jobs.size());
                // A layer that a job makes run bears that job, or all jobs need it.
                for (const PlanJob& job : document.jobs)
                    for (const std::string& name : job.serverLayers) {
                        const auto layer = stand.model->findLayer(name);
                        QVERIFY(layer);
                        const auto of = stand.plan->jobs.ofLayer[layer->index()];
                        if (!of) continue;
                        QCOMPARE(stand.model->tensor(stand.plan->jobs.tensors[of->index()]).name,
                                 job.tensor);
                        ++jobs;
                    }
            }
        }
        QVERIFY(jobs > 100);
    }

    void whatDoesNotFitIsTold() {
        const std::vector<PlanDocument> documents = documentsOf(paperProblem());
        const PlanDocument& good = documents[6];
        QCOMPARE(faultOf(good), std::string("no fault"));
        PlanDocument bad = good;
        bad.timeline[0].name = "nobody";
        QCOMPARE(faultOf(bad), std::string("/timeline/0: layer 'nobody'; expected a layer of the "
                                           "model"));
        bad = good;
        bad.timeline.erase(bad.timeline.begin());
        QVERIFY(faultOf(bad).starts_with("/timeline: layer '"));
        bad = good;
        bad.timeline[1].start = Nanoseconds{};
        QCOMPARE(faultOf(bad), std::string("/timeline: bars that overlap or end after the "
                                           "makespan; expected one thing at a time in each lane"));
        bad = good;
        bad.jobs.pop_back();
        QVERIFY(faultOf(bad) != "no fault");
        bad = good;
        bad.deviceLayers.push_back(bad.deviceLayers.front());
        QVERIFY2(faultOf(bad).starts_with("/cut: two layers are named 'a1'"), faultOf(bad).c_str());
        bad = good;
        bad.jobs[0].deviceLayers = {"nobody"};
        QCOMPARE(faultOf(bad),
                 std::string("/jobs/0: a layer that is not in the cut; expected layers of the "
                             "cut"));
        for (PlanJob& job : bad.jobs)
            job.deviceLayers.clear();
        bad.jobs.back().serverLayers.clear();
        QVERIFY(faultOf(bad).find("expected server layers that need it") != std::string::npos);
        bad = good;
        bad.makespan = Nanoseconds{1};
        const auto shown = showDocument(bad, paperProblem().model);
        QVERIFY(std::holds_alternative<PlanViolation>(shown));
    }
};

QTEST_GUILESS_MAIN(TestShowDocument)
#include "test_show_document.moc"
