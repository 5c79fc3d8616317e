#include "app/figure/gantt_geometry.h"
#include "core/plan/planner.h"
#include "tests/support/gantt_lanes.h"
#include "tests/support/hand_models.h"
#include "tests/support/random_models.h"

#include <QTest>
#include <cmath>

using namespace trilane;
using namespace trilane::test;

namespace {

/// "bar 0 job 1 [10.0 30.0]" a line.
QString textOf(const std::vector<GanttShape>& shapes) {
    QString text;
    for (const GanttShape& shape : shapes) {
        const char* const kind = shape.kind == GanttShape::Kind::Bar   ? "bar"
                                 : shape.kind == GanttShape::Kind::Run ? "run"
                                                                       : "dense";
        text +=
            QString::fromLatin1(kind) + QStringLiteral(" %1-%2").arg(shape.first).arg(shape.last);
        if (shape.job) text += QStringLiteral(" job %1").arg(shape.job->index());
        if (shape.mixed) text += QStringLiteral(" mixed");
        if (!shape.beginsRun) text += QStringLiteral(" inside");
        text += QStringLiteral(" [%1 %2]\n").arg(shape.left, 0, 'f', 1).arg(shape.right, 0, 'f', 1);
    }
    return text;
}

/// What is busy in [left, right] of the axis, in whole pixels that hold any of it.
std::vector<bool> busyPixels(const GanttLane& lane, const TimeAxis& axis) {
    std::vector<bool> busy(static_cast<std::size_t>(axis.right() - axis.left()));
    for (const GanttBar& bar : lane.bars) {
        const double from = std::max(axis.x(bar.start), axis.left()) - axis.left();
        const double to = std::min(axis.x(bar.end), axis.right()) - axis.left();
        for (double x = std::floor(from); x < to; ++x)
            if (x >= 0 && x < static_cast<double>(busy.size()))
                busy[static_cast<std::size_t>(x)] = true;
    }
    return busy;
}

/// A lane of `count` bars with pauses and jobs, some bars of no length.
GanttLane randomLane(Dice& dice, std::size_t count) {
    std::vector<PlainBar> bars;
    std::int64_t clock = 0;
    int job = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (dice.percent(20)) clock += dice.between(1, 4000);
        if (dice.percent(15)) job = static_cast<int>(dice.between(-1, 8));
        const std::int64_t end =
            clock + (dice.percent(10) ? 0 : dice.between(1, dice.percent(5) ? 30000 : 300));
        bars.push_back({clock, end, job});
        clock = end;
    }
    return laneOf(bars);
}

/// The paper's example under its own cut in EJ order, all on the device, and the cut staged.
std::shared_ptr<const GanttChart> paperChart() {
    const Problem problem = paperProblem();
    const Model& model = *problem.model;
    const Planner planner(problem.model, problem.durations,
                          std::get<PinnedSides>(resolvePins(model, problem.pins)));
    Cut cut{LayerSet(model.layerCount())};
    for (const char* const name : {"a1", "a2", "a3", "a4"})
        cut.device.set(model.findLayer(name)->index());
    return makeGanttChart(
        problem.model, problem.durations,
        {showPlan(model, planner.planCut(cut, Sequencer::Ej, Execution::Pipelined)),
         showPlan(model, planner.plan(Strategy::Local)),
         showPlan(model, planner.planCut(cut, Sequencer::Topological, Execution::Staged))});
}

}  // namespace

class TestGanttGeometry : public QObject {
    Q_OBJECT

private slots:
    void runsOpenWhenBarsAreWide() {
        const GanttLane lane = laneOf({{0, 20, 0}, {20, 40, 0}, {40, 100, 1}, {120, 121, 1}});
        // A pixel is 1 ns: the two bars of job 0 are 20 wide each.
        QCOMPARE(textOf(layOutLane(lane, TimeAxis({0, 200}, 0, 200))),
                 QStringLiteral("bar 0-0 job 0 [0.0 20.0]\n"
                                "bar 1-1 job 0 inside [20.0 40.0]\n"
                                "bar 2-2 job 1 [40.0 100.0]\n"
                                "bar 3-3 job 1 [120.0 121.0]\n"));
        // A pixel is 4 ns: one bar of job 0; what is shorter than a pixel is a pixel.
        QCOMPARE(textOf(layOutLane(lane, TimeAxis({0, 200}, 0, 50))),
                 QStringLiteral("run 0-1 job 0 [0.0 10.0]\n"
                                "bar 2-2 job 1 [10.0 25.0]\n"
                                "bar 3-3 job 1 [30.0 31.0]\n"));
        // A pixel is 200 ns: all is one.
        QCOMPARE(textOf(layOutLane(lane, TimeAxis({0, 2000}, 0, 10))),
                 QStringLiteral("dense 0-3 mixed [0.0 1.0]\n"));
    }

