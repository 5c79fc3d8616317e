#include "core/plan/validator_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace trilane::validation {
namespace {

struct Stages {
    Nanoseconds p1, p2, p3;
};

/// What all jobs have in common, which is no job's own work where there are several.
struct CommonLayers {
    LayerSet above;
    LayerSet below;
};

CommonLayers commonLayers(const Subject& subject) {
    CommonLayers common{LayerSet(subject.model.layerCount()), LayerSet(subject.model.layerCount())};
    if (subject.crossing.size() < 2) return common;
    common.above.set();
    common.below.set();
    for (const LayerSet& above : subject.above)
        common.above &= above;
    for (const LayerSet& below : subject.below)
        common.below &= below;
    return common;
}

Nanoseconds weight(const Subject& subject, const LayerSet& layers) {
    Nanoseconds sum;
    for (std::size_t v = layers.find_first(); v != LayerSet::npos; v = layers.find_next(v))
        sum += subject.duration[v];
    return sum;
}

std::vector<Stages> stagesOf(const Subject& subject) {
    const CommonLayers common = commonLayers(subject);
    std::vector<Stages> stages;
    for (std::size_t j = 0; j < subject.crossing.size(); ++j)
        stages.push_back({weight(subject, subject.above[j] - common.above), subject.send[j],
                          weight(subject, subject.below[j] - common.below)});
    return stages;
}

/// True if no two jobs share a layer beyond what all share, and every server layer waits for one.
bool disjointPaths(const Subject& subject) {
    if (subject.crossing.empty()) return false;
    const CommonLayers common = commonLayers(subject);
    LayerSet reached(subject.model.layerCount());
    LayerSet taken(subject.model.layerCount());
    for (std::size_t j = 0; j < subject.crossing.size(); ++j) {
        const LayerSet own = (subject.above[j] - common.above) | (subject.below[j] - common.below);
        if (own.intersects(taken)) return false;
        taken |= own;
        reached |= subject.below[j];
    }
    return (reached | subject.device).all();
}

const char* text(TheoremStatus status) {
    switch (status) {
        case TheoremStatus::Holds:
            return "holds";
        case TheoremStatus::DoesNotHold:
            return "does not hold";
        case TheoremStatus::NotApplicable:
            return "not applicable";
    }
    return "an unknown status";
}

void checkTheorems(const Subject& subject, const std::vector<Stages>& stages, Findings& findings) {
    TheoremStatus third = TheoremStatus::NotApplicable;
    TheoremStatus fourth = TheoremStatus::NotApplicable;
    if (disjointPaths(subject)) {
        Stages least = stages.front();
        Nanoseconds mostP2;
        for (const Stages& stage : stages) {
            least.p1 = std::min(least.p1, stage.p1);
            least.p3 = std::min(least.p3, stage.p3);
            mostP2 = std::max(mostP2, stage.p2);
        }
        const bool holds = std::max(least.p1, least.p3) >= mostP2;
        third = holds ? TheoremStatus::Holds : TheoremStatus::DoesNotHold;
        fourth = TheoremStatus::Holds;
    }
    if (subject.plan.theorem3 != third)
        findings.add("/certificates/theorem3", text(subject.plan.theorem3), text(third));
    if (subject.plan.theorem4 != fourth)
        findings.add("/certificates/theorem4", text(subject.plan.theorem4), text(fourth));
}

std::vector<std::size_t> johnson(const std::vector<Stages>& stages) {
    std::vector<std::size_t> first;
    std::vector<std::size_t> last;
    for (std::size_t j = 0; j < stages.size(); ++j)
        (stages[j].p1 <= stages[j].p3 ? first : last).push_back(j);
    std::stable_sort(first.begin(), first.end(), [&](std::size_t a, std::size_t b) {
        return stages[a].p1 + stages[a].p2 < stages[b].p1 + stages[b].p2;
    });
    std::stable_sort(last.begin(), last.end(), [&](std::size_t a, std::size_t b) {
        return stages[a].p2 + stages[a].p3 > stages[b].p2 + stages[b].p3;
    });
    first.insert(first.end(), last.begin(), last.end());
    return first;
}

/// By the place of the layer that makes the tensor, model inputs first. TensorIds follow the file,
/// which need not be sorted.
std::vector<std::size_t> topologicalOrder(const Subject& subject) {
    const auto place = [&](std::size_t job) {
        const auto producer = subject.model.tensor(subject.crossing[job]).producer;
        return producer ? producer->index() + 1 : 0;
    };
    std::vector<std::size_t> order(subject.crossing.size());
    for (std::size_t j = 0; j < order.size(); ++j)
        order[j] = j;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
    return order;
}

void checkSequence(const Subject& subject, const std::vector<Stages>& stages, Findings& findings) {
    std::vector<std::size_t> expected;
    if (subject.plan.sequence == "ej") {
        expected = johnson(stages);
    } else if (subject.plan.sequence == "topological") {
        expected = topologicalOrder(subject);
    } else {
        return;
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (subject.order[i] == expected[i]) continue;
        findings.add(
            fmt::format("/jobs/{}/tensor", i), quoted(subject.plan.jobs[i].tensor),
            fmt::format("{}, next in the order of sequence '{}'",
                        quoted(subject.plan.crossing[expected[i]].tensor), subject.plan.sequence));
        return;
    }
}

void compareNames(const std::vector<std::string>& found, const std::vector<std::string>& expected,
                  const std::string& place, Findings& findings) {
    if (found != expected) findings.add(place, listed(found), listed(expected));
}

std::vector<std::string> namesOf(const Model& model, const LayerSet& layers) {
    std::vector<std::string> names;
    for (std::size_t v = layers.find_first(); v != LayerSet::npos; v = layers.find_next(v))
        names.push_back(model.layers()[v].name);
    return names;
}

}  // namespace

