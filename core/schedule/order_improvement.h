#pragma once

#include "core/schedule/order_problem.h"
#include "core/schedule/search_deadline.h"

#include <cstddef>
#include <vector>

namespace trilane {

/// Shortens an order by taking single jobs out and putting them in where they fit best, until none
/// helps or `looks` orders were measured. Returns the makespan. The same order always comes of the
/// same beginning, unless the deadline passes.
Nanoseconds improveOrder(const OrderProblem& problem, std::vector<JobIndex>& order,
                         std::size_t looks, const SearchDeadline& deadline);

}  // namespace trilane
