#include "app/figure/gantt_figure.h"
#include "core/plan/planner.h"
#include "tests/support/gantt_lanes.h"
#include "tests/support/hand_models.h"
#include "tests/support/wide_models.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <set>

using namespace trilane;
using namespace trilane::test;

namespace {

std::shared_ptr<const GanttChart> chartOf(const Problem& problem) {
    const Planner planner(problem.model, problem.durations,
                          std::get<PinnedSides>(resolvePins(*problem.model, problem.pins)));
    std::vector<std::shared_ptr<const ShownPlan>> plans;
    for (Plan& plan : planner.compare(kStrategies))
        plans.push_back(showPlan(*problem.model, std::move(plan)));
    return makeGanttChart(problem.model, problem.durations, plans, false, true);
}

QImage imageOf(const Figure& figure) {
    QImage image(figure.size().toSize(), QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    figure.paint(painter);
    return image;
}

QByteArray svgOf(const Figure& figure) {
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(figure.size().toSize());
    QPainter painter(&generator);
    figure.paint(painter);
    painter.end();
    return buffer.data();
}

QStringList textsOf(const Figure& figure) {
    static const QRegularExpression kText(QStringLiteral("<text[^>]*>([^<]*)</text>"));
    QStringList texts;
    auto matches = kText.globalMatch(QString::fromUtf8(svgOf(figure)));
    while (matches.hasNext())
        texts << matches.next().captured(1).trimmed();
    return texts;
}

bool holds(const QImage& image, const QColor& colour) {
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == colour) return true;
    return false;
}

}  // namespace

