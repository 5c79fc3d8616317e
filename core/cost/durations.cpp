#include "core/cost/durations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace trilane {
namespace {

/// Operators that only rename or reinterpret their input: no bytes move.
constexpr std::array<std::string_view, 6> kViewOps{"Reshape",   "Flatten",  "Squeeze",
                                                   "Unsqueeze", "Identity", "Dropout"};

/// True if every part of a fused operator ("Flatten+Identity") is a view.
bool isView(std::string_view op) {
    while (true) {
        const std::size_t plus = op.find('+');
        const std::string_view head = op.substr(0, plus);
        if (std::find(kViewOps.begin(), kViewOps.end(), head) == kViewOps.end()) return false;
        if (plus == std::string_view::npos) return true;
        op.remove_prefix(plus + 1);
    }
}

double peakOf(const Machine& machine, DataType type) {
    auto peak = machine.gflops.find(type);
    if (peak == machine.gflops.end()) peak = machine.gflops.find(DataType::Float32);
    return peak == machine.gflops.end() ? 0.0 : peak->second;
}

/// The whole fused operator first, then the one at its head, which does most of the work.
double efficiencyOf(const Machine& machine, std::string_view op) {
    auto share = machine.efficiency.find(op);
    if (share == machine.efficiency.end())
        share = machine.efficiency.find(op.substr(0, op.find('+')));
    return share == machine.efficiency.end() ? 1.0 : share->second;
}

/// Tensors without a known size count nothing; one that a layer reads twice is fetched once.
double bytesMoved(const Model& model, const Layer& layer) {
    std::vector<TensorId> touched = layer.inputs;
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    touched.insert(touched.end(), layer.outputs.begin(), layer.outputs.end());
    auto total = static_cast<double>(layer.weightBytes.count());
    for (const TensorId id : touched)
        total += static_cast<double>(model.tensor(id).bytes.value_or(Bytes{}).count());
    return total;
}

/// In nanoseconds, before rounding; may be infinite.
double rooflineNs(const Model& model, const Layer& layer, const Machine& machine) {
    const auto overhead = static_cast<double>(machine.layerOverhead.count());
    if (isView(layer.op)) return overhead;
    const double bytes = bytesMoved(model, layer);
    const auto flops = static_cast<double>(layer.flops);
    // 10^9 a second is one a nanosecond. Nothing to do takes no time, even at an unknown rate.
    const double peak = peakOf(machine, layer.computeType) * efficiencyOf(machine, layer.op);
    const double compute = flops == 0 ? 0.0 : flops / peak;
    const double memory = bytes == 0 ? 0.0 : bytes / machine.memoryGbps;
    return compute + memory + overhead;
}

std::string milliseconds(double nanoseconds) {
    return std::isfinite(nanoseconds) ? fmt::format("{} ms", nanoseconds / 1e6) : "forever";
}

std::string milliseconds(Nanoseconds time) {
    return milliseconds(static_cast<double>(time.count()));
}

bool isTime(double nanoseconds) {
    return nanoseconds >= 0 && nanoseconds <= static_cast<double>(kMaxTime.count());
}

CostFault noTime(std::string subject, double nanoseconds) {
    return {std::move(subject), "takes " + milliseconds(nanoseconds),
            "a time from 0 to " + milliseconds(kMaxTime)};
}

/// `times` are checked one by one already; `nameOf` tells which one an index stands for.
template <class NameOf>
std::optional<CostFault> checkSum(const std::string& subject, const std::vector<Nanoseconds>& times,
                                  NameOf nameOf) {
    double total = 0;
    for (const Nanoseconds time : times)
        total += static_cast<double>(time.count());
    if (total <= static_cast<double>(kMaxTime.count())) return std::nullopt;
    const auto longest = std::max_element(times.begin(), times.end());
    return CostFault{subject,
                     fmt::format("add up to {}, of which {} takes {}", milliseconds(total),
                                 nameOf(static_cast<std::size_t>(longest - times.begin())),
                                 milliseconds(*longest)),
                     "at most " + milliseconds(kMaxTime) + " in sum"};
}

/// One machine's view of the sources.
struct SideTimes {
    const char* title;
    const Machine& machine;
    const SideProfile* profile;
    std::optional<Nanoseconds> Layer::*fromFile;
};

std::variant<std::vector<Nanoseconds>, CostFault> layerTimes(const Model& model,
                                                             const SideTimes& side) {
    std::vector<Nanoseconds> times;
    times.reserve(model.layerCount());
    for (const Layer& layer : model.layers()) {
        std::optional<Nanoseconds> given = layer.*side.fromFile;
        if (side.profile != nullptr) {
            const auto measured = side.profile->layers.find(layer.name);
            if (measured != side.profile->layers.end()) given = measured->second;
        }
        const double time =
            given ? static_cast<double>(given->count()) : rooflineNs(model, layer, side.machine);
        if (!isTime(time))
            return noTime(fmt::format("layer '{}' on the {}", layer.name, side.title), time);
        times.push_back(given.value_or(Nanoseconds{std::llround(time)}));
    }
    if (auto fault =
            checkSum(fmt::format("all layers on the {}", side.title), times,
                     [&](std::size_t i) { return "layer '" + model.layers()[i].name + "'"; }))
        return *std::move(fault);
    return times;
}

std::variant<Nanoseconds, CostFault> sendTimeOf(const Tensor& tensor, const CostSources& sources) {
    if (tensor.consumers.empty()) return Nanoseconds{};
    const auto subject = [&] { return "tensor '" + tensor.name + "' on the link"; };
    std::optional<Nanoseconds> given = tensor.transmitTime;
    if (sources.profile) {
        const auto measured = sources.profile->transmit.find(tensor.name);
        if (measured != sources.profile->transmit.end()) given = measured->second;
    }
    if (given) {
        const auto time = static_cast<double>(given->count());
        if (!isTime(time)) return noTime(subject(), time);
        return *given;
    }
    const Bytes bytes = bytesOnAir(tensor, sources.transferType).value_or(Bytes{});
    if (const auto time = sendTime(bytes, sources.network)) return *time;
    return CostFault{subject(),
                     fmt::format("takes more than {} to send: {} bytes at {} Mbps",
                                 milliseconds(kMaxTime), bytes.count(), sources.network.mbps),
                     "a time from 0 to " + milliseconds(kMaxTime)};
}

std::variant<std::vector<Nanoseconds>, CostFault> sendTimes(const Model& model,
                                                            const CostSources& sources) {
    std::vector<Nanoseconds> times;
    times.reserve(model.tensorCount());
    for (const Tensor& tensor : model.tensors()) {
        auto time = sendTimeOf(tensor, sources);
        if (auto* fault = std::get_if<CostFault>(&time)) return std::move(*fault);
        times.push_back(std::get<Nanoseconds>(time));
    }
    if (auto fault = checkSum("all tensors on the link", times, [&](std::size_t i) {
            return "tensor '" + model.tensors()[i].name + "'";
        }))
        return *std::move(fault);
    return times;
}

const SideProfile* sideOf(const std::optional<Profile>& profile,
                          std::optional<SideProfile> Profile::*side) {
    return profile && (*profile).*side ? &*((*profile).*side) : nullptr;
}

}  // namespace

