#include "app/gui/gantt/gantt_command.h"
#include "app/gui/gantt/gantt_range.h"

#include <QTest>
#include <cmath>
#include <set>

using namespace trilane;

class TestGanttRange : public QObject {
    Q_OBJECT

private slots:
    void fittedFollowsTheWhole() {
        GanttRange range;
        range.setWhole({0, 1000});
        QVERIFY(range.shown() == (TimeRange{0, 1000}));
        range.setWhole({0, 5000});
        QVERIFY(range.shown() == (TimeRange{0, 5000}));
        range.show({1000, 2000});
        range.setWhole({0, 3000});
        QVERIFY(range.shown() == (TimeRange{1000, 2000}));
        range.fit();
        QVERIFY(range.shown() == (TimeRange{0, 3000}));
    }

    void zoomKeepsTheTimeInPlace() {
        GanttRange range;
        range.setWhole({0, 1e9});
        range.show({2e8, 6e8});
        const double time = 3e8;
        for (const double factor : {1.2, 3.0, 0.7}) {
            const double share = (time - range.shown().start) / range.shown().span();
            range.zoom(factor, time);
            const double after = (time - range.shown().start) / range.shown().span();
            QVERIFY(std::abs(share - after) < 1e-9);
        }
    }

    void zoomHasEnds() {
        GanttRange range;
        range.setWhole({0, 1e9});
        range.show({2e8, 6e8});
        range.zoom(0.01, 3e8);
        QVERIFY(range.fitted());
        for (int i = 0; i < 200; ++i)
            range.zoom(2, 3e8);
        QCOMPARE(range.shown().span(), 50.0);
        range.zoom(0.5, range.shown().start);
        QVERIFY(range.shown().start >= 0);
    }

    void panStopsAtTheEnds() {
        GanttRange range;
        range.setWhole({0, 1000});
        range.pan(100);
        QVERIFY(range.fitted());
        range.show({200, 400});
        range.pan(100);
        QVERIFY(range.shown() == (TimeRange{300, 500}));
        range.pan(1e6);
        QVERIFY(range.shown() == (TimeRange{800, 1000}));
        range.pan(-1e6);
        QVERIFY(range.shown() == (TimeRange{0, 200}));
    }

    void textsComeBack_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("fit") << QByteArray("fit") << QByteArray("fit");
        QTest::newRow("part") << QByteArray("1000 250000") << QByteArray("1000 250000");
        QTest::newRow("empty") << QByteArray("") << QByteArray("fit");
        QTest::newRow("turned round") << QByteArray("500 100") << QByteArray("fit");
        QTest::newRow("negative") << QByteArray("-500 100") << QByteArray("fit");
        QTest::newRow("endless") << QByteArray("0 inf") << QByteArray("fit");
        QTest::newRow("nonsense") << QByteArray("12 x") << QByteArray("fit");
        QTest::newRow("too short") << QByteArray("100 101") << QByteArray("fit");
    }
    void textsComeBack() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, after);
        GanttRange range;
        range.setWhole({0, 1000});
        range.show({1, 900});
        range.restore(text.toStdString());
        QCOMPARE(QByteArray::fromStdString(range.text()), after);
    }

    void keysByTheirPlace() {
        // The key of W on a US keyboard, whatever is printed on it: 17 for Linux, 25 for X.
        QVERIFY(commandAtKey(25, QStringLiteral("xcb")) == GanttCommand::ZoomIn);
        QVERIFY(commandAtKey(25, QStringLiteral("wayland")) == GanttCommand::ZoomIn);
        QVERIFY(commandAtKey(17, QStringLiteral("windows")) == GanttCommand::ZoomIn);
        QVERIFY(commandAtKey(38, QStringLiteral("xcb")) == GanttCommand::PanLeft);
        QVERIFY(!commandAtKey(25, QStringLiteral("offscreen")));
        QVERIFY(!commandAtKey(0, QStringLiteral("xcb")));
    }

    void everyCommandHasWordsAndKeysOfItsOwn() {
        std::set<QString> keys;
        for (const GanttCommandInfo& info : ganttCommands()) {
            QVERIFY(!info.text.isEmpty() && !info.keys.isEmpty());
            for (const QKeySequence& key : info.keys)
                QVERIFY2(keys.insert(key.toString()).second, qPrintable(key.toString()));
        }
    }
};

QTEST_APPLESS_MAIN(TestGanttRange)
#include "test_gantt_range.moc"
