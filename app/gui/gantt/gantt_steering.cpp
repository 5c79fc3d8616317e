// The commands of GanttController: what keys, menus and clicks do.

#include "app/gui/gantt/gantt_controller.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace trilane {
namespace {

double asDouble(Nanoseconds time) {
    return static_cast<double>(time.count());
}

/// The run beside the one of `place` that belongs to the same job; empty at the ends.
std::optional<GanttPlace> sameJobInLane(const GanttBlock& block, const GanttPlace& place,
                                        int step) {
    const auto& runs = block.lane(place.lane).runs;
    const GanttRun& run = block.runOf(place);
    const std::ptrdiff_t size = std::ssize(runs);
    for (std::ptrdiff_t i = &run - runs.data() + step; i >= 0 && i < size; i += step)
        if (runs[static_cast<std::size_t>(i)].job == run.job)
            return GanttPlace{place.lane, runs[static_cast<std::size_t>(i)].first};
    return std::nullopt;
}

/// The first bar of the job in a lane; going back the last.
std::optional<GanttPlace> jobInLane(const GanttBlock& block, Lane lane, JobIndex job, bool last) {
    const auto& runs = block.lane(lane).runs;
    const auto of = [job](const GanttRun& run) { return run.job == job; };
    if (!last) {
        const auto run = std::find_if(runs.begin(), runs.end(), of);
        if (run == runs.end()) return std::nullopt;
        return GanttPlace{lane, run->first};
    }
    const auto run = std::find_if(runs.rbegin(), runs.rend(), of);
    if (run == runs.rend()) return std::nullopt;
    return GanttPlace{lane, run->first + run->count - 1};
}

}  // namespace

void GanttController::run(GanttCommand command) {
    if (!m_chart || m_chart->blocks.empty()) return;
    constexpr double kPanShare = 0.15;
    const double span = m_range.shown().span();
    switch (command) {
        case GanttCommand::ZoomIn:
            zoomBy(1.5);
            break;
        case GanttCommand::ZoomOut:
            zoomBy(1 / 1.5);
            break;
        case GanttCommand::PanLeft:
            pan(-kPanShare * span);
            break;
        case GanttCommand::PanRight:
            pan(kPanShare * span);
            break;
        case GanttCommand::Fit:
            m_range.fit();
            rangeChanged();
            break;
        case GanttCommand::ZoomToSelection:
            zoomToSelection();
            break;
        case GanttCommand::NextBar:
            stepBar(1);
            break;
        case GanttCommand::PreviousBar:
            stepBar(-1);
            break;
        case GanttCommand::FollowJob:
            followJob(1);
            break;
        case GanttCommand::FollowJobBack:
            followJob(-1);
            break;
        case GanttCommand::NextPlan:
            stepPlan(1);
            break;
        case GanttCommand::PreviousPlan:
            stepPlan(-1);
            break;
        case GanttCommand::ToggleMark:
            toggleMark();
            break;
        case GanttCommand::ClearMarks:
            m_overlay.marks.clear();
            emit changed();
            break;
        case GanttCommand::ClearSpan:
            m_overlay.span.reset();
            emit changed();
            break;
        case GanttCommand::CriticalPath:
            m_document.changeView(
                [](ProjectView& view) { view.criticalPath = !view.criticalPath; });
            break;
    }
}

void GanttController::zoomBy(double factor) {
    const TimeRange& shown = m_range.shown();
    zoom(factor, m_cursor.value_or((shown.start + shown.end) / 2));
}

void GanttController::zoomToSelection() {
    TimeRange target;
    if (m_overlay.span) {
        target = {m_overlay.span->start, m_overlay.span->end};
    } else if (const auto place = currentBar()) {
        const GanttBar& bar = m_chart->blocks[currentBlock()].lane(place->lane).bars[place->bar];
        target = {asDouble(bar.start), asDouble(bar.end)};
    } else {
        return;
    }
    const double margin = std::max(target.span() * 0.05, 20.0);
    m_range.show({std::max(target.start - margin, 0.0), target.end + margin});
    rangeChanged();
}

std::optional<GanttPlace> GanttController::currentBar() const {
    if (!m_chart || m_chart->blocks.empty()) return std::nullopt;
    const GanttBlock& block = m_chart->blocks[currentBlock()];
    if (const auto tensor = m_selection.tensor()) return block.ofTensor(*tensor);
    const auto layer = m_selection.currentLayer();
    if (!layer || layer->index() >= block.ofLayer.size()) return std::nullopt;
    return block.ofLayer[layer->index()];
}

void GanttController::stepBar(int step) {
    const GanttBlock& block = m_chart->blocks[currentBlock()];
    const auto current = currentBar();
    if (!current) {
        for (const Lane lane : kLanes) {
            if (block.lane(lane).bars.empty()) continue;
            const auto last = static_cast<std::uint32_t>(block.lane(lane).bars.size() - 1);
            selectPlace({lane, step > 0 ? 0 : last});
            return;
        }
        return;
    }
    const std::ptrdiff_t next = static_cast<std::ptrdiff_t>(current->bar) + step;
    if (next < 0 || next >= std::ssize(block.lane(current->lane).bars)) return;
    selectPlace({current->lane, static_cast<std::uint32_t>(next)});
}

