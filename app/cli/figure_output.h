#pragma once

#include "app/cli/figure_options.h"
#include "core/cost/durations.h"
#include "core/plan/reproduction.h"
#include "core/plan/shown_plan.h"
#include "core/plan/sweep.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trilane {

// Figures as bytes. Programs that are built without Qt have none: the functions below then throw a
// UsageError that says so. All throw OutputError for a picture that no PNG can hold.

/// Throws UsageError where this program has no figures, before any work is done for one.
void requireFigures(const std::string& path);

/// @param path  of the file, for messages
[[nodiscard]] std::string ganttFigure(const std::shared_ptr<const Model>& model,
                                      const Durations& durations,
                                      const std::vector<std::shared_ptr<const ShownPlan>>& plans,
                                      const FigureLook& look, const std::string& path);

/// @param durations  null: no times are known
[[nodiscard]] std::string graphFigure(const std::shared_ptr<const Model>& model,
                                      const Durations* durations,
                                      const std::shared_ptr<const ShownPlan>& plan,
                                      const FigureLook& look, const std::string& path);

/// The conversion under the plan's cut.
/// @param durations  of each layer on its own side of the cut and of what crosses; no others are
///                   used
[[nodiscard]] std::string multiPathFigure(const std::shared_ptr<const Model>& model,
                                          const Durations& durations,
                                          const std::shared_ptr<const ShownPlan>& plan,
                                          const FigureLook& look, const std::string& path);

/// What a sweep found, with the bandwidths where the best cut changes.
struct SweepPicture {
    const SweepProblem& problem;
    SweepRange range;
    const std::vector<SweepPoint>& points;
    const std::vector<BreakPoint>& breaks;
};
[[nodiscard]] std::string sweepFigure(const SweepPicture& picture, const FigureLook& look,
                                      const std::string& path);

/// A published table beside what this program computes.
[[nodiscard]] std::string reproductionFigure(const ReproductionInputs& inputs,
                                             const Reproduction& reproduction,
                                             const FigureLook& look, const std::string& path);

}  // namespace trilane
