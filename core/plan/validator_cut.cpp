#include "core/plan/validator_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace trilane::validation {
namespace {

bool inRange(Nanoseconds time, Nanoseconds most) {
    return time >= Nanoseconds{0} && time <= most;
}

bool checkTime(Nanoseconds time, const char* place, Findings& findings) {
    if (inRange(time, kMaxTime)) return true;
    findings.add(place, ms(time), "0 to " + ms(kMaxTime));
    return false;
}

/// Reads one side of the cut. Topological order is the order of the LayerIds.
bool readSide(const Model& model, const std::vector<std::string>& names, const std::string& place,
              LayerSet& into, const LayerSet& other, Findings& findings) {
    bool good = true;
    std::optional<LayerId> last;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string here = fmt::format("{}/{}", place, i);
        const auto id = model.findLayer(names[i]);
        good = good && id.has_value();
        if (!id) {
            findings.add(here, quoted(names[i]), "the name of a layer of the model");
        } else if (into[id->index()] || other[id->index()]) {
            findings.add(here, quoted(names[i]) + " once more", "every layer once, on one side");
            good = false;
        } else {
            into.set(id->index());
            if (last && *id < *last)
                findings.add(here,
                             fmt::format("{} after {}", quoted(names[i]), quoted(names[i - 1])),
                             "the layers in topological order");
            last = id;
        }
    }
    return good;
}

/// Bytes on the air; what is no multiple of an element counts as a whole one.
Bytes expectedBytes(const Tensor& tensor, std::optional<DataType> transferType) {
    if (!tensor.bytes) return Bytes{0};
    const std::int64_t bytes = tensor.bytes->count();
    const DataType type = tensor.dtype == DataType::Unknown ? DataType::Float32 : tensor.dtype;
    if (!transferType || !isFloatingPoint(type)) return Bytes{bytes};
    const std::int64_t from = elementBytes(type);
    if (*transferType == type) return Bytes{bytes};
    return Bytes{(bytes + from - 1) / from * elementBytes(*transferType)};
}

void checkSendFromNetwork(const PlanCrossing& entry, const PlanNetwork& network,
                          const std::string& place, Findings& findings) {
    const long double nanoseconds = static_cast<long double>(network.overhead.count()) +
                                    8000.0L * static_cast<long double>(entry.bytes.count()) /
                                        static_cast<long double>(network.mbps);
    const long double difference = static_cast<long double>(entry.send.count()) - nanoseconds;
    // Half a nanosecond of rounding, and what a double loses of so large a number.
    if (std::fabs(difference) <= 0.5L + nanoseconds * 4e-16L) return;
    findings.add(
        place + "/send_ms", ms(entry.send),
        fmt::format("{:.6f} ms: overhead and {} bytes at {} Mbps",
                    static_cast<double>(nanoseconds / 1e6L), entry.bytes.count(), network.mbps));
}

/// A fixed time is taken as it is: it may come from a profile, which wins over the model's.
void checkSend(const PlanCrossing& entry, const Tensor& tensor, const PlanNetwork& network,
               bool networkUsable, const std::string& place, Findings& findings) {
    if (tensor.transmitTime && !entry.fixed)
        findings.add(place + "/fixed", "false", "true: the model fixes this tensor's send time");
    else if (!entry.fixed && networkUsable)
        checkSendFromNetwork(entry, network, place, findings);
}

/// What the model says crosses, and what depends on each of it.
void findCrossing(Subject& subject) {
    const Model& model = subject.model;
    for (std::size_t x = 0; x < model.tensorCount(); ++x) {
        const Tensor& tensor = model.tensors()[x];
        if (tensor.producer && !subject.device[tensor.producer->index()]) continue;
        bool crosses = false;
        LayerSet above(model.layerCount());
        LayerSet below(model.layerCount());
        for (const LayerId consumer : tensor.consumers) {
            if (subject.device[consumer.index()]) continue;
            crosses = true;
            below.set(consumer.index());
        }
        if (!crosses) continue;
        // Ids ascend along the edges: one sweep each way reaches everything.
        for (std::size_t v = below.find_first(); v != LayerSet::npos; v = below.find_next(v))
            for (const LayerId next : model.successors(LayerId{v}))
                below.set(next.index());
        if (tensor.producer) above.set(tensor.producer->index());
        for (std::size_t v = tensor.producer ? tensor.producer->index() + 1 : 0; v-- > 0;)
            if (above[v])
                for (const LayerId previous : model.predecessors(LayerId{v}))
                    above.set(previous.index());
        subject.crossing.emplace_back(x);
        subject.above.push_back(std::move(above));
        subject.below.push_back(std::move(below));
    }
}

}  // namespace

