#pragma once

#include "core/graph/units.h"

#include <algorithm>
#include <cstdint>
#include <limits>

// Counts of operations and bytes of a file that asks for more than an integer holds stay at the
// largest one: a figure that is too small would make the impossible look cheap.

namespace trilane {

/// The sum of two counts, both 0 or more.
[[nodiscard]] constexpr std::int64_t addSaturating(std::int64_t a, std::int64_t b) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    return a > kMost - b ? kMost : a + b;
}

/// The product of two counts; 0 where one is negative.
[[nodiscard]] constexpr std::int64_t multiplySaturating(std::int64_t a, std::int64_t b) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    if (a <= 0 || b <= 0) return 0;
    return a > kMost / b ? kMost : a * b;
}

[[nodiscard]] constexpr Bytes addSaturating(Bytes a, Bytes b) {
    return Bytes{addSaturating(a.count(), b.count())};
}

/// The sum of two sizes within one layer: at most kMaxBytes, as each of them is.
[[nodiscard]] constexpr Bytes addWithinMost(Bytes a, Bytes b) {
    return std::min(kMaxBytes, a + b);
}

}  // namespace trilane
