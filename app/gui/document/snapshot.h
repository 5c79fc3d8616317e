#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/plan/planner.h"
#include "core/plan/project.h"
#include "core/plan/shown_plan.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace trilane {

/// What a project's names point to, loaded: all that planning needs beside the model.
struct LoadedCosts {
    Machine device;
    Machine server;
    bool deviceChosen = false;  ///< the user named the machine
    bool serverChosen = false;
    std::optional<Profile> profile;
};

/// One complete answer to a project: immutable, shared between threads and views.
struct Snapshot {
    std::shared_ptr<const Model> base;   ///< as the file has it
    std::shared_ptr<const Model> model;  ///< with the edits of sizes; equal ids
    Project project;                     ///< that was answered
    CostSources sources;                 ///< with the edits of times
    Durations durations;
    Pins pins;
    PinnedSides pinned;
    std::vector<std::shared_ptr<const ShownPlan>> plans;  ///< all strategies, and a manual cut
    bool searching = false;  ///< a better `optimal`, `ej` or bound may follow

    [[nodiscard]] const ShownPlan* find(std::string_view id) const;
    /// The plan of `project.view.focus`, else EJ's.
    [[nodiscard]] const ShownPlan& focused() const;
};

/// Why a project cannot be planned.
struct SnapshotFault {
    std::string message;
    std::vector<LayerId> layers;  ///< that it is about
};

/// Plans `project` on `model` with every strategy.
/// @param limits      of the searches
/// @param goesOn      where a limit ends a search, a longer one follows: Snapshot::searching
[[nodiscard]] std::variant<std::shared_ptr<const Snapshot>, SnapshotFault> makeSnapshot(
    const std::shared_ptr<const Model>& model, const LoadedCosts& costs, const Project& project,
    const SearchLimits& limits = {}, bool goesOn = false);

}  // namespace trilane