void checkJobLists(const Subject& subject, Findings& findings) {
    const Model& model = subject.model;
    const std::size_t count = subject.order.size();
    // later[i]: the server layers that wait for a job at place i or behind it.
    std::vector<LayerSet> later(count + 1, LayerSet(model.layerCount()));
    for (std::size_t i = count; i-- > 0;)
        later[i] = later[i + 1] | subject.below[subject.order[i]];
    LayerSet done(model.layerCount());
    for (std::size_t i = 0; i < count; ++i) {
        const PlanJob& job = subject.plan.jobs[i];
        const LayerSet& above = subject.above[subject.order[i]];
        compareNames(job.deviceLayers, namesOf(model, above - done),
                     fmt::format("/jobs/{}/device_layers", i), findings);
        done |= above;
        // later[i] shrinks by exactly those layers whose last arrival this job is.
        compareNames(job.serverLayers, namesOf(model, later[i] - later[i + 1]),
                     fmt::format("/jobs/{}/server_layers", i), findings);
    }
    compareNames(subject.plan.deviceRest, namesOf(model, subject.device - done), "/device_rest",
                 findings);
    compareNames(subject.plan.serverFirst, namesOf(model, ~(subject.device | later[0])),
                 "/server_first", findings);
}

void checkStages(const Subject& subject, Findings& findings) {
    const std::vector<Stages> stages = stagesOf(subject);
    const auto compare = [&](Nanoseconds found, Nanoseconds expected, std::size_t i,
                             const char* key) {
        if (found != expected)
            findings.add(fmt::format("/jobs/{}/{}", i, key), ms(found), ms(expected));
    };
    for (std::size_t i = 0; i < subject.order.size(); ++i) {
        const PlanJob& job = subject.plan.jobs[i];
        const Stages& expected = stages[subject.order[i]];
        compare(job.p1, expected.p1, i, "p1_ms");
        compare(job.p2, expected.p2, i, "p2_ms");
        compare(job.p3, expected.p3, i, "p3_ms");
    }
    checkSequence(subject, stages, findings);
    checkTheorems(subject, stages, findings);
}

void checkBounds(const Subject& subject, Findings& findings) {
    const PlanDocument& plan = subject.plan;
    const bool staged = plan.execution == "staged";
    const Nanoseconds makespan = expectedLanes(subject, subject.order, staged).makespan;
    if (plan.makespan != makespan)
        findings.add("/makespan_ms", ms(plan.makespan),
                     ms(makespan) + ", the end of the last layer on either side");
    if (plan.lowerBound < Nanoseconds{0} || plan.lowerBound > plan.cutLowerBound)
        findings.add("/lower_bound_ms", ms(plan.lowerBound),
                     fmt::format("0 to {}, the bound of this cut", ms(plan.cutLowerBound)));
    // Any order that is quick to try refutes a bound that it beats.
    Nanoseconds shortest = makespan;
    for (const auto& order : {johnson(stagesOf(subject)), topologicalOrder(subject), subject.order})
        shortest = std::min(shortest, expectedLanes(subject, order, false).makespan);
    if (plan.cutLowerBound > shortest)
        findings.add("/cut_lower_bound_ms", ms(plan.cutLowerBound),
                     fmt::format("at most {}, which an order of this cut reaches", ms(shortest)));
    if (plan.optimal != (plan.makespan == plan.lowerBound))
        findings.add("/optimal", plan.optimal ? "true" : "false",
                     "true if and only if the makespan equals the lower bound");
}

}  // namespace trilane::validation
