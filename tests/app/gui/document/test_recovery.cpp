#include "app/gui/document/recovery.h"
#include "core/io/project_json.h"
#include "tests/app/gui/document/document_test.h"

#include <QProcess>
#include <csignal>
#include <cstdio>

using namespace trilane;
using namespace trilane::test;

namespace {

constexpr std::chrono::milliseconds kSoon{1};
constexpr std::chrono::hours kLater{1};

void setBandwidth(Document& document, double mbps) {
    document.edit("bandwidth", [mbps](Project& project) { project.link.mbps = mbps; });
}

bool waitForWrite(Recovery& recovery) {
    QSignalSpy written(&recovery, &Recovery::written);
    return written.wait();
}

/// The other program: edits, waits until that is kept, edits again, and waits to be killed.
int leaveSomething(const QString& folder) {
    Document document;
    Recovery recovery(document, folder, kSoon);
    if (!openIn(document, samplePath("toy.json")).isEmpty()) return 1;
    setBandwidth(document, 7);
    if (!waitForWrite(recovery)) return 2;
    std::puts("kept");
    std::fflush(stdout);
    setBandwidth(document, 8);
    QTest::qWait(60'000);
    return 3;
}

}  // namespace

class TestRecovery : public QObject {
    Q_OBJECT

private slots:
    void keepsUnsavedWorkOnly() {
        const QTemporaryDir folder;
        const QTemporaryDir home;
        Document document;
        Recovery recovery(document, folder.path(), kSoon);
        QCOMPARE(openIn(document, samplePath("toy.json")), QString());
        QVERIFY(recovery.file().isEmpty());
        setBandwidth(document, 7);
        QVERIFY(waitForWrite(recovery));
        QCOMPARE(readProject(recovery.file().toStdString()).link.mbps, 7.0);
        QVERIFY(findLeftovers(folder.path()).isEmpty());  // this program lives
        document.undoStack().undo();
        QTRY_VERIFY(!QFile::exists(recovery.file()));
        document.undoStack().redo();
        QVERIFY(waitForWrite(recovery));
        QVERIFY(document.save(home.filePath("p.json")));
        QTRY_VERIFY(!QFile::exists(recovery.file()));
    }

    void writesWhileChangesGoOn() {
        const QTemporaryDir folder;
        Document document;
        Recovery recovery(document, folder.path(), std::chrono::milliseconds(20));
        QCOMPARE(openIn(document, samplePath("toy.json")), QString());
        QSignalSpy written(&recovery, &Recovery::written);
        double mbps = 1;
        QTRY_VERIFY((setBandwidth(document, ++mbps), written.size() >= 2));
    }

    void leavesNothingWhenClosed() {
        const QTemporaryDir folder;
        {
            Document document;
            Recovery recovery(document, folder.path(), kSoon);
            QCOMPARE(openIn(document, samplePath("toy.json")), QString());
            setBandwidth(document, 7);
            QVERIFY(waitForWrite(recovery));
        }
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void tellsOnceThatItCannotWrite() {
        const QTemporaryDir folder;
        const QString file = writeFileIn(folder, "file", "x");
        Document document;
        Recovery recovery(document, file + "/below", kSoon);
        QSignalSpy failed(&recovery, &Recovery::failed);
        QCOMPARE(openIn(document, samplePath("toy.json")), QString());
        setBandwidth(document, 7);
        QTRY_COMPARE(failed.size(), 1);
        setBandwidth(document, 8);
        QTest::qWait(20);
        QCOMPARE(failed.size(), 1);
    }

    void survivesBeingKilled() {
        const QTemporaryDir folder;
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {"--leave", folder.path()});
        QVERIFY(other.waitForStarted());
        QVERIFY(other.waitForReadyRead());
        QCOMPARE(other.readAllStandardOutput().trimmed(), QByteArray("kept"));
        QVERIFY(findLeftovers(folder.path()).isEmpty());
        other.kill();  // SIGKILL
        QVERIFY(other.waitForFinished());

        const QList<Leftover> leftovers = findLeftovers(folder.path());
        QCOMPARE(leftovers.size(), 1);
        QCOMPARE(leftovers.front().title, QStringLiteral("toy.json"));
        QCOMPARE(leftovers.front().projectPath, QString());
        Document document;
        Recovery recovery(document, folder.path(), kLater);
        QSignalSpy written(&recovery, &Recovery::written);
        QCOMPARE(messageOfOpening(document, [&] { recovery.recover(leftovers.front()); }),
                 QString());
        QVERIFY(document.project().link.mbps >= 7);
        QVERIFY(document.isModified());
        QVERIFY(document.projectPath().isEmpty());
        // It is kept anew before the old file goes.
        QTRY_COMPARE(written.size(), 1);
        QVERIFY(!QFile::exists(leftovers.front().file));
        QVERIFY(QFile::exists(recovery.file()));
    }

    void remembersWhereTheProjectIs() {
        const QTemporaryDir folder;
        const QTemporaryDir home;
        Document document;
        Recovery recovery(document, folder.path(), kSoon);
        QCOMPARE(openIn(document, samplePath("toy.json")), QString());
        const QString path = home.filePath("p.json");
        QVERIFY(document.save(path));
        setBandwidth(document, 7);
        QVERIFY(waitForWrite(recovery));
        // What another program would find: a copy that nobody holds.
        const QTemporaryDir other;
        QVERIFY(QFile::copy(recovery.file(), other.filePath("a.project.json")));
        const QList<Leftover> leftovers = findLeftovers(other.path());
        QCOMPARE(leftovers.size(), 1);
        QCOMPARE(leftovers.front().projectPath, path);
        discard(leftovers.front());
        QVERIFY(QDir(other.path()).isEmpty());
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--leave") return leaveSomething(arguments[2]);
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_recovery.moc"
