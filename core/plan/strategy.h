#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace trilane {

/// The named strategies, in the order in which tables list them (DESIGN section 3).
enum class Strategy : std::uint8_t {
    Local,
    Remote,
    Neurosurgeon,
    Dsl,
    DslFifo,
    DslEj,
    Ej,
    Optimal,
};

inline constexpr std::array kStrategies{Strategy::Local, Strategy::Remote,  Strategy::Neurosurgeon,
                                        Strategy::Dsl,   Strategy::DslFifo, Strategy::DslEj,
                                        Strategy::Ej,    Strategy::Optimal};

/// Who decides the order of the jobs.
enum class Sequencer : std::uint8_t { Topological, Ej, Optimal };

/// "dsl-ej", as the command line and files write it.
[[nodiscard]] std::string_view id(Strategy strategy);
/// "DSL + EJ", as people read it.
[[nodiscard]] std::string_view title(Strategy strategy);
/// One sentence: which cut, which order, which execution.
[[nodiscard]] std::string_view description(Strategy strategy);
[[nodiscard]] std::optional<Strategy> strategyFromId(std::string_view id);

[[nodiscard]] std::string_view id(Sequencer sequencer);
[[nodiscard]] std::optional<Sequencer> sequencerFromId(std::string_view id);

}  // namespace trilane