bool checkNetwork(const PlanNetwork& network, Findings& findings) {
    bool good = std::isfinite(network.mbps) && network.mbps > 0;
    if (!good)
        findings.add("/network/mbps", fmt::format("{}", network.mbps), "a finite number above 0");
    good = checkTime(network.latency, "/network/latency_ms", findings) && good;
    good = checkTime(network.overhead, "/network/overhead_ms", findings) && good;
    good = checkTime(network.requestOverhead, "/network/request_overhead_ms", findings) && good;
    if (network.transferType &&
        (*network.transferType > DataType::String || elementBytes(*network.transferType) == 0)) {
        findings.add("/network/transfer_dtype", "a type without a size", "a numeric element type");
        good = false;
    }
    return good;
}

bool checkCut(Subject& subject, Findings& findings) {
    const Model& model = subject.model;
    LayerSet server(model.layerCount());
    subject.device.resize(model.layerCount());
    bool good = readSide(model, subject.plan.deviceLayers, "/cut/device_layers", subject.device,
                         server, findings);
    good = readSide(model, subject.plan.serverLayers, "/cut/server_layers", server, subject.device,
                    findings) &&
           good;
    for (std::size_t v = 0; v < model.layerCount() && good; ++v) {
        if (subject.device[v] || server[v]) continue;
        findings.add("/cut", "layer " + quoted(model.layers()[v].name) + " on neither side",
                     "every layer of the model on one side");
        good = false;
    }
    if (!good) return false;
    for (std::size_t i = 0; i < subject.plan.deviceLayers.size(); ++i) {
        const std::string& name = subject.plan.deviceLayers[i];
        for (const LayerId before : model.predecessors(*model.findLayer(name))) {
            if (subject.device[before.index()]) continue;
            findings.add(fmt::format("/cut/device_layers/{}", i),
                         fmt::format("{} on the device, {} before it on the server", quoted(name),
                                     quoted(model.layer(before).name)),
                         "nothing that flows back");
            good = false;
        }
    }
    return good;
}

bool checkCrossing(Subject& subject, bool networkUsable, Findings& findings) {
    const PlanDocument& plan = subject.plan;
    findCrossing(subject);
    std::vector<std::string> expected;
    for (const TensorId x : subject.crossing)
        expected.push_back(subject.model.tensor(x).name);
    std::vector<std::string> found;
    for (const PlanCrossing& entry : plan.crossing)
        found.push_back(entry.tensor);
    if (found != expected) {
        const auto [f, e] =
            std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
        const auto at = f - found.begin();
        findings.add(
            f == found.end() ? "/cut/crossing" : fmt::format("/cut/crossing/{}/tensor", at),
            f == found.end() ? fmt::format("{} tensors", at) : quoted(*f),
            e == expected.end() ? "no more crossing tensors"
                                : quoted(*e) + " as the next crossing tensor");
        return false;
    }
    bool good = true;
    Nanoseconds total;
    for (std::size_t j = 0; j < plan.crossing.size(); ++j) {
        const PlanCrossing& entry = plan.crossing[j];
        const Tensor& tensor = subject.model.tensor(subject.crossing[j]);
        const std::string place = fmt::format("/cut/crossing/{}", j);
        const auto type = networkUsable ? plan.network.transferType : std::nullopt;
        if (networkUsable && entry.bytes != expectedBytes(tensor, type))
            findings.add(place + "/bytes", std::to_string(entry.bytes.count()),
                         std::to_string(expectedBytes(tensor, type).count()));
        if (!inRange(entry.send, kMaxTime) || total + entry.send > kMaxTotalTime) {
            findings.add(
                place + "/send_ms", ms(entry.send),
                fmt::format("0 to {}, all together at most {}", ms(kMaxTime), ms(kMaxTotalTime)));
            good = false;
            continue;
        }
        total += entry.send;
        subject.send.push_back(entry.send);
        checkSend(entry, tensor, plan.network, networkUsable, place, findings);
    }
    return good;
}

bool checkOrder(Subject& subject, Findings& findings) {
    std::unordered_map<std::string_view, std::size_t> numberOf;
    for (std::size_t j = 0; j < subject.plan.crossing.size(); ++j)
        numberOf.emplace(subject.plan.crossing[j].tensor, j);
    bool good = subject.plan.jobs.size() == subject.crossing.size();
    if (!good)
        findings.add("/jobs", fmt::format("{} jobs", subject.plan.jobs.size()),
                     fmt::format("{}, one for each crossing tensor", subject.crossing.size()));
    for (std::size_t i = 0; i < subject.plan.jobs.size(); ++i) {
        const auto number = numberOf.find(subject.plan.jobs[i].tensor);
        if (number == numberOf.end()) {
            findings.add(fmt::format("/jobs/{}/tensor", i), quoted(subject.plan.jobs[i].tensor),
                         "each crossing tensor once");
            good = false;
            continue;
        }
        subject.order.push_back(number->second);
        numberOf.erase(number);
    }
    return good;
}

}  // namespace trilane::validation
