#include "core/plan/make_document.h"

#include <algorithm>

namespace trilane {
namespace {

constexpr std::string_view kFromModel = "model";

/// What a side's times come from, in a plan's words.
std::string sourceName(const std::optional<SideProfile>& profile, const Machine& machine,
                       bool modelGivesAll) {
    // "model" alone says that the times are the model's.
    const auto named = [](const std::string& name, const std::string& kind) {
        return name.empty() || name == kFromModel ? kind + " '" + name + "'" : name;
    };
    if (profile) return named(profile->name, "profile");
    return modelGivesAll ? std::string(kFromModel) : named(machine.name, "machine");
}

bool givesAll(const Model& model, std::optional<Nanoseconds> Layer::*time) {
    return std::all_of(model.layers().begin(), model.layers().end(),
                       [&](const Layer& layer) { return (layer.*time).has_value(); });
}

/// The names that a plan's lists hold, and who comes when.
class Writer {
public:
    Writer(const Plan& plan, const Model& model, const Durations& durations,
           const CostSources& sources)
        : m_plan(plan), m_model(model), m_durations(durations), m_sources(sources) {}

    void writeCut(PlanDocument& document) const {
        for (std::size_t i = 0; i < m_model.layerCount(); ++i)
            (m_plan.cut.device[i] ? document.deviceLayers : document.serverLayers)
                .push_back(layerName(LayerId{i}));
        for (const TensorId id : crossingTensors(m_model, m_plan.cut)) {
            const Tensor& tensor = m_model.tensor(id);
            const bool fixed =
                tensor.transmitTime ||
                (m_sources.profile && m_sources.profile->transmit.contains(tensor.name));
            document.crossing.push_back(
                {tensor.name, bytesOnAir(tensor, m_sources.transferType).value_or(Bytes{}),
                 m_durations.send[id.index()], fixed});
        }
    }

    void writeJobs(PlanDocument& document) const {
        LayerSet done(m_model.layerCount());
        std::vector<std::size_t> turn(m_model.tensorCount(), 0);
        for (std::size_t j = 0; j < m_plan.order.size(); ++j) {
            const TensorId id = m_plan.order[j];
            turn[id.index()] = j + 1;
            PlanJob entry;
            entry.tensor = m_model.tensor(id).name;
            entry.p1 = m_plan.stages[j].p1;
            entry.p2 = m_plan.stages[j].p2;
            entry.p3 = m_plan.stages[j].p3;
            entry.deviceLayers = takeAncestors(id, done);
            document.jobs.push_back(std::move(entry));
        }
        for (std::size_t i = 0; i < m_model.layerCount(); ++i)
            if (m_plan.cut.device[i] && !done[i])
                document.deviceRest.push_back(layerName(LayerId{i}));
        writeEnabled(document, turn);
    }

    void writeTimeline(PlanDocument& document) const {
        const Schedule& schedule = m_plan.schedule;
        for (const LayerBar& bar : schedule.device)
            document.timeline.push_back({Lane::Device, layerName(bar.layer), bar.start, bar.end});
        for (const SendBar& bar : schedule.link)
            document.timeline.push_back(
                {Lane::Link, m_model.tensor(bar.tensor).name, bar.start, bar.end});
        for (const LayerBar& bar : schedule.server)
            document.timeline.push_back({Lane::Server, layerName(bar.layer), bar.start, bar.end});
    }

private:
    [[nodiscard]] const std::string& layerName(LayerId id) const { return m_model.layer(id).name; }

    /// The ancestors of a tensor that are not done, in topological order; they are done then.
    std::vector<std::string> takeAncestors(TensorId tensor, LayerSet& done) const {
        std::vector<LayerId> open;
        if (const auto producer = m_model.tensor(tensor).producer)
            if (!done.test_set(producer->index())) open.push_back(*producer);
        for (std::size_t i = 0; i < open.size(); ++i)
            for (const LayerId p : m_model.predecessors(LayerId{open[i]}))
                if (!done.test_set(p.index())) open.push_back(p);
        std::sort(open.begin(), open.end());
        std::vector<std::string> names;
        names.reserve(open.size());
        for (const LayerId layer : open)
            names.push_back(layerName(layer));
        return names;
    }

    /// Puts each server layer under the last job that it waits for.
    void writeEnabled(PlanDocument& document, const std::vector<std::size_t>& turn) const {
        std::vector<std::size_t> waitsFor(m_model.layerCount(), 0);
        for (std::size_t i = 0; i < m_model.layerCount(); ++i) {
            if (m_plan.cut.device[i]) continue;
            const LayerId layer{i};
            for (const TensorId input : m_model.layer(layer).inputs)
                waitsFor[i] = std::max(waitsFor[i], turn[input.index()]);
            for (const LayerId p : m_model.predecessors(layer))
                waitsFor[i] = std::max(waitsFor[i], waitsFor[p.index()]);
            if (waitsFor[i] == 0)
                document.serverFirst.push_back(layerName(layer));
            else
                document.jobs[waitsFor[i] - 1].serverLayers.push_back(layerName(layer));
        }
    }

    const Plan& m_plan;
    const Model& m_model;
    const Durations& m_durations;
    const CostSources& m_sources;
};

}  // namespace

PlanDocument makeDocument(const Plan& plan, const Model& model, const Durations& durations,
                          const CostSources& sources) {
    PlanDocument document;
    document.modelName = model.name();
    document.modelSha256 = model.sourceSha256();
    document.strategy = plan.strategy ? std::string(id(*plan.strategy)) : "manual";
    document.sequence = std::string(id(plan.sequencer));
    document.execution = plan.execution == Execution::Staged ? "staged" : "pipelined";
    const auto& profile = sources.profile;
    document.device = sourceName(profile ? profile->device : std::nullopt, sources.device,
                                 givesAll(model, &Layer::deviceTime));
    document.server = sourceName(profile ? profile->server : std::nullopt, sources.server,
                                 givesAll(model, &Layer::serverTime));
    document.network = {sources.network.name,           sources.network.mbps,
                        sources.network.latency,        sources.network.overhead,
                        sources.server.requestOverhead, sources.transferType};
    document.makespan = plan.makespan();
    document.lowerBound = plan.lowerBound;
    document.cutLowerBound = plan.cutLowerBound;
    document.optimal = plan.optimal();
    document.theorem3 = plan.theorem3;
    document.theorem4 = plan.theorem4;
    const Writer writer(plan, model, durations, sources);
    writer.writeCut(document);
    writer.writeJobs(document);
    writer.writeTimeline(document);
    return document;
}

}  // namespace trilane
