#include "tests/support/brute_force.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace trilane::test {
namespace {

constexpr LayerMask bit(std::size_t layer) {
    return LayerMask{1} << layer;
}

constexpr bool has(LayerMask mask, std::size_t layer) {
    return (mask & bit(layer)) != 0;
}

}  // namespace

BruteForce::BruteForce(const Problem& problem)
    : m_model(*problem.model), m_durations(problem.durations) {
    const std::size_t layers = m_model.layerCount();
    m_all = bit(layers) - 1;
    m_before.assign(layers, 0);
    std::vector<LayerMask> upTo(layers);  // a layer and all its ancestors
    for (std::size_t v = 0; v < layers; ++v) {
        upTo[v] = bit(v);
        for (const TensorId input : m_model.layers()[v].inputs) {
            const auto producer = m_model.tensor(input).producer;
            if (!producer) continue;
            m_before[v] |= bit(producer->index());
            upTo[v] |= upTo[producer->index()];
        }
    }
    m_above.assign(m_model.tensorCount(), 0);
    m_readers.assign(m_model.tensorCount(), 0);
    for (std::size_t x = 0; x < m_model.tensorCount(); ++x) {
        const Tensor& tensor = m_model.tensors()[x];
        if (tensor.producer) m_above[x] = upTo[tensor.producer->index()];
        for (const LayerId consumer : tensor.consumers)
            m_readers[x] |= bit(consumer.index());
    }

    LayerMask pinnedDevice = 0;
    LayerMask pinnedServer = 0;
    for (const LayerId id : problem.pins.device)
        pinnedDevice |= bit(id.index());
    for (const LayerId id : problem.pins.server)
        pinnedServer |= bit(id.index());
    for (LayerMask device = 0; device <= m_all; ++device) {
        bool allowed = (pinnedDevice & ~device) == 0 && (pinnedServer & device) == 0;
        for (std::size_t v = 0; v < layers && allowed; ++v)
            if (has(device, v) && (m_before[v] & ~device) != 0) allowed = false;
        if (problem.pins.keepInputsLocal)
            for (const TensorId input : m_model.inputs())
                if ((m_readers[input.index()] & ~device) != 0) allowed = false;
        if (allowed) m_cuts.push_back(device);
    }
}

std::uint64_t BruteForce::orderCount() const {
    constexpr std::uint64_t kLimit = 1'000'000'000'000;
    std::uint64_t total = 0;
    for (const LayerMask device : m_cuts) {
        std::uint64_t orders = 1;
        const std::size_t count = jobs(device).size();
        for (std::size_t i = 2; i <= count && orders < kLimit; ++i)
            orders *= i;
        total += orders;
        if (total >= kLimit) return kLimit;
    }
    return total;
}

std::vector<TensorId> BruteForce::jobs(LayerMask device) const {
    std::vector<TensorId> result;
    for (std::size_t x = 0; x < m_model.tensorCount(); ++x) {
        const auto producer = m_model.tensors()[x].producer;
        const bool onDevice = !producer || has(device, producer->index());
        if (onDevice && (m_readers[x] & ~device) != 0) result.emplace_back(x);
    }
    return result;
}

LayerMask BruteForce::descendants(LayerMask device, TensorId tensor) const {
    LayerMask below = m_readers[tensor.index()] & ~device;
    for (std::size_t v = 0; v < m_model.layerCount(); ++v)
        if (!has(device, v) && (m_before[v] & below) != 0) below |= bit(v);
    return below;
}

std::vector<StageTimes> BruteForce::stageTimes(LayerMask device) const {
    const std::vector<TensorId> all = jobs(device);
    LayerMask commonAbove = m_all;
    LayerMask commonBelow = m_all;
    for (const TensorId x : all) {
        commonAbove &= m_above[x.index()];
        commonBelow &= descendants(device, x);
    }
    if (all.size() < 2) commonAbove = commonBelow = 0;
    std::vector<StageTimes> result;
    for (const TensorId x : all) {
        StageTimes times;
        times.p2 = m_durations.send[x.index()];
        const LayerMask below = descendants(device, x);
        for (std::size_t v = 0; v < m_model.layerCount(); ++v) {
            if (has(m_above[x.index()] & device & ~commonAbove, v))
                times.p1 += m_durations.device[v];
            if (has(below & ~commonBelow, v)) times.p3 += m_durations.server[v];
        }
        result.push_back(times);
    }
    return result;
}

Schedule BruteForce::run(LayerMask device, const std::vector<TensorId>& order,
                         Execution execution) const {
    Schedule schedule;
    schedule.device.reserve(m_model.layerCount());
    schedule.link.reserve(order.size());
    schedule.server.reserve(m_model.layerCount());
    const bool staged = execution == Execution::Staged;

    Nanoseconds clock;
    LayerMask done = 0;
    const auto doOnDevice = [&](LayerMask wanted) {
        for (std::size_t v = 0; v < m_model.layerCount(); ++v) {
            if (!has(wanted & device & ~done, v)) continue;
            const Nanoseconds end = clock + m_durations.device[v];
            schedule.device.push_back({LayerId{v}, clock, end});
            clock = end;
            done |= bit(v);
        }
    };
    if (staged) doOnDevice(m_all);

    Nanoseconds linkFree;
    std::vector<Nanoseconds> arrival(m_model.tensorCount(), Nanoseconds{-1});
    for (const TensorId x : order) {
        doOnDevice(m_above[x.index()]);
        const Nanoseconds start = std::max(linkFree, clock);
        linkFree = start + m_durations.send[x.index()];
        schedule.link.push_back({x, start, linkFree});
        arrival[x.index()] = linkFree + m_durations.latency;
    }
    doOnDevice(m_all);

    // Staged, nothing is touched before the last tensor has arrived.
    const Nanoseconds all = order.empty() ? clock : linkFree + m_durations.latency;
    if (staged) arrival.assign(arrival.size(), all);
    runServer(m_all & ~device, arrival, staged ? all : Nanoseconds{0}, schedule.server);
    schedule.makespan = clock;
    if (!schedule.server.empty())
        schedule.makespan = std::max(schedule.makespan, schedule.server.back().end);
    return schedule;
}

