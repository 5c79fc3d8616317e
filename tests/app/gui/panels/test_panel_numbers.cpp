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
    QCOMPARE(shown(226), QStringLiteral("126 - 36 64 - - - mark fits"));
    // Names are elided before the server's times give way.
    QCOMPARE(shown(228), QStringLiteral("64 - 36 64 64 - - mark fits"));
    QCOMPARE(shown(290), QStringLiteral("126 - 36 64 64 - - mark fits"));
    // The operator comes first.
    QCOMPARE(shown(374), QStringLiteral("120 90 36 64 64 - - mark fits"));
    QCOMPARE(shown(438), QStringLiteral("120 90 36 64 64 - 64 mark fits"));
    QCOMPARE(shown(518), QStringLiteral("120 90 36 64 64 80 64 mark fits"));
    QCOMPARE(shown(552), QStringLiteral("120 90 70 64 64 80 64 text fits"));
    // More room goes to all columns, and at last to none.
    QCOMPARE(shown(552 + 60), QStringLiteral("120 100 80 74 74 90 74 text fits"));
    QCOMPARE(shown(1400), QStringLiteral("120 114 94 88 88 104 88 text fits"));
    // A name that two scopes make up is whole before an operator comes up beside it.
    needs.width[LayerTableModel::Name] = 186;
    QCOMPARE(shown(36 + 64 + 64 + 185 + 90), QStringLiteral("275 - 36 64 64 - - mark fits"));
    QCOMPARE(shown(36 + 64 + 64 + 186 + 90), QStringLiteral("186 90 36 64 64 - - mark fits"));
    needs.width[LayerTableModel::Name] = 120;
    // Long operators are cut off only where room is short.
    needs.width[LayerTableModel::Op] = 150;
    QCOMPARE(shown(572), QStringLiteral("120 110 70 64 64 80 64 text fits"));
    QCOMPARE(shown(612), QStringLiteral("120 150 70 64 64 80 64 text fits"));
}

QTEST_APPLESS_MAIN(TestPanelNumbers)
#include "test_panel_numbers.moc"
