#include "core/schedule/executor.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace trilane {
namespace {

/// One execution under way; its members are the three lanes and what the lanes wait for.
class Executor {
public:
    Executor(const Model& model, const Durations& durations, const Cut& cut)
        : m_model(model),
          m_durations(durations),
          m_cut(cut),
          m_done(model.layerCount()),
          m_available(model.layerCount()),
          m_waiting(model.layerCount()) {}

    Schedule run(std::span<const TensorId> order, Execution execution) {
        if (execution == Execution::Staged) {
            runRestOfDevice();
            for (const TensorId tensor : order)
                send(tensor, m_deviceClock);
        } else {
            for (const TensorId tensor : order)
                send(tensor, make(tensor));
            runRestOfDevice();
        }
        Nanoseconds serverStart;
        if (execution == Execution::Staged)
            serverStart = order.empty() ? m_deviceClock : m_linkClock + m_durations.latency;
        runServer(serverStart);
        m_schedule.makespan = std::max(m_deviceClock, m_serverClock);
        return std::move(m_schedule);
    }

private:
    void runOnDevice(LayerId layer) {
        const Nanoseconds start = m_deviceClock;
        m_deviceClock += m_durations.device[layer.index()];
        m_schedule.device.push_back({layer, start, m_deviceClock});
        m_done.set(layer.index());
    }

    /// Runs what is missing of the tensor's ancestors; returns when the tensor is made.
    Nanoseconds make(TensorId tensor) {
        const auto producer = m_model.tensor(tensor).producer;
        if (!producer) return {};
        if (!m_done[producer->index()]) {
            std::vector<LayerId> missing;
            std::vector<LayerId> open{*producer};
            LayerSet seen(m_model.layerCount());
            seen.set(producer->index());
            while (!open.empty()) {
                const LayerId layer = open.back();
                open.pop_back();
                missing.push_back(layer);
                for (const LayerId p : m_model.predecessors(layer)) {
                    if (m_done[p.index()] || seen.test_set(p.index())) continue;
                    open.push_back(p);
                }
            }
            std::sort(missing.begin(), missing.end());
            for (const LayerId layer : missing)
                runOnDevice(layer);
        }
        // Made earlier or just now: the device has not idled since, so its clock is no earlier than
        // the tensor, and the link cannot have been waiting for it.
        return m_deviceClock;
    }

    void runRestOfDevice() {
        for (std::size_t i = m_cut.device.find_first(); i != LayerSet::npos;
             i = m_cut.device.find_next(i))
            if (!m_done[i]) runOnDevice(LayerId{i});
    }

    void send(TensorId tensor, Nanoseconds made) {
        const Nanoseconds start = std::max(m_linkClock, made);
        m_linkClock = start + m_durations.send[tensor.index()];
        m_schedule.link.push_back({tensor, start, m_linkClock});
        const Nanoseconds arrival = m_linkClock + m_durations.latency;
        for (const LayerId consumer : m_model.tensor(tensor).consumers) {
            Nanoseconds& available = m_available[consumer.index()];
            available = std::max(available, arrival);
        }
    }

    /// Nothing on the server starts before `earliest`.
    void runServer(Nanoseconds earliest) {
        m_serverClock = {};
        using Ready = std::pair<Nanoseconds, LayerId>;  // since when, who
        std::priority_queue<Ready, std::vector<Ready>, std::greater<>> ready;
        for (std::size_t i = 0; i < m_model.layerCount(); ++i) {
            if (m_cut.device[i]) continue;
            for (const LayerId p : m_model.predecessors(LayerId{i}))
                if (!m_cut.onDevice(p)) ++m_waiting[i];
            m_available[i] = std::max(m_available[i], earliest);
            if (m_waiting[i] == 0) ready.emplace(m_available[i], LayerId{i});
        }
        while (!ready.empty()) {
            const auto [available, layer] = ready.top();
            ready.pop();
            const Nanoseconds start = std::max(m_serverClock, available);
            m_serverClock = start + m_durations.server[layer.index()];
            m_schedule.server.push_back({layer, start, m_serverClock});
            for (const LayerId s : m_model.successors(layer)) {
                Nanoseconds& since = m_available[s.index()];
                since = std::max(since, m_serverClock);
                if (--m_waiting[s.index()] == 0) ready.emplace(since, s);
            }
        }
    }

    const Model& m_model;
    const Durations& m_durations;
    const Cut& m_cut;
    LayerSet m_done;
    std::vector<Nanoseconds> m_available;  ///< since when a server layer's inputs are there
    std::vector<std::size_t> m_waiting;    ///< server predecessors that are not done
    Nanoseconds m_deviceClock;
    Nanoseconds m_linkClock;
    Nanoseconds m_serverClock;
    Schedule m_schedule;
};

}  // namespace

Schedule execute(const Model& model, const Durations& durations, const Cut& cut,
                 std::span<const TensorId> order, Execution execution) {
    return Executor(model, durations, cut).run(order, execution);
}

}  // namespace trilane
