#pragma once

#include "app/figure/gantt_chart.h"
#include "app/figure/gantt_figure.h"
#include "app/gui/document/snapshot.h"
#include "core/plan/project.h"

#include <QString>
#include <memory>
#include <vector>

namespace trilane {

/// The plans that a view shows: EJ on top, then the chosen strategies in their order, then the
/// manual cut where there is one.
[[nodiscard]] std::vector<std::shared_ptr<const ShownPlan>> shownPlans(const Snapshot& snapshot,
                                                                       const ProjectView& view);

/// What the window's Gantt view shows, as data.
[[nodiscard]] std::shared_ptr<const GanttChart> makeGanttChart(const Snapshot& snapshot,
                                                               const ProjectView& view);

/// What the window's Gantt view shows, as a picture; needs no window.
[[nodiscard]] std::unique_ptr<GanttFigure> makeGanttFigure(const Snapshot& snapshot,
                                                           const ProjectView& view,
                                                           const GanttFigureOptions& options);

}  // namespace trilane
