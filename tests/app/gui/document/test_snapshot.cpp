#include "app/gui/document/planning.h"
#include "core/io/machine_json.h"
#include "core/io/model_file.h"
#include "core/io/project_link.h"
#include "core/partition/pins.h"

#include <QTest>

using namespace trilane;

namespace {

std::shared_ptr<const Model> sample(const char* name) {
    const std::string path = std::string(TRILANE_SOURCE_DIR "/sample_models/") + name;
    return std::make_shared<const Model>(std::move(readModelFile(path).content.model));
}

LoadedCosts defaultCosts() {
    LoadedCosts costs;
    costs.device = loadMachine(kDefaultDevice);
    costs.server = loadMachine(kDefaultServer);
    return costs;
}

Project newProject() {
    Project project;
    project.link = defaultLink();
    return project;
}

std::shared_ptr<const Snapshot> snapshotOf(const std::shared_ptr<const Model>& model,
                                           const Project& project) {
    auto made = makeSnapshot(model, defaultCosts(), project);
    auto* const snapshot = std::get_if<0>(&made);
    return snapshot ? *snapshot : nullptr;
}

}  // namespace

class TestSnapshot : public QObject {
    Q_OBJECT

private slots:
    void agreesWithThePlanner_data() {
        QTest::addColumn<QByteArray>("name");
        for (const char* const name : {"lenet-5.onnx", "googlenet.onnx", "multi-stream.onnx"})
            QTest::newRow(name) << QByteArray(name);
    }

    void agreesWithThePlanner() {
        QFETCH(QByteArray, name);
        const auto model = sample(name.constData());
        const auto snapshot = snapshotOf(model, newProject());
        QVERIFY(snapshot);
        CostSources sources;
        sources.device = loadMachine(kDefaultDevice);
        sources.server = loadMachine(kDefaultServer);
        sources.network.mbps = 18.88;
        const auto durations = std::get<Durations>(computeDurations(*model, sources));
        QVERIFY(snapshot->durations.device == durations.device);
        QVERIFY(snapshot->durations.send == durations.send);
        const auto plans =
            Planner(model, durations, std::get<PinnedSides>(resolvePins(*model, Pins{})))
                .compare(kStrategies);
        QCOMPARE(snapshot->plans.size(), plans.size());
        for (std::size_t i = 0; i < plans.size(); ++i) {
            const Plan& shown = snapshot->plans[i]->plan;
            QVERIFY(shown.cut == plans[i].cut && shown.order == plans[i].order);
            QVERIFY(shown.makespan() == plans[i].makespan());
            QVERIFY(shown.lowerBound == plans[i].lowerBound);
        }
        QCOMPARE(snapshot->focused().id, std::string("ej"));
        QVERIFY(!snapshot->searching);
    }

    void appliesEdits() {
        const auto model = sample("googlenet.onnx");
        Project project = newProject();
        const std::string layer = model->layers().front().name;
        const Tensor& input = model->tensors().front();
        project.edits.device = {{layer, Nanoseconds{5}}, {"no such layer", Nanoseconds{1}}};
        project.edits.server = {{layer, Nanoseconds{6}}};
        project.edits.bytes = {{input.name, Bytes{1'000'000}}};
        project.link.mbps = 8;
        const auto snapshot = snapshotOf(model, project);
        QVERIFY(snapshot->durations.device[0] == Nanoseconds{5});
        QVERIFY(snapshot->durations.server[0] == Nanoseconds{6});
        QVERIFY(snapshot->durations.send[0] == Nanoseconds{1'000'000'000});
        QVERIFY(snapshot->base == model && snapshot->model != model);
        QVERIFY(snapshot->model->tensor(TensorId{0}).bytes == Bytes{1'000'000});
        project.edits.send = {{input.name, Nanoseconds{9}}};
        QVERIFY(snapshotOf(model, project)->durations.send[0] == Nanoseconds{9});
    }

    void showsAManualCutWhereItIsAllowed() {
        const auto model = sample("lenet-5.onnx");
        Project project = newProject();
        project.manualCut.emplace();
        project.manualCut->device = {model->layer(LayerId{0}).name};
        const auto snapshot = snapshotOf(model, project);
        const ShownPlan* const manual = snapshot->find("manual");
        QVERIFY(manual != nullptr);
        QCOMPARE(manual->plan.cut.device.count(), std::size_t{1});
        QVERIFY(manual->plan.lowerBound == snapshot->find("optimal")->plan.lowerBound);
        project.pins.server = {model->layer(LayerId{0}).name};
        QVERIFY(snapshotOf(model, project)->find("manual") == nullptr);
    }

    void refusesPinsThatContradictEachOther() {
        const auto model = sample("lenet-5.onnx");
        Project project = newProject();
        project.pins.server = {model->layer(LayerId{0}).name};
        project.pins.device = {model->layer(LayerId{1}).name};
        const auto made = makeSnapshot(model, defaultCosts(), project);
        const auto* const fault = std::get_if<SnapshotFault>(&made);
        QVERIFY(fault != nullptr && !fault->message.empty() && !fault->layers.empty());
    }

    void answersBetterAndBetter() {
        // A search that never ends early is not at hand; what ends early is the last answer.
        const PlanningRequest request{
            sample("googlenet.onnx"), std::make_shared<const LoadedCosts>(defaultCosts()), {}};
        int answers = 0;
        planInSteps(request, PlanningEffort::Quick, {},
                    [&answers](const PlanningAnswer&) { ++answers; });
        QCOMPARE(answers, 1);
        // A newer request waits: the first answer is given all the same.
        std::stop_source superseded;
        superseded.request_stop();
        planInSteps(request, PlanningEffort::Quick, {{}, superseded.get_token(), {}},
                    [&answers](const PlanningAnswer&) { ++answers; });
        QCOMPARE(answers, 2);
    }

    void whatWasFoundStaysWhenItIsEnough() {
        const PlanningRequest request{sample("googlenet.onnx"),
                                      std::make_shared<const LoadedCosts>(defaultCosts()),
                                      newProject()};
        std::stop_source enough;
        enough.request_stop();
        std::vector<PlanningAnswer> answers;
        planInSteps(request, PlanningEffort::Quick, {{}, {}, enough.get_token()},
                    [&](PlanningAnswer answer) { answers.push_back(std::move(answer)); });
        // One answer, with a plan of each strategy, that promises no better one.
        QCOMPARE(answers.size(), std::size_t{1});
        const auto* const snapshot = std::get_if<std::shared_ptr<const Snapshot>>(&answers.front());
        QVERIFY(snapshot != nullptr);
        QVERIFY(!(*snapshot)->searching);
        QCOMPARE((*snapshot)->plans.size(), kStrategies.size());
    }
};

QTEST_APPLESS_MAIN(TestSnapshot)
#include "test_snapshot.moc"
