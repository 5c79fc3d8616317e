#include "app/gui/document/editing.h"
#include "app/gui/panels/layer_table_model.h"
#include "app/gui/panels/panel_style.h"
#include "app/gui/panels/stale_cover.h"
#include "app/gui/window/export_commands.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/pane_layout.h"
#include "app/gui/window/status_line.h"
#include "app/gui/window/view_commands.h"
#include "tests/app/gui/window/window_session.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

using namespace trilane;
using namespace trilane::test;

namespace {

/// Where nothing is sorted and nothing filtered.
int layerRow(const Session& session, const char* name) {
    return static_cast<int>(session.document().model()->findLayer(name).value().index());
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void viewsAreMadeWithTheFontOfTheTheme() {
        QApplication::setFont(QFont(QStringLiteral("DejaVu Serif"), 20));
        const Session session;
        const auto* const table =
            session.window->panes().view(PaneId::Results).widget->findChild<QTableView*>();
        QCOMPARE(QFontInfo(table->font()).family(), QFontInfo(figureFont(12)).family());
        QCOMPARE(QFontInfo(table->font()).pixelSize(), QFontInfo(figureFont(12)).pixelSize());
    }

    void opensAndTellsWhatItIs() {
        const Session session;
        session.open(sample("multi-stream.onnx"));
        QCOMPARE(session.document().title(), QStringLiteral("multi-stream.onnx"));
        QVERIFY(session.window->windowTitle().contains("multi-stream.onnx"));
        QVERIFY(session.window->status().text().contains("41 layers · multi-path"));
        QVERIFY(session.window->messages().isHidden());
        QCOMPARE(session.window->files().recentFiles().paths(),
                 QStringList{sample("multi-stream.onnx")});
    }

    void aFileThatFailsSaysWhyAndLeavesTheOpenOne() {
        const Session session;
        session.open(sample("lenet-5.onnx"));
        QFile bad(session.folder.filePath("bad.onnx"));
        QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("nonsense") > 0);
        bad.close();
        session.open(bad.fileName());
        QVERIFY(!session.window->messages().isHidden());
        QVERIFY(session.window->messages().text().contains("bad.onnx"));
        QCOMPARE(session.document().title(), QStringLiteral("lenet-5.onnx"));
        session.open(sample("lenet-5.onnx"));
        QVERIFY(session.window->messages().isHidden());
    }

    void aVanishedFileLeavesTheList() {
        const Session session;
        const QString path = session.folder.filePath("model.onnx");
        QVERIFY(QFile::copy(sample("lenet-5.onnx"), path));
        session.open(path);
        QVERIFY(session.window->files().recentFiles().paths().contains(path));
        QVERIFY(QFile::remove(path));
        session.open(path);
        QVERIFY(session.window->messages().text().contains("no such file"));
        QVERIFY(!session.window->files().recentFiles().paths().contains(path));
    }

    void editsAreAnsweredAndUndone() {
        const Session session;
        session.open(sample("multi-stream.onnx"));
        const auto makespan = [&] {
            return session.document().snapshot()->find("ej")->plan.makespan();
        };
        const Nanoseconds before = makespan();
        session.change(1);
        QVERIFY(makespan() > before);
        QVERIFY(session.window->isWindowModified());
        session.document().undoStack().undo();
        session.settle();
        QVERIFY(makespan() == before);
        QVERIFY(!session.window->isWindowModified());
        const LayerId first{0};
        pinLayers(session.document(), {first}, Side::Device);
        setLayerTimes(session.document(), Side::Device, {{LayerId{1}, nanosecondsFromMs(500)}});
        session.settle();
        QVERIFY(makespan() > before);
        QVERIFY(session.document().snapshot()->find("remote")->plan.cut.onDevice(first));
    }

    void unsavedWorkIsAskedAbout() {
        const Session session;
        session.open(sample("lenet-5.onnx"));
        session.change(3);
        session.answerUnsaved(UnsavedAnswer::Cancel);
        session.open(sample("siamese.onnx"));
        QCOMPARE(session.document().title(), QStringLiteral("lenet-5.onnx"));
        QVERIFY(!session.window->close());
        // Saving that is not finished keeps the work too.
        session.answerUnsaved(UnsavedAnswer::Save);
        session.answerSavePath({});
        session.open(sample("siamese.onnx"));
        QCOMPARE(session.document().title(), QStringLiteral("lenet-5.onnx"));
        session.answerUnsaved(UnsavedAnswer::Discard);
        session.open(sample("siamese.onnx"));
        QCOMPARE(session.document().title(), QStringLiteral("siamese.onnx"));
        QVERIFY(session.window->close());
    }

