#include "app/gui/graph/graph_view.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>

using namespace trilane;

namespace {

/// A document with a sample and a view on it, laid out and planned.
class Desk {
public:
    explicit Desk(const char* sample = "multi-stream.onnx", QSize size = {700, 600}) {
        view.resize(size);
        view.show();
        document.open(QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/") + QLatin1String(sample));
        settle();
    }
    void settle() {
        const bool settled = QTest::qWaitFor(
            [this] {
                return !document.isOpening() && !document.isPlanning() && !view.isBusy() &&
                       view.picture() != nullptr;
            },
            20'000);
        if (!settled) qFatal("never settles");
        QCoreApplication::processEvents();
    }
    [[nodiscard]] LayerId layer(const char* name) const {
        return document.model()->findLayer(name).value();
    }
    [[nodiscard]] QPoint at(const char* name) const {
        const GraphGeometry& graph = view.picture()->geometry();
        return view.camera()
            .toScreen(graph.nodes()[graph.nodeOf(layer(name))].rect.center())
            .toPoint();
    }
    void trigger(const QString& text) {
        for (QAction* action : view.viewActions())
            if (action->text().remove(u'&') == text) return action->trigger();
        qFatal("no such action: %s", qPrintable(text));
    }
    void click(const char* name, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(&view, Qt::LeftButton, modifiers, at(name));
    }
    void move(QPoint to) {
        QMouseEvent event(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                          {});
        QCoreApplication::sendEvent(&view, &event);
    }
    [[nodiscard]] QPoint pill(std::size_t index) const {
        return pillBoxes(*view.picture(), view.camera().scale(), view.camera().offset())[index]
            .rect.center()
            .toPoint();
    }
    [[nodiscard]] bool onDevice(const char* name) const {
        return document.snapshot()->find("manual")->plan.cut.onDevice(layer(name));
    }

    Document document;
    Selection selection;
    GraphView view{document, selection};
};

}  // namespace

class TestGraphView : public QObject {
    Q_OBJECT

private slots:
    void showsTheWholeGraphFirst() {
        Desk desk;
        const QRectF graph(QPointF(), desk.view.picture()->geometry().size());
        QVERIFY(QRectF(desk.view.rect()).contains(desk.view.camera().toScreen(graph)));
        desk.view.resize(500, 900);
        QVERIFY(QRectF(desk.view.rect()).contains(desk.view.camera().toScreen(graph)));
        QCOMPARE(desk.view.picture()->pills().size(), std::size_t{3});
    }

    void whatWasWholeStaysWhole() {
        // So low that the graph would not be shown whole at first.
        Desk desk;
        const QRectF graph(QPointF(), desk.view.picture()->geometry().size());
        desk.view.resize(desk.view.width(), 130);
        QVERIFY(QRectF(desk.view.rect()).contains(desk.view.camera().toScreen(graph)));
    }

    void whatIsFoundCanBeRead() {
        Desk desk("googlenet.onnx", {400, 450});
        desk.trigger("Fit graph");
        QVERIFY(desk.view.camera().scale() < 0.3);
        const LayerId last{desk.document.model()->layerCount() - 1};
        desk.selection.reveal(last);
        QVERIFY(desk.view.camera().scale() >= 0.7);
        const auto& geometry = desk.view.picture()->geometry();
        const QRectF box = geometry.nodes()[geometry.nodeOf(last)].rect;
        QVERIFY(QRectF(desk.view.rect()).contains(desk.view.camera().toScreen(box)));
    }

    void showsWhatCanBeReadOfALongGraph() {
        Desk desk("googlenet.onnx", {400, 450});
        QVERIFY(desk.view.camera().scale() > 0.55);
        desk.trigger("Fit graph");
        QVERIFY(desk.view.camera().scale() < 0.3);
    }

