#include "tests/support/plan_documents.h"

#include <algorithm>

namespace trilane::test {
namespace {

/// Names of the layers of `mask`, ascending.
std::vector<std::string> names(const Model& model, LayerMask mask) {
    std::vector<std::string> result;
    for (std::size_t v = 0; v < model.layerCount(); ++v)
        if ((mask >> v & 1U) != 0) result.push_back(model.layers()[v].name);
    return result;
}

std::vector<PlanBar> timelineOf(const Model& model, const Schedule& schedule) {
    std::vector<PlanBar> timeline;
    for (const LayerBar& bar : schedule.device)
        timeline.push_back({Lane::Device, model.layer(bar.layer).name, bar.start, bar.end});
    for (const SendBar& bar : schedule.link)
        timeline.push_back({Lane::Link, model.tensor(bar.tensor).name, bar.start, bar.end});
    for (const LayerBar& bar : schedule.server)
        timeline.push_back({Lane::Server, model.layer(bar.layer).name, bar.start, bar.end});
    return timeline;
}

/// True if the paths of the jobs are disjoint but for what all of them share, and make up all of S.
bool theoremsApply(const BruteForce& brute, LayerMask device, LayerMask all) {
    const std::vector<TensorId> jobs = brute.jobs(device);
    if (jobs.empty()) return false;
    LayerMask reached = 0;
    LayerMask commonAbove = all;
    LayerMask commonBelow = all;
    for (const TensorId x : jobs) {
        reached |= brute.descendants(device, x);
        commonAbove &= brute.ancestors(x);
        commonBelow &= brute.descendants(device, x);
    }
    for (const TensorId x : jobs) {
        for (const TensorId y : jobs) {
            if (x == y) continue;
            if ((brute.ancestors(x) & brute.ancestors(y) & ~commonAbove) != 0) return false;
            if ((brute.descendants(device, x) & brute.descendants(device, y) & ~commonBelow) != 0)
                return false;
        }
    }
    return (all & ~device & ~reached) == 0;
}

TheoremStatus theorem3(const std::vector<StageTimes>& stages) {
    Nanoseconds leastP1 = stages.front().p1;
    Nanoseconds leastP3 = stages.front().p3;
    Nanoseconds mostP2 = stages.front().p2;
    for (const StageTimes& times : stages) {
        leastP1 = std::min(leastP1, times.p1);
        leastP3 = std::min(leastP3, times.p3);
        mostP2 = std::max(mostP2, times.p2);
    }
    return std::max(leastP1, leastP3) >= mostP2 ? TheoremStatus::Holds : TheoremStatus::DoesNotHold;
}

Bytes bytesToSend(const Tensor& tensor, std::optional<DataType> type) {
    if (!tensor.bytes) return Bytes{0};
    const bool scales = tensor.dtype == DataType::Unknown || isFloatingPoint(tensor.dtype);
    if (!type || !scales) return *tensor.bytes;
    const int from = tensor.dtype == DataType::Unknown ? 4 : elementBytes(tensor.dtype);
    return Bytes{tensor.bytes->count() * elementBytes(*type) / from};
}

/// The jobs with what surrounds them, and the layers that belong to none.
void fillJobs(PlanDocument& plan, const Problem& problem, const BruteForce& brute, LayerMask device,
              const std::vector<TensorId>& order) {
    const Model& model = *problem.model;
    const LayerMask all = (LayerMask{1} << model.layerCount()) - 1;
    const std::vector<TensorId> numbered = brute.jobs(device);
    const std::vector<StageTimes> stages = brute.stageTimes(device);
    LayerMask done = 0;
    LayerMask waiting = 0;
    for (const TensorId x : order)
        waiting |= brute.descendants(device, x);
    plan.serverFirst = names(model, all & ~device & ~waiting);
    for (std::size_t j = 0; j < order.size(); ++j) {
        const auto place = std::find(numbered.begin(), numbered.end(), order[j]) - numbered.begin();
        const StageTimes& times = stages[static_cast<std::size_t>(place)];
        LayerMask later = 0;
        for (std::size_t k = j + 1; k < order.size(); ++k)
            later |= brute.descendants(device, order[k]);
        PlanJob job;
        job.tensor = model.tensor(order[j]).name;
        job.deviceLayers = names(model, brute.ancestors(order[j]) & ~done);
        job.p1 = times.p1;
        job.p2 = times.p2;
        job.p3 = times.p3;
        job.serverLayers = names(model, waiting & ~later);
        plan.jobs.push_back(std::move(job));
        done |= brute.ancestors(order[j]);
        waiting &= later;
    }
    plan.deviceRest = names(model, device & ~done);
}

}  // namespace

PlanDocument documentOf(const Problem& problem, const BruteForce& brute, LayerMask device,
                        const std::string& strategy, const std::string& sequence,
                        Execution execution, const BruteBounds& bounds) {
    const Model& model = *problem.model;
    const LayerMask all = (LayerMask{1} << model.layerCount()) - 1;
    const Sequencer sequencer = sequence == "ej"        ? Sequencer::Ej
                                : sequence == "optimal" ? Sequencer::Optimal
                                                        : Sequencer::Topological;
    const std::vector<TensorId> order = brute.order(device, sequencer);
    const Schedule schedule = brute.run(device, order, execution);
    PlanDocument plan;
    plan.modelName = model.name();
    plan.modelSha256 = model.sourceSha256();
    plan.strategy = strategy;
    plan.sequence = sequence;
    plan.execution = execution == Execution::Staged ? "staged" : "pipelined";
    plan.device = "model";
    plan.server = "model";
    const CostSources& sources = problem.sources;
    plan.network = {sources.network.name,           sources.network.mbps,
                    sources.network.latency,        sources.network.overhead,
                    sources.server.requestOverhead, sources.transferType};
    plan.makespan = schedule.makespan;
    plan.lowerBound = bounds.problem;
    plan.cutLowerBound = bounds.cut;
    plan.optimal = plan.makespan == plan.lowerBound;
    plan.deviceLayers = names(model, device);
    plan.serverLayers = names(model, all & ~device);
    for (const TensorId x : brute.jobs(device)) {
        const Tensor& tensor = model.tensor(x);
        plan.crossing.push_back({tensor.name, bytesToSend(tensor, sources.transferType),
                                 problem.durations.send[x.index()],
                                 tensor.transmitTime.has_value()});
    }
    fillJobs(plan, problem, brute, device, order);
    if (theoremsApply(brute, device, all)) {
        plan.theorem3 = theorem3(brute.stageTimes(device));
        plan.theorem4 = TheoremStatus::Holds;
    }
    plan.timeline = timelineOf(model, schedule);
    return plan;
}

}  // namespace trilane::test
