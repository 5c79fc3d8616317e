#include "tests/support/tampering.h"

#include <utility>

namespace trilane::test {
namespace {

using Get = std::function<Nanoseconds&(PlanDocument&)>;

/// Gathers the changes; each reaches into a copy of the plan through an accessor.
class Tamperer {
public:
    void time(const std::string& place, const Get& get) {
        for (const std::int64_t step : {-1, 1})
            add(place + (step > 0 ? " + 1 ns" : " - 1 ns"),
                [get, step](PlanDocument& plan) { get(plan) += Nanoseconds{step}; });
    }

    template <class Access>
    void text(const std::string& place, Access get) {
        add(place + " renamed", [get](PlanDocument& plan) { get(plan) += "~"; });
        add(place + " emptied", [get](PlanDocument& plan) { get(plan).clear(); });
    }

    /// `get` yields a vector of anything.
    template <class Access>
    void list(const std::string& place, std::size_t size, Access get) {
        for (std::size_t i = 0; i < size; ++i) {
            const std::string here = place + "/" + std::to_string(i);
            const auto at = static_cast<std::ptrdiff_t>(i);
            add(here + " gone",
                [get, at](PlanDocument& plan) { get(plan).erase(get(plan).begin() + at); });
            add(here + " twice", [get, at](PlanDocument& plan) {
                const auto copy = get(plan)[static_cast<std::size_t>(at)];
                get(plan).insert(get(plan).begin() + at, copy);
            });
            if (i + 1 < size)
                add(here + " swapped with the next",
                    [get, i](PlanDocument& plan) { std::swap(get(plan)[i], get(plan)[i + 1]); });
        }
    }

    template <class Access>
    void names(const std::string& place, std::size_t size, Access get) {
        list(place, size, get);
        for (std::size_t i = 0; i < size; ++i)
            text(place + "/" + std::to_string(i),
                 [get, i](PlanDocument& plan) -> std::string& { return get(plan)[i]; });
    }

    void status(const std::string& place, TheoremStatus PlanDocument::*member) {
        for (const int step : {1, 2})
            add(place + " turned", [member, step](PlanDocument& plan) {
                const auto old = static_cast<std::uint8_t>(plan.*member);
                plan.*member = static_cast<TheoremStatus>((old + step) % 3);
            });
    }

    void add(std::string what, std::function<void(PlanDocument&)> apply) {
        m_all.push_back({std::move(what), std::move(apply)});
    }

