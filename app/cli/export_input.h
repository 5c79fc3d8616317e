#pragma once

#include "app/cli/planning_setup.h"
#include "core/plan/shown_plan.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace trilane {

/// What `export` works on: a plan that was made before, or a model that is planned first.
struct ExportInput {
    PlanningOptions planning;  ///< `planning.model.path` is the plan's where the input is one
    std::optional<std::string> planModel;  ///< the model of a plan
    std::optional<std::string> strategies;

    void addTo(CLI::App& command);
    [[nodiscard]] std::vector<InputPath> inputs() const;
};

/// Plans with what files and figures need of their model.
struct ExportSubject {
    std::shared_ptr<const Model> model;
    Durations durations;
    bool hasModel = true;  ///< false: `model` is a stand-in, without operators and edges
    bool allTimes = true;  ///< false: `durations` tell only what the plan uses
    std::vector<std::shared_ptr<const ShownPlan>> plans;  ///< not empty
};

/// Reads and plans. @param single  one plan is wanted: of a model the cut given by hand, else the
/// first of the strategies, else `optimal`. Throws InputError and UsageError.
[[nodiscard]] ExportSubject readSubject(const ExportInput& input, const CLI::App& command,
                                        bool single, Console& console);

}  // namespace trilane
