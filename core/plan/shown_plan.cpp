#include "core/plan/shown_plan.h"

#include <utility>

namespace trilane {

std::shared_ptr<const ShownPlan> showPlan(const Model& model, Plan plan) {
    auto shown = std::make_shared<ShownPlan>();
    shown->id = plan.strategy ? std::string(id(*plan.strategy)) : "manual";
    shown->title = plan.strategy ? std::string(title(*plan.strategy)) : "Manual cut";
    shown->paths = convertUnderCut(model, plan.cut, plan.order);
    shown->jobs = assignLayersToJobs(model, shown->paths);
    shown->plan = std::move(plan);
    return shown;
}

}  // namespace trilane
