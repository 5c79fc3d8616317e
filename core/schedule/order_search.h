#pragma once

#include "core/schedule/order_problem.h"
#include "core/schedule/search_deadline.h"

#include <vector>

namespace trilane {

/// The best order found for one cut and what is proven about it.
struct OrderResult {
    std::vector<JobIndex> order;
    Nanoseconds makespan;
    Nanoseconds lowerBound;    ///< no order is shorter; equal to makespan where proven optimal
    bool outOfMemory = false;  ///< the deadline's memory ended the search
};

/// The order with the smallest makespan. More than a few disjoint paths are solved as the flow shop
/// that they are (solveFlowShop). Else a dynamic program over the sets of sent jobs, each with the
/// Pareto front of (link free, server free), layer by layer, with bounds, starting from EJ's order;
/// exact unless the limits or the memory budget end it. Ties: the order found first, EJ's before
/// all.
/// @param target  orders that are not shorter than this are of no interest: the search may then
///                return EJ's order with a lowerBound of at least `target`
[[nodiscard]] OrderResult findBestOrder(const OrderProblem& problem, const SearchDeadline& deadline,
                                        Nanoseconds target);

}  // namespace trilane
