#include "app/gui/document/watchdog.h"

#include <QTest>

using namespace trilane;

class TestWatchdog : public QObject {
    Q_OBJECT

private slots:
    void seesABlock() {
        Watchdog watchdog;
        QTest::qWait(20);
        const std::size_t before = watchdog.blocks().size();
        std::this_thread::sleep_for(2 * Watchdog::kFrame);
        QTest::qWait(5);
        QVERIFY(watchdog.blocks().size() > before);
        const auto& block = watchdog.blocks().at(before);
        QVERIFY(block.wall >= Watchdog::kFrame);
        QVERIFY(block.cpu <= block.wall);
        QVERIFY(watchdog.longest() >= block.wall);
        QVERIFY(watchdog.report().starts_with("watchdog: "));
    }

    void runsWhereTheEnvironmentAsks() {
        qunsetenv("TRILANE_WATCHDOG");
        QVERIFY(!Watchdog::isWanted());
        qputenv("TRILANE_WATCHDOG", "1");
        QVERIFY(Watchdog::isWanted());
        qunsetenv("TRILANE_WATCHDOG");
    }
};

QTEST_GUILESS_MAIN(TestWatchdog)
#include "test_watchdog.moc"
