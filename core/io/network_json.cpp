#include "core/io/network_json.h"

#include "core/io/json_source.h"
#include "core/io/json_types.h"
#include "core/io/json_writer.h"
#include "core/io/shipped.h"

#include <algorithm>
#include <utility>

namespace trilane {
namespace {

constexpr std::string_view kFormat = "trilane.network";
constexpr std::string_view kFolder = "networks/";

Network readFrom(const JsonSource& source) {
    const JsonObject top =
        source.openFormat(kFormat, {"name", "mbps", "latency_ms", "overhead_ms", "origin"});
    Network network;
    network.name = top.require("name").string();
    network.mbps = top.require("mbps").positive(kMaxMbps);
    network.latency = top.findTime("latency_ms").value_or(Nanoseconds{});
    network.overhead = top.findTime("overhead_ms").value_or(Nanoseconds{});
    network.origin = top.findString("origin");
    return network;
}

}  // namespace

Network readNetwork(const std::string& path) {
    return readFrom(JsonSource::fromFile(path));
}

Network parseNetwork(std::string text, const std::string& file) {
    return readFrom(JsonSource(std::move(text), file));
}

std::string writeNetwork(const Network& network) {
    nlohmann::ordered_json json;
    json["format"] = kFormat;
    json["version"] = 1;
    json["name"] = network.name;
    json["mbps"] = network.mbps;
    json["latency_ms"] = jsonTime(network.latency);
    json["overhead_ms"] = jsonTime(network.overhead);
    if (!network.origin.empty()) json["origin"] = network.origin;
    return printJson(json);
}

std::vector<std::string_view> shippedNetworkNames() {
    return shippedNames(kFolder);
}

const std::vector<Network>& shippedNetworks() {
    static const std::vector<Network> networks = [] {
        std::vector<Network> read;
        for (const std::string_view name : shippedNetworkNames())
            read.push_back(loadNetwork(std::string(name)));
        std::sort(read.begin(), read.end(),
                  [](const Network& a, const Network& b) { return a.mbps < b.mbps; });
        return read;
    }();
    return networks;
}

std::optional<Network> shippedNetwork(std::string_view name) {
    const auto file = findShipped(kFolder, name);
    if (!file) return std::nullopt;
    return parseNetwork(std::string(file->text), std::string(file->path));
}

Network loadNetwork(const std::string& nameOrPath) {
    if (auto network = shippedNetwork(nameOrPath)) return *std::move(network);
    requireFile(nameOrPath, kFolder, "network");
    return readNetwork(nameOrPath);
}

}  // namespace trilane
