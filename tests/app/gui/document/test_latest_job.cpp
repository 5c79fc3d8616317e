#include "app/gui/document/latest_job.h"

#include <QTest>
#include <atomic>
#include <semaphore>
#include <vector>

using namespace trilane;

namespace {

void waitForStop(const std::stop_token& stop) {
    std::binary_semaphore stopped(0);
    const std::stop_callback wake(stop, [&stopped] { stopped.release(); });
    stopped.acquire();
}

}  // namespace

class TestLatestJob : public QObject {
    Q_OBJECT

private slots:
    void deliversInOrderOnTheOwnersThread() {
        std::vector<int> got;
        bool idle = false;
        LatestJob job([&idle] { idle = true; });
        const auto here = std::this_thread::get_id();
        bool elsewhere = false;
        job.request([&](LatestJob::Run& run) {
            elsewhere = std::this_thread::get_id() != here;
            for (int i = 0; i < 3; ++i)
                run.deliver([&, i] { got.push_back(std::this_thread::get_id() == here ? i : -1); });
        });
        QVERIFY(job.isBusy());
        QTRY_VERIFY(idle);
        QVERIFY(elsewhere && !job.isBusy());
        QCOMPARE(got, (std::vector<int>{0, 1, 2}));
    }

    void keepsOnlyTheNewestOfWhatWaits() {
        std::vector<int> ran;
        int idle = 0;
        LatestJob job([&idle] { ++idle; });
        std::binary_semaphore started(0);
        std::binary_semaphore allRequested(0);
        std::atomic<bool> superseded = false;
        job.request([&](LatestJob::Run& run) {
            started.release();
            waitForStop(run.superseded());
            superseded = !run.cancelled().stop_requested();
            allRequested.acquire();
            run.deliver([&] { ran.push_back(0); });
        });
        started.acquire();
        for (int i = 1; i <= 100; ++i)
            job.request(
                [&ran, i](LatestJob::Run& run) { run.deliver([&ran, i] { ran.push_back(i); }); });
        allRequested.release();
        QTRY_VERIFY(!job.isBusy());
        // The first ran and was told of a newer request; of the others only the last ran.
        QVERIFY(superseded);
        QCOMPARE(ran, (std::vector<int>{0, 100}));
        QCOMPARE(idle, 1);
    }

    void deliversNothingOnceCancelled() {
        bool got = false;
        bool idle = false;
        LatestJob job([&idle] { idle = true; });
        std::binary_semaphore delivered(0);
        job.request([&](LatestJob::Run& run) {
            run.deliver([&got] { got = true; });
            delivered.release();
            waitForStop(run.cancelled());
            run.deliver([&got] { got = true; });
        });
        delivered.acquire();
        job.cancel();
        QVERIFY(!job.isBusy());
        QTRY_VERIFY(!job.isRunning());
        QCoreApplication::processEvents();
        QVERIFY(!got && !idle);
        job.request([&got](LatestJob::Run& run) { run.deliver([&got] { got = true; }); });
        QTRY_VERIFY(got);
    }

    void dropsOldProgress() {
        std::vector<int> seen;
        LatestJob job;
        std::binary_semaphore first(0);
        job.request([&](LatestJob::Run& run) {
            run.progress([&] {
                seen.push_back(0);
                first.release();
            });
            first.acquire();
            for (int i = 1; i <= 1000; ++i)
                run.progress([&seen, i] { seen.push_back(i); });
            waitForStop(run.superseded());
            run.progress([&seen] { seen.push_back(-1); });
            run.deliver([&seen] { seen.push_back(-2); });
        });
        QTRY_VERIFY(!seen.empty() && seen.back() == 1000);
        job.request([](LatestJob::Run&) {});
        QTRY_VERIFY(!job.isBusy());
        QCOMPARE(seen.back(), -2);
        QVERIFY(seen.size() < 100);
    }

    void stopsAndWaitsAtItsEnd() {
        std::atomic<bool> ended = false;
        {
            LatestJob job;
            std::binary_semaphore started(0);
            job.request([&](LatestJob::Run& run) {
                started.release();
                waitForStop(run.cancelled());
                ended = true;
            });
            started.acquire();
        }
        QVERIFY(ended);
    }

    void letsAResultRunAnEventLoop() {
        std::vector<int> got;
        LatestJob job;
        job.request([&](LatestJob::Run& run) {
            run.deliver([&] {
                got.push_back(1);
                job.request(
                    [&got](LatestJob::Run& inner) { inner.deliver([&got] { got.push_back(3); }); });
                QTRY_COMPARE(got.size(), std::size_t{3});
            });
            run.deliver([&got] { got.push_back(2); });
        });
        QTRY_VERIFY(!job.isBusy());
        QCOMPARE(got, (std::vector<int>{1, 2, 3}));
    }
};

QTEST_GUILESS_MAIN(TestLatestJob)
#include "test_latest_job.moc"
