#include "app/gui/gantt/gantt_source.h"

#include <algorithm>

namespace trilane {

std::vector<std::shared_ptr<const ShownPlan>> shownPlans(const Snapshot& snapshot,
                                                         const ProjectView& view) {
    std::vector<std::shared_ptr<const ShownPlan>> plans;
    const auto add = [&](std::string_view wanted) {
        const auto found = std::find_if(snapshot.plans.begin(), snapshot.plans.end(),
                                        [&](const auto& plan) { return plan->id == wanted; });
        if (found != snapshot.plans.end()) plans.push_back(*found);
    };
    const auto& chosen = view.strategies;
    if (std::find(chosen.begin(), chosen.end(), Strategy::Ej) != chosen.end())
        add(id(Strategy::Ej));
    for (const Strategy strategy : chosen)
        if (strategy != Strategy::Ej) add(id(strategy));
    add("manual");
    return plans;
}

std::shared_ptr<const GanttChart> makeGanttChart(const Snapshot& snapshot,
                                                 const ProjectView& view) {
    return makeGanttChart(snapshot.model, snapshot.durations, shownPlans(snapshot, view),
                          snapshot.searching, view.criticalPath);
}

std::unique_ptr<GanttFigure> makeGanttFigure(const Snapshot& snapshot, const ProjectView& view,
                                             const GanttFigureOptions& options) {
    return std::make_unique<GanttFigure>(makeGanttChart(snapshot, view), options);
}

}  // namespace trilane
