#include "app/gui/document/document.h"
#include "app/gui/document/editing.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace trilane;

namespace {

QString sample(const char* name) {
    return QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/") + QLatin1String(name);
}

QString write(const QTemporaryDir& folder, const char* name, const QByteArray& bytes) {
    QFile file(folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("no file");
    return file.fileName();
}

/// Opens and waits for opened() or failed(); the failure's message.
QString openIn(Document& document, const QString& path) {
    QSignalSpy finished(&document, &Document::openingFinished);
    QSignalSpy failed(&document, &Document::failed);
    document.open(path);
    if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 10'000)) return "no end";
    QCoreApplication::processEvents();
    return failed.isEmpty() ? QString() : failed.front().at(1).toString();
}

void settle(Document& document) {
    if (!QTest::qWaitFor([&] { return !document.isPlanning(); }, 30'000)) qFatal("plans forever");
}

}  // namespace

class TestDocument : public QObject {
    Q_OBJECT

private slots:
    void opensAModelWithItsPlans() {
        Document document;
        QVERIFY(document.isEmpty() && !document.snapshot());
        QSignalSpy opened(&document, &Document::opened);
        document.open(sample("googlenet.onnx"));
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
        QCOMPARE(openIn(document, sample("toy.json")), QString());
        const auto model = document.model();
        const auto snapshot = document.snapshot();
        QSignalSpy opened(&document, &Document::opened);
        const QString missing = folder.filePath("none.onnx");
        QVERIFY(openIn(document, missing).startsWith(missing + ": "));
        const QString broken = write(folder, "broken.json", "{\"format\": ");
        QVERIFY(openIn(document, broken).startsWith(broken + ": line 1"));
        QVERIFY(openIn(document, ":/models/none").contains("googlenet.onnx"));
        QVERIFY(opened.isEmpty());
        QVERIFY(document.model() == model && document.snapshot() == snapshot);
        QCOMPARE(document.title(), QStringLiteral("toy.json"));
    }

    void cancelsAtOnce() {
        Document document;
        QCOMPARE(openIn(document, sample("toy.json")), QString());
        QSignalSpy opened(&document, &Document::opened);
        QSignalSpy finished(&document, &Document::openingFinished);
        document.open(sample("densenet121.onnx"));
        document.cancelOpening();
        QVERIFY(!document.isOpening());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(openIn(document, sample("lenet-5.onnx")), QString());
        QCOMPARE(opened.size(), 1);
        QCOMPARE(document.title(), QStringLiteral("lenet-5.onnx"));
    }

    void opensTheLatest() {
        Document document;
        QSignalSpy opened(&document, &Document::opened);
        document.open(sample("googlenet.onnx"));
        document.open(sample("toy.json"));
        QVERIFY(opened.wait());
        settle(document);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(document.title(), QStringLiteral("toy.json"));
    }

    void endsWithTheAnswerToTheLastEdit() {
        Document document;
        QCOMPARE(openIn(document, sample("googlenet.onnx")), QString());
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
};

QTEST_GUILESS_MAIN(TestDocument)
#include "test_document.moc"
