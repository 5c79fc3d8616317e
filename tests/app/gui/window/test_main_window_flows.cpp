// What people do with the window, from the mouse to the file and back.

#include "app/gui/window/message_bar.h"
#include "app/gui/window/recovery_offer.h"
#include "tests/app/gui/window/window_desk.h"

#include <QAbstractItemModelTester>
#include <QAbstractProxyModel>
#include <QApplication>
#include <QJsonDocument>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <cstdio>

using namespace trilane;
using namespace trilane::test;

namespace {

/// The other program: edits, waits until that is kept, and waits to be killed.
int leaveSomething(const QString& folder) {
    const Desk desk;
    Recovery recovery(desk.document(), folder, std::chrono::milliseconds(1));
    QSignalSpy written(&recovery, &Recovery::written);
    desk.typeDeviceTime("s0c1", "77");
    if (!QTest::qWaitFor([&] { return !written.isEmpty(); }, kPatience)) return 1;
    std::puts("kept");
    std::fflush(stdout);
    QTest::qWait(60'000);
    return 2;
}

}  // namespace

class TestMainWindowFlows : public QObject {
    Q_OBJECT

private slots:
    void aSelectionIsSeenInEveryView();
    void editsAreUndoneToTheSameBytes();
    void everyFormatIsWritten();
    void aSavedWindowOpensTheSame();
    void aKilledProgramLeavesItsWorkToTheNext();
};

void TestMainWindowFlows::aSelectionIsSeenInEveryView() {
    const Desk desk;
    QTest::mouseClick(&desk.graph(), Qt::LeftButton, {}, desk.inGraph("s1c4"));
    QCOMPARE(desk.selectedRows(), QStringList{"s1c4"});
    QCOMPARE(desk.selectedBars(), QStringList{"s1c4"});
    QCOMPARE(desk.inspected(), QStringLiteral("s1c4 (layer)"));
    QVERIFY(desk.table().viewport()->rect().intersects(
        desk.table().visualRect(desk.table().currentIndex())));

    const GanttPlace place =
        desk.gantt().controller().chart()->blocks[0].ofLayer[desk.layer("s0c1").index()];
    const GanttGeometry& geometry = desk.gantt().geometryNow();
    const GanttBar& bar =
        desk.gantt().controller().chart()->blocks[0].lane(place.lane).bars[place.bar];
    const QPointF middle((geometry.axis.x(bar.start) + geometry.axis.x(bar.end)) / 2,
                         geometry.laneRect(0, place.lane).center().y());
    QTest::mouseClick(desk.gantt().viewport(), Qt::LeftButton, {}, middle.toPoint());
    QCOMPARE(desk.selectedRows(), QStringList{"s0c1"});
    QCOMPARE(desk.inspected(), QStringLiteral("s0c1 (layer)"));

    desk.table().selectRow(static_cast<int>(desk.layer("s2c1").index()));
    QCOMPARE(desk.selectedBars(), QStringList{"s2c1"});
    QCOMPARE(desk.inspected(), QStringLiteral("s2c1 (layer)"));
    QVERIFY(!desk.document().isModified());
}

void TestMainWindowFlows::editsAreUndoneToTheSameBytes() {
    const Desk desk;
    // The models of the real window are watched in all that follows.
    int watched = 0;
    const auto watch = [&](QAbstractItemModel* model) {
        using Tester = QAbstractItemModelTester;
        new Tester(model, Tester::FailureReportingMode::Fatal, desk.window.get());
        ++watched;
    };
    for (const QTableView* const table : desk.window->findChildren<QTableView*>()) {
        watch(table->model());
        if (auto* const proxy = qobject_cast<QAbstractProxyModel*>(table->model()))
            watch(proxy->sourceModel());
    }
    QCOMPARE(watched, 4);  // layers and their filter, strategies, pins
    std::vector<std::string> bytes{desk.document().projectBytes()};
    std::vector<Nanoseconds> makespans{desk.makespan()};
    const auto keep = [&] {
        QVERIFY2(desk.document().projectBytes() != bytes.back(), "nothing was changed");
        bytes.push_back(desk.document().projectBytes());
        makespans.push_back(desk.makespan());
    };
    desk.typeDeviceTime("s0c1", "*40");
    keep();
    QVERIFY(desk.document().project().edits.device.contains("s0c1"));
    QVERIFY(makespans[1] > makespans[0]);
    desk.dragBandwidth(150, 60);
    keep();
    QVERIFY(desk.document().project().link.mbps < 18.88);
    desk.chooseInGraphMenu("s1c1", "Run on server");
    keep();
    QVERIFY(desk.document().project().pins.server.contains("s1c1"));
    QVERIFY(!desk.document().snapshot()->find("ej")->plan.cut.onDevice(desk.layer("s1c1")));

    QUndoStack& undo = desk.document().undoStack();
    QCOMPARE(undo.count(), 3);
    for (std::size_t i = bytes.size() - 1; i-- > 0;) {
        undo.undo();
        desk.settle();
        QCOMPARE(desk.document().projectBytes(), bytes[i]);
        QVERIFY(desk.makespan() == makespans[i]);
    }
    QVERIFY(!desk.window->isWindowModified());
    for (std::size_t i = 1; i < bytes.size(); ++i) {
        undo.redo();
        desk.settle();
        QCOMPARE(desk.document().projectBytes(), bytes[i]);
        QVERIFY(desk.makespan() == makespans[i]);
    }
    QVERIFY(desk.window->isWindowModified());
}

void TestMainWindowFlows::everyFormatIsWritten() {
    const Desk desk;
    desk.window->panes().bringToFront(PaneId::Sweep);
    desk.settle();
    for (const ExportKind kind : exportKinds()) {
        if (!isPicture(kind)) continue;
        const QByteArray name = QFileInfo(suggestedName(kind, desk.document())).baseName().toUtf8();
        const QString base = QString::number(static_cast<int>(kind));
        QVERIFY2(desk.exported(kind, base + ".svg").contains("<svg"), qPrintable(desk.message()));
        QVERIFY2(desk.exported(kind, base + ".png").startsWith("\x89PNG"), name);
        QVERIFY2(desk.exported(kind, base + ".pdf").startsWith("%PDF"), name);
    }
    const auto plan = QJsonDocument::fromJson(desk.exported(ExportKind::Plan, "plan.json"));
    QVERIFY(plan.isObject());
    const auto trace = QJsonDocument::fromJson(desk.exported(ExportKind::Trace, "trace.json"));
    QVERIFY(trace.isObject() || trace.isArray());
    // A title, and a line for each layer.
    QCOMPARE(desk.exported(ExportKind::Table, "table.csv").count("\r\n"), 42);
    QCOMPARE(desk.message(), QString());
}

void TestMainWindowFlows::aSavedWindowOpensTheSame() {
    Desk desk;
    const QString path = desk.folder.filePath("work.trilane.json");
    desk.typeDeviceTime("s1c4", "*4");
    desk.document().changeView([](ProjectView& view) {
        view.focus = "dsl";
        view.strategies = {Strategy::Dsl, Strategy::Remote};
        view.heat = HeatMap::DeviceTime;
    });
    desk.window->panes().setPaneShown(PaneId::Machines, false);
    desk.window->panes().bringToFront(PaneId::Sweep);
    desk.window->panes().bringToFront(PaneId::Schedules);
    desk.graph().zoomToActualSize();
    desk.gantt().controller().zoom(3, 1e8);
    // Views keep their place once it stays.
    const auto& states = desk.document().project().view.states;
    QTRY_VERIFY(states.contains("graph") && states.contains("gantt") && states.contains("window"));
    desk.settle();
    desk.answerSavePath(path);
    desk.window->files().saveAction->trigger();
    QVERIFY(!desk.document().isModified());
    const ProjectView view = desk.document().project().view;
    const std::string bytes = desk.document().projectBytes();
    const std::string place = desk.graph().camera().toText();
    const std::string range = desk.gantt().controller().range().text();
    const QString arrangement = desk.window->panes().arrangement();
    const Nanoseconds makespan = desk.makespan();
    QCOMPARE(bytesOf(path).toStdString(), bytes);
    QVERIFY(desk.window->close());

    desk.window = std::make_unique<MainWindow>(&desk.settings);
    desk.window->show();
    desk.open(path);
    QVERIFY(desk.document().project().view == view);
    QCOMPARE(desk.document().projectBytes(), bytes);
    QVERIFY(!desk.document().isModified());
    QCOMPARE(desk.graph().camera().toText(), place);
    QCOMPARE(desk.gantt().controller().range().text(), range);
    QCOMPARE(desk.window->panes().arrangement(), arrangement);
    QCOMPARE(desk.gantt().controller().chart()->blocks.size(), std::size_t(2));
    QVERIFY(desk.makespan() == makespan);
}

void TestMainWindowFlows::aKilledProgramLeavesItsWorkToTheNext() {
    const QTemporaryDir folder;
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {"--leave", folder.path()});
    QVERIFY(other.waitForReadyRead(kPatience));
    QCOMPARE(other.readAllStandardOutput().trimmed(), QByteArray("kept"));
    other.kill();  // SIGKILL
    QVERIFY(other.waitForFinished(kPatience));

    const Session session;
    Recovery recovery(session.document(), folder.path(), std::chrono::milliseconds(1));
    offerRecovery(*session.window, recovery, folder.path());
    session.open(sample("lenet-5.onnx"));
    QVERIFY(session.window->messages().isVisible());
    QVERIFY(session.window->messages().text().startsWith(
        "Unsaved work was found: multi-stream.onnx, changed "));
    for (QPushButton* const button : session.window->messages().findChildren<QPushButton*>())
        if (button->text() == "Restore") button->click();
    session.settle();
    QCOMPARE(session.document().title(), QStringLiteral("multi-stream.onnx"));
    QVERIFY(session.document().project().edits.device.at("s0c1") == Nanoseconds{77'000'000});
    QVERIFY(session.window->isWindowModified());
    QVERIFY(session.window->messages().isHidden());
}

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--leave") return leaveSomething(arguments[2]);
    TestMainWindowFlows test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_main_window_flows.moc"
