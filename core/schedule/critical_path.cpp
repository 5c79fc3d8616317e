#include "core/schedule/critical_path.h"

#include <algorithm>

namespace trilane {
namespace {

/// Walks from the end of a schedule to its beginning.
class Walk {
public:
    Walk(const Model& model, Nanoseconds latency, const Schedule& schedule)
        : m_model(model),
          m_latency(latency),
          m_schedule(schedule),
          m_deviceBar(model.layerCount()),
          m_linkBar(model.tensorCount()) {
        for (std::size_t i = 0; i < schedule.device.size(); ++i)
            m_deviceBar[schedule.device[i].layer.index()] = i;
        for (std::size_t i = 0; i < schedule.link.size(); ++i)
            m_linkBar[schedule.link[i].tensor.index()] = i;
    }

    std::vector<CriticalStep> run() {
        std::optional<CriticalStep> step = last();
        while (step) {
            m_steps.push_back(*step);
            step = cause(*step);
        }
        std::reverse(m_steps.begin(), m_steps.end());
        return std::move(m_steps);
    }

    [[nodiscard]] CriticalStep step(Lane lane, std::size_t bar) const {
        const auto make = [&](const auto& bars) {
            return CriticalStep{lane, bar, false, bars[bar].start, bars[bar].end};
        };
        if (lane == Lane::Device) return make(m_schedule.device);
        return lane == Lane::Link ? make(m_schedule.link) : make(m_schedule.server);
    }

    /// What ended when `later` began; empty at time 0.
    [[nodiscard]] std::optional<CriticalStep> cause(const CriticalStep& later) const {
        if (later.start == Nanoseconds{}) return std::nullopt;
        if (later.latency) return step(Lane::Link, later.bar);
        if (later.bar > 0) {
            const CriticalStep before = step(later.lane, later.bar - 1);
            if (before.end == later.start) return before;
        }
        if (later.lane == Lane::Link) return made(later);
        if (later.lane == Lane::Server) return arrived(later);
        return std::nullopt;
    }

private:
    [[nodiscard]] std::optional<CriticalStep> last() const {
        if (m_schedule.makespan == Nanoseconds{}) return std::nullopt;
        const auto& server = m_schedule.server;
        if (!server.empty() && server.back().end == m_schedule.makespan)
            return step(Lane::Server, server.size() - 1);
        const auto& device = m_schedule.device;
        if (!device.empty() && device.back().end == m_schedule.makespan)
            return step(Lane::Device, device.size() - 1);
        return std::nullopt;
    }

    /// The device's bar that a transfer waited for: its tensor's producer, else (staged) the last.
    [[nodiscard]] std::optional<CriticalStep> made(const CriticalStep& sent) const {
        const auto producer = m_model.tensor(m_schedule.link[sent.bar].tensor).producer;
        if (producer && m_deviceBar[producer->index()]) {
            const CriticalStep bar = step(Lane::Device, *m_deviceBar[producer->index()]);
            if (bar.end == sent.start) return bar;
        }
        return lastDeviceBar(sent.start);
    }

    /// The arrival that a server layer waited for: of one of its inputs, else (staged) the last,
    /// else, where nothing is sent, the end of the device.
    [[nodiscard]] std::optional<CriticalStep> arrived(const CriticalStep& served) const {
        std::optional<std::size_t> latest;
        for (const TensorId input : m_model.layer(m_schedule.server[served.bar].layer).inputs) {
            const auto bar = m_linkBar[input.index()];
            if (bar && arrival(*bar) == served.start) latest = std::max(latest, bar);
        }
        if (!latest && !m_schedule.link.empty() &&
            arrival(m_schedule.link.size() - 1) == served.start)
            latest = m_schedule.link.size() - 1;
        if (!latest) return lastDeviceBar(served.start);
        if (m_latency == Nanoseconds{}) return step(Lane::Link, *latest);
        return CriticalStep{Lane::Link, *latest, true, m_schedule.link[*latest].end, served.start};
    }

    [[nodiscard]] Nanoseconds arrival(std::size_t bar) const {
        return m_schedule.link[bar].end + m_latency;
    }

    [[nodiscard]] std::optional<CriticalStep> lastDeviceBar(Nanoseconds end) const {
        if (m_schedule.device.empty() || m_schedule.device.back().end != end) return std::nullopt;
        return step(Lane::Device, m_schedule.device.size() - 1);
    }

    const Model& m_model;
    Nanoseconds m_latency;
    const Schedule& m_schedule;
    std::vector<std::optional<std::size_t>> m_deviceBar;  ///< by layer
    std::vector<std::optional<std::size_t>> m_linkBar;    ///< by tensor
    std::vector<CriticalStep> m_steps;                    ///< latest first
};

}  // namespace

std::vector<CriticalStep> criticalPath(const Model& model, Nanoseconds latency,
                                       const Schedule& schedule) {
    return Walk(model, latency, schedule).run();
}

std::optional<CriticalStep> causeOfBar(const Model& model, Nanoseconds latency,
                                       const Schedule& schedule, Lane lane, std::size_t bar) {
    const Walk walk(model, latency, schedule);
    return walk.cause(walk.step(lane, bar));
}

}  // namespace trilane
