#pragma once

#include "app/gui/document/snapshot.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <variant>

namespace trilane {

/// What a project is planned from.
struct PlanningRequest {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const LoadedCosts> costs;
    Project project;
};

using PlanningAnswer = std::variant<std::shared_ptr<const Snapshot>, SnapshotFault>;

/// How long the searches of an answer may take. An answer whose searches end by themselves is the
/// last one; else a longer one follows, so that the picture follows a slider and still ends in a
/// proof where there is one.
enum class PlanningEffort : std::uint8_t {
    Quick,   ///< 12 ms: two such searches keep up with a slider at 30 pictures a second
    Longer,  ///< 400 ms
    Full,    ///< 10 s, as on the command line
};

[[nodiscard]] std::chrono::milliseconds searchTime(PlanningEffort effort);

/// One answer. A model that memory or a library cannot cope with is a fault too.
[[nodiscard]] PlanningAnswer planOnce(const PlanningRequest& request, PlanningEffort effort,
                                      const std::stop_token& stop);

/// Who ends a planning early, and how.
struct PlanningStops {
    std::stop_token cancelled;   ///< nobody wants an answer any more
    std::stop_token superseded;  ///< a newer request waits
    std::stop_token enough;      ///< the best so far is to be the last answer
};

/// Better and better answers, from `from` on. The first is given even if a newer request waits:
/// while requests come faster than answers, the picture moves on.
void planInSteps(const PlanningRequest& request, PlanningEffort from, const PlanningStops& stops,
                 const std::function<void(PlanningAnswer)>& give);

}  // namespace trilane