void GanttController::followJob(int step) {
    const GanttBlock& block = m_chart->blocks[currentBlock()];
    const auto current = currentBar();
    if (!current) {
        stepBar(step);
        return;
    }
    const auto job = block.runOf(*current).job;
    if (!job) return;
    std::optional<GanttPlace> next;
    for (int lane = static_cast<int>(current->lane) + step; !next && lane >= 0 && lane < 3;
         lane += step)
        next = jobInLane(block, kLanes[static_cast<std::size_t>(lane)], *job, step < 0);
    if (!next) next = sameJobInLane(block, *current, step);
    if (next) selectPlace(*next);
}

void GanttController::stepPlan(int step) {
    const auto last = std::ssize(m_chart->blocks) - 1;
    const std::ptrdiff_t now =
        m_overlay.focused ? static_cast<std::ptrdiff_t>(*m_overlay.focused) + step : 0;
    const auto block = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(now, 0, last));
    focus(block);
    emit blockRevealed(block);
}

void GanttController::toggleMark() {
    double time = 0;
    if (m_cursor) {
        time = *m_cursor;
    } else if (const auto place = currentBar()) {
        time = asDouble(m_chart->blocks[currentBlock()].lane(place->lane).bars[place->bar].start);
    } else {
        return;
    }
    auto& marks = m_overlay.marks;
    const double reach = m_range.shown().span() / m_plot * 5;
    const auto near = std::find_if(marks.begin(), marks.end(), [&](Nanoseconds mark) {
        return std::abs(asDouble(mark) - time) <= reach;
    });
    if (near != marks.end()) {
        marks.erase(near);
    } else {
        const Nanoseconds mark{std::max<std::int64_t>(std::llround(time), 0)};
        marks.insert(std::upper_bound(marks.begin(), marks.end(), mark), mark);
    }
    emit changed();
}

void GanttController::selectPlace(const GanttPlace& place) {
    const std::uint32_t subject =
        m_chart->blocks[currentBlock()].lane(place.lane).bars[place.bar].subject;
    if (place.lane == Lane::Link)
        m_selection.selectTensor(TensorId(subject));
    else
        m_selection.selectLayer(LayerId(subject));
    reveal(place);
}

void GanttController::reveal(const GanttPlace& place) {
    const GanttBar& bar = m_chart->blocks[currentBlock()].lane(place.lane).bars[place.bar];
    const TimeRange& shown = m_range.shown();
    const double start = asDouble(bar.start);
    const double end = asDouble(bar.end);
    if (end < shown.start || start > shown.end) {
        const double span = shown.span();
        const double from = std::max((start + end - span) / 2, 0.0);
        m_range.show({from, from + span});
        rangeChanged();
    }
    emit blockRevealed(currentBlock());
}

void GanttController::select(const GanttHit& hit, bool toggle) {
    if (!m_chart) return;
    if (!hit.shape) {
        if (!toggle) m_selection.clear();
        return;
    }
    const auto& bars = m_chart->blocks[hit.block].lane(hit.lane).bars;
    const std::uint32_t subject = bars[hit.bar].subject;
    if (hit.lane == Lane::Link) {
        m_selection.selectTensor(TensorId(subject));
        return;
    }
    const LayerId layer(subject);
    if (toggle) {
        m_selection.toggleLayer(layer);
        return;
    }
    if (hit.shape->kind != GanttShape::Kind::Run || !hit.shape->job) {
        m_selection.selectLayer(layer);
        return;
    }
    std::set<LayerId> layers;
    for (std::uint32_t i = hit.shape->first; i <= hit.shape->last; ++i)
        layers.insert(LayerId(bars[i].subject));
    m_selection.selectLayers(std::move(layers), layer);
}

std::set<LayerId> GanttController::layersAt(const GanttHit& hit) const {
    if (!m_chart || !hit.shape || hit.lane == Lane::Link) return {};
    const LayerId layer(m_chart->blocks[hit.block].lane(hit.lane).bars[hit.bar].subject);
    if (m_selection.layers().contains(layer)) return m_selection.layers();
    return {layer};
}

double GanttController::snap(const GanttHit& hit, double reach) const {
    double best = hit.time;
    double least = reach;
    if (!m_chart || hit.part != GanttHit::Part::Lane) return best;
    const auto& bars = m_chart->blocks[hit.block].lane(hit.lane).bars;
    const auto from = std::partition_point(bars.begin(), bars.end(), [&](const GanttBar& bar) {
        return asDouble(bar.end) < hit.time - reach;
    });
    // No more bars than share the few pixels of the reach.
    for (auto bar = from; bar != bars.end() && asDouble(bar->start) <= hit.time + reach; ++bar) {
        for (const Nanoseconds edge : {bar->start, bar->end}) {
            const double distance = std::abs(asDouble(edge) - hit.time);
            if (distance > least) continue;
            least = distance;
            best = asDouble(edge);
        }
    }
    return best;
}

}  // namespace trilane
