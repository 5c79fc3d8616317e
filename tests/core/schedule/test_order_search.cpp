#include "core/schedule/extended_johnson.h"
#include "core/schedule/flow_shop.h"
#include "core/schedule/order_search.h"
#include "core/schedule/theorems.h"
#include "tests/support/flow_shops.h"

#include <QTest>
#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

using namespace trilane;
using namespace trilane::test;

namespace {

constexpr Nanoseconds kNoTarget{std::numeric_limits<std::int64_t>::max()};

SearchDeadline noDeadline() {
    return {std::chrono::hours(1), {}};
}

OrderProblem disjointPaths(const std::vector<std::array<int, 3>>& paths) {
    OrderProblem problem;
    for (std::size_t j = 0; j < paths.size(); ++j) {
        JobMask mask;
        mask.add(j);
        problem.send.emplace_back(paths[j][1]);
        problem.device.push_back({mask, Nanoseconds{paths[j][0]}});
        problem.server.push_back({mask, Nanoseconds{paths[j][2]}});
    }
    problem.deriveHeadsAndTails();
    return problem;
}

/// Random sharing of layers between jobs: groups over random sets of jobs, small times, many ties.
OrderProblem randomProblem(std::mt19937_64& random, std::size_t jobs) {
    const auto below = [&](std::uint64_t n) { return random() % n; };
    OrderProblem problem;
    const std::uint64_t range = 1 + below(8);
    const auto time = [&] { return Nanoseconds{static_cast<std::int64_t>(below(range))}; };
    for (std::size_t j = 0; j < jobs; ++j)
        problem.send.push_back(time());
    const auto groups = [&](std::vector<OrderProblem::Group>& to) {
        for (std::uint64_t i = below(2 * jobs); i > 0; --i) {
            JobMask mask;
            for (std::size_t j = 0; j < jobs; ++j)
                if (below(3) == 0) mask.add(j);
            if (mask.empty()) continue;
            if (std::any_of(to.begin(), to.end(), [&](auto& g) { return g.jobs == mask; }))
                continue;
            to.push_back({mask, time()});
        }
    };
    groups(problem.device);
    groups(problem.server);
    // Something waits for every job: a crossing tensor has a consumer.
    const JobMask all = JobMask::firstJobs(jobs);
    if (std::none_of(problem.server.begin(), problem.server.end(),
                     [&](auto& g) { return g.jobs == all; }))
        problem.server.push_back({all, time()});
    problem.deviceRest = time();
    if (below(4) == 0) {
        problem.serverFirst = time();
        problem.serverHasFirst = true;
    }
    problem.latency = below(2) == 0 ? Nanoseconds{} : time();
    problem.deriveHeadsAndTails();
    return problem;
}

Nanoseconds bestOfAllOrders(const OrderProblem& problem) {
    std::vector<JobIndex> order;
    for (std::size_t j = 0; j < problem.jobCount(); ++j)
        order.emplace_back(j);
    Nanoseconds best = problem.makespan(order);
    while (std::next_permutation(order.begin(), order.end()))
        best = std::min(best, problem.makespan(order));
    return best;
}

}  // namespace

class TestOrderSearch : public QObject {
    Q_OBJECT

private slots:
    void paperExample() {
        const OrderProblem problem = disjointPaths({{{3, 2, 5}, {3, 2, 2}, {4, 3, 3}, {4, 2, 3}}});
        const auto ej = extendedJohnsonOrder(problem.stageTimes());
        const std::vector<JobIndex> expected{JobIndex{0}, JobIndex{2}, JobIndex{3}, JobIndex{1}};
        QVERIFY(ej == expected);
        QCOMPARE(problem.makespan(ej).count(), 18);
        const OrderResult best = findBestOrder(problem, noDeadline(), kNoTarget);
        QCOMPARE(best.makespan.count(), 18);
        QCOMPARE(best.lowerBound.count(), 18);
        QVERIFY(certify(problem).theorem3 == TheoremStatus::Holds);
        QVERIFY(certify(problem).theorem4 == TheoremStatus::Holds);
    }

    void johnsonTiesGoByIndex() {
        // p1 = p3 puts a job into H; equal keys keep the index order in H and in L.
        const OrderProblem problem =
            disjointPaths({{{5, 1, 2}, {2, 1, 2}, {5, 1, 2}, {1, 2, 1}, {0, 3, 9}}});
        const std::vector<JobIndex> expected{JobIndex{1}, JobIndex{3}, JobIndex{4}, JobIndex{0},
                                             JobIndex{2}};
        QVERIFY(extendedJohnsonOrder(problem.stageTimes()) == expected);
    }

    void sharedLayersMakeTheoremsInapplicable() {
        OrderProblem problem = disjointPaths({{{3, 2, 5}, {3, 2, 2}, {4, 3, 3}}});
        JobMask common = JobMask::firstJobs(3);
        problem.device.push_back({common, Nanoseconds{7}});
        problem.deriveHeadsAndTails();
        QVERIFY(certify(problem).theorem3 == TheoremStatus::Holds);  // common to all: left out
        QCOMPARE(problem.stageTimes()[0].p1.count(), 3);
        QCOMPARE(problem.head[0].count(), 10);
        problem.server.push_back({JobMask::firstJobs(2), Nanoseconds{0}});
        problem.deriveHeadsAndTails();
        QVERIFY(certify(problem).theorem3 == TheoremStatus::NotApplicable);
        QVERIFY(certify(problem).theorem4 == TheoremStatus::NotApplicable);
        QVERIFY(certify(OrderProblem{}).theorem4 == TheoremStatus::NotApplicable);
        const OrderProblem slowLink = disjointPaths({{{1, 9, 1}, {1, 9, 1}}});
        QVERIFY(certify(slowLink).theorem3 == TheoremStatus::DoesNotHold);
        QVERIFY(certify(slowLink).theorem4 == TheoremStatus::Holds);
    }

