#include "app/gui/document/planning.h"

#include <array>
#include <exception>
#include <utility>

namespace trilane {
namespace {

constexpr std::array kEfforts{PlanningEffort::Quick, PlanningEffort::Longer, PlanningEffort::Full};

bool goesOn(const PlanningAnswer& answer) {
    const auto* const snapshot = std::get_if<std::shared_ptr<const Snapshot>>(&answer);
    return snapshot != nullptr && (*snapshot)->searching;
}

}  // namespace

std::chrono::milliseconds searchTime(PlanningEffort effort) {
    using std::chrono::milliseconds;
    switch (effort) {
        case PlanningEffort::Quick:
            return milliseconds(12);
        case PlanningEffort::Longer:
            return milliseconds(400);
        case PlanningEffort::Full:
            break;
    }
    return std::chrono::duration_cast<milliseconds>(SearchLimits{}.time);
}

PlanningAnswer planOnce(const PlanningRequest& request, PlanningEffort effort,
                        const std::stop_token& stop) {
    try {
        return makeSnapshot(request.model, *request.costs, request.project,
                            SearchLimits{searchTime(effort), stop}, effort != kEfforts.back());
    } catch (const std::exception& error) {
        return SnapshotFault{error.what(), {}};
    }
}

void planInSteps(const PlanningRequest& request, PlanningEffort from,
                 const std::stop_token& cancelled, const std::stop_token& superseded,
                 const std::function<void(PlanningAnswer)>& give) {
    bool first = true;
    for (const PlanningEffort effort : kEfforts) {
        if (effort < from) continue;
        PlanningAnswer answer = planOnce(request, effort, first ? cancelled : superseded);
        // What was stopped half-way is no better than what was given before.
        if (!first && superseded.stop_requested()) return;
        const bool more = goesOn(answer);
        give(std::move(answer));
        if (!more || superseded.stop_requested()) return;
        first = false;
    }
}

}  // namespace trilane
