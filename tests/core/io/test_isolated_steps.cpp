#include "core/io/isolated_steps.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

using namespace trilane;  // NOLINT(google-build-using-namespace)

namespace {

/// What the parent knows in the end: an answer a step, "-" where it was substituted.
struct Log {
    std::vector<std::string> answers;
    std::size_t substituted = 0;
};

Log runSteps(std::size_t count, std::function<std::string(std::size_t)> work,
             IsolationLimits limits = {}) {
    Log log;
    IsolatedSteps steps;
    steps.count = count;
    steps.work = std::move(work);
    steps.accept = [&](std::size_t i, std::string_view bytes) {
        if (i != log.answers.size() || bytes == "garbage") return false;
        log.answers.emplace_back(bytes);
        return true;
    };
    steps.substitute = [&](std::size_t) { log.answers.emplace_back("-"); };
    log.substituted = runIsolated(steps, limits);
    return log;
}

bool hasNoChildren() {
    return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

}  // namespace

class TestIsolatedSteps : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QVERIFY(hasNoChildren()); }

    void answersArriveInOrder() {
        const auto log = runSteps(1000, [](std::size_t i) { return std::to_string(i * i); });
        QCOMPARE(log.substituted, 0U);
        QCOMPARE(log.answers.size(), 1000U);
        QCOMPARE(log.answers[999], std::string("998001"));
    }

    void nothingToDo() {
        const auto log = runSteps(0, [](std::size_t) { return std::string(); });
        QCOMPARE(log.answers.size(), 0U);
    }

    void largeAndEmptyAnswers() {
        const auto log = runSteps(3, [](std::size_t i) { return std::string(i * 1'000'000, 'x'); });
        QCOMPARE(log.answers[0].size(), 0U);
        QCOMPARE(log.answers[2].size(), 2'000'000U);
    }

    void aCrashCostsOneStep_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("segmentation fault") << SIGSEGV;
        QTest::newRow("abort") << SIGABRT;
        QTest::newRow("division by zero") << SIGFPE;
        QTest::newRow("kill") << SIGKILL;
    }
    void aCrashCostsOneStep() {
        QFETCH(int, signal);
        const auto log = runSteps(4, [&](std::size_t i) {
            if (i == 2) ::raise(signal);
            return std::to_string(i);
        });
        QCOMPARE(log.answers, (std::vector<std::string>{"0", "1", "-", "3"}));
        QCOMPARE(log.substituted, 1U);
    }

    void exceptionsAndGarbageCostOneStepToo() {
        const auto log = runSteps(4, [](std::size_t i) -> std::string {
            if (i == 0) throw 42;
            return i == 2 ? "garbage" : "good";
        });
        QCOMPARE(log.answers, (std::vector<std::string>{"-", "good", "-", "good"}));
    }

    void aStepThatHangsIsGivenUp() {
        IsolationLimits limits;
        limits.stall = std::chrono::milliseconds(50);
        const auto log = runSteps(
            3,
            [](std::size_t i) {
                if (i == 1)
                    while (true)
                        ::pause();
                return std::string("done");
            },
            limits);
        QCOMPARE(log.answers, (std::vector<std::string>{"done", "-", "done"}));
    }

    void aStallByAccidentCostsNothing() {
        // Only the first child waits, as for a lock that nobody releases in it.
        IsolationLimits limits;
        limits.stall = std::chrono::milliseconds(100);
        IsolatedSteps steps;
        steps.count = 3;
        std::vector<std::string> answers;
        const QTemporaryDir folder;
        const std::string mark = folder.filePath("mark").toStdString();
        steps.work = [&](std::size_t i) {
            if (i == 1 && ::mkdir(mark.c_str(), 0700) == 0)
                while (true)
                    ::pause();
            return std::to_string(i);
        };
        steps.accept = [&](std::size_t, std::string_view bytes) {
            answers.emplace_back(bytes);
            return true;
        };
        steps.substitute = [&](std::size_t) { answers.emplace_back("-"); };
        QCOMPARE(runIsolated(steps, limits), 0U);
        QCOMPARE(answers, (std::vector<std::string>{"0", "1", "2"}));
    }

    void afterSomeDeathsNobodyIsSent() {
        const auto log = runSteps(20, [](std::size_t i) {
            if (i % 2 == 0) ::abort();
            return std::string("odd");
        });
        // Five children die at 0, 2, 4, 6 and 8; nothing after that is tried.
        QCOMPARE(log.substituted, 16U);
        QCOMPARE(log.answers[7], std::string("odd"));
        QCOMPARE(log.answers[9], std::string("-"));
    }

    void theTimeForAllIsLimited() {
        IsolationLimits limits;
        limits.total = std::chrono::milliseconds(50);
        const auto log = runSteps(
            1000,
            [](std::size_t) {
                ::usleep(10'000);
                return std::string("slow");
            },
            limits);
        QCOMPARE(log.answers.size(), 1000U);
        QVERIFY(log.substituted >= 990);
        QCOMPARE(log.answers[999], std::string("-"));
    }

    void memoryIsLimited() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("sanitizers reserve memory without limit");
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
        QSKIP("sanitizers reserve memory without limit");
#endif
#endif
        const auto log = runSteps(3, [](std::size_t i) {
            constexpr std::size_t kTooMuch = std::size_t{3} << 30U;
            if (i == 1) return std::to_string(std::vector<char>(kTooMuch).size());
            return std::string("done");
        });
        QCOMPARE(log.answers, (std::vector<std::string>{"done", "-", "done"}));
    }

    void aChildHoldsNoFilesOfOthers() {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        const auto log = runSteps(2, [&](std::size_t i) {
            char byte = 'x';
            return std::to_string(::write(ends.at(i), &byte, 1));
        });
        QCOMPARE(log.answers, (std::vector<std::string>{"-1", "-1"}));
        ::close(ends[0]);
        ::close(ends[1]);
    }

    void severalThreadsAtOnce() {
        constexpr int kThreads = 4;
        constexpr int kRounds = 10;
        std::array<std::vector<std::string>, kThreads> wrong;
        std::vector<std::thread> threads;
        for (auto& mine : wrong)
            threads.emplace_back([&mine] {
                for (int round = 0; round < kRounds; ++round) {
                    const auto log = runSteps(50, [](std::size_t i) {
                        if (i == 20) ::raise(SIGKILL);
                        return std::string(1000, static_cast<char>('a' + i % 26));
                    });
                    if (log.substituted != 1 || log.answers[20] != "-" ||
                        log.answers[49] != std::string(1000, 'x'))
                        mine.push_back(std::to_string(log.substituted));
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        for (const auto& mine : wrong)
            QCOMPARE(mine, std::vector<std::string>{});
    }

    void theParentKeepsItsState() {
        int counter = 0;
        const auto log = runSteps(3, [&](std::size_t) { return std::to_string(++counter); });
        QCOMPARE(log.answers[2], std::string("3"));
        QCOMPARE(counter, 0);
    }
};

QTEST_APPLESS_MAIN(TestIsolatedSteps)
#include "test_isolated_steps.moc"
