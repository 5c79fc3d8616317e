#include "app/gui/document/appearance.h"
#include "app/gui/document/editing.h"
#include "app/gui/sweep/sweep_edit.h"
#include "app/gui/sweep/sweep_view.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

namespace trilane {
namespace {

void open(Document& document, const char* name) {
    QSignalSpy opened(&document, &Document::opened);
    document.open(QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/") + QLatin1String(name));
    if (opened.isEmpty() && !opened.wait(10'000)) qFatal("the sample does not open");
}

constexpr int kPatience = 30'000;

}  // namespace

class TestSweepView : public QObject {
    Q_OBJECT

private:
    Document* m_document = nullptr;
    Selection* m_selection = nullptr;
    SweepView* m_view = nullptr;

    [[nodiscard]] bool settle() const {
        return QTest::qWaitFor(
            [this] {
                return !m_document->isPlanning() && !m_view->isBusy() && m_view->runner().curves();
            },
            kPatience);
    }
    [[nodiscard]] double mbps() const { return m_document->project().link.mbps; }
    [[nodiscard]] QPoint at(double mbps) const {
        return QPointF(m_view->figure()->xScale().toPixel(mbps),
                       m_view->figure()->plot().center().y())
            .toPoint();
    }
    [[nodiscard]] QAction* action(const QString& text) const {
        for (QAction* each : m_view->viewActions())
            if (each->text() == text) return each;
        qFatal("no such action");
    }

private slots:
    void init() {
        applyTheme(ThemeKind::Light);
        m_document = new Document;
        m_selection = new Selection;
        m_view = new SweepView(*m_document, *m_selection);
        m_view->resize(700, 360);
        m_view->show();
        open(*m_document, "googlenet.onnx");
        QVERIFY(settle());
    }
    void cleanup() {
        delete m_view;
        delete m_selection;
        delete m_document;
    }

    void curvesAreThosePlansWouldHave() {
        const CurveContent& content = m_view->figure()->content();
        QCOMPARE(content.series.size(), m_document->project().view.strategies.size());
        QVERIFY(m_view->runner().curves()->complete);
        QVERIFY(!content.breaks.empty());
        for (const CurveSeries& series : content.series) {
            QCOMPARE(series.points.size(), std::size_t{60});
            const ShownPlan* plan = m_document->snapshot()->find(series.id);
            QVERIFY(plan);
            QCOMPARE(series.current.value_or(-1), plan->plan.makespan().milliseconds());
        }
        QCOMPARE(content.current.value_or(0), 18.88);
        QVERIFY(m_view->accessibleDescription().startsWith("18.88 Mbps; EJ "));
    }

    void anotherBandwidthMovesTheMarkAndSweepsNothing() {
        QCOMPARE(m_view->runner().sweepCount(), 1);
        m_document->edit("x", [](Project& project) { project.link.mbps = 3; });
        QCOMPARE(m_view->figure()->content().current.value_or(0), 3.0);
        QVERIFY(settle());
        QCOMPARE(m_view->runner().sweepCount(), 1);
        m_document->edit("x", [](Project& project) { project.link.latency = Nanoseconds{1'000}; });
        QVERIFY(settle());
        QCOMPARE(m_view->runner().sweepCount(), 2);
        m_document->undoStack().undo();
        QVERIFY(settle());
        QCOMPARE(m_view->runner().sweepCount(), 3);
    }

    void clickAndDragAreOneStepOfUndo() {
        QTest::mousePress(m_view, Qt::LeftButton, {}, at(2));
        QTRY_VERIFY(std::abs(mbps() / 2 - 1) < 0.02);
        QCOMPARE(m_document->project().link.name, std::string("custom"));
        QTest::mouseMove(m_view, at(4));
        QTRY_VERIFY(std::abs(mbps() / 4 - 1) < 0.02);
        QTest::mouseMove(m_view, QPoint(-50, 100));
        QTRY_COMPARE(mbps(), 0.1);
        QTest::mouseRelease(m_view, Qt::LeftButton, {}, QPoint(-50, 100));
        QTest::mouseMove(m_view, at(50));
        QTest::qWait(1);
        QCOMPARE(mbps(), 0.1);
        QCOMPARE(m_document->undoStack().count(), 1);
        m_document->undoStack().undo();
        QCOMPARE(mbps(), 18.88);
        QCOMPARE(m_document->project().link.name, std::string("WiFi"));
    }

    void nearAPresetItsBandwidthIsMeant() {
        QTest::mouseClick(m_view, Qt::LeftButton, {}, at(5.85) + QPoint(2, 0));
        QTRY_COMPARE(mbps(), 5.85);
        QCOMPARE(m_document->project().link.name, std::string("4G"));
        m_document->edit("x", [](Project& project) { project.link.latency = Nanoseconds{1}; });
        QTest::mouseClick(m_view, Qt::LeftButton, {}, at(1.1) - QPoint(2, 0));
        QTRY_COMPARE(mbps(), 1.1);
        QCOMPARE(m_document->project().link.name, std::string("custom"));
    }

    void keysMoveTheMark() {
        action("Lower bandwidth")->trigger();
        const double step = std::pow(1'000, 1.0 / 59);
        QVERIFY(std::abs(mbps() * step / 18.88 - 1) < 0.001);
        action("Lower bandwidth")->trigger();
        action("Higher bandwidth")->trigger();
        QCOMPARE(m_document->undoStack().count(), 1);
        for (int i = 0; i < 9; ++i)
            action("Much higher bandwidth")->trigger();
        QCOMPARE(mbps(), 100.0);
    }

    void keysFindWhereTheCutChanges() {
        QVERIFY(settle());
        const auto cutAt = [this] {
            if (!settle()) qFatal("plans forever");
            return m_document->snapshot()->find("optimal")->plan.cut;
        };
        const Cut before = cutAt();
        const double from = mbps();
        action("Next change of the best cut")->trigger();
        QVERIFY(mbps() > from);
        QVERIFY(cutAt() != before);
        action("Previous change of the best cut")->trigger();
        QVERIFY(cutAt() == before);
    }

    void aClickOnANamePutsTheStrategyInFocus() {
        std::size_t local = 0;
        while (m_view->figure()->content().series[local].id != "local")
            ++local;
        QTest::mouseClick(m_view, Qt::LeftButton, {},
                          m_view->figure()->labels()[local].center().toPoint());
        QCOMPARE(m_document->project().view.focus, std::string("local"));
        QCOMPARE(mbps(), 18.88);
        QCOMPARE(m_document->undoStack().count(), 0);
    }

    void onlyShownStrategiesAreDrawn() {
        m_document->changeView([](ProjectView& view) {
            view.strategies = {Strategy::Dsl, Strategy::Ej};
        });
        QCOMPARE(m_view->figure()->content().series.size(), std::size_t{2});
        QCOMPARE(m_view->figure()->content().series[0].id, std::string("dsl"));
        QCOMPARE(m_view->runner().sweepCount(), 1);
    }

    void theRangeIsKeptInTheView() {
        action("Narrower range")->trigger();
        QVERIFY(m_document->project().view.states.contains("sweep"));
        QVERIFY(settle());
        const SweepRange narrow = m_view->figure()->content().range;
        QVERIFY(narrow.low > 0.1 && narrow.high < 100);
        QVERIFY(narrow.low < mbps() && mbps() < narrow.high);
        QCOMPARE(m_view->runner().sweepCount(), 2);
        action("Usual range")->trigger();
        QVERIFY(settle());
        QCOMPARE(m_view->figure()->content().range, SweepRange());
        m_document->edit("x", [](Project& project) { project.link.mbps = 2'000; });
        QVERIFY(settle());
        QCOMPARE(m_view->figure()->content().range.high, 10'000.0);
    }

    void anotherModelLeavesNoOldCurve() {
        QSignalSpy changed(&m_view->runner(), &SweepRunner::changed);
        open(*m_document, "lenet-5.onnx");
        QVERIFY(!changed.isEmpty());
        QVERIFY(settle());
        const ShownPlan* local = m_document->snapshot()->find("local");
        for (const CurveSeries& series : m_view->figure()->content().series)
            if (series.id == "local")
                QCOMPARE(series.points.front().y(), local->plan.makespan().milliseconds());
    }

    void manyEditsEndInTheLastOne() {
        for (int i = 1; i <= 20; ++i)
            setLayerTimes(*m_document, Side::Device, {{LayerId{0}, Nanoseconds{i * 50'000'000}}});
        QVERIFY(settle());
        QVERIFY(m_view->runner().curves()->complete);
        const auto local = m_document->snapshot()->find("local")->plan.makespan();
        QCOMPARE(m_view->runner().curves()->series[0].points.back().y(), local.milliseconds());
    }

    void goesAwayInTheMiddleOfASweep() {
        open(*m_document, "densenet121.onnx");
        delete m_view;
        m_view = nullptr;
        QVERIFY(m_document->snapshot());
    }

    void paintsLightAndDark() {
        QTest::mouseMove(m_view, at(1));
        const QImage light = m_view->grab().toImage();
        QCOMPARE(light.pixelColor(300, 12), theme(ThemeKind::Light).background);
        applyTheme(ThemeKind::Dark);
        QCoreApplication::processEvents();
        const QImage dark = m_view->grab().toImage();
        QCOMPARE(dark.pixelColor(300, 12), theme(ThemeKind::Dark).background);
        QVERIFY(m_view->makeFigure(ThemeKind::Light)->size().width() > 0);
    }

    void everyActionHasTextAndKey() {
        QVERIFY(m_view->viewActions().size() >= 8);
        for (const QAction* each : m_view->viewActions()) {
            QVERIFY(!each->text().isEmpty());
            QVERIFY2(!each->shortcuts().isEmpty(), qPrintable(each->text()));
        }
    }

    void rangesHoldTheBandwidth() {
        QVERIFY(rangeAround(18.88) == SweepRange{});
        QCOMPARE(rangeAround(0.05).low, 0.01);
        QCOMPARE(rangeAround(5'000).high, 10'000.0);
        const SweepRange narrow = zoomedAround({0.1, 100, 60}, 10, 0.5);
        QCOMPARE(narrow.low, 1.0);
        QCOMPARE(narrow.high, 31.62);
        // No narrower than a fifth to either side, no wider than what can be swept.
        QCOMPARE(zoomedAround({9.9, 10.1, 60}, 10, 0.5).high, 12.0);
        QCOMPARE(zoomedAround({0.1, 100, 60}, 10, 100).high, 1e6);
    }

    void stepsGoBeyondTheNextChange() {
        const std::vector<double> breaks{1, 10};
        QCOMPARE(beyondNextBreak(breaks, 5, true), std::optional(10.02));
        QCOMPARE(beyondNextBreak(breaks, 10.02, true), std::optional<double>());
        QCOMPARE(beyondNextBreak(breaks, 10.02, false), std::optional(9.98));
        QCOMPARE(beyondNextBreak(breaks, 5, false), std::optional(0.998));
        QCOMPARE(beyondNextBreak(breaks, 0.5, false), std::optional<double>());
    }

    void bandwidthsSnap() {
        QCOMPARE(snapBandwidth(5.80, 1.02), 5.85);
        QCOMPARE(snapBandwidth(5.60, 1.02), 5.6);
        QCOMPARE(snapBandwidth(0.123456, 1), 0.1235);
        QCOMPARE(snapBandwidth(98'765.4, 1), 98'770.0);
        ProjectLink link;
        QCOMPARE(withBandwidth(link, 1.1).name, std::string("3G"));
        link.overhead = Nanoseconds{5};
        QCOMPARE(withBandwidth(link, 1.1).name, std::string("custom"));
        QVERIFY(withBandwidth(link, 1.1).overhead == link.overhead);
    }
};

}  // namespace trilane

QTEST_MAIN(trilane::TestSweepView)
#include "test_sweep_view.moc"
