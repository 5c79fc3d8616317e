#include "tests/support/brute_force.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace trilane::test {

Sequencer BruteForce::sequencerOf(Strategy strategy) {
    switch (strategy) {
        case Strategy::DslFifo:
        case Strategy::Neurosurgeon:
        case Strategy::Dsl:
            return Sequencer::Topological;
        case Strategy::Optimal:
            return Sequencer::Optimal;
        default:
            return Sequencer::Ej;
    }
}

Execution BruteForce::executionOf(Strategy strategy) {
    const bool staged = strategy == Strategy::Neurosurgeon || strategy == Strategy::Dsl;
    return staged ? Execution::Staged : Execution::Pipelined;
}

std::vector<LayerMask> BruteForce::cutsOf(Strategy strategy) const {
    LayerMask some = 0;
    LayerMask every = m_all;
    for (const LayerMask device : m_cuts) {
        some |= device;
        every &= device;
    }
    switch (strategy) {
        case Strategy::Local:
            return {some};
        case Strategy::Remote:
            return {every};
        case Strategy::Neurosurgeon:
            return {bestPrefix()};
        case Strategy::Dsl:
        case Strategy::DslFifo:
        case Strategy::DslEj:
            return minimumCuts();
        case Strategy::Ej:
            return {bestCut(Sequencer::Ej)};
        case Strategy::Optimal:
            return {bestCut(Sequencer::Optimal)};
    }
    return {};
}

Nanoseconds BruteForce::makespan(Strategy strategy) const {
    return makespan(cutsOf(strategy).front(), sequencerOf(strategy), executionOf(strategy));
}

LayerMask BruteForce::bestCut(Sequencer sequencer) const {
    std::optional<Nanoseconds> shortest;
    LayerMask best = 0;
    for (const LayerMask device : m_cuts) {
        const Nanoseconds value = makespan(device, sequencer, Execution::Pipelined);
        if (shortest && value >= *shortest) continue;
        shortest = value;
        best = device;
    }
    return best;
}

std::vector<LayerMask> BruteForce::minimumCuts() const {
    std::optional<Nanoseconds> least;
    std::vector<LayerMask> found;
    for (const LayerMask device : m_cuts) {
        const Nanoseconds value = stagedValue(device);
        if (!least || value < *least) found.clear();
        if (!least || value <= *least) found.push_back(device);
        least = least ? std::min(*least, value) : value;
    }
    int fewest = 64;
    for (const LayerMask device : found)
        fewest = std::min(fewest, std::popcount(device));
    std::erase_if(found, [&](LayerMask device) { return std::popcount(device) != fewest; });
    return found;
}

LayerMask BruteForce::bestPrefix() const {
    LayerMask some = 0;
    LayerMask every = m_all;
    for (const LayerMask device : m_cuts) {
        some |= device;
        every &= device;
    }
    // Kahn's algorithm; forced device layers come first, forced server layers last.
    const auto rank = [&](std::size_t v) {
        const LayerMask layer = LayerMask{1} << v;
        if ((every & layer) != 0) return 0;
        return (some & layer) != 0 ? 1 : 2;
    };
    LayerMask prefix = 0;
    LayerMask best = 0;
    std::optional<Nanoseconds> least;
    for (std::size_t length = 0;; ++length) {
        if (std::find(m_cuts.begin(), m_cuts.end(), prefix) != m_cuts.end()) {
            const Nanoseconds value = stagedValue(prefix);
            if (!least || value < *least) {
                least = value;
                best = prefix;
            }
        }
        std::optional<std::size_t> next;
        for (std::size_t v = 0; v < m_model.layerCount(); ++v) {
            const LayerMask layer = LayerMask{1} << v;
            if ((prefix & layer) != 0 || (m_before[v] & ~prefix) != 0) continue;
            if (!next || rank(v) < rank(*next)) next = v;
        }
        if (!next) return best;
        prefix |= LayerMask{1} << *next;
    }
}

}  // namespace trilane::test
