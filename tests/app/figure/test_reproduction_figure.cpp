#include "app/figure/reproduction_figure.h"
#include "core/io/reference_json.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace trilane;

namespace {

const ReproductionInputs& inputs() {
    static const ReproductionInputs loaded = loadReproduction("icccn2021");
    return loaded;
}

const Reproduction& reproduction() {
    static const Reproduction made = std::get<Reproduction>(reproduce(inputs()));
    return made;
}

QImage paint(const Figure& figure) {
    QImage image(figure.size().toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    figure.paint(painter);
    return image;
}

}  // namespace

class TestReproductionFigure : public QObject {
    Q_OBJECT

private slots:
    void everyCellHasItsRow() {
        const ReproductionFigure figure(inputs(), reproduction(), 900, theme(ThemeKind::Light));
        QCOMPARE(figure.size().width(), 900.0);
        QCOMPARE(figure.rows().size(), std::size_t{15});
        QString text;
        for (const auto& row : figure.rows())
            text +=
                row.model + ' ' + row.network + ' ' + QString::number(row.pairs[2].printed) + '\n';
        QVERIFY2(text.startsWith("AlexNet-P 3G 406\n 4G 255\n WiFi 187\nGoogLeNet 3G 848\n"),
                 qPrintable(text));
        QVERIFY2(text.endsWith("Multi-stream 3G 931\n 4G 692\n WiFi 317\n"), qPrintable(text));
        for (std::size_t i = 0; i < figure.rows().size(); ++i) {
            const ReproducedCell& cell = reproduction().cells[i];
            for (std::size_t k = 0; k < ReproductionFigure::kStrategies.size(); ++k) {
                const ReproducedTime& time = cell.time(ReproductionFigure::kStrategies[k]);
                const auto& pair = figure.rows()[i].pairs[k];
                QCOMPARE(pair.printed, time.printed.value().milliseconds());
                QCOMPARE(pair.ours, time.ours.milliseconds());
                QCOMPARE(pair.error, time.error());
            }
        }
    }

    void marksStayInTheirRowsAndDoNotMeet() {
        constexpr double kMark = 2 * 4.6 + 1;
        for (const double width : {300.0, 900.0, 2000.0}) {
            const ReproductionFigure figure(inputs(), reproduction(), width,
                                            theme(ThemeKind::Light));
            QCOMPARE(figure.size().width(), std::max(width, ReproductionFigure::kLeastWidth));
            double above = figure.plot().top() - kMark / 2;
            for (const auto& row : figure.rows())
                for (const auto& pair : row.pairs) {
                    QVERIFY(pair.y - above >= kMark - 1e-9);
                    above = pair.y;
                    QVERIFY(row.rect.top() <= pair.y - kMark / 2);
                    QVERIFY(row.rect.bottom() >= pair.y + kMark / 2);
                    for (const double ms : {pair.printed, pair.ours}) {
                        const double x = figure.xScale().toPixel(ms);
                        QVERIFY(x - kMark / 2 > figure.plot().left() - kMark / 2);
                        QVERIFY(x + kMark / 2 < figure.plot().right() + kMark / 2);
                    }
                }
        }
    }

    void publishedIsHollowAndComputedFilled() {
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            const ReproductionFigure figure(inputs(), reproduction(), 900, theme(kind));
            const QImage image = paint(figure);
            // EJ for GoogLeNet over 4G, where the two are farthest apart.
            const auto& pair = figure.rows()[4].pairs[2];
            const auto at = [&](double ms) {
                return image.pixelColor(QPointF(figure.xScale().toPixel(ms), pair.y).toPoint());
            };
            QCOMPARE(at(pair.ours).rgb(), theme(kind).job(0).outline.rgb());
            QVERIFY(at(pair.ours) != at(pair.printed));
            const double lightness = theme(kind).background.lightnessF();
            QVERIFY(std::abs(at(pair.printed).lightnessF() - lightness) < 0.3);
            // All of the picture is painted.
            for (int x = 0; x < image.width(); x += 7)
                for (int y = 0; y < image.height(); ++y)
                    QVERIFY(image.pixelColor(x, y) != QColor(Qt::magenta));
        }
    }
};

QTEST_MAIN(TestReproductionFigure)
#include "test_reproduction_figure.moc"
