#include "core/plan/validator_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace trilane::validation {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::string barPlace(std::size_t bar, const char* key) {
    return fmt::format("/timeline/{}/{}", bar, key);
}

/// Sorts the bars into their lanes. What stands on which lane is checked by checkSide and
/// checkLink.
bool sortBars(Subject& subject, Findings& findings) {
    bool good = true;
    Lane last = Lane::Device;
    const auto& timeline = subject.plan.timeline;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        const PlanBar& bar = timeline[i];
        if (bar.lane > Lane::Server) {
            findings.add(barPlace(i, "lane"), "an unknown lane", "device, link or server");
            return false;
        }
        if (bar.lane < last)
            findings.add(barPlace(i, "lane"), "a bar of an earlier lane",
                         "the device's bars, then the link's, then the server's");
        last = std::max(last, bar.lane);
        if (bar.start < Nanoseconds{0} || bar.start > kHorizon) {
            findings.add(barPlace(i, "start_ms"), ms(bar.start), "0 to " + ms(kHorizon));
            good = false;
        } else if (bar.end < bar.start || bar.end > kHorizon) {
            findings.add(barPlace(i, "end_ms"), ms(bar.end),
                         fmt::format("{} (the start) to {}", ms(bar.start), ms(kHorizon)));
            good = false;
        }
        (bar.lane == Lane::Device ? subject.deviceBars
         : bar.lane == Lane::Link ? subject.linkBars
                                  : subject.serverBars)
            .push_back(i);
    }
    return good;
}

/// Every layer of one side once; takes over the bars' lengths.
bool checkSide(Subject& subject, bool device, Findings& findings) {
    const auto& bars = device ? subject.deviceBars : subject.serverBars;
    const char* const side = device ? "device" : "server";
    LayerSet seen(subject.model.layerCount());
    Nanoseconds total;
    bool good = true;
    for (const std::size_t i : bars) {
        const PlanBar& bar = subject.plan.timeline[i];
        const auto id = subject.model.findLayer(bar.name);
        if (!id || subject.device[id->index()] != device || seen[id->index()]) {
            findings.add(barPlace(i, "layer"), quoted(bar.name),
                         fmt::format("each layer of the cut's {} side once", side));
            good = false;
            continue;
        }
        seen.set(id->index());
        subject.duration[id->index()] = bar.end - bar.start;
        if (bar.end - bar.start > kMaxTime || total + (bar.end - bar.start) > kMaxTotalTime) {
            findings.add(barPlace(i, "end_ms"), ms(bar.end),
                         fmt::format("a length of at most {}, all together at most {}",
                                     ms(kMaxTime), ms(kMaxTotalTime)));
            return false;
        }
        total += bar.end - bar.start;
    }
    for (std::size_t v = 0; v < subject.model.layerCount(); ++v) {
        if (subject.device[v] != device || seen[v]) continue;
        findings.add("/timeline", "no bar of layer " + quoted(subject.model.layers()[v].name),
                     fmt::format("one on the {}'s lane", side));
        good = false;
    }
    return good;
}

bool checkLink(const Subject& subject, Findings& findings) {
    bool good = subject.linkBars.size() == subject.order.size();
    if (!good)
        findings.add("/timeline", fmt::format("{} bars on the link", subject.linkBars.size()),
                     fmt::format("{}, one for each job", subject.order.size()));
    for (std::size_t k = 0; k < std::min(subject.linkBars.size(), subject.order.size()); ++k) {
        const std::size_t i = subject.linkBars[k];
        const PlanBar& bar = subject.plan.timeline[i];
        const std::string& expected = subject.plan.jobs[k].tensor;
        if (bar.name != expected) {
            findings.add(barPlace(i, "tensor"), quoted(bar.name),
                         quoted(expected) + ", the next job's tensor");
            good = false;
        } else if (bar.end - bar.start != subject.send[subject.order[k]]) {
            findings.add(barPlace(i, "end_ms"), ms(bar.end),
                         ms(bar.start + subject.send[subject.order[k]]) +
                             ", the start and the tensor's send_ms");
            good = false;
        }
    }
    return good;
}

/// Compares one lane; the first difference only, for it moves whatever comes after it.
void compareLane(const Subject& subject, const std::vector<std::size_t>& bars,
                 const std::vector<Span>& expected, const char* rule, Findings& findings) {
    for (std::size_t k = 0; k < bars.size() && k < expected.size(); ++k) {
        const PlanBar& bar = subject.plan.timeline[bars[k]];
        const bool link = bar.lane == Lane::Link;
        const std::string& name = link ? subject.plan.crossing[expected[k].what].tensor
                                       : subject.model.layers()[expected[k].what].name;
        if (bar.name != name) {
            findings.add(barPlace(bars[k], link ? "tensor" : "layer"), quoted(bar.name),
                         fmt::format("{}: {}", quoted(name), rule));
            return;
        }
        if (bar.start != expected[k].start) {
            findings.add(barPlace(bars[k], "start_ms"), ms(bar.start),
                         fmt::format("{}: {}", ms(expected[k].start), rule));
            return;
        }
    }
}

