#include "app/figure/time_axis.h"

#include <QTest>

using namespace trilane;

class TestTimeAxis : public QObject {
    Q_OBJECT

private slots:
    void timeAndPlaceAreInverse() {
        const TimeAxis axis({1000, 3000}, 100, 500);
        QCOMPARE(axis.x(1000.0), 100.0);
        QCOMPARE(axis.x(Nanoseconds{2000}), 350.0);
        QCOMPARE(axis.time(350), 2000.0);
        QVERIFY(axis.shows(Nanoseconds{3000}));
        QVERIFY(!axis.shows(Nanoseconds{3001}));
    }

    void texts_data() {
        QTest::addColumn<qint64>("time");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* text, qint64 time) {
            QTest::newRow(text) << time << QString::fromUtf8(text);
        };
        row("0 ns", 0);
        row("999 ns", 999);
        row("1 µs", 1000);
        row("1.234 µs", 1234);
        row("850 µs", 850'000);
        row("999.9 µs", 999'900);
        row("1 ms", 1'000'000);
        row("2.997 ms", 2'997'000);
        row("82.50 ms", 82'499'999);
        row("82.5 ms", 82'500'000);
        row("349.2 ms", 349'180'000);
        row("18 ms", 18'000'000);
        row("1,198 ms", 1'198'400'000);
        row("13,146 ms", 13'146'000'000);
        row("99,999 ms", 99'999'000'000);
        row("100 s", 100'000'000'000);
        row("123.5 s", 123'450'000'000);
        row("1,000,000 s", 1'000'000'000'000'000);
    }
    void texts() {
        QFETCH(qint64, time);
        QFETCH(QString, text);
        QCOMPARE(timeText(Nanoseconds{time}), text);
    }

    void ticks_data() {
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("end");
        QTest::addColumn<qint64>("step");
        QTest::addColumn<QString>("labels");
        QTest::newRow("a second, in milliseconds")
            << 0.0 << 1.2e9 << qint64{200'000'000} << "0 200 400 600 800 1,000 1,200 ms";
        QTest::newRow("part of it") << 500e6 << 510e6 << qint64{1'000'000}
                                    << "500 501 502 503 504 505 506 507 508 509 510 ms";
        QTest::newRow("deep inside it") << 500e6 << 500.002e6 << qint64{500}
                                        << "500.0000 500.0005 500.0010 500.0015 500.0020 ms";
        QTest::newRow("nanoseconds") << 0.0 << 40.0 << qint64{5} << "0 5 10 15 20 25 30 35 40 ns";
        QTest::newRow("microseconds") << 0.0 << 9000.0 << qint64{1000} << "0 1 2 3 4 5 6 7 8 9 µs";
        QTest::newRow("days") << 0.0 << 4e15 << qint64{1'000'000'000'000'000}
                              << "0 1,000,000 2,000,000 3,000,000 4,000,000 s";
    }
    void ticks() {
        QFETCH(double, start);
        QFETCH(double, end);
        QFETCH(qint64, step);
        QFETCH(QString, labels);
        const TimeAxis axis({start, end}, 50, 640);
        const TimeTicks found = ticksOf(axis);
        QString text;
        for (const TimeTick& tick : found.ticks) {
            text += tick.label + QLatin1Char(' ');
            QCOMPARE(tick.x, axis.x(tick.time));
        }
        QCOMPARE(text + found.unit, labels);
        QCOMPARE(found.step.count(), step);
    }

    void labelsNeverTouch() {
        for (double span = 10; span < 1e15; span *= 1.7) {
            for (const double start : {0.0, span * 3.3, 1e12}) {
                const TimeAxis axis({start, start + span}, 0, 700);
                const TimeTicks found = ticksOf(axis);
                const std::size_t most = 700 / 40 + 1;
                QVERIFY(found.ticks.size() <= most);
                for (std::size_t i = 1; i < found.ticks.size(); ++i) {
                    const double room = found.ticks[i].x - found.ticks[i - 1].x;
                    QVERIFY(room > 6.5 * static_cast<double>(found.ticks[i].label.size()));
                    QVERIFY(found.ticks[i].label != found.ticks[i - 1].label);
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestTimeAxis)
#include "test_time_axis.moc"
