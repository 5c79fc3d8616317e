// What must not be lost when files are broken, gone, or cannot be written.

#include "tests/app/gui/window/window_desk.h"

#include <sys/resource.h>
#include <unistd.h>

#include <QDir>
#include <QRegularExpression>
#include <csignal>

using namespace trilane;
using namespace trilane::test;

namespace {

bool writeBytes(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
           file.write(bytes) == bytes.size();
}

/// Files may not grow beyond so many bytes as long as this lives: a full disk.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        (void)std::signal(SIGXFSZ, SIG_IGN);
        (void)getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) qFatal("no limit");
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    ~FullDisk() { (void)setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

}  // namespace

class TestMainWindowFaults : public QObject {
    Q_OBJECT

private slots:
    void aBrokenFileLosesNothing_data();
    void aBrokenFileLosesNothing();
    void aModelThatVanishedLosesNothing();
    void whereNothingCanBeWrittenNothingIsLost_data();
    void whereNothingCanBeWrittenNothingIsLost();
    void aFullDiskLeavesTheOldFile();
};

void TestMainWindowFaults::aBrokenFileLosesNothing_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    const QByteArray model = bytesOf(sample("lenet-5.onnx"));
    QTest::newRow("no model") << "bad.onnx" << QByteArray("nonsense");
    QTest::newRow("half a model") << "half.onnx" << model.left(model.size() / 2);
    QTest::newRow("nothing") << "empty.json" << QByteArray();
    QTest::newRow("half a project")
        << "half.trilane.json" << QByteArray(R"({"format": "trilane.project", "ver)");
}

void TestMainWindowFaults::aBrokenFileLosesNothing() {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    const Desk desk;
    desk.change(3);
    const std::string before = desk.document().projectBytes();
    const QString path = desk.folder.filePath(name);
    QVERIFY(writeBytes(path, content));
    desk.answerUnsaved(UnsavedAnswer::Discard);
    desk.open(path);
    QVERIFY2(desk.message().startsWith("Cannot open: ") && desk.message().contains(name),
             qPrintable(desk.message()));
    QCOMPARE(desk.window->messages().kind(), MessageBar::Kind::Error);
    QCOMPARE(desk.document().projectBytes(), before);
    QVERIFY(desk.window->isWindowModified());
    desk.document().undoStack().undo();
    desk.settle();
    QCOMPARE(desk.document().project().link.mbps, 18.88);
}

void TestMainWindowFaults::aModelThatVanishedLosesNothing() {
    const QTemporaryDir home;
    const QString path = home.filePath("model.onnx");
    QVERIFY(QFile::copy(sample("multi-stream.onnx"), path));
    const Desk desk(path);
    desk.change(3);
    const std::string before = desk.document().projectBytes();
    const Nanoseconds makespan = desk.makespan();
    QVERIFY(QFile::remove(path));
    desk.window->files().reloadAction->trigger();
    desk.settle();
    QVERIFY2(desk.message().contains("model.onnx"), qPrintable(desk.message()));
    QCOMPARE(desk.document().projectBytes(), before);
    QVERIFY(desk.window->isWindowModified());
    QVERIFY(desk.makespan() == makespan);
    // Work goes on, and the model may come back.
    desk.typeDeviceTime("s1c2", "*40");
    QVERIFY(desk.makespan() > makespan);
    QVERIFY(QFile::copy(sample("multi-stream.onnx"), path));
    desk.window->files().reloadAction->trigger();
    desk.settle();
    QCOMPARE(desk.message(), QString());
    QVERIFY(desk.document().project().edits.device.contains("s1c2"));
    QCOMPARE(desk.document().undoStack().count(), 2);
}

void TestMainWindowFaults::whereNothingCanBeWrittenNothingIsLost_data() {
    QTest::addColumn<QString>("place");
    QTest::newRow("below a file") << "file/work.trilane.json";
    QTest::newRow("in a folder that is not there") << "no/such/work.trilane.json";
    QTest::newRow("in a folder that may not be written") << "sealed/work.trilane.json";
}

void TestMainWindowFaults::whereNothingCanBeWrittenNothingIsLost() {
    QFETCH(QString, place);
    if (place.startsWith("sealed") && geteuid() == 0) QSKIP("root writes everywhere");
    const Desk desk;
    QVERIFY(writeBytes(desk.folder.filePath("file"), "x"));
    const QString sealed = desk.folder.filePath("sealed");
    QVERIFY(QDir().mkdir(sealed));
    QVERIFY(QFile::setPermissions(sealed, QFile::ReadOwner | QFile::ExeOwner));
    desk.change(3);
    const std::string before = desk.document().projectBytes();
    const QString path = desk.folder.filePath(place);
    desk.answerSavePath(path);
    desk.window->files().saveAction->trigger();
    QVERIFY2(desk.message().startsWith("Cannot save: ") && desk.message().contains(path),
             qPrintable(desk.message()));
    QCOMPARE(desk.document().projectBytes(), before);
    QVERIFY(desk.window->isWindowModified());
    QVERIFY(desk.document().projectPath().isEmpty());
    // Nobody closes a window whose work could not be saved.
    desk.answerUnsaved(UnsavedAnswer::Save);
    QVERIFY(!desk.window->close());
    desk.window->exports().action(ExportKind::Plan)->trigger();
    desk.settle();
    QVERIFY2(desk.message().startsWith("Cannot export: "), qPrintable(desk.message()));
}

void TestMainWindowFaults::aFullDiskLeavesTheOldFile() {
    const Desk desk;
    const QString path = desk.folder.filePath("work.trilane.json");
    desk.answerSavePath(path);
    QVERIFY(desk.window->files().save());
    desk.change(2.5);
    const QByteArray old = bytesOf(path);
    const std::string changed = desk.document().projectBytes();
    {
        const FullDisk full(100);
        desk.window->files().saveAction->trigger();
        QVERIFY2(desk.message().startsWith("Cannot save: ") && desk.message().contains(path) &&
                     desk.message().contains("File too large"),
                 qPrintable(desk.message()));
        desk.answerSavePath(desk.folder.filePath("gantt.svg"));
        desk.window->exports().action(ExportKind::Schedules)->trigger();
        desk.settle();
        QVERIFY2(desk.message().startsWith("Cannot export: "), qPrintable(desk.message()));
    }
    QCOMPARE(bytesOf(path), old);
    QVERIFY(old.size() > 100);
    QCOMPARE(desk.document().projectBytes(), changed);
    QVERIFY(desk.window->isWindowModified());
    const QStringList left = QDir(desk.folder.path())
                                 .entryList(QDir::Files | QDir::Hidden)
                                 .filter(QRegularExpression("svg|tmp"));
    QCOMPARE(left, QStringList());
    // There is room again.
    desk.window->files().saveAction->trigger();
    QVERIFY(!desk.window->isWindowModified());
    QCOMPARE(bytesOf(path).toStdString(), changed);
}

QTEST_MAIN(TestMainWindowFaults)
#include "test_main_window_faults.moc"
