#include "core/io/atomic_file.h"
#include "core/io/model_json.h"
#include "tests/app/gui/document/document_test.h"
#include "tests/support/wide_models.h"

using namespace trilane;

using namespace trilane::test;

namespace {

/// Opens a model whose search goes on for longer than any test, and gives its bandwidth.
double openHardModel(Document& document) {
    const QTemporaryDir folder;
    const Problem problem = wideProblem(WideShape::Towers, 1000, 1, 80, WideCosts::Shared);
    const QString path = folder.filePath("towers.json");
    writeFile(path.toStdString(), writeModelJson(*problem.model));
    if (const QString fault = openIn(document, path); !fault.isEmpty())
        qFatal("%s", qPrintable(fault));
    return problem.sources.network.mbps;
}

}  // namespace

class TestDocument : public QObject {
    Q_OBJECT

private slots:
    void opensAModelWithItsPlans() {
        Document document;
        QVERIFY(document.isEmpty() && !document.snapshot());
        QSignalSpy opened(&document, &Document::opened);
        document.open(samplePath("googlenet.onnx"));
        QVERIFY(document.isOpening() && document.isEmpty());
        QVERIFY(opened.wait());
        QVERIFY(!document.isOpening());
        QCOMPARE(document.title(), QStringLiteral("googlenet.onnx"));
        QCOMPARE(document.project().modelSha256.size(), std::size_t{64});
        QVERIFY(document.snapshot());
        QVERIFY(document.snapshot()->base == document.model());
        QCOMPARE(document.snapshot()->plans.size(), kStrategies.size());
        QVERIFY(!document.isModified());
    }

    void opensASample() {
        Document document;
        QCOMPARE(openIn(document, ":/models/siamese.onnx"), QString());
        QCOMPARE(document.title(), QStringLiteral("siamese.onnx"));
        const std::string first = document.projectBytes();
        QCOMPARE(openIn(document, "sample:siamese"), QString());
        QCOMPARE(document.projectBytes(), first);
    }

    void keepsWhatIsOpenWhenAFileFails() {
        const QTemporaryDir folder;
        Document document;
        QCOMPARE(openIn(document, samplePath("toy.json")), QString());
        const auto model = document.model();
        const auto snapshot = document.snapshot();
        QSignalSpy opened(&document, &Document::opened);
        const QString missing = folder.filePath("none.onnx");
        QVERIFY(openIn(document, missing).startsWith(missing + ": "));
        const QString broken = writeFileIn(folder, "broken.json", "{\"format\": ");
        QVERIFY(openIn(document, broken).startsWith(broken + ": line 1"));
        QVERIFY(openIn(document, ":/models/none").contains("googlenet.onnx"));
        QVERIFY(opened.isEmpty());
        QVERIFY(document.model() == model && document.snapshot() == snapshot);
        QCOMPARE(document.title(), QStringLiteral("toy.json"));
    }

    void cancelsAtOnce() {
        Document document;
        QCOMPARE(openIn(document, samplePath("toy.json")), QString());
        QSignalSpy opened(&document, &Document::opened);
        QSignalSpy finished(&document, &Document::openingFinished);
        document.open(samplePath("densenet121.onnx"));
        document.cancelOpening();
        QVERIFY(!document.isOpening());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(openIn(document, samplePath("lenet-5.onnx")), QString());
        QCOMPARE(opened.size(), 1);
        QCOMPARE(document.title(), QStringLiteral("lenet-5.onnx"));
    }

    void opensTheLatest() {
        Document document;
        QSignalSpy opened(&document, &Document::opened);
        document.open(samplePath("googlenet.onnx"));
        document.open(samplePath("toy.json"));
        QVERIFY(opened.wait());
        settle(document);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(document.title(), QStringLiteral("toy.json"));
    }