    void theQuestionNamesTheProject() {
        const Session session;
        QStringList asked;
        session.window->prompts().unsaved = [&asked](const QString& project) {
            asked << project;
            return UnsavedAnswer::Cancel;
        };
        session.open(sample("lenet-5.onnx"));
        session.change(3);
        session.window->close();
        QVERIFY(session.document().save(session.folder.filePath("work.trilane.json")));
        session.change(4);
        session.window->close();
        QCOMPARE(asked,
                 QStringList({"a project for lenet-5.onnx", "the project work.trilane.json"}));
    }

    void savedProjectsOpenAsTheyWere() {
        const Session session;
        const QString path = session.folder.filePath("work.trilane.json");
        session.open(sample("multi-stream.onnx"));
        session.change(2.5);
        session.window->panes().setPaneShown(PaneId::Layers, false);
        session.answerSavePath(path);
        QVERIFY(session.window->files().save());
        QVERIFY(!session.window->isWindowModified());
        QVERIFY(session.window->windowTitle().startsWith("multi-stream.onnx – work.trilane.json"));
        session.window->panes().setPaneShown(PaneId::Layers, true);
        session.open(sample("lenet-5.onnx"));
        session.open(path);
        QCOMPARE(session.document().project().link.mbps, 2.5);
        QVERIFY(!session.window->panes().isPaneShown(PaneId::Layers));
        QCOMPARE(session.window->files().recentFiles().paths().front(), path);
        QVERIFY(session.window->windowTitle().startsWith("multi-stream.onnx – work.trilane.json"));
        // What was saved once is saved again without a question.
        session.change(4);
        session.answerSavePath({});
        session.window->files().saveAction->trigger();
        QVERIFY(!session.window->isWindowModified());
    }