    void onlyTheRangeIsLaidOut() {
        const GanttLane lane = laneOf({{0, 20, 0}, {30, 60, 1}, {70, 90, 2}, {95, 99, 3}});
        QCOMPARE(textOf(layOutLane(lane, TimeAxis({40, 80}, 100, 400))),
                 QStringLiteral("bar 1-1 job 1 [100.0 300.0]\nbar 2-2 job 2 [400.0 500.0]\n"));
    }

    void coalescingLosesNoBusyTime() {
        Dice dice(3);
        std::size_t coalesced = 0;
        for (int round = 0; round < 200; ++round) {
            const GanttLane lane = randomLane(dice, 20 + dice.below(600));
            const auto end = static_cast<double>(lane.bars.back().end.count()) + 1;
            const double from = dice.percent(50) ? 0 : end * 0.3;
            const double to = dice.percent(50) ? end : from + end * 0.1;
            const TimeAxis axis({from, to}, 40, 200);
            const auto shapes = layOutLane(lane, axis);
            QVERIFY(shapes.size() <= 600);
            std::vector<bool> painted(200);
            std::uint32_t next = shapes.empty() ? 0 : shapes.front().first;
            for (const GanttShape& shape : shapes) {
                // Each bar is in one shape, and none is left out.
                QCOMPARE(shape.first, next);
                next = shape.last + 1;
                QVERIFY(shape.right - shape.left > 1 - 1e-9);
                QVERIFY(shape.left >= axis.left() && shape.right <= axis.right());
                if (shape.kind == GanttShape::Kind::Dense) ++coalesced;
                for (double x = std::floor(shape.left); x < shape.right; ++x)
                    painted[static_cast<std::size_t>(std::min(x - axis.left(), 199.0))] = true;
            }
            const std::vector<bool> busy = busyPixels(lane, axis);
            for (std::size_t x = 0; x < busy.size(); ++x)
                QVERIFY(painted[x] || !busy[x]);
        }
        QVERIFY(coalesced > 1000);
    }

    void whatIsPaintedIsHit() {
        Dice dice(4);
        const auto paper = paperChart();
        for (int round = 0; round < 50; ++round) {
            GanttChart chart = *paper;
            chart.blocks[0].lanes[0] = randomLane(dice, 300);
            const auto end = static_cast<double>(chart.blocks[0].lanes[0].bars.back().end.count());
            const GanttGeometry geometry = layOutGantt(std::make_shared<const GanttChart>(chart),
                                                       {0, end * 1.1}, fitRows(300, 3), 80, 480);
            const double y = geometry.laneRect(0, Lane::Device).center().y();
            for (const GanttShape& shape : geometry.shapes[0][0]) {
                const GanttHit hit = hitTest(geometry, {(shape.left + shape.right) / 2, y});
                QVERIFY(hit.part == GanttHit::Part::Lane && hit.shape);
                // Where two share a pixel, the one that is painted on top is hit.
                QVERIFY(hit.shape->first >= shape.first);
                QVERIFY(hit.shape->left <= (shape.left + shape.right) / 2);
                QVERIFY(hit.bar >= hit.shape->first && hit.bar <= hit.shape->last);
            }
        }
    }

    void hitsHeaderTitleAndLanes() {
        const GanttGeometry geometry =
            layOutGantt(paperChart(), {0, 40e6}, fitRows(334, 3), 100, 500);
        const GanttRows& rows = geometry.rows;
        QVERIFY(hitTest(geometry, {300, 10}).part == GanttHit::Part::Header);
        QVERIFY(hitTest(geometry, {300, geometry.height() + 1}).part == GanttHit::Part::Nothing);
        const GanttHit title = hitTest(geometry, {50, rows.blockTop(1) + 4});
        QVERIFY(title.part == GanttHit::Part::Title && title.block == 1);
        // 300 is half of the axis: 20 ms.
        const GanttHit lane = hitTest(geometry, {300, rows.laneTop(2, Lane::Link) + 2});
        QVERIFY(lane.part == GanttHit::Part::Lane && lane.block == 2 && lane.lane == Lane::Link);
        QCOMPARE(lane.time, 20e6);
        // Scrolled by a block, the same point is the block below.
        const GanttHit scrolled =
            hitTest(geometry, {300, rows.laneTop(1, Lane::Link) + 2}, rows.pitch());
        QVERIFY(scrolled.block == 2 && scrolled.lane == Lane::Link);
    }

