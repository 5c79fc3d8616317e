#include "core/plan/show_document.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace trilane {
namespace {

using Violation = PlanViolation;

std::string at(const char* list, std::size_t index) {
    return std::string("/") + list + "/" + std::to_string(index);
}

/// Turns names into ids of a model, and says where that fails.
class DocumentReader {
public:
    DocumentReader(const PlanDocument& document, std::shared_ptr<const Model> model)
        : m_document(document), m_model(std::move(model)) {}

    std::variant<ShownDocument, Violation> run() {
        readHead();
        readCut();
        readJobs();
        readTimeline();
        if (!m_fault) checkComplete();
        if (m_fault) return *std::move(m_fault);
        auto plan = showPlan(*m_model, std::move(m_plan));
        return ShownDocument{std::move(m_model), std::move(m_durations), std::move(plan)};
    }

private:
    void fail(std::string place, std::string found, std::string expected) {
        if (!m_fault) m_fault = {std::move(place), std::move(found), std::move(expected)};
    }

    std::optional<LayerId> layer(const std::string& name, const std::string& place) {
        const auto id = m_model->findLayer(name);
        if (!id) fail(place, "layer '" + name + "'", "a layer of the model");
        return id;
    }

    std::optional<TensorId> tensor(const std::string& name, const std::string& place) {
        const auto id = m_model->findTensor(name);
        if (!id) fail(place, "tensor '" + name + "'", "a tensor of the model");
        return id;
    }

    void readHead() {
        m_plan.strategy = strategyFromId(m_document.strategy);
        m_plan.sequencer = sequencerFromId(m_document.sequence).value_or(Sequencer::Ej);
        m_plan.execution =
            m_document.execution == "staged" ? Execution::Staged : Execution::Pipelined;
        m_plan.lowerBound = m_document.lowerBound;
        m_plan.cutLowerBound = m_document.cutLowerBound;
        m_plan.theorem3 = m_document.theorem3;
        m_plan.theorem4 = m_document.theorem4;
        m_plan.schedule.makespan = m_document.makespan;
        m_durations.device.resize(m_model->layerCount());
        m_durations.server.resize(m_model->layerCount());
        m_durations.send.resize(m_model->tensorCount());
        m_durations.latency = m_document.network.latency + m_document.network.requestOverhead;
        m_durations.requestOverhead = m_document.network.requestOverhead;
    }

    void readCut() {
        m_plan.cut.device.resize(m_model->layerCount());
        for (std::size_t i = 0; i < m_document.deviceLayers.size(); ++i)
            if (const auto id = layer(m_document.deviceLayers[i], at("cut/device_layers", i)))
                m_plan.cut.device.set(id->index());
        if (!isClosed(*m_model, m_plan.cut))
            fail("/cut/device_layers", "a layer whose predecessor is on the server",
                 "a cut over which nothing flows back");
    }

    void readJobs() {
        for (std::size_t i = 0; i < m_document.jobs.size(); ++i) {
            const PlanJob& job = m_document.jobs[i];
            if (const auto id = tensor(job.tensor, at("jobs", i) + "/tensor")) {
                m_plan.order.push_back(*id);
                m_plan.stages.push_back({job.p1, job.p2, job.p3});
            }
        }
        std::vector<TensorId> sorted = m_plan.order;
        std::sort(sorted.begin(), sorted.end());
        if (!m_fault && sorted != crossingTensors(*m_model, m_plan.cut))
            fail("/jobs", "other tensors than those that cross", "each crossing tensor once");
    }

    void readTimeline() {
        Schedule& schedule = m_plan.schedule;
        for (std::size_t i = 0; i < m_document.timeline.size(); ++i) {
            const PlanBar& bar = m_document.timeline[i];
            const std::string place = at("timeline", i);
            if (bar.end < bar.start) fail(place, "an end before the start", "a bar in time");
            if (bar.lane == Lane::Link) {
                if (const auto id = tensor(bar.name, place)) {
                    schedule.link.push_back({*id, bar.start, bar.end});
                    m_durations.send[id->index()] = bar.end - bar.start;
                }
                continue;
            }
            const auto id = layer(bar.name, place);
            if (!id) continue;
            const bool device = bar.lane == Lane::Device;
            (device ? schedule.device : schedule.server).push_back({*id, bar.start, bar.end});
            (device ? m_durations.device : m_durations.server)[id->index()] = bar.end - bar.start;
        }
    }

    /// Pictures rely on it: every layer in its lane, every job on the link, bars in order.
    void checkComplete() {
        const Schedule& schedule = m_plan.schedule;
        std::vector<int> seen(m_model->layerCount(), 0);
        for (const LayerBar& bar : schedule.device)
            seen[bar.layer.index()] += m_plan.cut.onDevice(bar.layer) ? 1 : 2;
        for (const LayerBar& bar : schedule.server)
            seen[bar.layer.index()] += m_plan.cut.onDevice(bar.layer) ? 2 : 1;
        for (std::size_t i = 0; i < seen.size(); ++i)
            if (seen[i] != 1)
                fail("/timeline", "layer '" + m_model->layers()[i].name + "' not once in its lane",
                     "each layer once, on the side that the cut says");
        std::vector<TensorId> sent;
        for (const SendBar& bar : schedule.link)
            sent.push_back(bar.tensor);
        if (sent != m_plan.order)
            fail("/timeline", "other transfers than the jobs", "each job once, in order");
        checkOrder(schedule.device);
        checkOrder(schedule.link);
        checkOrder(schedule.server);
    }

