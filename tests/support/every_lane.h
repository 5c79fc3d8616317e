#pragma once

#include "core/graph/units.h"
#include "core/partition/cut.h"
#include "tests/support/problem.h"

namespace trilane::test {

/// The shortest makespan of a cut over every order on every lane: any topological order of D on the
/// device, any order of the crossing tensors on the link, any topological order of S on the server,
/// each operation as early as those orders let it start. It assumes none of the facts of DESIGN
/// section 2, and so tests them. Factorial in everything: for models of five or six layers.
[[nodiscard]] Nanoseconds shortestOverEveryLane(const Problem& problem, const Cut& cut);

}  // namespace trilane::test
