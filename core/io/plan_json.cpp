#include "core/io/plan_json.h"

#include "core/io/json_digest.h"
#include "core/io/json_source.h"
#include "core/io/json_types.h"
#include "core/io/json_writer.h"
#include "core/io/plan_json_value.h"

#include <array>
#include <cstddef>
#include <utility>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "trilane.plan";
constexpr std::array<std::string_view, 3> kLanes{"device", "link", "server"};
constexpr std::array<std::string_view, 3> kTheoremStates{"holds", "does not hold",
                                                         "not applicable"};

static_assert(static_cast<int>(Lane::Server) == 2, "kLanes stand in enum order");
static_assert(static_cast<int>(TheoremStatus::NotApplicable) == 2,
              "kTheoremStates stand in enum order");

/// A time that sums up layers and transfers.
Nanoseconds total(const JsonObject& object, std::string_view key) {
    return object.require(key).time(kMaxTotalTime);
}

PlanNetwork readPlanNetwork(const JsonValue& value) {
    const JsonObject object = value.object(
        {"name", "mbps", "latency_ms", "overhead_ms", "request_overhead_ms", "transfer_dtype"});
    PlanNetwork network;
    network.name = object.require("name").string();
    network.mbps = object.require("mbps").positive(kMaxMbps);
    network.latency = object.require("latency_ms").time();
    network.overhead = object.require("overhead_ms").time();
    network.requestOverhead = object.require("request_overhead_ms").time();
    if (const auto type = object.find("transfer_dtype")) network.transferType = readDataType(*type);
    return network;
}

void readCut(const JsonValue& value, PlanDocument& document) {
    const JsonObject cut = value.object({"device_layers", "server_layers", "crossing"});
    document.deviceLayers = cut.require("device_layers").names();
    document.serverLayers = cut.require("server_layers").names();
    for (const JsonValue& element : cut.require("crossing").elements()) {
        const JsonObject object = element.object({"tensor", "bytes", "send_ms", "fixed"});
        PlanCrossing crossing;
        crossing.tensor = object.require("tensor").name();
        crossing.bytes = Bytes{object.require("bytes").count(kMaxBytes.count())};
        crossing.send = object.require("send_ms").time();
        if (const auto fixed = object.find("fixed")) crossing.fixed = fixed->boolean();
        document.crossing.push_back(std::move(crossing));
    }
}

PlanJob readJob(const JsonValue& value) {
    const JsonObject object =
        value.object({"tensor", "device_layers", "p1_ms", "p2_ms", "p3_ms", "server_layers"});
    PlanJob job;
    job.tensor = object.require("tensor").name();
    job.deviceLayers = object.require("device_layers").names();
    job.p1 = total(object, "p1_ms");
    job.p2 = total(object, "p2_ms");
    job.p3 = total(object, "p3_ms");
    job.serverLayers = object.require("server_layers").names();
    return job;
}

PlanBar readBar(const JsonValue& value) {
    const JsonObject object = value.object({"lane", "layer", "tensor", "start_ms", "end_ms"});
    PlanBar bar;
    bar.lane = readEnum<Lane>(object.require("lane"), kLanes);
    const bool link = bar.lane == Lane::Link;
    if (const auto other = object.find(link ? "layer" : "tensor"))
        other->fail(link ? "a layer on the link" : "a tensor beside the link",
                    link ? "'tensor'" : "'layer'");
    bar.name = object.require(link ? "tensor" : "layer").name();
    bar.start = total(object, "start_ms");
    bar.end = total(object, "end_ms");
    return bar;
}

void readFacts(const JsonObject& top, PlanDocument& document) {
    const JsonObject model = top.require("model").object({"name", "sha256"});
    document.modelName = model.require("name").string();
    document.modelSha256 = model.require("sha256").string();
    document.strategy = top.require("strategy").name();
    document.sequence = top.require("sequence").choice({"ej", "optimal", "topological"});
    document.execution = top.require("execution").choice({"pipelined", "staged"});
    document.device = top.require("device").string();
    document.server = top.require("server").string();
    document.network = readPlanNetwork(top.require("network"));
    document.makespan = total(top, "makespan_ms");
    document.lowerBound = total(top, "lower_bound_ms");
    document.cutLowerBound = total(top, "cut_lower_bound_ms");
    document.optimal = top.require("optimal").boolean();
    const JsonObject certificates = top.require("certificates").object({"theorem3", "theorem4"});
    document.theorem3 = readEnum<TheoremStatus>(certificates.require("theorem3"), kTheoremStates);
    document.theorem4 = readEnum<TheoremStatus>(certificates.require("theorem4"), kTheoremStates);
}