    void aDroppedFileIsOpened() {
        const Session session;
        QMimeData data;
        data.setUrls({QUrl("https://example.org/a.onnx")});
        QDragEnterEvent remote({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
        remote.ignore();
        QCoreApplication::sendEvent(session.window.get(), &remote);
        QVERIFY(!remote.isAccepted());
        data.setUrls({QUrl::fromLocalFile(sample("siamese.onnx"))});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
        enter.ignore();
        QCoreApplication::sendEvent(session.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(session.window.get(), &drop);
        session.settle();
        QCOMPARE(session.document().title(), QStringLiteral("siamese.onnx"));
    }

    void exportsWhatIsInFocus() {
        const Session session;
        session.open(sample("lenet-5.onnx"));
        for (const ExportKind kind : exportKinds()) {
            const QString path = session.folder.filePath(suggestedName(kind, session.document()));
            session.answerSavePath(path);
            QSignalSpy written(&session.window->exports(), &ExportCommands::written);
            session.window->exports().action(kind)->trigger();
            // Ready means that the file is written, or that it was told why not.
            session.settle();
            QVERIFY2(!written.isEmpty(), qPrintable(session.window->messages().text()));
            QVERIFY(QFileInfo(path).size() > 100);
        }
        session.answerSavePath(session.folder.filePath("no/such/folder/plan.json"));
        session.window->exports().action(ExportKind::Plan)->trigger();
        session.settle();
        QVERIFY(session.window->messages().text().contains("no/such/folder"));
        QVERIFY(!session.window->status().text().contains("Wrote"));
    }

    void panesAreHiddenAndMaximized() {
        const Session session;
        PaneLayout& panes = session.window->panes();
        const auto visible = [&panes](PaneId pane) { return panes.view(pane).widget->isVisible(); };
        QVERIFY(visible(PaneId::Graph) && visible(PaneId::Layers) && !visible(PaneId::Sweep));
        panes.maximize(PaneId::Sweep);
        QVERIFY(visible(PaneId::Sweep) && !visible(PaneId::Graph) && !visible(PaneId::Link));
        panes.bringToFront(PaneId::Link);
        QVERIFY(visible(PaneId::Link) && !visible(PaneId::Sweep));
        panes.maximize(std::nullopt);
        QVERIFY(visible(PaneId::Graph) && visible(PaneId::Sweep));
        panes.setPaneShown(PaneId::Link, false);
        QVERIFY(!visible(PaneId::Link));
        const QString text = panes.arrangement();
        QCOMPARE(text, QStringLiteral("hidden=link;front=inspector,sweep"));
        panes.setArrangement({});
        QVERIFY(visible(PaneId::Link));
        panes.setArrangement(text);
        QCOMPARE(panes.arrangement(), text);
    }

    void namesOfLayersAreReadableInASmallWindow() {
        const Session session;
        session.window->resize(1280, 800);
        session.open(sample("googlenet.onnx"));
        const auto& table =
            *session.window->panes().view(PaneId::Layers).widget->findChild<QTableView*>();
        const int width = table.columnWidth(LayerTableModel::Name) - kPanelMargin - kCellPadding;
        const QFontMetrics metrics(table.font());
        QVERIFY2(width >= metrics.horizontalAdvance("inception_3a/1x1"),
                 qPrintable(QString::number(width)));
        QVERIFY(!table.isColumnHidden(LayerTableModel::DeviceTime));
        QVERIFY(!table.isColumnHidden(LayerTableModel::ServerTime));
        const QModelIndex name =
            table.model()->index(layerRow(session, "inception_3a/branch3x3/reduce"), 0);
        QVERIFY(elideName(name.data().toString(), metrics, width)
                    .endsWith(QStringLiteral("branch3x3/reduce")));
        QCOMPARE(name.data(Qt::ToolTipRole).toString(),
                 QStringLiteral("inception_3a/branch3x3/reduce"));
        // In a smaller one the drawings do not give all of it.
        const int before = table.width();
        session.window->resize(1024, 800);
        QCoreApplication::processEvents();
        QVERIFY2(table.width() < before - 60, qPrintable(QString::number(table.width())));
    }

    void panesThatShowPlansTellWhenTheyAreOld() {
        const Session session;
        session.open(sample("toy.json"));
        PaneLayout& panes = session.window->panes();
        panes.bringToFront(PaneId::Sweep);
        session.settle();
        const auto covered = [&panes](PaneId pane) {
            const auto* const cover = panes.view(pane).widget->findChild<StaleCover*>();
            return cover != nullptr && !cover->message().isEmpty();
        };
        const auto everywhere = {PaneId::MultiPath, PaneId::Schedules, PaneId::Sweep};
        for (const PaneId pane : everywhere)
            QVERIFY2(!covered(pane), qPrintable(title(pane)));
        session.document().edit("Test", [](Project& project) {
            project.pins.server.insert("d1");
            project.pins.device.insert("s1");
        });
        session.settle();
        QVERIFY(!session.document().planningFault().isEmpty());
        for (const PaneId pane : everywhere)
            QVERIFY2(covered(pane), qPrintable(title(pane)));
        session.document().undoStack().undo();
        session.settle();
        for (const PaneId pane : everywhere)
            QVERIFY2(!covered(pane), qPrintable(title(pane)));
    }

    void theKeyboardReachesEveryPane() {
        const Session session;
        session.open(sample("lenet-5.onnx"));
        session.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(session.window.get()));
        std::set<PaneId> reached;
        for (std::size_t i = 0; i < kPanes.size(); ++i) {
            session.window->views().nextPaneAction->trigger();
            reached.insert(session.window->panes().activePane());
        }
        // Tabs that are not in front are reached through their tab.
        for (const PaneId pane : {PaneId::Layers, PaneId::Graph, PaneId::MultiPath, PaneId::Link,
                                  PaneId::Results, PaneId::Inspector, PaneId::Schedules})
            QVERIFY2(reached.contains(pane), qPrintable(key(pane)));
    }

    void whatANarrowToolBarLeavesOutIsInItsMenu() {
        const Session session;
        session.open(sample("multi-stream.onnx"));
        session.window->resize(600, 400);
        QCoreApplication::processEvents();
        const auto* const bar = session.window->findChild<QToolBar*>(QStringLiteral("tools"));
        const auto* const more =
            bar->findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button"));
        QVERIFY(more != nullptr && more->isVisible());
        QVERIFY(bar->rect().contains(more->geometry()));
        // As it is on the screen: dark strokes on the bar's light ground.
        const QImage image = session.window->grab().toImage();
        const QRect area(more->mapTo(session.window.get(), QPoint(0, 0)), more->size());
        int strokes = 0;
        for (int x = area.left(); x <= area.right(); ++x)
            for (int y = area.top(); y <= area.bottom(); ++y)
                strokes += image.pixelColor(x, y).lightness() < 100 ? 1 : 0;
        QVERIFY2(strokes > 10, qPrintable(QString::number(strokes)));
    }

    void stateOfTheWindowIsKept() {
        Session session;
        session.window->resize(1000, 700);
        session.window->panes().setPaneShown(PaneId::Pins, false);
        session.window->views().setTheme(ThemeChoice::Dark);
        QVERIFY(session.window->close());
        session.window = std::make_unique<MainWindow>(&session.settings);
        session.window->show();
        QCOMPARE(session.window->size(), QSize(1000, 700));
        QVERIFY(!session.window->panes().isPaneShown(PaneId::Pins));
        QVERIFY(session.window->views().theme() == ThemeChoice::Dark);
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