class TestGanttPainter : public QObject {
    Q_OBJECT

private slots:
    void paintsEverythingInBothThemes() {
        const auto chart = chartOf(paperProblem());
        QImage images[2];
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            GanttFigureOptions options;
            options.theme = kind;
            const QImage image = imageOf(GanttFigure(chart, options));
            const Theme& colours = theme(kind);
            QVERIFY(!holds(image, Qt::magenta));  // background included
            QVERIFY(holds(image, colours.background));
            QVERIFY(holds(image, colours.makespan));
            QVERIFY(holds(image, colours.job(0).fill));
            QVERIFY(holds(image, colours.alternate));
            images[kind == ThemeKind::Dark ? 1 : 0] = image;
        }
        QCOMPARE(images[0].size(), images[1].size());
        QVERIFY(images[0] != images[1]);
    }

    void textsSayWhatMatters() {
        GanttFigureOptions options;
        options.title = QStringLiteral("Paper's example");
        const auto chart = chartOf(paperProblem());
        const QStringList texts = textsOf(GanttFigure(chart, options));
        for (const char* const expected :
             {"EJ", "LO", "Device", "Link", "Server", "optimal", "makespan", "Time in ms"})
            QVERIFY2(texts.contains(QLatin1String(expected)), expected);
        for (const GanttBlock& block : chart->blocks)
            // At the left and on the flag.
            QVERIFY(texts.count(timeText(block.makespan())) >= 2);
    }

    void elidedNamesKeepThreeCharacters() {
        std::size_t elided = 0;
        for (const double width : {500.0, 900.0, 1500.0}) {
            GanttFigureOptions options;
            options.width = width;
            const auto chart = chartOf(wideProblem(WideShape::Darts, 120, 2));
            for (const QString& text : textsOf(GanttFigure(chart, options))) {
                if (!text.contains(QChar(0x2026))) continue;
                if (text.startsWith(QLatin1String("1, 2"))) continue;  // the legend
                QVERIFY2(text.size() >= 4, qPrintable(text));
                ++elided;
            }
        }
        QVERIFY(elided > 0);
    }

    void flagsStayInside() {
        // Zoomed so that the makespan stands at the right edge.
        const auto chart = chartOf(paperProblem());
        GanttFigureOptions options;
        options.range = TimeRange{0, static_cast<double>(chart->end().count())};
        const QImage image = imageOf(GanttFigure(chart, options));
        const QColor flag = theme(ThemeKind::Light).makespan;
        int widest = 0;
        for (int y = 0; y < image.height(); ++y) {
            int run = 0;
            for (int x = 0; x < image.width(); ++x) {
                run = image.pixelColor(x, y) == flag ? run + 1 : 0;
                widest = std::max(widest, run);
            }
        }
        QVERIFY(widest > 25);  // a whole flag somewhere, not just its line
    }

    void theCriticalPathAndTheOverlayShow() {
        const auto chart = chartOf(paperProblem());
        const GanttRows rows = fitRows(400, chart->blocks.size());
        const double labels = labelColumnWidth(*chart, rows);
        const GanttGeometry geometry =
            layOutGantt(chart, fitRange(*chart, 900 - labels), rows, labels, 900);
        const auto paint = [&](bool critical, const GanttOverlay& overlay) {
            QImage image(900, 400, QImage::Format_RGB32);
            QPainter painter(&image);
            GanttLook look;
            look.theme = &theme(ThemeKind::Light);
            look.criticalPath = critical;
            look.bottom = 400;
            paintGantt(painter, geometry, look, overlay);
            return image;
        };
        const QImage plain = paint(false, {});
        QCOMPARE(plain, paint(false, {}));
        QVERIFY(plain != paint(true, {}));
        GanttOverlay selected;
        selected.selected.resize(chart->blocks.size());
        selected.selected[0][0] = {0};
        QVERIFY(plain != paint(false, selected));
        GanttOverlay marked;
        marked.marks = {Nanoseconds{5'000'000}, Nanoseconds{9'000'000}};
        QVERIFY(plain != paint(false, marked));
        GanttOverlay focused;
        focused.focused = 2;
        QVERIFY(plain != paint(false, focused));
        GanttOverlay measured;
        measured.span = GanttSpan{1, 2e6, 4e6, {QStringLiteral("2 ms")}};
        QVERIFY(plain != paint(false, measured));
    }

    void manyJobsAreHatched() {
        const Theme& colours = theme(ThemeKind::Light);
        QCOMPARE(colours.job(7).hatching, 1);
        const auto make = [](int job) {
            const Problem problem = paperProblem();
            GanttChart chart = *chartOf(problem);
            chart.blocks.resize(1);
            chart.blocks[0].lanes = {};
            chart.blocks[0].lanes[0] = laneOf({{0, 200'000'000, job}});
            ShownPlan plan = *chart.blocks[0].plan;
            plan.jobs.tensors.resize(7);
            plan.jobs.branches = {0, 1, 2, 3, 4, 5, 6};
            chart.blocks[0].plan = std::make_shared<const ShownPlan>(std::move(plan));
            return std::make_shared<const GanttChart>(chart);
        };
        // Jobs 1 and 7 share a colour. Their numbers differ; hatching goes all over the bar.
        const QImage first = imageOf(GanttFigure(make(0), {}));
        const QImage seventh = imageOf(GanttFigure(make(6), {}));
        int differing = 0;
        for (int y = 0; y < first.height(); ++y)
            for (int x = 0; x < first.width(); ++x)
                differing += first.pixel(x, y) != seventh.pixel(x, y) ? 1 : 0;
        QVERIFY(differing > 500);
    }

    void theRequestIsNamed() {
        Problem problem = paperProblem();
        QVERIFY(!textsOf(GanttFigure(chartOf(problem), {})).contains("request 60 ms"));
        problem.durations.latency = problem.durations.requestOverhead = Nanoseconds{60'000'000};
        QVERIFY(textsOf(GanttFigure(chartOf(problem), {})).contains("request 60 ms"));
    }

    void onlyTheBestPlanIsSearchedFor() {
        GanttBlock block = chartOf(paperProblem())->blocks.back();
        QVERIFY(block.plan->plan.strategy == Strategy::Optimal);
        block.proof = GanttProof::Searching;
        QCOMPARE(proofText(block), QStringLiteral("searching…"));
        // Of the others it is known already how far they may be from the best.
        GanttBlock local = chartOf(paperProblem())->blocks.front();
        QVERIFY(local.plan->plan.strategy == Strategy::Local);
        const QString known = proofText(local);
        QVERIFY(known.startsWith('+'));
        local.proof = GanttProof::Searching;
        QCOMPARE(proofText(local), QString::fromUtf8("≤ ") + known);
    }

    void figuresThatChangeKeepTheAxisInItsPlace() {
        const auto widthOf = [](double factor) {
            GanttChart chart = *chartOf(paperProblem());
            for (GanttBlock& block : chart.blocks) {
                ShownPlan plan = *block.plan;
                plan.plan.schedule.makespan = Nanoseconds{static_cast<std::int64_t>(
                    static_cast<double>(plan.plan.makespan().count()) * factor)};
                block.plan = std::make_shared<const ShownPlan>(std::move(plan));
                block.proof = GanttProof::AtMost;
            }
            return labelColumnWidth(chart, fitRows(600, chart.blocks.size()), true);
        };
        QCOMPARE(widthOf(1), widthOf(1.2345));
        QCOMPARE(widthOf(1), widthOf(1.0001));
    }

    void textOnBarsCanBeRead() {
        const auto luminance = [](const QColor& colour) {
            const auto linear = [](double value) {
                return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
            };
            return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
                   0.0722 * linear(colour.blueF());
        };
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            std::vector<JobStyle> styles{theme(kind).noJob()};
            for (std::size_t i = 0; i < Theme::kJobColours; ++i)
                styles.push_back(theme(kind).job(i));
            for (const JobStyle& style : styles) {
                const double text = luminance(style.text) + 0.05;
                const double fill = luminance(style.fill) + 0.05;
                QVERIFY(std::max(text, fill) / std::min(text, fill) >= 4.3);
            }
        }
    }

    void svgNeedsNothingSpecial() {
        const QByteArray svg = svgOf(GanttFigure(chartOf(paperProblem()), {}));
        QVERIFY(!svg.contains("<image"));
        QVERIFY(!svg.contains("<pattern"));
        QVERIFY(svg.contains("#0072b2"));
    }
};

QTEST_MAIN(TestGanttPainter)
#include "test_gantt_painter.moc"
