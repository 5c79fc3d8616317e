// What people do with the window, from the mouse to the file and back.

#include "app/gui/gantt/gantt_view.h"
#include "app/gui/graph/graph_view.h"
#include "app/gui/panels/inspector.h"
#include "app/gui/panels/layer_table_model.h"
#include "app/gui/panels/log_slider.h"
#include "app/gui/window/export_commands.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/pane_layout.h"
#include "app/gui/window/recovery_offer.h"
#include "tests/app/gui/window/window_session.h"

#include <sys/resource.h>
#include <unistd.h>

#include <QAbstractItemModelTester>
#include <QAbstractProxyModel>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <algorithm>
#include <csignal>
#include <cstdio>

using namespace trilane;
using namespace trilane::test;

namespace {

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

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

/// A session that has hands: it uses the views as a person does.
struct Desk : Session {
    explicit Desk(const QString& path = sample("multi-stream.onnx")) { open(path); }

    template <class Widget>
    [[nodiscard]] Widget* view(PaneId pane) const {
        return qobject_cast<Widget*>(window->panes().view(pane).widget);
    }
    [[nodiscard]] GraphView& graph() const { return *view<GraphView>(PaneId::Graph); }
    [[nodiscard]] GanttView& gantt() const { return *view<GanttView>(PaneId::Schedules); }
    [[nodiscard]] QTableView& table() const {
        return *view<QWidget>(PaneId::Layers)->findChild<QTableView*>();
    }
    [[nodiscard]] QString inspected() const {
        return view<Inspector>(PaneId::Inspector)->text().section('\n', 0, 0);
    }
    [[nodiscard]] LayerId layer(const char* name) const {
        return document().model()->findLayer(name).value();
    }
    [[nodiscard]] QString message() const {
        return window->messages().isHidden() ? QString() : window->messages().text();
    }
    [[nodiscard]] Nanoseconds makespan() const {
        return document().snapshot()->find("ej")->plan.makespan();
    }
    [[nodiscard]] QPoint inGraph(const char* name) const {
        const GraphGeometry& geometry = graph().picture()->geometry();
        const QRectF box = geometry.nodes()[geometry.nodeOf(layer(name))].rect;
        return graph().camera().toScreen(box.center()).toPoint();
    }
    [[nodiscard]] QStringList selectedRows() const {
        QStringList names;
        for (const QModelIndex& index : table().selectionModel()->selectedRows())
            names << index.data().toString();
        return names;
    }
    /// Of the first block.
    [[nodiscard]] QStringList selectedBars() const {
        QStringList names;
        const GanttController& controller = gantt().controller();
        for (const Lane lane : {Lane::Device, Lane::Server})
            for (const auto bar :
                 controller.overlay().selected.front()[static_cast<std::size_t>(lane)]) {
                const auto subject = controller.chart()->blocks[0].lane(lane).bars[bar].subject;
                names << QString::fromStdString(document().model()->layer(LayerId(subject)).name);
            }
        return names;
    }

    /// Types into the device time of a layer, in its row.
    void typeDeviceTime(const char* name, const QString& text) const {
        const QModelIndex cell = table().model()->index(static_cast<int>(layer(name).index()),
                                                        LayerTableModel::DeviceTime);
        table().scrollTo(cell);
        const QPoint at = table().visualRect(cell).center();
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, at);
        auto* const editor = table().viewport()->findChild<QLineEdit*>();
        if (editor == nullptr) qFatal("no editor");
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        settle();
    }
    void dragBandwidth(int fromX, int toX) const {
        auto* const slider = view<QWidget>(PaneId::Link)->findChild<LogSlider*>();
        QTest::mousePress(slider, Qt::LeftButton, {}, {fromX, 10});
        for (int i = 1; i <= 5; ++i) {
            const QPoint at(fromX + (toX - fromX) * i / 5, 10);
            QMouseEvent move(QEvent::MouseMove, at, slider->mapToGlobal(at), Qt::NoButton,
                             Qt::LeftButton, {});
            QCoreApplication::sendEvent(slider, &move);
            QCoreApplication::processEvents();
        }
        QTest::mouseRelease(slider, Qt::LeftButton, {}, {toX, 10});
        settle();
    }
    void chooseInGraphMenu(const char* name, const QString& text) const {
        QContextMenuEvent event(QContextMenuEvent::Mouse, inGraph(name),
                                graph().mapToGlobal(inGraph(name)));
        QCoreApplication::sendEvent(&graph(), &event);
        auto* const menu = graph().findChild<QMenu*>();
        if (menu == nullptr) qFatal("no menu");
        for (QAction* const action : menu->actions())
            if (action->text().remove('&') == text) action->trigger();
        menu->close();
        settle();
    }
    [[nodiscard]] QByteArray exported(ExportKind kind, const QString& name) const {
        const QString path = folder.filePath(name);
        answerSavePath(path);
        window->exports().action(kind)->trigger();
        settle();
        return bytesOf(path);
    }
    /// A project in the session's folder, with its model, that was saved and then changed.
    QString saveAndChange() const {
        const QString path = folder.filePath("work.trilane.json");
        answerSavePath(path);
        if (!window->files().save()) qFatal("not saved");
        change(2.5);
        return path;
    }
};

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
    void aBrokenFileLosesNothing_data();
    void aBrokenFileLosesNothing();
    void aModelThatVanishedLosesNothing();
    void whereNothingCanBeWrittenNothingIsLost_data();
    void whereNothingCanBeWrittenNothingIsLost();
    void aFullDiskLeavesTheOldFile();
    void aKilledProgramLeavesItsWorkToTheNext();
};

void TestMainWindowFlows::aSelectionIsSeenInEveryView() {
    const Desk desk;
    QTest::mouseClick(&desk.graph(), Qt::LeftButton, {}, desk.inGraph("s1c2"));
    QCOMPARE(desk.selectedRows(), QStringList{"s1c2"});
    QCOMPARE(desk.selectedBars(), QStringList{"s1c2"});
    QCOMPARE(desk.inspected(), QStringLiteral("s1c2 (layer)"));
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
    desk.typeDeviceTime("s1c2", "*4");
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

void TestMainWindowFlows::aBrokenFileLosesNothing_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    const QByteArray model = bytesOf(sample("lenet-5.onnx"));
    QTest::newRow("no model") << "bad.onnx" << QByteArray("nonsense");
    QTest::newRow("half a model") << "half.onnx" << model.left(model.size() / 2);
    QTest::newRow("nothing") << "empty.json" << QByteArray();
    QTest::newRow("half a project")
        << "half.trilane.json" << QByteArray(R"({"format": "trilane.project", "ver)");
}

void TestMainWindowFlows::aBrokenFileLosesNothing() {
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

void TestMainWindowFlows::aModelThatVanishedLosesNothing() {
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

void TestMainWindowFlows::whereNothingCanBeWrittenNothingIsLost_data() {
    QTest::addColumn<QString>("place");
    QTest::newRow("below a file") << "file/work.trilane.json";
    QTest::newRow("in a folder that is not there") << "no/such/work.trilane.json";
    QTest::newRow("in a folder that may not be written") << "sealed/work.trilane.json";
}

void TestMainWindowFlows::whereNothingCanBeWrittenNothingIsLost() {
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

void TestMainWindowFlows::aFullDiskLeavesTheOldFile() {
    const Desk desk;
    const QString path = desk.saveAndChange();
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
