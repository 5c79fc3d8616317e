#pragma once

#include "app/gui/document/planning.h"
#include "core/plan/project.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace trilane {

/// What a project's names point to, read: shared by all steps of undo that name the same.
struct LoadedFiles {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const LoadedCosts> costs = std::make_shared<const LoadedCosts>();
    std::vector<std::string> warnings;  ///< what the reader had to assume
    bool stale = false;                 ///< the files were read again since, for another step
};

/// What to read.
struct OpenRequest {
    /// A model, a project, or a shipped sample (":/models/NAME", "sample:NAME").
    std::string path;
    /// Read the model of this project instead, and keep what it says.
    std::optional<Project> keep;
};

/// A document as its files have it, and the first answer to it.
struct OpenedFiles {
    Project project;
    std::string projectPath;  ///< empty: a model was opened
    LoadedFiles files;
    PlanningAnswer first;
};

enum class OpeningStep : std::uint8_t { ReadFile, ReadModel, Plan };
using OpeningProgress = std::function<void(OpeningStep)>;

/// Reads everything, step by step. Throws InputError. `progress` is told what
/// begins. Ends early, with an InputError, once `stop` is requested.
[[nodiscard]] OpenedFiles readDocument(const OpenRequest& request, const OpeningProgress& progress,
                                       const std::stop_token& stop = {});

/// The SHA-256 of the model's file as far as it needs no waiting: empty while nobody has worked it
/// out, and where the file has changed meanwhile.
[[nodiscard]] std::string knownSha256(const Model& model);

/// Machines and profile that `project` names; the profile must fit `model`. Throws InputError.
[[nodiscard]] LoadedCosts loadCosts(const Project& project, const Model& model);

/// The shipped sample that ":/models/NAME" or "sample:NAME" means; empty for any other path.
[[nodiscard]] std::optional<std::string> sampleName(const std::string& path);

/// One sentence for each kind of edit that names layers or tensors which `model` does not have.
[[nodiscard]] std::vector<std::string> strayEdits(const Project& project, const Model& model);

}  // namespace trilane
