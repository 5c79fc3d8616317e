#pragma once

#include "core/graph/ids.h"
#include "core/graph/units.h"
#include "core/schedule/job_mask.h"

#include <span>
#include <vector>

namespace trilane {

/// The three stages of a job as EJ sees them (DESIGN section 3).
struct StageTimes {
    Nanoseconds p1;  ///< device: its ancestors, replicas counted
    Nanoseconds p2;  ///< link
    Nanoseconds p3;  ///< server: its descendants, replicas counted
};

/// What is left of a cut when only the order of its jobs is open: layers with the same jobs around
/// them are one group, because they are done together.
struct OrderProblem {
    /// Layers that exactly `jobs` depend on (device) or that depend on exactly `jobs` (server).
    struct Group {
        JobMask jobs;
        Nanoseconds time;
    };
    std::vector<Nanoseconds> send;  ///< by JobIndex
    std::vector<Group> device;      ///< done as soon as one of `jobs` is wanted; masks differ
    std::vector<Group> server;      ///< enabled when all of `jobs` have arrived; masks differ
    Nanoseconds deviceRest;         ///< device layers that no job depends on: done last
    Nanoseconds serverFirst;        ///< server layers that wait for no arrival: done from time 0
    bool serverHasFirst = false;    ///< there are such layers, if only of zero time
    Nanoseconds latency;
    std::vector<Nanoseconds> head;  ///< by JobIndex: all device layers the job depends on
    std::vector<Nanoseconds> tail;  ///< by JobIndex: all server layers that depend on the job

    [[nodiscard]] std::size_t jobCount() const { return send.size(); }
    [[nodiscard]] Nanoseconds deviceTotal() const;

    /// Recomputes `head` and `tail` from the groups.
    void deriveHeadsAndTails();
    /// p1, p2, p3 by JobIndex; groups common to all jobs left out where there are two jobs or more.
    [[nodiscard]] std::vector<StageTimes> stageTimes() const;
    /// The makespan of executing `order` pipelined: what execute() gives, without the bars.
    [[nodiscard]] Nanoseconds makespan(std::span<const JobIndex> order) const;
    /// A bound below the makespan of every order: lane loads with the shortest head and tail.
    [[nodiscard]] Nanoseconds lowerBound() const;
};

/// Where a lane stands after some jobs have been sent.
struct LaneClocks {
    Nanoseconds device;
    Nanoseconds link;
    Nanoseconds server;
};

/// The clocks after `job` is sent next, `sent` being sent already (DESIGN section 2, State).
[[nodiscard]] LaneClocks sendNext(const OrderProblem& problem, const LaneClocks& clocks,
                                  const JobMask& sent, std::size_t job);

}  // namespace trilane
