#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/plan/shown_plan.h"
#include "core/schedule/critical_path.h"
#include "core/schedule/lane.h"
#include "core/schedule/request_wait.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace trilane {

/// A layer at work or a tensor on the link.
struct GanttBar {
    Nanoseconds start;
    Nanoseconds end;
    std::uint32_t subject = 0;  ///< index of the layer; in the link's lane of the tensor
};

/// Bars of one job that follow each other without a pause: one bar, seen from afar.
struct GanttRun {
    Nanoseconds start;
    Nanoseconds end;
    std::uint32_t first = 0;  ///< index of the first bar
    std::uint32_t count = 0;
    std::optional<JobIndex> job;
};

/// Bars in order of time; none overlap.
struct GanttLane {
    std::vector<GanttBar> bars;
    std::vector<GanttRun> runs;  ///< every bar is in exactly one
};

/// The place of a layer or a tensor in a block.
struct GanttPlace {
    Lane lane = Lane::Device;
    std::uint32_t bar = 0;
    friend bool operator==(const GanttPlace&, const GanttPlace&) = default;
};

/// The chain that makes the makespan, its steps in a row on one lane put together.
struct GanttCriticalRun {
    Lane lane = Lane::Device;
    bool latency = false;  ///< a tensor under way from link to server
    Nanoseconds start;
    Nanoseconds end;
    std::uint32_t first = 0;  ///< index of the first bar
    std::uint32_t last = 0;
};

/// What is known about how good a plan is.
enum class GanttProof : std::uint8_t {
    Optimal,    ///< nothing is faster than this
    Above,      ///< so much above the best
    AtMost,     ///< the search was ended early: at most so much above the best
    Searching,  ///< the search goes on
};

/// One plan: a device, a link and a server lane.
struct GanttBlock {
    std::shared_ptr<const ShownPlan> plan;
    std::array<GanttLane, 3> lanes;
    std::vector<GanttCriticalRun> critical;  ///< empty where nobody asked for it
    GanttProof proof = GanttProof::Above;
    std::optional<LaneWait> request;  ///< see requestWait()
    std::vector<GanttPlace> ofLayer;  ///< by LayerId

    [[nodiscard]] const GanttLane& lane(Lane lane) const {
        return lanes[static_cast<std::size_t>(lane)];
    }
    [[nodiscard]] Nanoseconds makespan() const { return plan->plan.makespan(); }
    [[nodiscard]] Nanoseconds lowerBound() const { return plan->plan.lowerBound; }
    /// Empty if the tensor does not cross.
    [[nodiscard]] std::optional<GanttPlace> ofTensor(TensorId tensor) const;
    /// The run of a bar. O(log runs).
    [[nodiscard]] const GanttRun& runOf(const GanttPlace& place) const;
};

/// Plans side by side as a picture needs them; immutable once made.
struct GanttChart {
    std::shared_ptr<const Model> model;
    Nanoseconds latency;
    Nanoseconds requestOverhead;  ///< the server's share of `latency`
    std::vector<GanttBlock> blocks;

    /// The latest makespan.
    [[nodiscard]] Nanoseconds end() const;
};

/// @param plans         of `model` under `durations`, in the order of the blocks
/// @param searching     better plans or bounds may follow
/// @param withCriticalPath  of each plan as well, which takes most of the time
/// O(plans x (layers + edges)).
[[nodiscard]] std::shared_ptr<const GanttChart> makeGanttChart(
    std::shared_ptr<const Model> model, const Durations& durations,
    const std::vector<std::shared_ptr<const ShownPlan>>& plans, bool searching = false,
    bool withCriticalPath = false);

/// How a stretch of time is used in a block.
struct SpanStatistics {
    Nanoseconds start;
    Nanoseconds end;
    std::array<Nanoseconds, 3> busy;  ///< by lane

    [[nodiscard]] Nanoseconds duration() const { return end - start; }
    /// From 0 to 1; 0 for a span without duration.
    [[nodiscard]] double busyShare(Lane lane) const;
};

/// @param start  not after `end`
[[nodiscard]] SpanStatistics spanStatistics(const GanttBlock& block, Nanoseconds start,
                                            Nanoseconds end);

}  // namespace trilane
