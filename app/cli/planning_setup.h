#pragma once

#include "app/cli/console.h"
#include "app/cli/cost_options.h"
#include "app/cli/cut_options.h"
#include "app/cli/model_options.h"
#include "app/cli/output_options.h"
#include "core/plan/planner.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace trilane {

/// The options of every command that plans a model.
struct PlanningOptions {
    ModelOptions model;
    CostOptions costs;
    PinOptions pins;
    ManualCutOptions manualCut;
    SearchOptions search;

    /// @param argument  what the command's argument is called
    void addTo(CLI::App& command, const std::string& argument = "MODEL");
    /// All files that planning reads.
    [[nodiscard]] std::vector<InputPath> inputs() const;
};

/// A planning problem as the command line states it, ready to be solved.
struct PlanningSetup {
    std::shared_ptr<const Model> model;
    CostSources sources;
    std::optional<ManualCut> manualCut;
    SearchLimits limits;
    Planner planner;
    std::string
        header;  ///< the sources in words and what of them is a default; ends in a line feed
};

/// All durations, of a model that was read from `path` and can be planned. Throws InputError.
[[nodiscard]] Durations computeAll(const Model& model, const CostSources& sources,
                                   const std::string& path);

/// Reads, checks and computes everything that planning needs. Warnings go to the console. Throws
/// InputError and UsageError.
[[nodiscard]] PlanningSetup preparePlanning(const PlanningOptions& options, Console& console);

}  // namespace trilane
