#pragma once

#include "core/plan/plan_document.h"
#include "core/plan/shown_plan.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace trilane {

enum class NamedBarKind : std::uint8_t {
    Layer,
    Tensor,   ///< on the link
    Request,  ///< what the server needs to take the first one: requestWait()
};

/// One bar of a schedule with what a reader of a file wants to know of it.
struct NamedBar {
    Lane lane = Lane::Device;
    NamedBarKind kind = NamedBarKind::Layer;
    std::string name;  ///< the layer's or the tensor's; "request"
    std::string op;    ///< of a layer
    std::string job;   ///< the tensor whose job the bar belongs to; empty: none or all of them
    Nanoseconds start;
    Nanoseconds end;
};

/// The bars of one plan by names: what files for other programs are made of.
struct NamedSchedule {
    std::string id;     ///< the strategy's, or "manual"
    std::string title;  ///< "DSL + EJ"
    Nanoseconds makespan;
    std::vector<NamedBar> bars;  ///< by lane, then start

    /// One tensor's way through the lanes, as places in `bars`.
    struct Journey {
        std::size_t made = kNone;  ///< the layer that makes it; kNone for a model input
        std::size_t sent = kNone;
        std::size_t consumed = kNone;  ///< the first server layer that takes it in

        static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    };
    std::vector<Journey> journeys;  ///< of the jobs, in sending order
};

[[nodiscard]] NamedSchedule nameSchedule(const Model& model, const Durations& durations,
                                         const ShownPlan& plan);

}  // namespace trilane
