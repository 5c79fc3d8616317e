#include "app/gui/gantt/gantt_text.h"
#include "core/plan/planner.h"
#include "tests/support/hand_models.h"

#include <QTest>

using namespace trilane;
using namespace trilane::test;

namespace {

/// a on the device, b and c on the server: a 0-2, sent 2-6, arrives 7, b 7-8, c 8-9.
std::shared_ptr<const GanttChart> chainChart() {
    const Problem problem = chainProblem();
    const Planner planner(problem.model, problem.durations,
                          std::get<PinnedSides>(resolvePins(*problem.model, problem.pins)));
    Cut cut{LayerSet(problem.model->layerCount())};
    cut.device.set(problem.model->findLayer("a")->index());
    return makeGanttChart(
        problem.model, problem.durations,
        {showPlan(*problem.model, planner.planCut(cut, Sequencer::Ej, Execution::Pipelined))});
}

QString toolTip(const GanttChart& chart, Lane lane, std::uint32_t first, std::uint32_t last,
                GanttShape::Kind kind = GanttShape::Kind::Bar) {
    GanttShape shape;
    shape.kind = kind;
    shape.first = first;
    shape.last = last;
    shape.job = JobIndex(0);
    return barToolTip(chart, chart.blocks[0], lane, shape, first);
}

}  // namespace

class TestGanttText : public QObject {
    Q_OBJECT

private slots:
    void spans() {
        const auto chart = chainChart();
        QCOMPARE(
            spanLines(spanStatistics(chart->blocks[0], Nanoseconds{0}, Nanoseconds{8'000'000})),
            (QStringList{"8 ms, from 0 ns to 8 ms", "Device: 25 % busy, 75 % idle",
                         "Link: 50 % busy, 50 % idle", "Server: 13 % busy, 88 % idle"}));
    }

    void barsSayWhatTheyWaitFor() {
        const auto chart = chainChart();
        const QString sent = toolTip(*chart, Lane::Link, 0, 0);
        QVERIFY2(sent.contains(QLatin1String("<td>a on the device</td>")), qPrintable(sent));
        QVERIFY(sent.contains(QLatin1String("<td>7 ms</td>")));  // arrives
        QVERIFY(sent.contains(QLatin1String("<td>1 (a)</td>")));
        const QString served = toolTip(*chart, Lane::Server, 0, 0);
        QVERIFY2(served.contains(QLatin1String("<td>the arrival of a</td>")), qPrintable(served));
        const QString next = toolTip(*chart, Lane::Server, 1, 1);
        QVERIFY2(next.contains(QLatin1String("<td>b on the server</td>")), qPrintable(next));
        QVERIFY(!toolTip(*chart, Lane::Device, 0, 0).contains(QLatin1String("Waits")));
    }

    void runsSayHowMuchTheyHold() {
        const QString run = toolTip(*chainChart(), Lane::Server, 0, 1, GanttShape::Kind::Run);
        QVERIFY2(run.startsWith(QLatin1String("<b>2 layers</b>")), qPrintable(run));
        QVERIFY(run.contains(QLatin1String("<td>2 ms</td>")));
    }

    void namesAreNoMarkup() {
        ModelDescription description = chainProblem().model->describe();
        description.layers[0].name = "<b>&";
        auto built = buildModel(std::move(description));
        GanttChart chart = *chainChart();
        chart.model = std::make_shared<const Model>(std::get<Model>(std::move(built)));
        QVERIFY(toolTip(chart, Lane::Device, 0, 0).startsWith(QLatin1String("<b>&lt;b&gt;&amp;")));
    }

    void summaries() {
        const auto chart = chainChart();
        QCOMPARE(barSummary(*chart, chart->blocks[0], {Lane::Link, 0}),
                 QStringLiteral("a, Link, 2 ms to 6 ms, job 1"));
        QVERIFY(blockToolTip(chart->blocks[0]).contains(QLatin1String("Makespan")));
    }
};

QTEST_APPLESS_MAIN(TestGanttText)
#include "test_gantt_text.moc"