    void endsWithTheAnswerToTheLastEdit() {
        Document document;
        QCOMPARE(openIn(document, samplePath("googlenet.onnx")), QString());
        settle(document);
        QSignalSpy snapshots(&document, &Document::snapshotChanged);
        const int gesture = document.newGesture();
        for (int i = 1; i <= 300; ++i) {
            document.edit(
                "link", [i](Project& project) { project.link.mbps = i; }, gesture);
            if (i % 10 == 0) QTest::qWait(1);
        }
        settle(document);
        QVERIFY(snapshots.size() >= 2);
        QCOMPARE(document.snapshot()->project.link.mbps, 300.0);
        QVERIFY(document.snapshot()->project == document.project());
        // One gesture, one step.
        QCOMPARE(document.undoStack().count(), 1);
        document.undoStack().undo();
        settle(document);
        QCOMPARE(document.snapshot()->project.link.mbps, 18.88);
    }

    /// A search that takes long: the best so far is shown at once, and a new edit is answered
    /// although the old search goes on.
    void answersWhileASearchGoesOn() {
        Document document;
        const double mbps = openHardModel(document);
        document.edit("link", [mbps](Project& project) { project.link.mbps = mbps; });
        QVERIFY(document.isPlanning());
        QTRY_COMPARE(document.snapshot()->project.link.mbps, mbps);
        QVERIFY(document.snapshot()->searching && document.isPlanning());
        document.edit("link", [mbps](Project& project) { project.link.mbps = 1.01 * mbps; });
        QTRY_COMPARE(document.snapshot()->project.link.mbps, 1.01 * mbps);
        QVERIFY(document.snapshot()->searching && document.isPlanning());
    }

    /// The user need not wait for a proof: the best so far is the answer.
    void stopsASearchOnDemand() {
        Document document;
        const double mbps = openHardModel(document);
        document.edit("link", [mbps](Project& project) { project.link.mbps = mbps; });
        QTRY_COMPARE(document.snapshot()->project.link.mbps, mbps);
        QVERIFY(document.snapshot()->searching && document.isPlanning());
        const Nanoseconds before = document.snapshot()->find("optimal")->plan.makespan();
        document.stopPlanning();
        QTRY_VERIFY(!document.isPlanning());
        QVERIFY(!document.snapshot()->searching);
        QVERIFY(document.snapshot()->find("optimal")->plan.makespan() <= before);
        // The next edit is searched as long as ever.
        document.edit("link", [mbps](Project& project) { project.link.mbps = 1.01 * mbps; });
        QTRY_COMPARE(document.snapshot()->project.link.mbps, 1.01 * mbps);
        QVERIFY(document.snapshot()->searching && document.isPlanning());
    }

    void keepsTheLastPicturesWhenPinsContradict() {
        Document document;
        QCOMPARE(openIn(document, samplePath("lenet-5.onnx")), QString());
        const auto before = document.snapshot();
        const Model& model = *document.model();
        QSignalSpy changed(&document, &Document::projectChanged);
        document.edit("pins", [&model](Project& project) {
            project.pins.server = {model.layer(LayerId{0}).name};
            project.pins.device = {model.layer(LayerId{1}).name};
        });
        QCOMPARE(changed.size(), 1);
        settle(document);
        QVERIFY(document.planningFault().contains("must run on the device"));
        QVERIFY(document.snapshot() == before);
        QCOMPARE(document.project().pins.server.size(), std::size_t{1});
        document.undoStack().undo();
        settle(document);
        QCOMPARE(document.planningFault(), QString());
    }

    void showsThePlanInFocus() {
        Document document;
        QCOMPARE(openIn(document, samplePath("googlenet.onnx")), QString());
        QCOMPARE(document.snapshot()->focused().id, std::string("ej"));
        document.changeView([](ProjectView& view) { view.focus = "dsl"; });
        QCOMPARE(document.snapshot()->focused().id, std::string("dsl"));
        QVERIFY(!document.isModified());
        document.edit("link", [](Project& project) { project.link.mbps = 3; });
        document.changeView([](ProjectView& view) { view.focus = "local"; });
        settle(document);
        QCOMPARE(document.snapshot()->focused().id, std::string("local"));
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "test_document.moc"
