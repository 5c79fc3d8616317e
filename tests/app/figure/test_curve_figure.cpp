#include "app/figure/curve_figure.h"
#include "app/figure/curve_style.h"
#include "app/figure/figure_application.h"
#include "app/figure/figure_file.h"

#include <QImage>
#include <QPainter>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <set>

namespace trilane {
namespace {

constexpr QSizeF kSize{800, 450};

/// Two curves: "local" level at 1,000 ms, "ej" falling from 1,000 to 100 ms; "remote" far above.
CurveContent sample() {
    CurveContent content;
    content.range = {0.1, 100, 4};
    content.presets = {{"3G", 1.1}, {"WiFi", 18.88}, {"outside", 500}};
    content.series = {
        {"local", "LO", {{0.1, 1'000}, {1, 1'000}, {10, 1'000}, {100, 1'000}}, 1'000.0},
        {"remote", "RO", {{0.1, 100'000}, {1, 10'000}, {10, 1'000}, {100, 100}}, {}},
        {"ej", "EJ", {{0.1, 1'000}, {1, 1'000}, {10, 500}, {100, 100}}, {}}};
    content.breaks = {3.0};
    content.current = 10.0;
    content.focus = "ej";
    return content;
}

QStringList labelsOf(const CurveScale& scale, double pixels) {
    QStringList labels;
    for (const CurveScale::Tick& tick : scale.ticks(pixels))
        if (tick.labelled) labels << curveNumber(tick.value);
    return labels;
}

}  // namespace

class TestCurveFigure : public QObject {
    Q_OBJECT

private slots:
    void scalesGoThereAndBack() {
        for (const bool logarithmic : {false, true}) {
            const CurveScale scale(0.5, 80, 400, 100, logarithmic);
            QCOMPARE(scale.toPixel(0.5), 400.0);
            QVERIFY(std::abs(scale.toPixel(80) - 100) < 1e-9);
            for (const double value : {0.5, 0.7, 3.0, 80.0})
                QVERIFY(std::abs(scale.toValue(scale.toPixel(value)) - value) < 1e-9);
            QCOMPARE(scale.toValue(1'000), 0.5);
            QCOMPARE(scale.toValue(-1'000), 80.0);
        }
        QVERIFY(std::abs(CurveScale(1, 100, 0, 200, true).toPixel(10) - 100) < 1e-9);
    }

    void ticksAreRoundAndAsManyAsFit() {
        QCOMPARE(labelsOf({0.1, 100, 0, 600, true}, 46).join(' '),
                 QString("0.1 0.2 0.5 1 2 5 10 20 50 100"));
        QCOMPARE(labelsOf({0.1, 100, 0, 200, true}, 46).join(' '), QString("0.1 1 10 100"));
        QCOMPARE(labelsOf({1e-6, 1e9, 0, 400, true}, 46).join(' '),
                 QString("0.000001 0.0001 0.01 1 100 10,000 1,000,000 100,000,000"));
        QCOMPARE(labelsOf({0, 1'060, 300, 0, false}, 60).join(' '), QString("0 500 1,000"));
        QCOMPARE(labelsOf({0, 0.7, 300, 0, false}, 60).join(' '), QString("0 0.2 0.4 0.6"));
        QCOMPARE(CurveScale(0.1, 1, 0, 100, true).ticks(46).size(), std::size_t{10});
    }

    void numbersAreShortAndGrouped() {
        QCOMPARE(curveNumber(0), QString("0"));
        QCOMPARE(curveNumber(18.88), QString("18.88"));
        QCOMPARE(curveNumber(0.1), QString("0.1"));
        QCOMPARE(curveNumber(0.00123456), QString("0.001235"));
        QCOMPARE(curveNumber(123'456.7), QString("123,457"));
        QCOMPARE(curveNumber(9.99996), QString("10"));
        QCOMPARE(curveNumber(100), QString("100"));
    }

    void labelsKeepOrderAndDistance() {
        const auto spread = [](const std::vector<double>& wanted) {
            return spreadLabels(wanted, 10, 0, 100);
        };
        QCOMPARE(spread({}), std::vector<double>{});
        QCOMPARE(spread({50}), std::vector<double>{50});
        QCOMPARE(spread({80, 20}), (std::vector<double>{80, 20}));
        QCOMPARE(spread({50, 50}), (std::vector<double>{45, 55}));
        QCOMPARE(spread({50, 50, 52}),
                 (std::vector<double>{50 - 28.0 / 3, 50 + 2.0 / 3, 60 + 2.0 / 3}));
        QCOMPARE(spread({0, 0, 100}), (std::vector<double>{0, 10, 100}));
        QCOMPARE(spread({99, 98}), (std::vector<double>{100, 90}));
        std::vector<double> many;
        for (int i = 0; i < 9; ++i)
            many.push_back(std::fmod(i * 37.7, 90));
        std::vector<double> centres = spread(many);
        for (std::size_t i = 0; i < many.size(); ++i)
            for (std::size_t j = 0; j < many.size(); ++j)
                if (many[i] < many[j]) QVERIFY(centres[i] < centres[j]);
        std::sort(centres.begin(), centres.end());
        QVERIFY(centres.front() >= 0 && centres.back() <= 100);
        for (std::size_t i = 0; i + 1 < centres.size(); ++i)
            QVERIFY(centres[i + 1] - centres[i] > 10 - 1e-9);
    }

    void everythingLiesWithinThePicture() {
        for (const QSizeF size : {kSize, QSizeF(300, 180), QSizeF(80, 60)}) {
            const CurveFigure figure(sample(), size, theme(ThemeKind::Light));
            QVERIFY(figure.plot().width() > 0 && figure.plot().height() > 0);
            if (size.width() < 200) continue;
            const QRectF whole(QPointF(0, 0), size);
            QVERIFY(whole.contains(figure.plot()));
            QVERIFY(whole.contains(figure.flag()));
            for (std::size_t i = 0; i < figure.labels().size(); ++i) {
                QVERIFY(whole.contains(figure.labels()[i]));
                for (std::size_t j = i + 1; j < figure.labels().size(); ++j)
                    QVERIFY(
                        !figure.labels()[i].adjusted(1, 1, -1, -1).intersects(figure.labels()[j]));
            }
        }
    }

    void theWorstOfAStrategyDoesNotPressTheOthersDown() {
        const CurveFigure figure(sample(), kSize, theme(ThemeKind::Light));
        // The best is 1,000 ms at worst; RO's 100,000 ms are not shown.
        QVERIFY(figure.yScale().high() < 4'500);
        QVERIFY(figure.yScale().isLogarithmic());
        const std::vector<QPointF> line = figure.line(1);
        QCOMPARE(line.size(), std::size_t{3});
        QCOMPARE(line.front().y(), figure.plot().top());
        QVERIFY(line.front().x() > figure.xScale().toPixel(1));
        QVERIFY(line.front().x() < figure.xScale().toPixel(10));
        QCOMPARE(figure.line(0).size(), std::size_t{4});
    }

    void smallRangesAreLinearFromZero() {
        CurveContent content = sample();
        for (CurveSeries& series : content.series)
            for (QPointF& point : series.points)
                point.setY(std::clamp(point.y(), 900.0, 1'200.0));
        const CurveFigure figure(content, kSize, theme(ThemeKind::Light));
        QVERIFY(!figure.yScale().isLogarithmic());
        QCOMPARE(figure.yScale().low(), 0.0);
    }

    void hitsAreWhatIsPainted() {
        const CurveFigure figure(sample(), kSize, theme(ThemeKind::Light));
        const QPointF onEj = figure.toPixel({10, 500});
        QCOMPARE(figure.seriesAt(onEj).value_or(99), std::size_t{2});
        QCOMPARE(figure.seriesAt(onEj + QPointF(0, 4)).value_or(99), std::size_t{2});
        QVERIFY(!figure.seriesAt(onEj + QPointF(0, 30)));
        QVERIFY(!figure.seriesAt({1, 1}));
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(figure.seriesAt(figure.labels()[i].center()).value_or(99), i);
        QCOMPARE(figure.valueAt(2, 10).value_or(0), 500.0);
        // Between two points of the sweep it is the curve that counts, as it is drawn.
        const double between = figure.valueAt(2, 12).value_or(0);
        const auto points = figure.content().series[2].points;
        const auto after = std::find_if(points.begin(), points.end(),
                                        [](QPointF point) { return point.x() > 12; });
        QVERIFY(after != points.end() && between > after->y() && between < 500);
        QCOMPARE(figure.xScale().toValue(figure.plot().right() + 50), 100.0);
    }

    void curvesWithoutPointsAreNoFault() {
        CurveContent content = sample();
        for (CurveSeries& series : content.series)
            series.points.clear();
        content.current = 1e6;
        const CurveFigure figure(content, kSize, theme(ThemeKind::Dark));
        QVERIFY(figure.labels()[0].isEmpty());
        QVERIFY(!figure.valueAt(0, 1));
        QVERIFY(!figure.seriesAt({400, 200}));
        QVERIFY(QRectF(QPointF(0, 0), kSize).contains(figure.flag()));
        QImage image(kSize.toSize(), QImage::Format_RGB32);
        QPainter painter(&image);
        figure.paint(painter);
        figure.paintReadout(painter, 1);
    }

    void strategiesAreToldApartWithoutColour() {
        std::set<std::string> looks;
        for (const Strategy strategy : kStrategies) {
            const CurveStyle style = curveStyle(id(strategy), theme(ThemeKind::Light), false);
            std::string look = std::to_string(static_cast<int>(style.marker)) + "/" +
                               std::to_string(style.pen.widthF());
            for (const double dash : style.pen.dashPattern())
                look += " " + std::to_string(dash);
            looks.insert(look);
        }
        QCOMPARE(looks.size(), kStrategies.size());
    }

    void pictureHoldsNamesMarkAndCurve() {
        const CurveFigure figure(sample(), kSize, theme(ThemeKind::Light));
        const QString svg = QString::fromUtf8(renderFigure(figure, FigureFormat::Svg));
        for (const char* words :
             {">LO<", ">RO<", ">EJ<", ">3G<", ">WiFi<", ">10 Mbps<", ">Makespan (ms, log)<",
              ">Bandwidth (Mbps, log)<", ">the best cut changes<"})
            QVERIFY2(svg.contains(words), words);
        QVERIFY(!svg.contains(">outside<"));
        QVERIFY(!svg.contains("nan") && !svg.contains("inf"));
        const QImage image = QImage::fromData(renderFigure(figure, FigureFormat::Png));
        QCOMPARE(image.pixelColor(figure.flag().topLeft().toPoint() + QPoint(5, 9)),
                 theme(ThemeKind::Light).accent);
        QCOMPARE(image.pixelColor(2, 2), theme(ThemeKind::Light).background);
    }

    void contentComesFromASweep() {
        SweepPoint one;
        one.mbps = 1;
        one.values = {{Nanoseconds{5'000'000}, {}, true}, {Nanoseconds{7'000'000}, {}, true}};
        SweepPoint failed;
        failed.mbps = 0.5;
        failed.fault = CostFault{};
        const std::vector<Strategy> strategies{Strategy::Ej, Strategy::Local};
        const std::vector<SweepPoint> points{failed, one};
        const CurveContent content = makeCurveContent(strategies, {0.5, 2, 3}, points);
        QCOMPARE(content.series.size(), std::size_t{2});
        QCOMPARE(content.series[1].id, std::string("local"));
        QCOMPARE(content.series[1].title, QString("LO"));
        QCOMPARE(content.series[1].points, (std::vector<QPointF>{{1, 7}}));
        QStringList names;
        for (const CurvePreset& preset : content.presets)
            names << preset.name;
        QCOMPARE(names.join(' '), QString("CAT1 3G 4G WiFi"));
    }
};

}  // namespace trilane

int main(int argc, char** argv) {
    const trilane::FigureApplication application;
    trilane::TestCurveFigure test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_curve_figure.moc"