std::optional<Nanoseconds> rooflineTime(const Model& model, LayerId layer, const Machine& machine) {
    const double time = rooflineNs(model, model.layer(layer), machine);
    if (!(time <= static_cast<double>(kMaxTime.count()))) return std::nullopt;
    return Nanoseconds{std::llround(time)};
}

std::optional<Bytes> bytesOnAir(const Tensor& tensor, std::optional<DataType> transferType) {
    if (!tensor.bytes) return std::nullopt;
    return transferBytes(*tensor.bytes, tensor.dtype, transferType);
}

std::variant<Durations, CostFault> computeDurations(const Model& model,
                                                    const CostSources& sources) {
    const SideTimes deviceSide{"device", sources.device, sideOf(sources.profile, &Profile::device),
                               &Layer::deviceTime};
    const SideTimes serverSide{"server", sources.server, sideOf(sources.profile, &Profile::server),
                               &Layer::serverTime};
    auto device = layerTimes(model, deviceSide);
    if (auto* fault = std::get_if<CostFault>(&device)) return std::move(*fault);
    auto server = layerTimes(model, serverSide);
    if (auto* fault = std::get_if<CostFault>(&server)) return std::move(*fault);
    auto send = sendTimes(model, sources);
    if (auto* fault = std::get_if<CostFault>(&send)) return std::move(*fault);

    const Nanoseconds latency = sources.network.latency + sources.server.requestOverhead;
    if (const auto time = static_cast<double>(latency.count()); !isTime(time))
        return noTime("the latency with the server's request overhead", time);
    return Durations{std::get<0>(std::move(device)), std::get<0>(std::move(server)),
                     std::get<0>(std::move(send)),   latency,
                     sources.server.requestOverhead, sources.transferType};
}

}  // namespace trilane
