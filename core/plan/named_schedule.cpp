#include "core/plan/named_schedule.h"

#include "core/schedule/request_wait.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>

namespace trilane {
namespace {

class Namer {
public:
    Namer(const Model& model, const Durations& durations, const ShownPlan& plan)
        : m_model(model), m_durations(durations), m_plan(plan) {}

    NamedSchedule run() {
        const Schedule& schedule = m_plan.plan.schedule;
        m_named.id = m_plan.id;
        m_named.title = m_plan.title;
        m_named.makespan = schedule.makespan;
        addLayers(Lane::Device, schedule.device);
        const std::size_t firstSent = m_named.bars.size();
        for (const SendBar& bar : schedule.link) {
            const std::string& name = m_model.tensor(bar.tensor).name;
            m_named.bars.push_back(
                {Lane::Link, NamedBarKind::Tensor, name, {}, name, bar.start, bar.end});
        }
        // Layers of the server that wait for no arrival go before the request.
        const std::span server(schedule.server);
        const auto wait = requestWait(schedule, m_durations);
        const auto first = std::find_if(server.begin(), server.end(), [&](const LayerBar& bar) {
            return wait && bar.start >= wait->end;
        });
        const auto before = static_cast<std::size_t>(first - server.begin());
        addLayers(Lane::Server, server.first(before));
        if (wait)
            m_named.bars.push_back(
                {Lane::Server, NamedBarKind::Request, "request", {}, {}, wait->start, wait->end});
        addLayers(Lane::Server, server.subspan(before));
        for (std::size_t i = 0; i < schedule.link.size(); ++i)
            m_named.journeys.push_back(journey(schedule.link[i].tensor, firstSent + i));
        return std::move(m_named);
    }

private:
    void addLayers(Lane lane, std::span<const LayerBar> bars) {
        for (const LayerBar& bar : bars) {
            const Layer& layer = m_model.layer(bar.layer);
            const auto job = m_plan.jobs.ofLayer[bar.layer.index()];
            m_placeOfLayer[bar.layer] = m_named.bars.size();
            m_named.bars.push_back(
                {lane, NamedBarKind::Layer, layer.name, layer.op,
                 job ? m_model.tensor(m_plan.jobs.tensors[job->index()]).name : std::string(),
                 bar.start, bar.end});
        }
    }

    [[nodiscard]] NamedSchedule::Journey journey(TensorId id, std::size_t sent) const {
        NamedSchedule::Journey journey;
        journey.sent = sent;
        const Tensor& tensor = m_model.tensor(id);
        if (tensor.producer) journey.made = m_placeOfLayer.at(*tensor.producer);
        for (const LayerId consumer : tensor.consumers) {
            const std::size_t place = m_placeOfLayer.at(consumer);
            // The server's bars are in order of time.
            if (m_named.bars[place].lane == Lane::Server)
                journey.consumed = std::min(journey.consumed, place);
        }
        return journey;
    }

    const Model& m_model;
    const Durations& m_durations;
    const ShownPlan& m_plan;
    NamedSchedule m_named;
    std::unordered_map<LayerId, std::size_t> m_placeOfLayer;
};

}  // namespace

NamedSchedule nameSchedule(const Model& model, const Durations& durations, const ShownPlan& plan) {
    return Namer(model, durations, plan).run();
}

}  // namespace trilane