    template <class Bar>
    void checkOrder(const std::vector<Bar>& bars) {
        Nanoseconds end;
        for (const Bar& bar : bars) {
            if (bar.start < end || bar.end > m_document.makespan)
                fail("/timeline", "bars that overlap or end after the makespan",
                     "one thing at a time in each lane");
            end = bar.end;
        }
    }

    const PlanDocument& m_document;
    std::shared_ptr<const Model> m_model;
    Durations m_durations;
    Plan m_plan;
    std::optional<Violation> m_fault;
};

/// A tensor that only links layers of the stand-in; no file's name begins with this byte.
std::string linkName(std::size_t number) {
    return '\x01' + std::to_string(number);
}

/// A model whose layers are linked as the jobs of a document say.
class StandIn {
public:
    explicit StandIn(const PlanDocument& document) : m_document(document) {}

    std::variant<ShownDocument, Violation> run() {
        m_description.name = m_document.modelName;
        m_description.sourceSha256 = m_document.modelSha256;
        for (const auto* names : {&m_document.deviceLayers, &m_document.serverLayers})
            for (const std::string& name : *names)
                addLayer(name);
        for (const PlanCrossing& crossing : m_document.crossing)
            m_description.tensors[crossing.tensor].bytes = crossing.bytes;
        if (auto fault = findConsumers()) return *std::move(fault);
        for (std::size_t i = 0; i < m_document.jobs.size(); ++i)
            if (auto fault = addJob(i)) return *std::move(fault);
        for (LayerDescription& layer : m_description.layers)
            if (layer.outputs.empty()) layer.outputs.push_back(linkName(m_links++));
        auto built = buildModel(std::move(m_description));
        if (auto* fault = std::get_if<ModelFault>(&built))
            return Violation{"/cut", std::move(fault->found), std::move(fault->expected)};
        return DocumentReader(m_document,
                              std::make_shared<const Model>(std::get<Model>(std::move(built))))
            .run();
    }

private:
    void addLayer(const std::string& name) {
        m_placeOf.try_emplace(name, m_description.layers.size());
        LayerDescription layer;
        layer.name = name;
        m_description.layers.push_back(std::move(layer));
    }

    LayerDescription* find(const std::string& name) {
        const auto found = m_placeOf.find(name);
        return found == m_placeOf.end() ? nullptr : &m_description.layers[found->second];
    }

    /// Links the layers of a list in a row; false where one is unknown.
    bool chain(const std::vector<std::string>& names) {
        LayerDescription* before = nullptr;
        for (const std::string& name : names) {
            LayerDescription* const layer = find(name);
            if (layer == nullptr) return false;
            if (before != nullptr) {
                const std::string link = linkName(m_links++);
                m_description.tensors[link].bytes = Bytes{};
                before->outputs.push_back(link);
                layer->inputs.push_back(link);
            }
            before = layer;
        }
        return true;
    }

    /// Which layer takes a job's tensor in: a tensor that enables nothing alone waits for a later
    /// one. Jobs that come twice would make a model that cannot be.
    std::optional<Violation> findConsumers() {
        const std::vector<PlanJob>& jobs = m_document.jobs;
        std::unordered_set<std::string_view> seen;
        for (std::size_t i = 0; i < jobs.size(); ++i)
            if (!seen.insert(jobs[i].tensor).second)
                return Violation{at("jobs", i) + "/tensor", "'" + jobs[i].tensor + "' once more",
                                 "each crossing tensor once"};
        m_consumer.assign(jobs.size(), nullptr);
        const std::string* next = nullptr;
        for (std::size_t i = jobs.size(); i-- > 0;) {
            if (!jobs[i].serverLayers.empty()) next = &jobs[i].serverLayers.front();
            m_consumer[i] = next;
        }
        return std::nullopt;
    }

    std::optional<Violation> addJob(std::size_t index) {
        const PlanJob& job = m_document.jobs[index];
        if (!chain(job.deviceLayers) || !chain(job.serverLayers))
            return Violation{at("jobs", index), "a layer that is not in the cut",
                             "layers of the cut"};
        m_description.tensors.try_emplace(job.tensor).first->second.bytes = Bytes{};
        // The last layer that a job makes the device run is the one that makes its tensor.
        if (job.deviceLayers.empty())
            m_description.inputs.push_back(job.tensor);
        else
            find(job.deviceLayers.back())->outputs.push_back(job.tensor);
        if (m_consumer[index] == nullptr)
            return Violation{at("jobs", index), "a tensor that no layer waits for",
                             "server layers that need it"};
        if (LayerDescription* const consumer = find(*m_consumer[index]))
            consumer->inputs.push_back(job.tensor);
        return std::nullopt;
    }

    const PlanDocument& m_document;
    ModelDescription m_description;
    std::map<std::string, std::size_t, std::less<>> m_placeOf;
    std::vector<const std::string*> m_consumer;  ///< by job; null: none
    std::size_t m_links = 0;
};

}  // namespace

std::variant<ShownDocument, PlanViolation> showDocument(const PlanDocument& document,
                                                        std::shared_ptr<const Model> model) {
    const std::vector<PlanViolation> violations = validatePlan(document, *model);
    if (!violations.empty()) return violations.front();
    auto shown = DocumentReader(document, std::move(model)).run();
    // A stand-in has the bytes on the air for sizes; a model has its own.
    if (auto* const read = std::get_if<ShownDocument>(&shown))
        read->durations.transferType = document.network.transferType;
    return shown;
}

std::variant<ShownDocument, PlanViolation> showDocument(const PlanDocument& document) {
    return StandIn(document).run();
}

}  // namespace trilane
