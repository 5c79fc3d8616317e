#include "tests/support/flow_shops.h"

#include "tests/support/random_models.h"

#include <array>
#include <utility>

namespace trilane::test {
namespace {

using Range = std::pair<std::int64_t, std::int64_t>;

std::array<Range, 3> rangesOf(FlowShopFamily family, Dice& dice) {
    switch (family) {
        case FlowShopFamily::LinkDominates:
            return {{{1, 99}, {50, 149}, {1, 99}}};
        case FlowShopFamily::LinkDominated:
            return {{{1, 99}, {1, 30}, {1, 99}}};
        case FlowShopFamily::Rising:
            return {{{1, 50}, {25, 75}, {50, 99}}};
        case FlowShopFamily::Falling:
            return {{{50, 99}, {25, 75}, {1, 50}}};
        case FlowShopFamily::MachineCorrelated: {
            std::array<Range, 3> ranges;
            for (Range& range : ranges) {
                const std::int64_t low = dice.between(1, 80);
                range = {low, low + 20};
            }
            return ranges;
        }
        case FlowShopFamily::Uniform:
        case FlowShopFamily::JobCorrelated:
            break;
    }
    return {{{1, 99}, {1, 99}, {1, 99}}};
}

}  // namespace

std::string_view name(FlowShopFamily family) {
    constexpr std::array<std::string_view, 7> kNames{
        "uniform", "job-correlated", "machine-correlated", "link-dominates", "link-dominated",
        "rising",  "falling"};
    return kNames[static_cast<std::size_t>(family)];
}

OrderProblem smallFlowShop(std::uint64_t seed, bool withSharedLayer) {
    Dice dice(seed);
    const std::size_t jobs = 9 + dice.below(2);
    const auto range = static_cast<std::int64_t>(1 + dice.below(40));
    const auto time = [&](std::int64_t highest) { return Nanoseconds{dice.between(0, highest)}; };
    OrderProblem problem;
    for (std::size_t j = 0; j < jobs; ++j) {
        JobMask mask;
        mask.add(j);
        problem.device.push_back({mask, time(range)});
        problem.send.push_back(time(range));
        problem.server.push_back({mask, time(range)});
    }
    if (seed % 2 == 0) {
        problem.device.push_back({JobMask::firstJobs(jobs), time(20)});
        problem.server.push_back({JobMask::firstJobs(jobs), time(20)});
        problem.latency = time(20);
        problem.deviceRest = time(20);
        problem.serverFirst = time(20);
        problem.serverHasFirst = true;
    }
    if (withSharedLayer) problem.device.push_back({JobMask::firstJobs(jobs / 2), Nanoseconds{}});
    problem.deriveHeadsAndTails();
    return problem;
}

OrderProblem flowShopProblem(FlowShopFamily family, std::size_t jobs, std::uint64_t seed) {
    Dice dice(seed);
    const std::array<Range, 3> ranges = rangesOf(family, dice);
    OrderProblem problem;
    for (std::size_t j = 0; j < jobs; ++j) {
        std::array<Nanoseconds, 3> times;
        const std::int64_t base = dice.between(1, 80);
        for (std::size_t machine = 0; machine < 3; ++machine) {
            const auto& [low, high] = ranges[machine];
            const std::int64_t ms = family == FlowShopFamily::JobCorrelated
                                        ? dice.between(base, base + 19)
                                        : dice.between(low, high);
            times[machine] = Nanoseconds{ms * 1'000'000};
        }
        JobMask mask;
        mask.add(j);
        problem.device.push_back({mask, times[0]});
        problem.send.push_back(times[1]);
        problem.server.push_back({mask, times[2]});
    }
    problem.deriveHeadsAndTails();
    return problem;
}

}  // namespace trilane::test