    void equalsAllOrders() {
        std::mt19937_64 random(20211);
        int worseEj = 0;
        for (int i = 0; i < 6000; ++i) {
            const OrderProblem problem = randomProblem(random, 1 + random() % 6);
            const OrderResult best = findBestOrder(problem, noDeadline(), kNoTarget);
            const Nanoseconds expected = bestOfAllOrders(problem);
            QCOMPARE(best.makespan.count(), expected.count());
            QCOMPARE(best.lowerBound.count(), expected.count());
            QCOMPARE(problem.makespan(best.order).count(), expected.count());
            QVERIFY(problem.lowerBound() <= expected);
            // With a target the search may stop early, but never claims too much.
            const Nanoseconds target = expected + Nanoseconds{static_cast<int>(random() % 3) - 1};
            const OrderResult capped = findBestOrder(problem, noDeadline(), target);
            QVERIFY(capped.lowerBound <= expected);
            if (target > expected)
                QCOMPARE(capped.makespan.count(), expected.count());
            else
                QVERIFY(capped.lowerBound >= target);
            const auto ej = extendedJohnsonOrder(problem.stageTimes());
            if (problem.makespan(ej) > expected) ++worseEj;
            if (certify(problem).theorem3 == TheoremStatus::Holds)
                QCOMPARE(problem.makespan(ej).count(), expected.count());
            if (certify(problem).theorem4 == TheoremStatus::Holds)
                QVERIFY(3 * problem.makespan(ej).count() <= 5 * expected.count());
        }
        QVERIFY(worseEj > 100);  // the search has work to do that EJ does not do for it
    }

    void theoremsOnDisjointPaths() {
        std::mt19937_64 random(53);
        int holds = 0;
        for (int i = 0; i < 4000; ++i) {
            std::vector<std::array<int, 3>> paths(1 + random() % 6);
            const auto range = 1 + random() % 20;
            for (auto& path : paths)
                for (int& stage : path)
                    stage = static_cast<int>(random() % range);
            const OrderProblem problem = disjointPaths(paths);
            const OrderResult best = findBestOrder(problem, noDeadline(), kNoTarget);
            const Nanoseconds ej = problem.makespan(extendedJohnsonOrder(problem.stageTimes()));
            QCOMPARE(best.makespan.count(), bestOfAllOrders(problem).count());
            if (certify(problem).theorem3 == TheoremStatus::Holds) {
                ++holds;
                QCOMPARE(ej.count(), best.makespan.count());
            }
            QVERIFY(3 * ej.count() <= 5 * best.makespan.count());
        }
        QVERIFY(holds > 200);
    }

    void flowShopsAreSolvedExactly() {
        std::mt19937_64 random(7);
        int proven = 0;
        for (int i = 0; i < 400; ++i) {
            const std::uint64_t seed = random();
            const OrderProblem problem = smallFlowShop(seed, false);
            const auto shop = FlowShop::of(problem);
            QVERIFY(shop);
            // A layer of no time that some jobs share changes nothing but the way of solving.
            const OrderProblem shared = smallFlowShop(seed, true);
            QVERIFY(!FlowShop::of(shared));
            const OrderResult expected = findBestOrder(shared, noDeadline(), kNoTarget);
            const OrderResult found = findBestOrder(problem, noDeadline(), kNoTarget);
            QCOMPARE(found.makespan.count(), expected.makespan.count());
            QCOMPARE(found.lowerBound.count(), expected.makespan.count());
            QCOMPARE(problem.makespan(found.order).count(), found.makespan.count());
            QVERIFY(shop->lowerBound() <= expected.makespan.count());
            if (shop->lowerBound() < expected.makespan.count()) ++proven;
        }
        QVERIFY(proven > 20);  // more than the first bound was needed
    }

    void moreThan64Jobs() {
        // Nested jobs that all gate one layer: DenseNet with concatenations of everything before.
        OrderProblem problem;
        constexpr std::size_t kJobs = 150;
        for (std::size_t j = 0; j < kJobs; ++j) {
            problem.send.emplace_back(3 + static_cast<int>(j % 5));
            JobMask wanted;
            for (std::size_t later = j; later < kJobs; ++later)
                wanted.add(later);
            problem.device.push_back({wanted, Nanoseconds{4}});
        }
        problem.server.push_back({JobMask::firstJobs(kJobs), Nanoseconds{10}});
        problem.deriveHeadsAndTails();
        const OrderResult best = findBestOrder(problem, noDeadline(), kNoTarget);
        QCOMPARE(best.makespan.count(), best.lowerBound.count());
        for (std::size_t j = 0; j < kJobs; ++j)
            QCOMPARE(best.order[j].index(), j);
    }

    void limitsGiveAValidBound() {
        std::mt19937_64 random(99);
        for (int i = 0; i < 50; ++i) {
            const OrderProblem problem = randomProblem(random, 7);
            std::stop_source stop;
            stop.request_stop();
            const SearchDeadline stopped(std::chrono::hours(1), stop.get_token());
            const OrderResult result = findBestOrder(problem, stopped, kNoTarget);
            const Nanoseconds best = bestOfAllOrders(problem);
            QVERIFY(result.lowerBound <= best);
            QVERIFY(result.makespan >= best);
            QCOMPARE(problem.makespan(result.order).count(), result.makespan.count());
        }
    }
};

QTEST_APPLESS_MAIN(TestOrderSearch)
#include "test_order_search.moc"