    void narrowBarsAreWithinReach() {
        GanttChart chart = *paperChart();
        chart.blocks[0].lanes[0] = laneOf({{100, 101, 0}, {300, 400, 1}});
        const GanttGeometry geometry = layOutGantt(std::make_shared<const GanttChart>(chart),
                                                   {0, 400}, fitRows(300, 3), 0, 400);
        const double y = geometry.laneRect(0, Lane::Device).center().y();
        const auto barAt = [&](double x) {
            const GanttHit hit = hitTest(geometry, {x, y});
            return hit.shape ? static_cast<int>(hit.bar) : -1;
        };
        QCOMPARE(barAt(98), 0);
        QCOMPARE(barAt(103.5), 0);
        QCOMPARE(barAt(110), -1);
        QCOMPARE(barAt(298), 1);
        QCOMPARE(barAt(200), -1);
    }

    void paperExampleAsText() {
        const GanttGeometry geometry =
            layOutGantt(paperChart(), {0, 36e6}, fitRows(300, 3), 140, 500);
        QCOMPARE(geometry.chart->blocks[0].makespan().count(), std::int64_t{18'000'000});
        QString text;
        for (const Lane lane : kLanes)
            text += textOf(geometry.shapes[0][static_cast<std::size_t>(lane)]);
        // A millisecond is 10 pixels. The paper's order 1, 3, 4, 2 and its makespan of 18 ms.
        QCOMPARE(text, QStringLiteral("bar 0-0 job 0 [140.0 170.0]\n"
                                      "bar 1-1 job 2 [170.0 210.0]\n"
                                      "bar 2-2 job 3 [210.0 250.0]\n"
                                      "bar 3-3 job 1 [250.0 280.0]\n"
                                      "bar 0-0 job 0 [170.0 190.0]\n"
                                      "bar 1-1 job 2 [210.0 240.0]\n"
                                      "bar 2-2 job 3 [250.0 270.0]\n"
                                      "bar 3-3 job 1 [280.0 300.0]\n"
                                      "bar 0-0 job 0 [190.0 240.0]\n"
                                      "bar 1-1 job 2 [240.0 270.0]\n"
                                      "bar 2-2 job 3 [270.0 300.0]\n"
                                      "bar 3-3 job 1 [300.0 320.0]\n"));
    }

    void rowsFitAndLineUp() {
        // Nine blocks fit a view of 300 pixels.
        const GanttRows nine = fitRows(300, 9);
        QVERIFY(nine.height(9) <= 300);
        QVERIFY(nine.lane >= 7);
        // Twenty do not: they keep the least height and want scrolling.
        QVERIFY(fitRows(300, 20) == fitRows(100, 20));
        QVERIFY(fitRows(300, 20).height(20) > 300);
        for (double height = 100; height < 1400; height += 13) {
            for (const std::size_t blocks : {1U, 2U, 4U, 9U}) {
                const GanttRows rows = fitRows(height, blocks);
                QVERIFY(rows.blockGap >= 2);
                QVERIFY(rows.laneTop(0, Lane::Server) + rows.lane <= rows.blockTop(1) - 2);
                QCOMPARE(rows.lane, std::floor(rows.lane));
            }
        }
    }

    void rowsUseTheRoomThatTheyHave() {
        // Seven schedules in the pane of a usual window keep the names of their bars.
        QVERIFY(fitRows(320, 7).lane >= 11);
        // In a window of their own they fill it.
        QVERIFY(fitRows(760, 7).height(7) > 740);
        QVERIFY(fitRows(760, 7).lane > 20);
        // One alone does not fill a wall.
        QVERIFY(fitRows(1400, 1).height(1) < 200);
    }

    void theLatestFlagHasRoom() {
        const auto chart = paperChart();
        for (const double plot : {200.0, 900.0, 2500.0}) {
            const TimeAxis axis(fitRange(*chart, plot), 0, plot);
            QVERIFY(axis.x(chart->end()) <= plot - 60);
            QVERIFY(axis.x(chart->end()) >= plot * 0.5 - 1);
        }
    }
};

QTEST_APPLESS_MAIN(TestGanttGeometry)
#include "test_gantt_geometry.moc"