    void clickSelects() {
        Desk desk;
        desk.click("s0c1");
        QVERIFY(desk.selection.layers() == std::set<LayerId>{desk.layer("s0c1")});
        desk.click("s2c2", Qt::ControlModifier);
        QCOMPARE(desk.selection.layers().size(), std::size_t{2});
        desk.click("s0c1", Qt::ControlModifier);
        QVERIFY(desk.selection.layers() == std::set<LayerId>{desk.layer("s2c2")});
        QTest::mouseClick(&desk.view, Qt::LeftButton, {}, QPoint(3, 3));
        QVERIFY(desk.selection.isEmpty());
        QTest::mouseClick(&desk.view, Qt::LeftButton, {}, desk.pill(0));
        QVERIFY(desk.selection.tensor() == desk.view.picture()->pills()[0].tensor);
    }

    void wheelZoomsAtTheCursorAndScrolls() {
        Desk desk;
        const QPointF cursor(250, 170);
        const QPointF under = desk.view.camera().toGraph(cursor);
        QWheelEvent zoom(cursor, desk.view.mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton,
                         Qt::ControlModifier, Qt::NoScrollPhase, false);
        const double scale = desk.view.camera().scale();
        QCoreApplication::sendEvent(&desk.view, &zoom);
        QCOMPARE(desk.view.camera().scale(), 1.44 * scale);
        QVERIFY((desk.view.camera().toGraph(cursor) - under).manhattanLength() < 1e-6);
        const QPointF offset = desk.view.camera().offset();
        QWheelEvent scroll(cursor, desk.view.mapToGlobal(cursor), {}, {0, -120}, Qt::NoButton,
                           Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&desk.view, &scroll);
        QCOMPARE(desk.view.camera().offset() - offset, QPointF(0, -60));
    }

    void dragPansAndSelectsNothing() {
        Desk desk;
        const QPointF offset = desk.view.camera().offset();
        QTest::mousePress(&desk.view, Qt::LeftButton, {}, desk.at("s0c1"));
        desk.move(desk.at("s0c1") + QPoint(40, 25));
        QCOMPARE(desk.view.camera().offset() - offset, QPointF(40, 25));
        QTest::mouseRelease(&desk.view, Qt::LeftButton, {}, desk.at("s0c1"));
        QVERIFY(desk.selection.isEmpty());
    }

    void arrowsWalk() {
        Desk desk;
        desk.click("s0c1");
        QTest::keyClick(&desk.view, Qt::Key_Down);
        QVERIFY(desk.selection.currentLayer() == desk.layer("s0n1"));
        QTest::keyClick(&desk.view, Qt::Key_Right);
        QVERIFY(desk.selection.currentLayer() == desk.layer("s1n1"));
        QTest::keyClick(&desk.view, Qt::Key_Up);
        QVERIFY(desk.selection.currentLayer() == desk.layer("s1c1"));
        QTest::keyClick(&desk.view, Qt::Key_Up);  // an input is no layer
        QVERIFY(desk.selection.currentLayer() == desk.layer("s1c1"));
    }

    void theSelectedLayerStaysWhereItIs() {
        Desk desk;
        desk.click("s1c3");
        const QPoint before = desk.at("s1c3");
        desk.trigger("Show attributes");
        QVERIFY(desk.view.isBusy());
        desk.settle();
        QVERIFY(desk.view.picture()->geometry().options().attributes);
        QCOMPARE(desk.at("s1c3"), before);
        desk.trigger("Left to right");
        desk.settle();
        QCOMPARE(desk.at("s1c3"), before);
    }

    void onlyWhatMovesThingsLaysOut() {
        Desk desk;
        const auto geometry = desk.view.picture()->sharedGeometry();
        desk.trigger("Heat map of device times");
        QVERIFY(!desk.view.isBusy());
        QVERIFY(desk.view.picture()->heat() == HeatMap::DeviceTime);
        desk.document.changeView([](ProjectView& view) { view.focus = "local"; });
        QVERIFY(!desk.view.isBusy());
        QVERIFY(desk.view.picture()->pills().empty());
        QCOMPARE(desk.view.picture()->sharedGeometry(), geometry);
    }

