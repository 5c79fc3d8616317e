#include "core/io/policy_json.h"

#include "core/io/json_digest.h"
#include "core/io/json_source.h"
#include "core/io/json_types.h"
#include "core/io/json_writer.h"
#include "core/io/plan_json_value.h"

#include <utility>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "trilane.policy";

PolicyNetwork readPolicyNetwork(const JsonValue& value) {
    const JsonObject object =
        value.object({"latency_ms", "overhead_ms", "request_overhead_ms", "transfer_dtype"});
    PolicyNetwork network;
    network.latency = object.require("latency_ms").time();
    network.overhead = object.require("overhead_ms").time();
    network.requestOverhead = object.require("request_overhead_ms").time();
    if (const auto type = object.find("transfer_dtype")) network.transferType = readDataType(*type);
    return network;
}

/// A bandwidth, or null: however slow or fast the link is.
std::optional<double> readBound(const JsonValue& value) {
    if (value.node().is_null()) return std::nullopt;
    if (!value.node().is_number()) value.failExpecting("a number, or null");
    return value.positive(kMaxMbps);
}

/// A share that was proven, or null: nothing is.
std::optional<double> readGap(const JsonValue& value) {
    if (value.node().is_null()) return std::nullopt;
    if (!value.node().is_number() || value.node().get<double>() < 0)
        value.failExpecting("a number from 0 up, or null");
    return value.node().get<double>();
}

PolicyInterval readInterval(const JsonSource& source, const JsonValue& value,
                            std::vector<PlanFile>& plans) {
    const JsonObject object = value.object(
        {"from_mbps", "to_mbps", "from_makespan_ms", "to_makespan_ms", "gap_percent", "plan"});
    PolicyInterval interval;
    interval.fromMbps = readBound(object.require("from_mbps"));
    interval.toMbps = readBound(object.require("to_mbps"));
    interval.fromMakespan = object.require("from_makespan_ms").time(kMaxTotalTime);
    interval.toMakespan = object.require("to_makespan_ms").time(kMaxTotalTime);
    interval.gapPercent = readGap(object.require("gap_percent"));
    PlanFile plan = readPlanValue(source, object.require("plan"));
    interval.plan = std::move(plan.document);
    plan.document = {};
    plans.push_back(std::move(plan));
    return interval;
}

PolicyFile readFrom(const JsonSource& source) {
    const JsonObject top = source.openFormat(kFormat, {"model", "strategy", "network", "range",
                                                       "accuracy_percent", "intervals", "digest"});
    PolicyFile file;
    PolicyDocument& document = file.document;
    const JsonObject model = top.require("model").object({"name", "sha256"});
    document.modelName = model.require("name").string();
    document.modelSha256 = model.require("sha256").string();
    document.strategy = top.require("strategy").name();
    document.network = readPolicyNetwork(top.require("network"));
    const JsonObject range = top.require("range").object({"from_mbps", "to_mbps"});
    document.lowMbps = range.require("from_mbps").positive(kMaxMbps);
    document.highMbps = range.require("to_mbps").positive(kMaxMbps);
    const JsonValue accuracy = top.require("accuracy_percent");
    constexpr double kMostPercent = 1e12;
    document.accuracyPercent = accuracy.positive(kMostPercent);
    for (const JsonValue& interval : top.require("intervals").elements())
        document.intervals.push_back(readInterval(source, interval, file.plans));
    file.digest = top.findString("digest");
    file.expectedDigest = digestOf(source.root().node());
    return file;
}

Json orNull(const std::optional<double>& number) {
    return number ? Json(*number) : Json();
}

Json toJson(const PolicyInterval& interval) {
    Json json;
    json["from_mbps"] = orNull(interval.fromMbps);
    json["to_mbps"] = orNull(interval.toMbps);
    json["from_makespan_ms"] = jsonTime(interval.fromMakespan);
    json["to_makespan_ms"] = jsonTime(interval.toMakespan);
    json["gap_percent"] = orNull(interval.gapPercent);
    json["plan"] = planToJson(interval.plan);
    return json;
}

}  // namespace

PolicyFile readPolicy(const std::string& path) {
    return readFrom(JsonSource::fromFile(path));
}

PolicyFile parsePolicy(std::string text, const std::string& file) {
    return readFrom(JsonSource(std::move(text), file));
}

std::string writePolicy(const PolicyDocument& document) {
    Json json;
    json["format"] = kFormat;
    json["version"] = 1;
    json["model"]["name"] = document.modelName;
    json["model"]["sha256"] = document.modelSha256;
    json["strategy"] = document.strategy;
    const PolicyNetwork& network = document.network;
    json["network"]["latency_ms"] = jsonTime(network.latency);
    json["network"]["overhead_ms"] = jsonTime(network.overhead);
    json["network"]["request_overhead_ms"] = jsonTime(network.requestOverhead);
    if (network.transferType) json["network"]["transfer_dtype"] = toString(*network.transferType);
    json["range"]["from_mbps"] = document.lowMbps;
    json["range"]["to_mbps"] = document.highMbps;
    json["accuracy_percent"] = document.accuracyPercent;
    json["intervals"] = Json::array();
    for (const PolicyInterval& interval : document.intervals)
        json["intervals"].push_back(toJson(interval));
    json["digest"] = digestOfWritten(json);
    return printJson(json);
}

}  // namespace trilane
