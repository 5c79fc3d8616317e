#pragma once

#include "core/graph/model.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace trilane {

/// How many paths lead through a model: exponential in its size, so kept exactly as decimal digits
/// and, for arithmetic and sorting, as two numbers that say what they do when it is too large.
struct PathCount {
    std::string decimal = "0";    ///< exact, without separators
    std::size_t bits = 0;         ///< length in binary; 0 for zero
    std::uint64_t saturated = 0;  ///< exact up to 2^64 - 1, which stands for everything above too
    double approximate = 0;       ///< nearest double; infinity above 1.8e308
    friend bool operator==(const PathCount&, const PathCount&) = default;
};

/// The number of paths from a source layer (no predecessors) to a sink layer (no successors).
/// Parallel tensors between the same two layers are one edge. O(layers + edges) additions of
/// numbers with at most as many bits as the result; numbers no longer needed are dropped on the
/// way.
[[nodiscard]] PathCount countPaths(const Model& model);

/// "262,144"; from 10^15 on "1.3e+45 (151 bits)".
[[nodiscard]] std::string shortText(const PathCount& count);

}  // namespace trilane