PlanFile readFrom(const JsonSource& source, const JsonValue& value) {
    const JsonObject top = source.openFormat(
        value, kFormat,
        {"model", "strategy", "sequence", "execution", "device", "server", "network", "makespan_ms",
         "lower_bound_ms", "cut_lower_bound_ms", "gap_percent", "optimal", "certificates", "cut",
         "jobs", "device_rest", "server_first", "timeline", "digest"});
    PlanFile file;
    PlanDocument& document = file.document;
    readFacts(top, document);
    readCut(top.require("cut"), document);
    for (const JsonValue& job : top.require("jobs").elements())
        document.jobs.push_back(readJob(job));
    document.deviceRest = top.require("device_rest").names();
    document.serverFirst = top.require("server_first").names();
    for (const JsonValue& bar : top.require("timeline").elements())
        document.timeline.push_back(readBar(bar));
    const JsonValue gap = top.require("gap_percent");
    if (!gap.node().is_null()) {
        if (!gap.node().is_number()) gap.failExpecting("a number, or null");
        file.gapPercent = gap.node().get<double>();
    }
    file.digest = top.findString("digest");
    file.expectedDigest = digestOf(value.node());
    return file;
}

Json toJson(const PlanNetwork& network) {
    Json json;
    json["name"] = network.name;
    json["mbps"] = network.mbps;
    json["latency_ms"] = jsonTime(network.latency);
    json["overhead_ms"] = jsonTime(network.overhead);
    json["request_overhead_ms"] = jsonTime(network.requestOverhead);
    if (network.transferType) json["transfer_dtype"] = toString(*network.transferType);
    return json;
}

Json cutToJson(const PlanDocument& document) {
    Json json;
    json["device_layers"] = document.deviceLayers;
    json["server_layers"] = document.serverLayers;
    json["crossing"] = Json::array();
    for (const PlanCrossing& crossing : document.crossing) {
        Json entry;
        entry["tensor"] = crossing.tensor;
        entry["bytes"] = crossing.bytes.count();
        entry["send_ms"] = jsonTime(crossing.send);
        if (crossing.fixed) entry["fixed"] = true;
        json["crossing"].push_back(std::move(entry));
    }
    return json;
}

Json toJson(const PlanJob& job) {
    Json json;
    json["tensor"] = job.tensor;
    json["device_layers"] = job.deviceLayers;
    json["p1_ms"] = jsonTime(job.p1);
    json["p2_ms"] = jsonTime(job.p2);
    json["p3_ms"] = jsonTime(job.p3);
    json["server_layers"] = job.serverLayers;
    return json;
}

Json toJson(const PlanBar& bar) {
    Json json;
    json["lane"] = nameOf(bar.lane, kLanes);
    json[bar.lane == Lane::Link ? "tensor" : "layer"] = bar.name;
    json["start_ms"] = jsonTime(bar.start);
    json["end_ms"] = jsonTime(bar.end);
    return json;
}

Json toJson(const PlanDocument& document) {
    Json json;
    json["format"] = kFormat;
    json["version"] = 1;
    json["model"]["name"] = document.modelName;
    json["model"]["sha256"] = document.modelSha256;
    json["strategy"] = document.strategy;
    json["sequence"] = document.sequence;
    json["execution"] = document.execution;
    json["device"] = document.device;
    json["server"] = document.server;
    json["network"] = toJson(document.network);
    json["makespan_ms"] = jsonTime(document.makespan);
    json["lower_bound_ms"] = jsonTime(document.lowerBound);
    json["cut_lower_bound_ms"] = jsonTime(document.cutLowerBound);
    const auto gap = gapPercent(document);
    json["gap_percent"] = gap ? Json(*gap) : Json();
    json["optimal"] = document.optimal;
    json["certificates"]["theorem3"] = nameOf(document.theorem3, kTheoremStates);
    json["certificates"]["theorem4"] = nameOf(document.theorem4, kTheoremStates);
    json["cut"] = cutToJson(document);
    json["jobs"] = Json::array();
    for (const PlanJob& job : document.jobs)
        json["jobs"].push_back(toJson(job));
    json["device_rest"] = document.deviceRest;
    json["server_first"] = document.serverFirst;
    json["timeline"] = Json::array();
    for (const PlanBar& bar : document.timeline)
        json["timeline"].push_back(toJson(bar));
    return json;
}

}  // namespace

PlanFile readPlan(const std::string& path) {
    const JsonSource source = JsonSource::fromFile(path);
    return readFrom(source, source.root());
}

PlanFile parsePlan(std::string text, const std::string& file) {
    const JsonSource source(std::move(text), file);
    return readFrom(source, source.root());
}

PlanFile readPlanValue(const JsonSource& source, const JsonValue& value) {
    return readFrom(source, value);
}

nlohmann::ordered_json planToJson(const PlanDocument& document) {
    Json json = toJson(document);
    json["digest"] = digestOfWritten(json);
    return json;
}

std::string writePlan(const PlanDocument& document) {
    return printJson(planToJson(document));
}

std::optional<double> gapPercent(const PlanDocument& document) {
    if (document.lowerBound == document.makespan) return 0;
    if (document.lowerBound == Nanoseconds{}) return std::nullopt;
    return 100 * (document.makespan - document.lowerBound).milliseconds() /
           document.lowerBound.milliseconds();
}

}  // namespace trilane
