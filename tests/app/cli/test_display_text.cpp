#include "app/cli/display_text.h"
#include "app/cli/number_display.h"
#include "app/cli/proof_text.h"
#include "app/cli/text_table.h"

#include <QTest>
#include <limits>

namespace trilane {

class TestDisplayText : public QObject {
    Q_OBJECT

private slots:
    void labelsStandBesideTheirText() {
        QCOMPARE(labelledText("Größe", "one two", 8), std::string("Größe   one two\n"));
        QCOMPARE(labelledText("A", std::string(70, 'x') + " yy", 4),
                 "A   " + std::string(70, 'x') + " yy\n");
        QCOMPARE(labelledText("A", std::string(74, 'x') + " yy", 4),
                 "A   " + std::string(74, 'x') + "\n    yy\n");
    }

    void widthsOfCharacters_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("ascii") << "conv1" << 5;
        QTest::newRow("accent") << "é" << 1;
        QTest::newRow("combining") << "e\u0301" << 1;
        QTest::newRow("wide") << "畳み込み" << 8;
        QTest::newRow("emoji") << QString::fromUtf8("\xF0\x9F\x98\x80") << 2;
        QTest::newRow("empty") << "" << 0;
    }
    void widthsOfCharacters() {
        QFETCH(QString, text);
        QFETCH(int, width);
        QCOMPARE(static_cast<int>(displayWidth(text.toStdString())), width);
    }

    void namesCannotDriveTheTerminal() {
        QCOMPARE(printable("a\x1b[31mb"), std::string("a\uFFFD[31mb"));
        QCOMPARE(printable("a\nb\tc"), std::string("a\uFFFDb\uFFFDc"));
        QCOMPARE(printable("\xFF\xC0\x80"), std::string("\uFFFD\uFFFD\uFFFD"));
        QCOMPARE(printable("\xED\xA0\x80"), std::string("\uFFFD\uFFFD\uFFFD"));
        QCOMPARE(printable("right\u202Eleft"), std::string("right\uFFFDleft"));
        QCOMPARE(printable("grüße/畳"), std::string("grüße/畳"));
    }

    void longNamesLoseTheirMiddle() {
        QCOMPARE(elideMiddle("conv1", 5), std::string("conv1"));
        QCOMPARE(elideMiddle("inception_3a/relu", 9), std::string("ince…relu"));
        QCOMPARE(elideMiddle("abc", 1), std::string("…"));
        QCOMPARE(elideMiddle("abc", 0), std::string());
        for (std::size_t width = 0; width < 12; ++width)
            QVERIFY(displayWidth(elideMiddle("畳み込み/層の名前", width)) <= width);
    }

    void paragraphsKeepTheWidth() {
        QCOMPARE(wrapText("one two three", 2, 8), std::string("one two\n  three\n"));
        QCOMPARE(wrapText("  indented text here", 4, 12),
                 std::string("  indented\n    text\n    here\n"));
        QCOMPARE(wrapText("", 2, 8), std::string("\n"));
        QCOMPARE(wrapText("immeasurable x", 1, 6), std::string("immeasurable\n x\n"));
    }

    void figuresHaveSensibleDigits() {
        QCOMPARE(msText(Nanoseconds{18'000'000}), std::string("18 ms"));
        QCOMPARE(msText(Nanoseconds{352'123'456}), std::string("352.1 ms"));
        QCOMPARE(msText(Nanoseconds{4'379'000'000}), std::string("4,379 ms"));
        QCOMPARE(msText(Nanoseconds{1'234'567}), std::string("1.235 ms"));
        QCOMPARE(msText(Nanoseconds{}), std::string("0 ms"));
        QCOMPARE(sizeText(Bytes{1}), std::string("1 byte"));
        QCOMPARE(sizeText(Bytes{999}), std::string("999 bytes"));
        QCOMPARE(sizeText(Bytes{602'112}), std::string("602.1 KB"));
        QCOMPARE(sizeText(Bytes{999'960}), std::string("1.0 MB"));
        QCOMPARE(percentText(0), std::string("0 %"));
        QCOMPARE(percentText(1e-9), std::string("<0.1 %"));
        QCOMPARE(percentText(0.123), std::string("12.3 %"));
        QCOMPARE(percentText(2.734), std::string("273 %"));
        QCOMPARE(percentText(std::numeric_limits<double>::infinity()), std::string("-"));
        QCOMPARE(countText(1, "layer"), std::string("1 layer"));
        QCOMPARE(countText(8581, "layer"), std::string("8,581 layers"));
        QCOMPARE(figureText(-0.0001, 1), std::string("0.0"));
        QCOMPARE(figureText(std::numeric_limits<double>::quiet_NaN(), 1), std::string("-"));
    }

    void oneColumnHasOneNumberOfDecimals() {
        QCOMPARE(columnDecimals(std::vector{3.0, 2.0}), 0);
        QCOMPARE(columnDecimals(std::vector{3.5, 2.0}), 1);
        QCOMPARE(columnDecimals(std::vector{352.123456, 0.001}), 1);
        QCOMPARE(columnDecimals(std::vector{0.123456, 0.1}), 4);
        QCOMPARE(columnDecimals(std::vector<double>{}), 0);
    }

    void tablesAlignAndKeepTheWidth() {
        TextTable table({{"#"}, {"name", TableColumn::Align::Left, true}, {"sent\nKB"}});
        table.addRow({"1", "short", "0.5"});
        table.addRow({"10", "層", "1,024.0"});
        QCOMPARE(table.render(false), std::string("              sent\n"
                                                  " #  name        KB\n"
                                                  " 1  short      0.5\n"
                                                  "10  層     1,024.0\n"));
        table.addRow({"11", std::string(200, 'x'), "1"}, true);
        const std::string wide = table.render(false);
        for (const QString& line : QString::fromStdString(wide).split('\n'))
            QVERIFY2(displayWidth(line.toStdString()) <= kTerminalWidth, qPrintable(line));
        QVERIFY(wide.find("x…x") != std::string::npos);
        QVERIFY(wide.find('\x1b') == std::string::npos);
        QVERIFY(table.render(true).find("\x1b[1m11") != std::string::npos);
    }

    void proofsInWords() {
        const Nanoseconds best{100};
        const Nanoseconds worse{103};
        QCOMPARE(proofText(best, best, false, "no order"),
                 std::string("optimal: no order is faster"));
        QCOMPARE(proofText(worse, best, true, "no order"), std::string("3 % above the best"));
        QCOMPARE(proofText(worse, best, false, "no order"),
                 std::string("not proven optimal: at most 3 % from the best"));
        QCOMPARE(proofText(worse, Nanoseconds{}, false, "no order"),
                 std::string("not proven optimal: the lower bound is 0"));
        using enum TheoremStatus;
        QVERIFY(theoremText({Holds, Holds}, "this cut", "").starts_with("theorem 3 holds"));
        QVERIFY(theoremText({DoesNotHold, Holds}, "this cut", "").find("5/3") != std::string::npos);
        QCOMPARE(theoremText({NotApplicable, NotApplicable}, "this cut", "jobs share layers"),
                 std::string("theorems 3 and 4 are not applicable: jobs share layers"));
    }
};

}  // namespace trilane

QTEST_APPLESS_MAIN(trilane::TestDisplayText)
#include "test_display_text.moc"
