#pragma once

#include "tests/support/problem.h"

namespace trilane::test {

/// The paper's worked example as a model: four disjoint paths with stages (3,2,5) (3,2,2) (4,3,3)
/// (4,2,3) in milliseconds, the device halves a1 … a4 before the server halves b1 … b4.
[[nodiscard]] Problem paperProblem();

/// stem, left, right, join, tail: device 4 1 2 3 5 ms, server 1 1 1 3 5 ms, every tensor 2 ms.
[[nodiscard]] Problem diamondProblem();

/// a, b, c in a row: device 2 3 4 ms, server 1 ms each; image 9 ms, a 4 ms, b 1 ms, latency 1 ms.
[[nodiscard]] Problem chainProblem();

/// A two-tower network with a layer without inputs and one without outputs that matter: every list
/// of a plan document has entries for the cut a, b, side, spare.
[[nodiscard]] Problem richProblem();

}  // namespace trilane::test
