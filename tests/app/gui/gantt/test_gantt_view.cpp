#include "app/gui/document/appearance.h"
#include "app/gui/document/document.h"
#include "app/gui/document/selection.h"
#include "app/gui/gantt/gantt_source.h"
#include "app/gui/gantt/gantt_view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

using namespace trilane;

namespace {

/// The view of a sample model, as a window of its own.
struct Fixture {
    explicit Fixture(const char* model = "multi-stream.onnx", QSize size = {1200, 420}) {
        view.resize(size);
        view.show();
        document.open(QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/") + QLatin1String(model));
        ready = QTest::qWaitFor([this] { return view.controller().chart() != nullptr; }, 10000) &&
                QTest::qWaitForWindowActive(&view);
        view.setFocus();
    }
    [[nodiscard]] const GanttBlock& block(std::size_t index) {
        return view.controller().chart()->blocks[index];
    }
    /// The middle of a bar on the viewport.
    [[nodiscard]] QPoint middle(std::size_t index, const GanttPlace& place) {
        const GanttGeometry& geometry = view.geometryNow();
        const GanttBar& bar = block(index).lane(place.lane).bars[place.bar];
        const double x = (geometry.axis.x(bar.start) + geometry.axis.x(bar.end)) / 2;
        return QPointF(x, geometry.laneRect(index, place.lane).center().y()).toPoint();
    }
    /// The longest bar of a lane.
    [[nodiscard]] GanttPlace longest(std::size_t index, Lane lane) {
        const auto& bars = block(index).lane(lane).bars;
        const auto found = std::max_element(bars.begin(), bars.end(), [](auto& a, auto& b) {
            return a.end - a.start < b.end - b.start;
        });
        return {lane, static_cast<std::uint32_t>(found - bars.begin())};
    }
    [[nodiscard]] TimeRange shown() { return view.controller().range().shown(); }
    void wheel(QPoint at, int notches, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, {0, 120 * notches},
                          Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &event);
    }
    /// Sent by hand: QTest::mouseMove moves the one real cursor, which tests would share.
    void move(QPoint to, Qt::MouseButtons buttons = {}, Qt::KeyboardModifiers modifiers = {}) {
        QMouseEvent event(QEvent::MouseMove, to, view.viewport()->mapToGlobal(to), Qt::NoButton,
                          buttons, modifiers);
        QApplication::sendEvent(view.viewport(), &event);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mousePress(view.viewport(), Qt::LeftButton, modifiers, from);
        move((from + to) / 2, Qt::LeftButton, modifiers);
        move(to, Qt::LeftButton, modifiers);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, modifiers, to);
    }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, at);
    }

    Document document;
    Selection selection;
    GanttView view{document, selection};
    bool ready = false;
};

}  // namespace

