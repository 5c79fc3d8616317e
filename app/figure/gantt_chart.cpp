#include "app/figure/gantt_chart.h"

#include <algorithm>
#include <utility>

namespace trilane {
namespace {

void append(GanttLane& lane, Nanoseconds start, Nanoseconds end, std::size_t subject,
            std::optional<JobIndex> job) {
    const auto index = static_cast<std::uint32_t>(lane.bars.size());
    lane.bars.push_back({start, end, static_cast<std::uint32_t>(subject)});
    if (!lane.runs.empty() && lane.runs.back().end == start && lane.runs.back().job == job) {
        lane.runs.back().end = end;
        ++lane.runs.back().count;
    } else {
        lane.runs.push_back({start, end, index, 1, job});
    }
}

std::vector<GanttCriticalRun> putTogether(const std::vector<CriticalStep>& steps) {
    std::vector<GanttCriticalRun> runs;
    for (const CriticalStep& step : steps) {
        const auto bar = static_cast<std::uint32_t>(step.bar);
        if (!runs.empty() && !step.latency && !runs.back().latency &&
            runs.back().lane == step.lane) {
            runs.back().end = step.end;
            runs.back().last = bar;
        } else {
            runs.push_back({step.lane, step.latency, step.start, step.end, bar, bar});
        }
    }
    return runs;
}

GanttProof proofOf(const Plan& plan, bool searching) {
    if (plan.optimal()) return GanttProof::Optimal;
    if (plan.searchComplete()) return GanttProof::Above;
    return searching ? GanttProof::Searching : GanttProof::AtMost;
}

GanttBlock makeBlock(const Model& model, std::shared_ptr<const ShownPlan> plan) {
    GanttBlock block;
    const Schedule& schedule = plan->plan.schedule;
    block.ofLayer.resize(model.layerCount());
    const auto fill = [&](Lane name, const std::vector<LayerBar>& bars) {
        GanttLane& lane = block.lanes[static_cast<std::size_t>(name)];
        lane.bars.reserve(bars.size());
        for (const LayerBar& bar : bars) {
            const std::size_t layer = bar.layer.index();
            block.ofLayer[layer] = {name, static_cast<std::uint32_t>(lane.bars.size())};
            append(lane, bar.start, bar.end, layer, plan->jobs.ofLayer[layer]);
        }
    };
    fill(Lane::Device, schedule.device);
    fill(Lane::Server, schedule.server);
    for (const SendBar& bar : schedule.link)
        append(block.lanes[1], bar.start, bar.end, bar.tensor.index(),
               plan->jobs.ofTensor(bar.tensor));
    block.plan = std::move(plan);
    return block;
}

}  // namespace

std::optional<GanttPlace> GanttBlock::ofTensor(TensorId tensor) const {
    const auto& bars = lane(Lane::Link).bars;
    const auto found = std::find_if(bars.begin(), bars.end(), [&](const GanttBar& bar) {
        return bar.subject == tensor.index();
    });
    if (found == bars.end()) return std::nullopt;
    return GanttPlace{Lane::Link, static_cast<std::uint32_t>(found - bars.begin())};
}

const GanttRun& GanttBlock::runOf(const GanttPlace& place) const {
    const auto& runs = lane(place.lane).runs;
    const auto after = std::partition_point(
        runs.begin(), runs.end(), [&](const GanttRun& run) { return run.first <= place.bar; });
    return *std::prev(after);
}

Nanoseconds GanttChart::end() const {
    Nanoseconds latest;
    for (const GanttBlock& block : blocks)
        latest = std::max(latest, block.makespan());
    return latest;
}

std::shared_ptr<const GanttChart> makeGanttChart(
    std::shared_ptr<const Model> model, const Durations& durations,
    const std::vector<std::shared_ptr<const ShownPlan>>& plans, bool searching,
    bool withCriticalPath) {
    auto chart = std::make_shared<GanttChart>();
    chart->latency = durations.latency;
    chart->requestOverhead = durations.requestOverhead;
    chart->blocks.reserve(plans.size());
    for (const auto& plan : plans) {
        GanttBlock& block = chart->blocks.emplace_back(makeBlock(*model, plan));
        block.proof = proofOf(plan->plan, searching);
        block.request = requestWait(plan->plan.schedule, durations);
        if (withCriticalPath)
            block.critical =
                putTogether(criticalPath(*model, durations.latency, plan->plan.schedule));
    }
    chart->model = std::move(model);
    return chart;
}

double SpanStatistics::busyShare(Lane lane) const {
    if (duration() == Nanoseconds{}) return 0;
    return static_cast<double>(busy[static_cast<std::size_t>(lane)].count()) /
           static_cast<double>(duration().count());
}

SpanStatistics spanStatistics(const GanttBlock& block, Nanoseconds start, Nanoseconds end) {
    SpanStatistics result{start, end, {}};
    for (std::size_t i = 0; i < block.lanes.size(); ++i) {
        // Within a run there is no pause, so that runs are enough.
        const auto& runs = block.lanes[i].runs;
        auto run = std::partition_point(runs.begin(), runs.end(),
                                        [&](const GanttRun& r) { return r.end <= start; });
        for (; run != runs.end() && run->start < end; ++run)
            result.busy[i] += std::min(run->end, end) - std::max(run->start, start);
    }
    return result;
}

}  // namespace trilane
