#include "app/gui/panels/value_edit.h"

#include <QtTest>

using namespace trilane;

Q_DECLARE_METATYPE(trilane::ValueEdit)

class TestValueEdit : public QObject {
    Q_OBJECT

private slots:
    void understands_data();
    void understands();
    void refuses_data();
    void refuses();
    void changesTimes();
    void staysWithinBounds();
};

void TestValueEdit::understands_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("operand");
    const auto row = [](const char* typed, ValueEdit::Kind kind, double operand) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << static_cast<int>(kind) << operand;
    };
    using Kind = ValueEdit::Kind;
    row("3", Kind::Set, 3);
    row(" = 3.5 ", Kind::Set, 3.5);
    row(".5", Kind::Set, 0.5);
    row("1e-3", Kind::Set, 0.001);
    row("1,198", Kind::Set, 1198);
    row("×1.5", Kind::Multiply, 1.5);
    row("*1.5", Kind::Multiply, 1.5);
    row("x 2", Kind::Multiply, 2);
    row("/2", Kind::Multiply, 0.5);
    row("+0.2", Kind::Add, 0.2);
    row("-0.2", Kind::Add, -0.2);
    row("−0.2", Kind::Add, -0.2);
    row("-10%", Kind::Multiply, 0.9);
    row("+10 %", Kind::Multiply, 1.1);
    row("-100%", Kind::Multiply, 0);
}

void TestValueEdit::understands() {
    QFETCH(QString, typed);
    QFETCH(int, kind);
    QFETCH(double, operand);
    const auto parsed = parseValueEdit(typed);
    QVERIFY(std::holds_alternative<ValueEdit>(parsed));
    QCOMPARE(static_cast<int>(std::get<ValueEdit>(parsed).kind), kind);
    QCOMPARE(std::get<ValueEdit>(parsed).operand, operand);
}

void TestValueEdit::refuses_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* typed, const char* reason) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(reason);
    };
    const char* const examples = "expected for example 3, =3, ×1.5, /2, +0.2 or -10%";
    row("", qUtf8Printable(QStringLiteral("nothing typed; ") + QString::fromUtf8(examples)));
    row("abc",
        qUtf8Printable(QStringLiteral("'abc' is no number; ") + QString::fromUtf8(examples)));
    row("×", qUtf8Printable(QStringLiteral("'' is no number; ") + QString::fromUtf8(examples)));
    row("*-2", qUtf8Printable(QStringLiteral("'-2' is no number; ") + QString::fromUtf8(examples)));
    row("1,5",
        qUtf8Printable(QStringLiteral("'1,5' is no number; ") + QString::fromUtf8(examples)));
    row("nan",
        qUtf8Printable(QStringLiteral("'nan' is no number; ") + QString::fromUtf8(examples)));
    row("1e999",
        qUtf8Printable(QStringLiteral("'1e999' is no number; ") + QString::fromUtf8(examples)));
    row("/0", "cannot divide by 0");
    row("10%", "'10%' needs + or - before it; expected for example +10% or -10%");
    row("-101%", "-101% leaves less than nothing; expected at most -100%");
}

void TestValueEdit::refuses() {
    QFETCH(QString, typed);
    QFETCH(QString, reason);
    const auto parsed = parseValueEdit(typed);
    QVERIFY(std::holds_alternative<QString>(parsed));
    QCOMPARE(std::get<QString>(parsed), reason);
}

void TestValueEdit::changesTimes() {
    const auto time = [](const char* typed, std::int64_t before) {
        const auto edit = std::get<ValueEdit>(parseValueEdit(QString::fromUtf8(typed)));
        return std::get<Nanoseconds>(applyToTime(edit, Nanoseconds{before})).count();
    };
    QCOMPARE(time("=3", 7), 3'000'000);
    QCOMPARE(time("×1.5", 2'000'000), 3'000'000);
    QCOMPARE(time("/3", 1'000'000), 333'333);
    QCOMPARE(time("-10%", 1'000'000), 900'000);
    // 0.3 - 0.3 as floating-point numbers may be a hair below 0.
    QCOMPARE(time("-0.3", 300'000), 0);
}

void TestValueEdit::staysWithinBounds() {
    const ValueEdit less{ValueEdit::Kind::Add, -5};
    QCOMPARE(std::get<QString>(applyToTime(less, Nanoseconds{2'000'000})),
             QStringLiteral("-3.00 ms would be less than 0"));
    const ValueEdit much{ValueEdit::Kind::Set, 2e9};
    QCOMPARE(std::get<QString>(applyToTime(much, Nanoseconds{})),
             QStringLiteral("2,000,000,000 ms would be more than 1,000,000,000 ms"));
    const ValueEdit times{ValueEdit::Kind::Multiply, 1.5};
    QVERIFY(std::get<Bytes>(applyToBytes(times, Bytes{3})) == Bytes{5});
    QCOMPARE(std::get<QString>(applyToBytes(less, Bytes{3})),
             QStringLiteral("-2.00 bytes would be less than 0"));
    QVERIFY(std::holds_alternative<QString>(
        applyToBytes(ValueEdit{ValueEdit::Kind::Set, 1e16}, Bytes{})));
}

QTEST_APPLESS_MAIN(TestValueEdit)
#include "test_value_edit.moc"
