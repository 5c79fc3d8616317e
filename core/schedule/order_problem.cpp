#include "core/schedule/order_problem.h"

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <limits>

namespace trilane {

Nanoseconds OrderProblem::deviceTotal() const {
    Nanoseconds total = deviceRest;
    for (const Group& group : device)
        total += group.time;
    return total;
}

void OrderProblem::deriveHeadsAndTails() {
    const std::size_t count = jobCount();
    head.assign(count, {});
    tail.assign(count, {});
    for (const Group& group : device)
        group.jobs.forEach([&](std::size_t j) { head[j] += group.time; });
    for (const Group& group : server)
        group.jobs.forEach([&](std::size_t j) { tail[j] += group.time; });
}

std::vector<StageTimes> OrderProblem::stageTimes() const {
    const std::size_t count = jobCount();
    Nanoseconds commonDevice;
    Nanoseconds commonServer;
    if (count >= 2) {
        const JobMask all = JobMask::firstJobs(count);
        for (const Group& group : device)
            if (group.jobs == all) commonDevice += group.time;
        for (const Group& group : server)
            if (group.jobs == all) commonServer += group.time;
    }
    std::vector<StageTimes> stages(count);
    for (std::size_t j = 0; j < count; ++j)
        stages[j] = {head[j] - commonDevice, send[j], tail[j] - commonServer};
    return stages;
}

LaneClocks sendNext(const OrderProblem& problem, const LaneClocks& clocks, const JobMask& sent,
                    std::size_t job) {
    LaneClocks next = clocks;
    for (const OrderProblem::Group& group : problem.device)
        if (group.jobs.has(job) && !group.jobs.intersects(sent)) next.device += group.time;
    next.link = std::max(clocks.link, next.device) + problem.send[job];
    const JobMask arrived = sent.with(job);
    Nanoseconds enabled;
    bool enables = false;
    for (const OrderProblem::Group& group : problem.server) {
        if (!group.jobs.has(job) || !arrived.contains(group.jobs)) continue;
        enables = true;
        enabled += group.time;
    }
    // A group of zero time still waits for its arrival.
    if (enables) next.server = std::max(clocks.server, next.link + problem.latency) + enabled;
    return next;
}

Nanoseconds OrderProblem::makespan(std::span<const JobIndex> order) const {
    // By place in the order: what the device does for it, and what its arrival enables. Looking at
    // each group once is what lets thousands of jobs be measured.
    struct Place {
        Nanoseconds made;
        Nanoseconds enabled;
        bool enables = false;
    };
    constexpr std::size_t kInPlace = 32;
    boost::container::small_vector<Place, kInPlace> places(order.size());
    boost::container::small_vector<std::uint32_t, kInPlace> placeOf(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        placeOf[order[i].index()] = static_cast<std::uint32_t>(i);
    for (const Group& group : device) {
        std::uint32_t first = std::numeric_limits<std::uint32_t>::max();
        group.jobs.forEach([&](std::size_t j) { first = std::min(first, placeOf[j]); });
        places[first].made += group.time;
    }
    for (const Group& group : server) {
        std::uint32_t last = 0;
        group.jobs.forEach([&](std::size_t j) { last = std::max(last, placeOf[j]); });
        places[last].enabled += group.time;
        places[last].enables = true;
    }
    LaneClocks clocks{{}, {}, serverFirst};
    for (std::size_t i = 0; i < order.size(); ++i) {
        clocks.device += places[i].made;
        clocks.link = std::max(clocks.link, clocks.device) + send[order[i].index()];
        // A group of zero time still waits for its arrival.
        if (places[i].enables)
            clocks.server = std::max(clocks.server, clocks.link + latency) + places[i].enabled;
    }
    return std::max(clocks.device + deviceRest, clocks.server);
}

Nanoseconds OrderProblem::lowerBound() const {
    const std::size_t count = jobCount();
    Nanoseconds bound = deviceTotal();
    Nanoseconds serverTotal = serverFirst;
    for (const Group& group : server)
        serverTotal += group.time;
    bound = std::max(bound, serverTotal);
    if (count == 0) return bound;

    // The first job on the link is made first, the last one's descendants come last. The smallest
    // head and tail of two different jobs, so that both ends count where one job has both.
    Nanoseconds sendTotal;
    Nanoseconds firstArrival = head[0] + send[0];
    Nanoseconds lastLeg = send[0] + tail[0];
    std::size_t minHead = 0;
    std::size_t minTail = 0;
    for (std::size_t j = 0; j < count; ++j) {
        sendTotal += send[j];
        bound = std::max(bound, head[j] + send[j] + latency + tail[j]);
        firstArrival = std::min(firstArrival, head[j] + send[j]);
        lastLeg = std::min(lastLeg, send[j] + tail[j]);
        if (head[j] < head[minHead]) minHead = j;
        if (tail[j] < tail[minTail]) minTail = j;
    }
    Nanoseconds ends = head[minHead] + tail[minTail];
    if (minHead == minTail && count > 1) {
        Nanoseconds otherHead{-1};
        Nanoseconds otherTail{-1};
        for (std::size_t j = 0; j < count; ++j) {
            if (j == minHead) continue;
            if (otherHead.count() < 0 || head[j] < otherHead) otherHead = head[j];
            if (otherTail.count() < 0 || tail[j] < otherTail) otherTail = tail[j];
        }
        ends = std::min(otherHead + tail[minTail], head[minHead] + otherTail);
    }
    bound = std::max(bound, ends + sendTotal + latency);
    if (!server.empty())
        bound = std::max(bound, firstArrival + latency + (serverTotal - serverFirst));
    // All that jobs depend on is done on the device before the last job is sent.
    bound = std::max(bound, deviceTotal() - deviceRest + lastLeg + latency);
    return bound;
}

}  // namespace trilane