/// The server's greedy rule from `begin` on, over the given arrivals, by job.
void runServer(const Subject& subject, const std::vector<Nanoseconds>& arrival, Nanoseconds begin,
               Lanes& lanes) {
    const Model& model = subject.model;
    std::vector<std::size_t> jobOf(model.tensorCount(), kNone);
    for (std::size_t j = 0; j < subject.crossing.size(); ++j)
        jobOf[subject.crossing[j].index()] = j;
    std::vector<std::size_t> missing(model.layerCount());
    std::vector<Nanoseconds> available(model.layerCount(), begin);
    std::set<std::pair<Nanoseconds, std::size_t>> open;  // by availability, then topological index
    for (std::size_t v = 0; v < model.layerCount(); ++v) {
        if (subject.device[v]) continue;
        for (const TensorId input : model.layers()[v].inputs)
            if (jobOf[input.index()] != kNone)
                available[v] = std::max(available[v], arrival[jobOf[input.index()]]);
        for (const LayerId before : model.predecessors(LayerId{v}))
            if (!subject.device[before.index()]) ++missing[v];
        if (missing[v] == 0) open.emplace(available[v], v);
    }
    Nanoseconds clock = begin;
    while (!open.empty()) {
        // The earliest available is also the one to take if nothing is ready yet.
        const auto [when, v] = *open.begin();
        open.erase(open.begin());
        const Nanoseconds start = std::max(clock, when);
        clock = start + subject.duration[v];
        lanes.server.push_back({v, start, clock});
        for (const LayerId next : model.successors(LayerId{v})) {
            const std::size_t s = next.index();
            available[s] = std::max(available[s], clock);
            if (--missing[s] == 0) open.emplace(available[s], s);
        }
    }
}

}  // namespace

bool checkBars(Subject& subject, Findings& findings) {
    subject.duration.assign(subject.model.layerCount(), Nanoseconds{0});
    if (!sortBars(subject, findings)) return false;
    bool good = checkSide(subject, true, findings);
    good = checkLink(subject, findings) && good;
    return checkSide(subject, false, findings) && good;
}

void checkDurations(const Subject& subject, Findings& findings) {
    const auto compare = [&](const std::vector<std::size_t>& bars, bool device) {
        for (const std::size_t i : bars) {
            const PlanBar& bar = subject.plan.timeline[i];
            const Layer& layer = subject.model.layer(*subject.model.findLayer(bar.name));
            const auto expected = device ? layer.deviceTime : layer.serverTime;
            if (expected && bar.end - bar.start != *expected)
                findings.add(barPlace(i, "end_ms"), ms(bar.end),
                             fmt::format("{}: the model gives {} here", ms(bar.start + *expected),
                                         ms(*expected)));
        }
    };
    if (subject.plan.device == "model") compare(subject.deviceBars, true);
    if (subject.plan.server == "model") compare(subject.serverBars, false);
}

Lanes expectedLanes(const Subject& subject, const std::vector<std::size_t>& order, bool staged) {
    Lanes lanes;
    LayerSet done(subject.model.layerCount());
    Nanoseconds clock;
    const auto work = [&](const LayerSet& wanted) {
        const LayerSet now = wanted - done;
        for (std::size_t v = now.find_first(); v != LayerSet::npos; v = now.find_next(v)) {
            lanes.device.push_back({v, clock, clock + subject.duration[v]});
            clock += subject.duration[v];
        }
        done |= wanted;
    };
    if (staged) work(subject.device);
    const Nanoseconds latency = subject.plan.network.latency + subject.plan.network.requestOverhead;
    std::vector<Nanoseconds> arrival(subject.crossing.size());
    Nanoseconds linkFree;
    for (const std::size_t job : order) {
        work(subject.above[job]);
        const Nanoseconds start = std::max(linkFree, clock);
        linkFree = start + subject.send[job];
        lanes.link.push_back({job, start, linkFree});
        arrival[job] = linkFree + latency;
    }
    work(subject.device);
    const Nanoseconds allThere = order.empty() ? clock : linkFree + latency;
    if (staged) arrival.assign(arrival.size(), allThere);
    runServer(subject, arrival, staged ? allThere : Nanoseconds{0}, lanes);
    lanes.makespan = lanes.server.empty() ? clock : std::max(clock, lanes.server.back().end);
    return lanes;
}

void checkLanes(const Subject& subject, Findings& findings) {
    const bool staged = subject.plan.execution == "staged";
    const Lanes lanes = expectedLanes(subject, subject.order, staged);
    compareLane(subject, subject.deviceBars, lanes.device,
                staged ? "all of the cut's device layers in topological order, without idle time"
                       : "the jobs' device layers in order, then the rest, without idle time",
                findings);
    compareLane(subject, subject.linkBars, lanes.link,
                staged ? "sending begins when the device is done"
                       : "sending begins when the link is free and the tensor is made",
                findings);
    compareLane(subject, subject.serverBars, lanes.server,
                staged
                    ? "from the last arrival on, the layer that became available first, then the "
                      "topological index, without idling"
                    : "the layer that became available first, then the topological index, "
                      "without idling",
                findings);
}

}  // namespace trilane::validation