    void theLatestLayoutWins() {
        Desk desk;
        for (int i = 0; i < 5; ++i) {
            desk.trigger("Left to right");
            desk.trigger("Top to bottom");
            desk.trigger("Show attributes");
        }
        desk.settle();
        QVERIFY(desk.view.picture()->geometry().options() ==
                graphOptions(desk.document.project().view));
    }

    void draggingTheCutIsOneStep() {
        Desk desk;
        desk.view.zoomToActualSize();
        const auto& pills = desk.view.picture()->pills();
        std::size_t index = 0;
        while (desk.document.model()->tensor(pills[index].tensor).name != "s1p1")
            ++index;
        desk.selection.reveal(desk.layer("s1p1"));
        QTest::mousePress(&desk.view, Qt::LeftButton, {}, desk.pill(index));
        desk.move(desk.at("s1c2"));
        QCOMPARE(desk.document.project().view.focus, std::string("manual"));
        desk.settle();
        QVERIFY(desk.onDevice("s1c2") && !desk.onDevice("s1n2"));
        desk.move(desk.at("s1n2"));
        desk.settle();
        QVERIFY(desk.onDevice("s1n2"));
        desk.move(desk.at("s1n1"));
        QTest::mouseRelease(&desk.view, Qt::LeftButton, {}, desk.at("s1n1"));
        desk.settle();
        QVERIFY(desk.onDevice("s1c1") && !desk.onDevice("s1n1") && desk.onDevice("s0c1"));
        QCOMPARE(desk.document.undoStack().count(), 1);
        desk.document.undoStack().undo();
        QVERIFY(!desk.document.project().manualCut);
    }

    void theCutMovesByKeyAndPinsHoldIt() {
        Desk desk;
        desk.click("s1c2");
        desk.trigger("Move the cut over this layer");
        desk.settle();
        QVERIFY(desk.onDevice("s1c2"));
        desk.document.edit("pin", [](Project& project) { project.pins.server.insert("f8"); });
        desk.settle();
        const int steps = desk.document.undoStack().count();
        desk.click("f8");
        desk.trigger("Move the cut over this layer");
        QCOMPARE(desk.document.undoStack().count(), steps);
    }

    void pinsByTheContextMenu() {
        Desk desk;
        QContextMenuEvent event(QContextMenuEvent::Mouse, desk.at("s2c1"),
                                desk.view.mapToGlobal(desk.at("s2c1")));
        QCoreApplication::sendEvent(&desk.view, &event);
        auto* const menu = desk.view.findChild<QMenu*>();
        QVERIFY(menu != nullptr);
        QVERIFY(desk.selection.layers().contains(desk.layer("s2c1")));
        const auto actions = menu->actions();
        const auto server = std::find_if(actions.begin(), actions.end(), [](QAction* action) {
            return action->text().remove(u'&') == "Run on server";
        });
        QVERIFY(server != actions.end());
        (*server)->trigger();
        menu->close();
        QVERIFY(desk.document.project().pins.server.contains("s2c1"));
    }

    void tracesDimTheRest() {
        Desk desk;
        desk.click("s1c3");
        const QImage before = desk.view.grab().toImage();
        desk.trigger("Trace both");
        QVERIFY(desk.view.isTracing());
        QVERIFY(desk.view.grab().toImage() != before);
        QTest::keyClick(&desk.view, Qt::Key_Escape);
        QVERIFY(!desk.view.isTracing());
        QCOMPARE(desk.view.grab().toImage(), before);
        QTest::keyClick(&desk.view, Qt::Key_Escape);
        QVERIFY(desk.selection.isEmpty());
    }