    [[nodiscard]] std::vector<Tampering> take() && { return std::move(m_all); }

private:
    std::vector<Tampering> m_all;
};

void tamperHeader(Tamperer& to) {
    to.text("/model/name", [](PlanDocument& p) -> std::string& { return p.modelName; });
    to.text("/model/sha256", [](PlanDocument& p) -> std::string& { return p.modelSha256; });
    to.text("/strategy", [](PlanDocument& p) -> std::string& { return p.strategy; });
    to.text("/sequence", [](PlanDocument& p) -> std::string& { return p.sequence; });
    to.text("/execution", [](PlanDocument& p) -> std::string& { return p.execution; });
    to.text("/device", [](PlanDocument& p) -> std::string& { return p.device; });
    to.text("/server", [](PlanDocument& p) -> std::string& { return p.server; });
    to.text("/network/name", [](PlanDocument& p) -> std::string& { return p.network.name; });
    to.add("/network/mbps doubled", [](PlanDocument& p) { p.network.mbps *= 2; });
    to.time(
        "/network/latency_ms", [](PlanDocument & p) -> auto& { return p.network.latency; });
    to.time(
        "/network/overhead_ms", [](PlanDocument & p) -> auto& { return p.network.overhead; });
    to.time(
        "/network/request_overhead_ms",
        [](PlanDocument & p) -> auto& { return p.network.requestOverhead; });
    to.add("/network/transfer_dtype set", [](PlanDocument& p) {
        p.network.transferType =
            p.network.transferType ? std::nullopt : std::optional{DataType::Float16};
    });
    to.time(
        "/makespan_ms", [](PlanDocument & p) -> auto& { return p.makespan; });
    to.time(
        "/lower_bound_ms", [](PlanDocument & p) -> auto& { return p.lowerBound; });
    to.time(
        "/cut_lower_bound_ms", [](PlanDocument & p) -> auto& { return p.cutLowerBound; });
    to.add("/optimal turned", [](PlanDocument& p) { p.optimal = !p.optimal; });
    to.status("/certificates/theorem3", &PlanDocument::theorem3);
    to.status("/certificates/theorem4", &PlanDocument::theorem4);
}

void tamperCrossing(Tamperer& to, const PlanDocument& plan) {
    to.list(
        "/cut/crossing", plan.crossing.size(),
        [](PlanDocument & p) -> auto& { return p.crossing; });
    for (std::size_t i = 0; i < plan.crossing.size(); ++i) {
        const std::string here = "/cut/crossing/" + std::to_string(i);
        to.text(here + "/tensor",
                [i](PlanDocument& p) -> std::string& { return p.crossing[i].tensor; });
        to.add(here + "/bytes + 1", [i](PlanDocument& p) { p.crossing[i].bytes += Bytes{1}; });
        to.add(here + "/bytes - 1", [i](PlanDocument& p) { p.crossing[i].bytes += Bytes{-1}; });
        to.time(
            here + "/send_ms", [i](PlanDocument & p) -> auto& { return p.crossing[i].send; });
        to.add(here + "/fixed turned",
               [i](PlanDocument& p) { p.crossing[i].fixed = !p.crossing[i].fixed; });
    }
}

void tamperJobs(Tamperer& to, const PlanDocument& plan) {
    to.list(
        "/jobs", plan.jobs.size(), [](PlanDocument & p) -> auto& { return p.jobs; });
    for (std::size_t i = 0; i < plan.jobs.size(); ++i) {
        const std::string here = "/jobs/" + std::to_string(i);
        to.text(here + "/tensor",
                [i](PlanDocument& p) -> std::string& { return p.jobs[i].tensor; });
        to.names(
            here + "/device_layers",
            plan.jobs[i].deviceLayers.size(), [i](PlanDocument & p) -> auto& {
                return p.jobs[i].deviceLayers;
            });
        to.names(
            here + "/server_layers",
            plan.jobs[i].serverLayers.size(), [i](PlanDocument & p) -> auto& {
                return p.jobs[i].serverLayers;
            });
        to.time(
            here + "/p1_ms", [i](PlanDocument & p) -> auto& { return p.jobs[i].p1; });
        to.time(
            here + "/p2_ms", [i](PlanDocument & p) -> auto& { return p.jobs[i].p2; });
        to.time(
            here + "/p3_ms", [i](PlanDocument & p) -> auto& { return p.jobs[i].p3; });
    }
}

void tamperTimeline(Tamperer& to, const PlanDocument& plan) {
    to.list(
        "/timeline", plan.timeline.size(), [](PlanDocument & p) -> auto& { return p.timeline; });
    for (std::size_t i = 0; i < plan.timeline.size(); ++i) {
        const std::string here = "/timeline/" + std::to_string(i);
        for (const int step : {1, 2})
            to.add(here + "/lane changed", [i, step](PlanDocument& p) {
                const auto old = static_cast<std::uint8_t>(p.timeline[i].lane);
                p.timeline[i].lane = static_cast<Lane>((old + step) % 3);
            });
        to.text(here + "/layer",
                [i](PlanDocument& p) -> std::string& { return p.timeline[i].name; });
        to.time(
            here + "/start_ms", [i](PlanDocument & p) -> auto& { return p.timeline[i].start; });
        to.time(
            here + "/end_ms", [i](PlanDocument & p) -> auto& { return p.timeline[i].end; });
    }
}

}  // namespace

std::vector<Tampering> allTamperings(const PlanDocument& plan) {
    Tamperer to;
    tamperHeader(to);
    to.names(
        "/cut/device_layers", plan.deviceLayers.size(),
        [](PlanDocument & p) -> auto& { return p.deviceLayers; });
    to.names(
        "/cut/server_layers", plan.serverLayers.size(),
        [](PlanDocument & p) -> auto& { return p.serverLayers; });
    tamperCrossing(to, plan);
    tamperJobs(to, plan);
    to.names(
        "/device_rest", plan.deviceRest.size(),
        [](PlanDocument & p) -> auto& { return p.deviceRest; });
    to.names(
        "/server_first", plan.serverFirst.size(),
        [](PlanDocument & p) -> auto& { return p.serverFirst; });
    tamperTimeline(to, plan);
    return std::move(to).take();
}

}  // namespace trilane::test
