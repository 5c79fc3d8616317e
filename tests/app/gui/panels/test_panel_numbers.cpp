#include "app/gui/panels/layer_columns.h"
#include "app/gui/panels/log_slider.h"
#include "app/gui/panels/panel_numbers.h"

#include <QtTest>
#include <limits>

using namespace trilane;

class TestPanelNumbers : public QObject {
    Q_OBJECT

private slots:
    void showsWhatMatters();
    void keepsAllDigits();
    void sliderIsLogarithmic();
    void columnsFit();
};

void TestPanelNumbers::showsWhatMatters() {
    const auto shown = [](double value) { return numberText(value); };
    QCOMPARE(shown(0), QStringLiteral("0"));
    QCOMPARE(shown(0.27), QStringLiteral("0.27"));
    QCOMPARE(shown(81.2), QStringLiteral("81.2"));
    QCOMPARE(shown(1198), QStringLiteral("1,198"));
    QCOMPARE(shown(9.996), QStringLiteral("10.0"));
    QCOMPARE(shown(99.96), QStringLiteral("100"));
    QCOMPARE(shown(0.00042), QStringLiteral("0.00042"));
    QCOMPARE(shown(-1234.6), QStringLiteral("-1,235"));
    QCOMPARE(shown(std::numeric_limits<double>::infinity()), QStringLiteral("–"));
    QCOMPARE(numberText(349.24, 4), QStringLiteral("349.2"));
    QCOMPARE(sizeText(Bytes{999}), QStringLiteral("999 bytes"));
    QCOMPARE(sizeText(Bytes{602'112}), QStringLiteral("602 KB"));
    QCOMPARE(sizeText(Bytes{999'700}), QStringLiteral("1.00 MB"));
    QCOMPARE(workText(3'200'000'000, QStringLiteral("FLOP")), QStringLiteral("3.20 GFLOP"));
    QCOMPARE(percentText(0.00001), QStringLiteral("<0.1 %"));
    QCOMPARE(percentText(1.4249), QStringLiteral("142 %"));
    QCOMPARE(nameText("a\nb"), QString::fromUtf8("a\xEF\xBF\xBD"
                                                 "b"));
}

void TestPanelNumbers::keepsAllDigits() {
    QCOMPARE(exactMs(Nanoseconds{1}), QStringLiteral("0.000001"));
    QCOMPARE(exactMs(Nanoseconds{81'200'000}), QStringLiteral("81.2"));
    QCOMPARE(exactMs(kMaxTime), QStringLiteral("1000000000"));
    QCOMPARE(plainNumber(18.88, 4), QStringLiteral("18.88"));
}

void TestPanelNumbers::sliderIsLogarithmic() {
    QCOMPARE(LogSlider::positionOf(0.01), 0);
    QCOMPARE(LogSlider::positionOf(10'000), 600);
    QCOMPARE(LogSlider::positionOf(1e9), 600);
    QCOMPARE(LogSlider::positionOf(0), 0);
    QCOMPARE(LogSlider::mbpsAt(300), 10.0);
    QCOMPARE(LogSlider::mbpsAt(301), 10.2);
    for (int position = 0; position <= 600; ++position)
        QCOMPARE(LogSlider::positionOf(LogSlider::mbpsAt(position)), position);
}

void TestPanelNumbers::columnsFit() {
    ColumnNeeds needs;
    needs.width = {120, 90, 70, 64, 64, 80, 64};
    needs.sideMark = 36;
    const auto shown = [&](int width) {
        const ShownColumns columns = fitColumns(needs, width);
        QString text;
        int sum = 0;
        for (std::size_t i = 0; i < columns.shown.size(); ++i) {
            if (columns.shown[i]) sum += columns.width[i];
            text += columns.shown[i] ? QString::number(columns.width[i]) : QStringLiteral("-");
            text += QChar(' ');
        }
        return text + (columns.sideText ? QStringLiteral("text ") : QStringLiteral("mark ")) +
               (sum <= width ? QStringLiteral("fits") : QStringLiteral("wider"));
    };
    QCOMPARE(shown(100), QStringLiteral("64 - 36 64 - - - mark wider"));
    // A name that can be read comes before the server's times.
    QCOMPARE(shown(256), QStringLiteral("156 - 36 64 - - - mark fits"));
    QCOMPARE(shown(274), QStringLiteral("110 - 36 64 64 - - mark fits"));
    QCOMPARE(shown(290), QStringLiteral("126 - 36 64 64 - - mark fits"));
    QCOMPARE(shown(330), QStringLiteral("132 - 70 64 64 - - text fits"));
    QCOMPARE(shown(400), QStringLiteral("138 - 70 64 64 - 64 text fits"));
    QCOMPARE(shown(560), QStringLiteral("128 90 70 64 64 80 64 text fits"));
    // Short names need no more than they are.
    needs.width[LayerTableModel::Name] = 80;
    QCOMPARE(shown(256), QStringLiteral("92 - 36 64 64 - - mark fits"));
}

QTEST_APPLESS_MAIN(TestPanelNumbers)
#include "test_panel_numbers.moc"
