#include "core/plan/named_schedule.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace trilane {
namespace {

class Namer {
public:
    Namer(const Model& model, const ShownPlan& plan) : m_model(model), m_plan(plan) {}

    NamedSchedule run() {
        const Schedule& schedule = m_plan.plan.schedule;
        m_named.id = m_plan.id;
        m_named.title = m_plan.title;
        m_named.makespan = schedule.makespan;
        addLayers(Lane::Device, schedule.device);
        const std::size_t firstSent = m_named.bars.size();
        for (const SendBar& bar : schedule.link) {
            const std::string& name = m_model.tensor(bar.tensor).name;
            m_named.bars.push_back({Lane::Link, name, {}, name, bar.start, bar.end});
        }
        addLayers(Lane::Server, schedule.server);
        for (std::size_t i = 0; i < schedule.link.size(); ++i)
            m_named.journeys.push_back(journey(schedule.link[i].tensor, firstSent + i));
        return std::move(m_named);
    }

private:
    void addLayers(Lane lane, const std::vector<LayerBar>& bars) {
        for (const LayerBar& bar : bars) {
            const Layer& layer = m_model.layer(bar.layer);
            const auto job = m_plan.jobs.ofLayer[bar.layer.index()];
            m_placeOfLayer[bar.layer] = m_named.bars.size();
            m_named.bars.push_back(
                {lane, layer.name, layer.op,
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
    const ShownPlan& m_plan;
    NamedSchedule m_named;
    std::unordered_map<LayerId, std::size_t> m_placeOfLayer;
};

}  // namespace

NamedSchedule nameSchedule(const Model& model, const ShownPlan& plan) {
    return Namer(model, plan).run();
}

}  // namespace trilane
