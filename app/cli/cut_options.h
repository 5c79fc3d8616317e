#pragma once

#include "app/cli/input_paths.h"
#include "core/graph/model.h"
#include "core/partition/cut.h"
#include "core/partition/pins.h"
#include "core/plan/planner.h"
#include "core/plan/strategy.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace trilane {

/// The sides that pins leave no choice about. Throws InputError for pins that no cut can obey.
[[nodiscard]] PinnedSides requirePins(const Model& model, const Pins& pins);

/// Throws InputError where something would flow back over `cut` or the pins forbid it.
void requireCut(const Model& model, const Cut& cut, const PinnedSides& pins);

/// What the command line demands of every cut.
struct PinOptions {
    std::vector<std::string> device;
    std::vector<std::string> server;
    bool keepInputsLocal = false;

    void addTo(CLI::App& command);
    /// Throws InputError for an unknown layer and for pins that no cut can obey.
    [[nodiscard]] PinnedSides resolve(const Model& model) const;
    /// The lists of layers that are files.
    [[nodiscard]] std::vector<InputPath> inputs() const;
};

/// A cut that the user chose, with how it is ordered and carried out.
struct ManualCut {
    Cut cut;
    Sequencer sequencer = Sequencer::Ej;
    Execution execution = Execution::Pipelined;
};

/// `--device-layers` and what goes with it.
struct ManualCutOptions {
    std::optional<std::string> deviceLayers;
    std::optional<std::string> sequence;
    std::optional<std::string> execution;

    void addTo(CLI::App& command);
    /// Empty where no cut was given. Throws UsageError for --sequence or --execution alone, and
    /// InputError for unknown layers, a cut that something would flow back over, or one that the
    /// pins forbid.
    [[nodiscard]] std::optional<ManualCut> resolve(const Model& model,
                                                   const PinnedSides& pins) const;
    /// The list of layers where it is a file.
    [[nodiscard]] std::vector<InputPath> inputs() const;
};

}  // namespace trilane
