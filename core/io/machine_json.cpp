#include "core/io/machine_json.h"

#include "core/io/json_source.h"
#include "core/io/json_types.h"
#include "core/io/json_writer.h"
#include "core/io/shipped.h"

#include <utility>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "trilane.machine";
constexpr std::string_view kFolder = "machines/";
/// Far beyond any machine (10^21 operations or bytes a second), far from what overflows.
constexpr double kMaxRate = 1e12;

Machine readFrom(const JsonSource& source) {
    const JsonObject top =
        source.openFormat(kFormat, {"name", "gflops", "memory_gbps", "layer_overhead_ms",
                                    "request_overhead_ms", "efficiency", "origin"});
    Machine machine;
    machine.name = top.require("name").name();
    const JsonValue gflops = top.require("gflops");
    for (const auto& [type, rate] : gflops.members())
        machine.gflops.emplace(readDataTypeKey(type, rate), rate.positive(kMaxRate));
    if (!machine.gflops.contains(DataType::Float32))
        gflops.fail("no rate for float32", "'float32', which other types fall back to");
    machine.memoryGbps = top.require("memory_gbps").positive(kMaxRate);
    machine.layerOverhead = top.findTime("layer_overhead_ms").value_or(Nanoseconds{});
    machine.requestOverhead = top.findTime("request_overhead_ms").value_or(Nanoseconds{});
    if (const auto efficiency = top.find("efficiency"))
        for (const auto& [op, share] : efficiency->members())
            machine.efficiency.emplace(op, share.positive(1));
    machine.origin = top.findString("origin");
    return machine;
}

}  // namespace

Machine readMachine(const std::string& path) {
    return readFrom(JsonSource::fromFile(path));
}

Machine parseMachine(std::string text, const std::string& file) {
    return readFrom(JsonSource(std::move(text), file));
}

std::string writeMachine(const Machine& machine) {
    Json json;
    json["format"] = kFormat;
    json["version"] = 1;
    json["name"] = machine.name;
    json["gflops"] = Json::object();
    for (const auto& [type, rate] : machine.gflops)
        json["gflops"][std::string(toString(type))] = rate;
    json["memory_gbps"] = machine.memoryGbps;
    json["layer_overhead_ms"] = jsonTime(machine.layerOverhead);
    json["request_overhead_ms"] = jsonTime(machine.requestOverhead);
    for (const auto& [op, share] : machine.efficiency)
        json["efficiency"][op] = share;
    if (!machine.origin.empty()) json["origin"] = machine.origin;
    return printJson(json);
}

std::vector<std::string_view> shippedMachineNames() {
    return shippedNames(kFolder);
}

std::optional<Machine> shippedMachine(std::string_view name) {
    const auto file = findShipped(kFolder, name);
    if (!file) return std::nullopt;
    return parseMachine(std::string(file->text), std::string(file->path));
}

Machine loadMachine(const std::string& nameOrPath) {
    if (auto machine = shippedMachine(nameOrPath)) return *std::move(machine);
    requireFile(nameOrPath, kFolder, "machine");
    return readMachine(nameOrPath);
}

}  // namespace trilane
