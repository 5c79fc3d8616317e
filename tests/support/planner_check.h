#pragma once

#include "tests/support/problem.h"

#include <cstdint>
#include <string>

namespace trilane::test {

/// Holds the planner against brute force on one problem: pins, the eight strategies alone and
/// compared, one random cut under every sequencer and execution, and the validator on every plan.
/// @param dice  picks the random cut
/// @return what differs, with the problem as text; empty if all agree
[[nodiscard]] std::string comparePlannerWithBruteForce(const Problem& problem, std::uint64_t dice);

}  // namespace trilane::test