class TestGanttView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(ThemeKind::Light); }

    void plansStandInTheirOrder() {
        Fixture f;
        QVERIFY(f.ready);
        ProjectView view;
        view.strategies = {Strategy::Dsl, Strategy::Ej, Strategy::Local};
        QStringList ids;
        for (const auto& plan : shownPlans(*f.document.snapshot(), view))
            ids << QString::fromStdString(plan->id);
        QCOMPARE(ids, (QStringList{"ej", "dsl", "local"}));
        f.document.changeView([](ProjectView& v) { v.strategies = {Strategy::Remote}; });
        QTRY_COMPARE(f.view.controller().chart()->blocks.size(), std::size_t{1});
        QCOMPARE(f.block(0).plan->id, std::string("remote"));
        f.document.changeView([](ProjectView& v) { v.strategies.clear(); });
        QTRY_VERIFY(f.view.controller().chart()->blocks.empty());
        QVERIFY(!f.view.grab().isNull());  // and nothing falls over
        QTest::keyClick(&f.view, Qt::Key_Period);
    }

    void wheelWithControlKeepsTheTimeUnderTheCursor() {
        Fixture f;
        QVERIFY(f.ready);
        const QPoint at(700, 100);
        const double before = f.view.geometryNow().axis.time(at.x());
        const double span = f.shown().span();
        f.wheel(at, 3, Qt::ControlModifier);
        QVERIFY(f.shown().span() < span / 1.5);
        QVERIFY(std::abs(f.view.geometryNow().axis.time(at.x()) - before) < span * 1e-9);
        f.wheel(at, 2, Qt::ControlModifier);
        f.wheel(at, -1, Qt::ControlModifier);
        QVERIFY(std::abs(f.view.geometryNow().axis.time(at.x()) - before) < span * 1e-9);
    }

    void wheelWithShiftGoesSideways() {
        Fixture f;
        QVERIFY(f.ready);
        f.wheel({700, 100}, 5, Qt::ControlModifier);
        const TimeRange before = f.shown();
        f.wheel({700, 100}, -1, Qt::ShiftModifier);
        QVERIFY(f.shown().start > before.start);
        QVERIFY(std::abs(f.shown().span() - before.span()) < 1e-3);
    }

    void wheelScrollsBlocksThatDoNotFit() {
        Fixture f("multi-stream.onnx", {900, 120});
        QVERIFY(f.ready);
        QVERIFY(f.view.verticalScrollBar()->maximum() > 0);
        f.wheel({700, 100}, -1, {});
        QVERIFY(f.view.verticalScrollBar()->value() > 0);
        // The last strategy comes into sight by key.
        for (int i = 0; i < 10; ++i)
            QTest::keyClick(&f.view, Qt::Key_Down);
        QCOMPARE(f.view.verticalScrollBar()->value(), f.view.verticalScrollBar()->maximum());
        QCOMPARE(f.document.project().view.focus, f.block(5).plan->id);
    }

    void keysZoomPanAndFit() {
        Fixture f;
        QVERIFY(f.ready);
        f.move(QPoint(800, 100));
        const TimeRange all = f.shown();
        QTest::keyClick(&f.view, Qt::Key_W);
        const TimeRange closer = f.shown();
        QVERIFY(closer.span() < all.span());
        QTest::keyClick(&f.view, Qt::Key_D);
        QVERIFY(f.shown().start > closer.start);
        QTest::keyClick(&f.view, Qt::Key_A);
        QVERIFY(std::abs(f.shown().start - closer.start) < 1);
        QTest::keyClick(&f.view, Qt::Key_S);
        QVERIFY(f.shown().span() > closer.span());
        QTest::keyClick(&f.view, Qt::Key_W);
        QVERIFY(!f.view.controller().range().fitted());
        QTest::keyClick(&f.view, Qt::Key_Home);
        QVERIFY(f.view.controller().range().fitted());
        QTest::keyClick(&f.view, Qt::Key_W);
        QTest::keyClick(&f.view, Qt::Key_0);
        QVERIFY(f.view.controller().range().fitted());
        QTest::keyClick(&f.view, Qt::Key_W);
        QTest::mouseDClick(f.view.viewport(), Qt::LeftButton, {}, QPoint(1000, 100));
        QVERIFY(f.view.controller().range().fitted());
    }

    void aMouseThatRestsZoomsWhatIsUnderIt() {
        Fixture f;
        QVERIFY(f.ready);
        const QPoint at(900, 10);  // in the header, where nothing snaps
        f.move(at);
        QTest::keyClick(&f.view, Qt::Key_W);
        QTest::keyClick(&f.view, Qt::Key_D);
        const double before = f.view.geometryNow().axis.time(at.x());
        QTest::keyClick(&f.view, Qt::Key_W);
        const double after = f.view.geometryNow().axis.time(at.x());
        QVERIFY(std::abs(after - before) * f.view.geometryNow().axis.pixelsPerNanosecond() < 0.01);
    }

    void clickSelectsEverywhere() {
        Fixture f;
        QVERIFY(f.ready);
        const GanttPlace place = f.longest(1, Lane::Device);  // LO
        const std::uint32_t layer = f.block(1).lane(place.lane).bars[place.bar].subject;
        f.click(f.middle(1, place));
        QVERIFY(f.selection.currentLayer() == LayerId(layer));
        // Outlined in every block.
        for (const auto& lanes : f.view.controller().overlay().selected)
            QCOMPARE(lanes[0].size() + lanes[1].size() + lanes[2].size(), std::size_t{1});
        // With Ctrl another one too.
        GanttPlace next{Lane::Device, 0};
        const auto width = [&](std::uint32_t bar) {
            const GanttBar& content = f.block(1).lane(Lane::Device).bars[bar];
            const TimeAxis& axis = f.view.geometryNow().axis;
            return axis.x(content.end) - axis.x(content.start);
        };
        while (next.bar == place.bar || width(next.bar) < 10)
            ++next.bar;
        const std::uint32_t other = f.block(1).lane(Lane::Device).bars[next.bar].subject;
        f.click(f.middle(1, next), Qt::ControlModifier);
        QVERIFY(f.selection.layers() == (std::set<LayerId>{LayerId(layer), LayerId(other)}));
        // A transfer.
        const GanttPlace sent = f.longest(0, Lane::Link);
        f.click(f.middle(0, sent));
        QVERIFY(f.selection.tensor() ==
                TensorId(f.block(0).lane(Lane::Link).bars[sent.bar].subject));
        // Nothing.
        f.click({f.view.viewport()->width() - 3, f.middle(0, sent).y()});
        QVERIFY(f.selection.isEmpty());
    }

    void selectionFromElsewhereShows() {
        Fixture f;
        QVERIFY(f.ready);
        const QImage before = f.view.grab().toImage();
        f.selection.selectLayer(LayerId(4));
        const auto& selected = f.view.controller().overlay().selected;
        for (std::size_t i = 0; i < selected.size(); ++i) {
            const GanttPlace& place = f.block(i).ofLayer[4];
            const auto& bars = selected[i][static_cast<std::size_t>(place.lane)];
            QCOMPARE(bars.size(), std::size_t{1});
            QCOMPARE(bars.front(), place.bar);
        }
        QVERIFY(before != f.view.grab().toImage());
        QVERIFY(f.view.accessibleDescription().contains(
            QString::fromStdString(f.document.model()->layer(LayerId(4)).name)));
        // It comes into sight when it is asked for.
        f.view.controller().zoom(200, 1e9);
        f.selection.reveal(LayerId(4));
        const GanttPlace place = f.block(0).ofLayer[4];
        const GanttBar& bar = f.block(0).lane(place.lane).bars[place.bar];
        QVERIFY(f.shown().start <= static_cast<double>(bar.end.count()));
        QVERIFY(f.shown().end >= static_cast<double>(bar.start.count()));
    }

    void clickOnARunSelectsTheJob() {
        Fixture f("multi-stream.onnx", {500, 420});
        QVERIFY(f.ready);
        for (const GanttShape& shape : f.view.geometryNow().shapes[0][0]) {
            if (shape.kind != GanttShape::Kind::Run) continue;
            const double y = f.view.geometryNow().laneRect(0, Lane::Device).center().y();
            f.click(QPointF((shape.left + shape.right) / 2, y).toPoint());
            QCOMPARE(f.selection.layers().size(), std::size_t{shape.last - shape.first + 1});
            for (const LayerId layer : f.selection.layers())
                QVERIFY(f.block(0).plan->jobs.ofLayer[layer.index()] == shape.job);
            return;
        }
        QFAIL("no run seen from afar");
    }

    void keysWalkBarsAndFollowJobs() {
        Fixture f;
        QVERIFY(f.ready);
        const GanttBlock& block = f.block(0);
        QTest::keyClick(&f.view, Qt::Key_Period);
        QVERIFY(f.view.controller().currentBar() == (GanttPlace{Lane::Device, 0}));
        QTest::keyClick(&f.view, Qt::Key_Period);
        QVERIFY(f.view.controller().currentBar() == (GanttPlace{Lane::Device, 1}));
        QTest::keyClick(&f.view, Qt::Key_Comma);
        QTest::keyClick(&f.view, Qt::Key_Comma);
        QVERIFY(f.view.controller().currentBar() == (GanttPlace{Lane::Device, 0}));
        const auto job = block.runOf({Lane::Device, 0}).job;
        QVERIFY(job.has_value());
        const auto jobNow = [&] { return block.runOf(*f.view.controller().currentBar()).job; };
        QTest::keyClick(&f.view, Qt::Key_BracketRight);
        QVERIFY(f.view.controller().currentBar()->lane == Lane::Link);
        QVERIFY(jobNow() == job);
        QTest::keyClick(&f.view, Qt::Key_BracketRight);
        QVERIFY(f.view.controller().currentBar()->lane == Lane::Server);
        QVERIFY(jobNow() == job);
        QTest::keyClick(&f.view, Qt::Key_BracketLeft);
        QTest::keyClick(&f.view, Qt::Key_BracketLeft);
        QVERIFY(f.view.controller().currentBar()->lane == Lane::Device);
        QVERIFY(jobNow() == job);
    }

    void dragMeasuresASpan() {
        Fixture f;
        QVERIFY(f.ready);
        // The longest transfer of EJ, from end to end: its lane is busy all the time.
        const GanttPlace sent = f.longest(0, Lane::Link);
        const GanttBar& bar = f.block(0).lane(Lane::Link).bars[sent.bar];
        const GanttGeometry& geometry = f.view.geometryNow();
        const double y = geometry.laneRect(0, Lane::Link).center().y();
        // Ends within some pixels snap to the bar's.
        f.drag(QPointF(geometry.axis.x(bar.start) + 2, y).toPoint(),
               QPointF(geometry.axis.x(bar.end) - 2, y).toPoint());
        const auto& span = f.view.controller().overlay().span;
        QVERIFY(span.has_value());
        QCOMPARE(span->start, static_cast<double>(bar.start.count()));
        QCOMPARE(span->end, static_cast<double>(bar.end.count()));
        QCOMPARE(span->lines.size(), 4);
        QCOMPARE(span->lines[0],
                 QStringLiteral("EJ: %1, from %2 to %3")
                     .arg(timeText(bar.end - bar.start), timeText(bar.start), timeText(bar.end)));
        QCOMPARE(span->lines[2], QStringLiteral("Link: 100 % busy, 0 % idle"));
        QVERIFY(f.selection.isEmpty());  // a drag is no click
        // It is measured anew when the plans change, and goes away by key.
        f.document.edit(QStringLiteral("slower"), [](Project& p) { p.link.mbps = 1; });
        QTRY_VERIFY(f.view.controller().overlay().span->lines[2] !=
                    QStringLiteral("Link: 100 % busy, 0 % idle"));
        QTest::keyClick(&f.view, Qt::Key_Escape);
        QVERIFY(!f.view.controller().overlay().span);
    }

    void aSpanEndsAtTheMakespan() {
        Fixture f;
        QVERIFY(f.ready);
        const GanttGeometry& geometry = f.view.geometryNow();
        const double y = geometry.laneRect(0, Lane::Device).center().y();
        const double makespan = static_cast<double>(f.block(0).makespan().count());
        f.drag(QPointF(geometry.axis.x(makespan / 2), y).toPoint(),
               QPointF(geometry.axis.right() - 2, y).toPoint());
        const auto& span = f.view.controller().overlay().span;
        QVERIFY(span.has_value());
        QCOMPARE(span->end, makespan);
        QVERIFY(span->lines[0].endsWith(timeText(f.block(0).makespan())));
    }

    void shiftDragAndHeaderPan() {
        Fixture f;
        QVERIFY(f.ready);
        f.wheel({700, 100}, 6, Qt::ControlModifier);
        for (const bool header : {false, true}) {
            const TimeRange before = f.shown();
            const double y = header ? 10 : 100;
            f.drag(QPointF(700, y).toPoint(), QPointF(600, y).toPoint(),
                   header ? Qt::NoModifier : Qt::ShiftModifier);
            const double moved =
                (f.shown().start - before.start) * f.view.geometryNow().axis.pixelsPerNanosecond();
            QVERIFY(std::abs(moved - 100) < 0.5);
            QVERIFY(!f.view.controller().overlay().span);
        }
    }

    void marks() {
        Fixture f;
        QVERIFY(f.ready);
        const auto& marks = f.view.controller().overlay().marks;
        f.move(QPoint(800, 60));
        QTest::keyClick(&f.view, Qt::Key_M);
        QCOMPARE(marks.size(), std::size_t{1});
        f.move(QPoint(500, 60));
        QTest::keyClick(&f.view, Qt::Key_M);
        QCOMPARE(marks.size(), std::size_t{2});
        QVERIFY(marks[0] < marks[1]);
        f.move(QPoint(801, 60));
        QTest::keyClick(&f.view, Qt::Key_M);
        QCOMPARE(marks.size(), std::size_t{1});
        QTest::keyClick(&f.view, Qt::Key_M, Qt::ShiftModifier);
        QVERIFY(marks.empty());
        // Without the mouse at the start of the selected bar.
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(f.view.viewport(), &leave);
        QTest::keyClick(&f.view, Qt::Key_M);
        QVERIFY(marks.empty());
        f.selection.selectLayer(LayerId(3));
        QTest::keyClick(&f.view, Qt::Key_M);
        const GanttPlace place = f.block(0).ofLayer[3];
        QVERIFY(marks == std::vector{f.block(0).lane(place.lane).bars[place.bar].start});
    }

    void titleFocusesTheStrategy() {
        Fixture f;
        QVERIFY(f.ready);
        const double y = f.view.geometryNow().blockRect(2).center().y();
        f.click(QPointF(30, y).toPoint());
        QCOMPARE(f.document.project().view.focus, f.block(2).plan->id);
        QVERIFY(f.view.controller().overlay().focused == std::size_t{2});
        QTest::keyClick(&f.view, Qt::Key_Up);
        QCOMPARE(f.document.project().view.focus, f.block(1).plan->id);
    }

    void criticalPathIsPartOfTheView() {
        Fixture f;
        QVERIFY(f.ready);
        const QImage before = f.view.grab().toImage();
        QTest::keyClick(&f.view, Qt::Key_C);
        QVERIFY(f.document.project().view.criticalPath);
        QVERIFY(f.view.controller().action(GanttCommand::CriticalPath)->isChecked());
        QVERIFY(before != f.view.grab().toImage());
    }

    void aFittedViewStaysFittedAndAPartStays() {
        Fixture f;
        QVERIFY(f.ready);
        const auto edit = [&](double mbps) {
            const auto before = f.view.controller().chart();
            f.document.edit(QStringLiteral("link"),
                            [mbps](Project& project) { project.link.mbps = mbps; });
            return QTest::qWaitFor([&] { return f.view.controller().chart() != before; }, 10000);
        };
        QVERIFY(edit(2));
        QVERIFY(f.view.controller().range().fitted());
        QVERIFY(f.shown().end > static_cast<double>(f.view.controller().chart()->end().count()));
        f.wheel({700, 100}, 4, Qt::ControlModifier);
        const TimeRange part = f.shown();
        QVERIFY(edit(20));
        QVERIFY(f.shown() == part);
    }

    void theRangeIsKeptInTheProject() {
        Fixture f;
        QVERIFY(f.ready);
        f.wheel({700, 100}, 4, Qt::ControlModifier);
        const std::string text = f.view.controller().range().text();
        QVERIFY(!f.document.project().view.states.contains("gantt"));  // not in every frame
        QTRY_COMPARE(f.document.project().view.states.count("gantt"), std::size_t{1});
        QCOMPARE(f.document.project().view.states.at("gantt"), text);
        f.document.changeView([](ProjectView& view) { view.states["gantt"] = "1000000 90000000"; });
        QVERIFY(f.shown() == (TimeRange{1e6, 9e7}));
        // A view of the same document begins there.
        GanttView second(f.document, f.selection);
        QVERIFY(second.controller().range().shown() == (TimeRange{1e6, 9e7}));
    }

    void paintsInBothThemes() {
        QImage images[2];
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            applyTheme(kind);
            Fixture f("googlenet.onnx");
            QVERIFY(f.ready);
            const QImage image = f.view.grab().toImage();
            const QColor makespan = theme(kind).makespan;
            int pixels = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    pixels += image.pixelColor(x, y) == makespan ? 1 : 0;
            QVERIFY(pixels > 500);
            images[kind == ThemeKind::Dark ? 1 : 0] = image;
        }
        applyTheme(ThemeKind::Light);
        QVERIFY(images[0] != images[1]);
    }

    void figureShowsWhatTheViewShows() {
        Fixture f;
        QVERIFY(f.ready);
        const auto figure = f.view.makeFigure(900, ThemeKind::Light);
        QVERIFY(figure != nullptr);
        QCOMPARE(figure->size().width(), 900.0);
        const auto paint = [](const GanttFigure& from) {
            QImage image(from.size().toSize(), QImage::Format_RGB32);
            QPainter painter(&image);
            from.paint(painter);
            return image;
        };
        GanttFigureOptions options;
        options.title = QString::fromStdString(f.document.model()->name());
        const auto free =
            makeGanttFigure(*f.document.snapshot(), f.document.project().view, options);
        QCOMPARE(paint(*figure), paint(*free));
        f.wheel({700, 100}, 4, Qt::ControlModifier);
        QVERIFY(paint(*f.view.makeFigure(900, ThemeKind::Light)) != paint(*free));
    }

    void everyActionIsReachable() {
        Fixture f;
        QVERIFY(f.ready);
        QCOMPARE(f.view.viewActions().size(), ganttCommands().size());
        for (QAction* const action : f.view.viewActions()) {
            QVERIFY(!action->text().isEmpty() && !action->shortcuts().isEmpty());
            QVERIFY(f.view.actions().contains(action));
            QVERIFY(action->shortcutContext() == Qt::WidgetWithChildrenShortcut);
            action->trigger();  // none needs more than a plan
        }
        QVERIFY(!f.view.accessibleName().isEmpty());
    }
};

QTEST_MAIN(TestGanttView)
#include "test_gantt_view.moc"
