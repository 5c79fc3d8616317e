#include "app/cli/ordered_jobs.h"
#include "app/cli/shared_cache.h"

#include <QTest>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace trilane;

class TestOrderedJobs : public QObject {
    Q_OBJECT

private slots:
    void takesInOrderOnTheCallersThread() {
        for (const std::size_t threads : {1U, 2U, 7U}) {
            std::vector<std::size_t> taken;
            const auto caller = std::this_thread::get_id();
            bool here = true;
            OrderedJobs<std::size_t>(500, threads)
                .run(
                    [](std::size_t i) {
                        // Those that come first take longest.
                        if (i % 8 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
                        return i * i;
                    },
                    [&](std::size_t i, std::size_t square) {
                        here = here && std::this_thread::get_id() == caller && square == i * i;
                        taken.push_back(i);
                        return true;
                    });
            QVERIFY(here);
            QCOMPARE(taken.size(), std::size_t{500});
            for (std::size_t i = 0; i < taken.size(); ++i)
                QCOMPARE(taken[i], i);
        }
    }

    void nothingToDo() {
        bool called = false;
        OrderedJobs<int>(0, 3).run([](std::size_t) { return 1; },
                                   [&](std::size_t, int) { return called = true; });
        QVERIFY(!called);
    }

    void staysCloseToWhatIsTaken() {
        std::atomic<std::size_t> begun = 0;
        std::size_t furthest = 0;
        OrderedJobs<int>(2'000, 2).run([&](std::size_t) { return static_cast<int>(++begun); },
                                       [&](std::size_t i, int) {
                                           furthest = std::max(furthest, begun.load() - i);
                                           return true;
                                       });
        QCOMPARE(begun.load(), std::size_t{2'000});
        constexpr std::size_t kMost = 2 * 16 + 2;
        QVERIFY2(furthest <= kMost, qPrintable(QString::number(furthest)));
    }

    void endsWhenTold() {
        std::atomic<std::size_t> begun = 0;
        std::size_t taken = 0;
        OrderedJobs<int>(100'000, 3)
            .run([&](std::size_t) { return static_cast<int>(++begun); },
                 [&](std::size_t i, int) {
                     ++taken;
                     return i < 9;
                 });
        QCOMPARE(taken, std::size_t{10});
        QVERIFY(begun.load() < 100U);
    }

    void interruptedHandsOverWhatIsReady() {
        std::atomic<int> ready = 0;
        std::atomic<bool> left = false;
        std::vector<std::size_t> taken;
        OrderedJobs<std::size_t>(100, 2).run(
            [&](std::size_t i) {
                // The fourth is in work until the caller has left.
                while (i == 3 && !left)
                    std::this_thread::yield();
                ++ready;
                return i;
            },
            [&](std::size_t i, std::size_t) {
                taken.push_back(i);
                return true;
            },
            [&] { return ready >= 20; }, [&] { left = true; });
        QVERIFY(left);
        QVERIFY(taken.size() >= 19);
        QVERIFY(std::is_sorted(taken.begin(), taken.end()));
        QVERIFY(std::find(taken.begin(), taken.end(), 3U) == taken.end());
        QCOMPARE(taken.front(), std::size_t{0});
    }

    void throwsInItsTurn() {
        std::size_t taken = 0;
        const auto run = [&] {
            OrderedJobs<int>(100, 4).run(
                [](std::size_t i) {
                    if (i == 20) throw std::runtime_error("twenty");
                    return 0;
                },
                [&](std::size_t, int) {
                    ++taken;
                    return true;
                });
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, run());
        QCOMPARE(taken, std::size_t{20});
    }

    void cacheMakesOnce() {
        SharedCache<int> cache(2);
        std::atomic<int> made = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i)
                threads.emplace_back([&] { (void)cache.get("a", [&] { return ++made; }); });
        }
        QCOMPARE(made.load(), 1);
        const auto a = cache.get("a", [&] { return ++made; });
        (void)cache.get("b", [&] { return ++made; });
        (void)cache.get("a", [&] { return ++made; });
        (void)cache.get("c", [&] { return ++made; });  // the place of b
        QCOMPARE(made.load(), 3);
        QCOMPARE(*cache.get("a", [&] { return ++made; }), 1);
        QCOMPARE(*cache.get("b", [&] { return ++made; }), 4);
        QCOMPARE(*a, 1);
    }

    void cacheRemembersWhatFailed() {
        SharedCache<int> cache(2);
        int tries = 0;
        const auto get = [&] {
            (void)cache.get("a", [&]() -> int {
                ++tries;
                throw std::runtime_error("no");
            });
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, get());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, get());
        QCOMPARE(tries, 1);
    }
};

QTEST_APPLESS_MAIN(TestOrderedJobs)
#include "test_ordered_jobs.moc"