void BruteForce::runServer(LayerMask server, const std::vector<Nanoseconds>& arrival,
                           Nanoseconds begin, std::vector<LayerBar>& bars) const {
    std::vector<Nanoseconds> available(
        m_model.layerCount());  // of layers whose predecessors are done
    LayerMask open = 0;         // predecessors done, not started
    LayerMask ended = 0;
    const auto openLayers = [&](Nanoseconds now) {
        for (std::size_t v = 0; v < m_model.layerCount(); ++v) {
            if (!has(server & ~ended & ~open, v) || (m_before[v] & server & ~ended) != 0) continue;
            // Its last predecessor has just ended; before the first layer there was none.
            available[v] = (m_before[v] & server) != 0 ? now : begin;
            for (const TensorId input : m_model.layers()[v].inputs)
                available[v] = std::max(available[v], arrival[input.index()]);
            open |= bit(v);
        }
    };
    Nanoseconds now = begin;
    openLayers(now);
    while (open != 0) {
        std::optional<std::size_t> next;
        for (std::size_t v = 0; v < m_model.layerCount(); ++v)
            if (has(open, v) && (!next || available[v] < available[*next])) next = v;
        now = std::max(now, available[*next]);
        const Nanoseconds end = now + m_durations.server[*next];
        bars.push_back({LayerId{*next}, now, end});
        now = end;
        open &= ~bit(*next);
        ended |= bit(*next);
        openLayers(now);
    }
}

std::vector<TensorId> BruteForce::order(LayerMask device, Sequencer sequencer) const {
    std::vector<TensorId> all = jobs(device);
    if (sequencer == Sequencer::Topological) {
        // Model inputs first, then by the layer that makes the tensor; files need not be sorted.
        const auto place = [&](TensorId x) {
            const auto producer = m_model.tensor(x).producer;
            return producer ? producer->index() + 1 : 0;
        };
        std::stable_sort(all.begin(), all.end(),
                         [&](TensorId a, TensorId b) { return place(a) < place(b); });
        return all;
    }
    if (sequencer == Sequencer::Optimal) {
        std::vector<TensorId> best = all;
        std::optional<Nanoseconds> shortest;
        do {
            const Nanoseconds makespan = run(device, all, Execution::Pipelined).makespan;
            if (shortest && makespan >= *shortest) continue;
            shortest = makespan;
            best = all;
        } while (std::next_permutation(all.begin(), all.end()));
        return best;
    }
    const std::vector<StageTimes> times = stageTimes(device);
    std::vector<std::size_t> rising;
    std::vector<std::size_t> falling;
    for (std::size_t j = 0; j < all.size(); ++j) {
        const bool fits = times[j].p1 + times[j].p2 <= times[j].p2 + times[j].p3;
        (fits ? rising : falling).push_back(j);
    }
    std::stable_sort(rising.begin(), rising.end(), [&](std::size_t a, std::size_t b) {
        return times[a].p1 + times[a].p2 < times[b].p1 + times[b].p2;
    });
    std::stable_sort(falling.begin(), falling.end(), [&](std::size_t a, std::size_t b) {
        return times[a].p2 + times[a].p3 > times[b].p2 + times[b].p3;
    });
    std::vector<TensorId> result;
    for (const std::size_t j : rising)
        result.push_back(all[j]);
    for (const std::size_t j : falling)
        result.push_back(all[j]);
    return result;
}

Nanoseconds BruteForce::makespan(LayerMask device, Sequencer sequencer, Execution execution) const {
    return run(device, order(device, sequencer), execution).makespan;
}

Cut BruteForce::toCut(LayerMask device) const {
    Cut cut;
    cut.device.resize(m_model.layerCount());
    for (std::size_t v = 0; v < m_model.layerCount(); ++v)
        if (has(device, v)) cut.device.set(v);
    return cut;
}

LayerMask BruteForce::toMask(const Cut& cut) {
    LayerMask device = 0;
    for (std::size_t v = 0; v < cut.device.size(); ++v)
        if (cut.device[v]) device |= bit(v);
    return device;
}

Nanoseconds BruteForce::stagedValue(LayerMask device) const {
    Nanoseconds value;
    for (std::size_t v = 0; v < m_model.layerCount(); ++v)
        value += has(device, v) ? m_durations.device[v] : m_durations.server[v];
    const std::vector<TensorId> all = jobs(device);
    for (const TensorId x : all)
        value += m_durations.send[x.index()];
    if (!all.empty()) value += m_durations.latency;
    return value;
}

}  // namespace trilane::test
