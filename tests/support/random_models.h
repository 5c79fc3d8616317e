#pragma once

#include "tests/support/problem.h"

#include <cstdint>
#include <random>

namespace trilane::test {

/// Random numbers that are the same on every machine and with every standard library.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) {}
    /// 0 … count - 1; count > 0.
    [[nodiscard]] std::size_t below(std::size_t count) {
        return static_cast<std::size_t>(m_engine() % count);
    }
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
    }
    [[nodiscard]] bool percent(std::size_t chance) { return below(100) < chance; }

private:
    std::mt19937_64 m_engine;
};

/// Which random problems are wanted.
struct RandomProblemOptions {
    std::size_t minLayers = 1;
    std::size_t maxLayers = 9;
    std::uint64_t maxOrders = 6000;  ///< (cut, order) pairs, so that trying all stays quick
    bool pins = false;               ///< some may be infeasible
};

/// A small problem of a random shape: chains, towers, series-parallel, fork-join, long skips,
/// dense, any DAG, unconnected parts; with joins, layers of several outputs, tensors consumed
/// twice, layers without inputs, files out of order, zero times and many ties. The same seed gives
/// the same problem everywhere.
[[nodiscard]] Problem randomProblem(std::uint64_t seed, const RandomProblemOptions& options = {});

}  // namespace trilane::test
