#pragma once

#include "core/schedule/order_problem.h"
#include "core/schedule/search_deadline.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace trilane {

/// The order problem of disjoint paths: a permutation flow shop of three machines (F3||Cmax), with
/// what all jobs share before and after. All times in nanoseconds.
struct FlowShop {
    using Times = std::array<std::int64_t, 3>;  ///< on device, link and server

    std::vector<Times> jobs;
    std::int64_t before = 0;       ///< on the device, before all jobs
    std::int64_t after = 0;        ///< on the server, after all jobs
    std::int64_t deviceRest = 0;   ///< on the device, after all jobs
    std::int64_t serverFirst = 0;  ///< on the server, from time 0
    std::int64_t latency = 0;      ///< between link and server

    /// Empty where jobs share layers that not all of them share.
    [[nodiscard]] static std::optional<FlowShop> of(const OrderProblem& problem);
    /// What remains of any problem if layers that some jobs share are left out: a relaxation, the
    /// problem itself for disjoint paths. Empty where nothing on the server waits for some job.
    [[nodiscard]] static std::optional<FlowShop> relaxed(const OrderProblem& problem);

    [[nodiscard]] std::int64_t makespan(const std::vector<std::uint32_t>& order) const;
    /// No order is shorter: Johnson's rule on every pair of machines, the third taken to have no
    /// limit (Mitten's time lags between device and server).
    [[nodiscard]] std::int64_t lowerBound() const;
};

/// The best order found and a bound below all.
struct FlowShopResult {
    std::vector<std::uint32_t> order;
    std::int64_t makespan = 0;
    std::int64_t lowerBound = 0;
};

/// Improves `start` by insertion and by iterated greedy (Ruiz and Stützle, 2007), then proves by
/// branch and bound from both ends of the order with two-machine bounds (Lageweg, Lenstra and
/// Rinnooy Kan, 1978). The same result every time unless the deadline ends it. Ties: the order
/// found first, `start` before all.
/// @param target  orders that are not shorter than this are of no interest
[[nodiscard]] FlowShopResult solveFlowShop(const FlowShop& shop, std::vector<std::uint32_t> start,
                                           std::int64_t target, const SearchDeadline& deadline);

}  // namespace trilane
