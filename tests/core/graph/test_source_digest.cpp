#include "core/graph/source_digest.h"

#include <QTest>
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

using trilane::SourceDigest;

class TestSourceDigest : public QObject {
    Q_OBJECT

private slots:
    void noFileHasNone() {
        for (const SourceDigest& digest : {SourceDigest(), SourceDigest(std::string())}) {
            QVERIFY(digest.empty());
            QVERIFY(digest.known());
            QCOMPARE(digest.hex(), std::string());
        }
    }

    void aKnownOneIsThere() {
        const SourceDigest digest(std::string("ab"));
        QVERIFY(!digest.empty());
        QVERIFY(digest.known());
        QCOMPARE(digest.hex(), std::string("ab"));
    }

    void nobodyAsksNobodyComputes() {
        int calls = 0;
        const SourceDigest digest([&](auto&) { return ++calls, std::string("ab"); });
        QVERIFY(!digest.empty());
        QVERIFY(!digest.known());
        QCOMPARE(calls, 0);
    }

    void copiesAndThreadsShareOneAnswer() {
        std::atomic<int> calls = 0;
        const SourceDigest digest([&](auto&) { return ++calls, std::string("ab"); });
        std::vector<std::thread> threads;
        std::atomic<int> right = 0;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&right, copy = digest] { right += copy.hex() == "ab" ? 1 : 0; });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(right.load(), 4);
        QCOMPARE(calls.load(), 1);
        QVERIFY(digest.known());
    }

    void aFailureIsToldToAll() {
        int calls = 0;
        const SourceDigest digest([&](auto&) -> std::string {
            ++calls;
            throw std::runtime_error("gone");
        });
        for (int i = 0; i < 2; ++i)
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, static_cast<void>(digest.hex()));
        QCOMPARE(calls, 1);
        QVERIFY(digest.known());
    }

    void whoeverIsStoppedLeavesTheRestToOthers() {
        int calls = 0;
        const SourceDigest digest([&](const std::stop_token& stop) {
            ++calls;
            return stop.stop_requested() ? std::nullopt : std::optional<std::string>("ab");
        });
        std::stop_source source;
        source.request_stop();
        digest.prepare(source.get_token());
        QVERIFY(!digest.known());
        digest.prepare({});
        QVERIFY(digest.known());
        QCOMPARE(digest.hex(), std::string("ab"));
        QCOMPARE(calls, 2);
    }

    void whatComputesIsLetGoAfterwards() {
        const auto file = std::make_shared<int>(1);
        const SourceDigest digest([file](auto&) { return std::string("ab"); });
        QCOMPARE(file.use_count(), 2L);
        static_cast<void>(digest.hex());
        QCOMPARE(file.use_count(), 1L);
    }
};

QTEST_APPLESS_MAIN(TestSourceDigest)
#include "test_source_digest.moc"