    void foldsAndUnfolds() {
        Desk desk("inception-resnet-v1.onnx");
        const std::size_t open = desk.view.picture()->geometry().nodes().size();
        desk.trigger("Fold all groups");
        desk.settle();
        const GraphGeometry& graph = desk.view.picture()->geometry();
        QVERIFY(graph.nodes().size() < open / 2);
        const auto group =
            std::find_if(graph.nodes().begin(), graph.nodes().end(),
                         [](const GraphNode& node) { return node.kind == GraphNode::Kind::Group; });
        QVERIFY(group != graph.nodes().end());
        desk.selection.selectLayer(group->layers.front());
        const std::size_t folded = graph.nodes().size();
        desk.trigger("Unfold group");
        desk.settle();
        QVERIFY(desk.view.picture()->geometry().nodes().size() > folded);
        desk.trigger("Fold group");
        desk.settle();
        desk.trigger("Unfold all groups");
        desk.settle();
        QCOMPARE(desk.view.picture()->geometry().nodes().size(), open);
    }

    void revealsALayerFromElsewhere() {
        Desk desk("googlenet.onnx", {400, 450});
        const char* const name = "inception_5b/concat";
        QVERIFY(!desk.view.rect().contains(desk.at(name)));
        desk.selection.reveal(desk.layer(name));
        QVERIFY(desk.view.rect().contains(desk.at(name)));
    }

    void theProjectKeepsThePlace() {
        Desk desk("googlenet.onnx", {400, 450});
        desk.trigger("Actual size");
        QTRY_VERIFY(desk.document.project().view.states.count("graph") == 1);
        GraphView other(desk.document, desk.selection);
        other.resize(400, 450);
        QTRY_VERIFY(other.picture() != nullptr);
        QCOMPARE(other.camera().scale(), 1.0);
        QVERIFY((other.camera().offset() - desk.view.camera().offset()).manhattanLength() < 2);
        desk.trigger("Fit graph");
        QTRY_VERIFY(desk.document.project().view.states.count("graph") == 0);
    }

    void anotherModelLeavesNothingBehind() {
        Desk desk;
        desk.click("f8");
        desk.trigger("Trace both");
        desk.document.open(QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/lenet-5.onnx"));
        desk.settle();
        QTRY_COMPARE(desk.document.title(), QStringLiteral("lenet-5.onnx"));
        desk.settle();
        QVERIFY(!desk.view.isTracing());
        QVERIFY(desk.selection.isEmpty());
        QVERIFY(&desk.view.picture()->geometry().model() == desk.document.model().get());
        QVERIFY(!desk.view.grab().isNull());
    }

    void idsOfALargerModelDoNoHarm() {
        Desk desk("lenet-5.onnx");
        desk.selection.selectLayers({LayerId{1}, LayerId{500}}, LayerId{500});
        desk.selection.highlight({LayerId{700}});
        desk.selection.reveal(LayerId{500});
        for (QAction* action : desk.view.viewActions())
            action->trigger();
        desk.settle();
        QVERIFY(!desk.view.grab().isNull());
    }

    void everyActionHasATextAndAKeyOfItsOwn() {
        Desk desk;
        QSet<QString> keys;
        for (const QAction* action : desk.view.viewActions()) {
            QVERIFY(!action->text().isEmpty());
            QVERIFY2(!action->shortcuts().isEmpty(), qPrintable(action->text()));
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys.insert(key.toString());
            }
        }
        QVERIFY(!desk.view.accessibleName().isEmpty());
    }

    void makesTheFigureOnShow() {
        Document document;
        Selection selection;
        const GraphView empty(document, selection);
        QVERIFY(empty.makeFigure(ThemeKind::Light) == nullptr);
        Desk desk("lenet-5.onnx");
        const auto figure = desk.view.makeFigure(ThemeKind::Dark);
        QVERIFY(figure->size().height() > desk.view.picture()->geometry().size().height());
    }
};

QTEST_MAIN(TestGraphView)
#include "test_graph_view.moc"
