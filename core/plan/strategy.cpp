#include "core/plan/strategy.h"

#include <algorithm>

namespace trilane {
namespace {

struct StrategyRow {
    Strategy strategy;
    std::string_view id;
    std::string_view title;
    std::string_view description;
};

constexpr std::array kRows{
    StrategyRow{Strategy::Local, "local", "LO",
                "on the device all that no pin keeps on the server"},
    StrategyRow{Strategy::Remote, "remote", "RO",
                "on the server all that no pin keeps on the device, in EJ order, pipelined"},
    StrategyRow{Strategy::Neurosurgeon, "neurosurgeon", "Neurosurgeon",
                "best prefix of the topological chain, staged"},
    StrategyRow{Strategy::Dsl, "dsl", "DSL",
                "minimum of device, send and server time over all cuts (min-cut), staged"},
    StrategyRow{Strategy::DslFifo, "dsl-fifo", "DSL, overlapped",
                "the DSL cut in topological order, pipelined"},
    StrategyRow{Strategy::DslEj, "dsl-ej", "DSL + EJ", "the DSL cut in EJ order, pipelined"},
    StrategyRow{Strategy::Ej, "ej", "EJ",
                "the cut with the shortest EJ schedule over all cuts, pipelined"},
    StrategyRow{Strategy::Optimal, "optimal", "Optimal",
                "the best cut with the best order, pipelined"},
};

constexpr std::array<std::string_view, 3> kSequencers{"topological", "ej", "optimal"};

const StrategyRow& row(Strategy strategy) {
    return kRows[static_cast<std::size_t>(strategy)];
}

}  // namespace

std::string_view id(Strategy strategy) {
    return row(strategy).id;
}

std::string_view title(Strategy strategy) {
    return row(strategy).title;
}

std::string_view description(Strategy strategy) {
    return row(strategy).description;
}

std::optional<Strategy> strategyFromId(std::string_view id) {
    for (const StrategyRow& candidate : kRows)
        if (candidate.id == id) return candidate.strategy;
    return std::nullopt;
}

std::string_view id(Sequencer sequencer) {
    return kSequencers[static_cast<std::size_t>(sequencer)];
}

std::optional<Sequencer> sequencerFromId(std::string_view id) {
    const auto found = std::find(kSequencers.begin(), kSequencers.end(), id);
    if (found == kSequencers.end()) return std::nullopt;
    return static_cast<Sequencer>(found - kSequencers.begin());
}

}  // namespace trilane
