// How far EJ's orders are from the best, and how often the best is proven, for disjoint paths of
// the random families of the flow-shop literature (F3||Cmax). A table, not a race.
//
//   build/ci/tests/bench/bench_flow_shop [milliseconds for each problem, default 1000]

#include "core/schedule/extended_johnson.h"
#include "core/schedule/order_search.h"
#include "tests/support/flow_shops.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace trilane::test {
namespace {

constexpr std::uint64_t kProblems = 10;

void measure(FlowShopFamily family, std::size_t jobs, std::chrono::milliseconds limit) {
    int proven = 0;
    double worstGap = 0;
    double worstEj = 0;
    double sumEj = 0;
    double longest = 0;
    for (std::uint64_t seed = 1; seed <= kProblems; ++seed) {
        const OrderProblem problem = flowShopProblem(family, jobs, seed);
        const auto start = std::chrono::steady_clock::now();
        const OrderResult best =
            findBestOrder(problem, SearchDeadline(limit, {}),
                          Nanoseconds{std::numeric_limits<std::int64_t>::max()});
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        const double ej =
            problem.makespan(extendedJohnsonOrder(problem.stageTimes())).milliseconds() /
            best.makespan.milliseconds();
        proven += best.lowerBound == best.makespan ? 1 : 0;
        worstGap = std::max(
            worstGap, 100 * (1 - best.lowerBound.milliseconds() / best.makespan.milliseconds()));
        worstEj = std::max(worstEj, ej);
        sumEj += ej / kProblems;
        longest = std::max(longest, took.count());
    }
    fmt::print("{:<20}{:>6}{:>8}/{}{:>14.3f}{:>12.4f}{:>12.4f}{:>12.3f}\n", name(family), jobs,
               proven, kProblems, worstGap, sumEj, worstEj, longest);
    std::fflush(stdout);
}

}  // namespace
}  // namespace trilane::test

int main(int argc, char** argv) {
    using namespace trilane::test;
    const std::chrono::milliseconds limit(argc > 1 ? std::atoi(argv[1]) : 1000);
    fmt::print("{:<20}{:>6}{:>11}{:>14}{:>12}{:>12}{:>12}\n", "family", "jobs", "proven",
               "worst gap %", "mean EJ", "worst EJ", "longest s");
    for (const FlowShopFamily family : kFlowShopFamilies)
        for (const std::size_t jobs : {8U, 10U, 20U, 50U, 100U, 200U})
            measure(family, jobs, limit);
    return 0;
}
