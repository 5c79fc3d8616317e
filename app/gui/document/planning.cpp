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

/// Where a search was told to stop, the better of what it found and what was there before it.
PlanningAnswer lastAnswer(const std::shared_ptr<const Snapshot>& before, PlanningAnswer after) {
    auto* const found = std::get_if<std::shared_ptr<const Snapshot>>(&after);
    if (found == nullptr && before == nullptr) return after;
    const auto isBetter = [&] {
        for (const auto& plan : before->plans) {
            const ShownPlan* const now = (*found)->find(plan->id);
            if (now == nullptr || now->plan.makespan() > plan->plan.makespan()) return false;
        }
        return true;
    };
    const bool later = found != nullptr && (before == nullptr || isBetter());
    auto last = std::make_shared<Snapshot>(later ? **found : *before);
    last->searching = false;
    return std::shared_ptr<const Snapshot>(std::move(last));
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

void planInSteps(const PlanningRequest& request, PlanningEffort from, const PlanningStops& stops,
                 const std::function<void(PlanningAnswer)>& give) {
    bool first = true;
    std::shared_ptr<const Snapshot> given;
    for (const PlanningEffort effort : kEfforts) {
        if (effort < from) continue;
        std::stop_source both;
        const auto stop = [&both] { both.request_stop(); };
        const std::stop_callback early(first ? stops.cancelled : stops.superseded, stop);
        const std::stop_callback enough(stops.enough, stop);
        PlanningAnswer answer = planOnce(request, effort, both.get_token());
        // What was stopped half-way is no better than what was given before.
        if (!first && stops.superseded.stop_requested()) return;
        if (stops.enough.stop_requested()) return give(lastAnswer(given, std::move(answer)));
        const bool more = goesOn(answer);
        if (more) given = std::get<0>(answer);
        give(std::move(answer));
        if (!more || stops.superseded.stop_requested()) return;
        first = false;
    }
}

}  // namespace trilane
