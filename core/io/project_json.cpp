#include "core/io/project_json.h"

#include "core/io/json_source.h"
#include "core/io/json_types.h"
#include "core/io/json_writer.h"
#include "core/io/project_paths.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "trilane.project";
constexpr std::array<std::string_view, 2> kExecutions{"pipelined", "staged"};
constexpr std::array<std::string_view, 2> kDirections{"down", "right"};
constexpr std::array<std::string_view, 4> kHeatMaps{"none", "device", "server", "bytes"};

static_assert(static_cast<int>(Execution::Staged) == 1, "kExecutions stand in enum order");
static_assert(static_cast<int>(LayoutDirection::Right) == 1, "kDirections stand in enum order");
static_assert(static_cast<int>(HeatMap::Bytes) == 3, "kHeatMaps stand in enum order");

// Reading

using Names = std::set<std::string, std::less<>>;

Names readNames(const std::optional<JsonValue>& value) {
    if (!value) return {};
    const auto names = value->names();
    return {names.begin(), names.end()};
}

NamedTimes readTimesAt(const std::optional<JsonValue>& value) {
    return value ? readTimes(*value) : NamedTimes{};
}

void readModel(const JsonValue& value, Project& project) {
    const JsonObject model = value.object({"path", "sha256", "shapes", "fuse"});
    project.modelPath = model.require("path").name();
    project.modelSha256 = model.findString("sha256");
    if (const auto shapes = model.find("shapes"))
        for (const auto& [input, dimensions] : shapes->members())
            project.shapes[input] = readDimensions(dimensions);
    if (const auto fuse = model.find("fuse")) project.fuse = fuse->boolean();
}

ProjectLink readLink(const JsonValue& value) {
    const JsonObject object =
        value.object({"name", "mbps", "latency_ms", "overhead_ms", "transfer_dtype"});
    ProjectLink link;
    link.name = object.require("name").string();
    link.mbps = object.require("mbps").positive(kMaxMbps);
    link.latency = object.findTime("latency_ms").value_or(Nanoseconds{});
    link.overhead = object.findTime("overhead_ms").value_or(Nanoseconds{});
    if (const auto type = object.find("transfer_dtype")) link.transferType = readDataType(*type);
    return link;
}

Edits readEdits(const JsonValue& value) {
    const JsonObject object = value.object({"device_ms", "server_ms", "send_ms", "bytes"});
    Edits edits;
    edits.device = readTimesAt(object.find("device_ms"));
    edits.server = readTimesAt(object.find("server_ms"));
    edits.send = readTimesAt(object.find("send_ms"));
    if (const auto bytes = object.find("bytes"))
        for (const auto& [name, size] : bytes->members())
            edits.bytes.emplace(name, Bytes{size.count(kMaxBytes.count())});
    return edits;
}

PinNames readPins(const JsonValue& value) {
    const JsonObject object = value.object({"device", "server", "keep_inputs_local"});
    PinNames pins;
    pins.device = readNames(object.find("device"));
    pins.server = readNames(object.find("server"));
    if (const auto keep = object.find("keep_inputs_local")) pins.keepInputsLocal = keep->boolean();
    return pins;
}

ManualCutNames readManualCut(const JsonValue& value) {
    const JsonObject object = value.object({"device_layers", "sequence", "execution"});
    ManualCutNames cut;
    cut.device = readNames(object.require("device_layers"));
    cut.sequencer =
        *sequencerFromId(object.require("sequence").choice({"ej", "optimal", "topological"}));
    cut.execution = readEnum<Execution>(object.require("execution"), kExecutions);
    return cut;
}

Strategy readStrategy(const JsonValue& value) {
    std::vector<std::string_view> ids;
    ids.reserve(kStrategies.size());
    for (const Strategy strategy : kStrategies)
        ids.push_back(id(strategy));
    return *strategyFromId(value.choice(ids));
}

ProjectView readView(const JsonValue& value) {
    const JsonObject object =
        value.object({"strategies", "focus", "direction", "names", "attributes", "heat",
                      "critical_path", "collapsed", "states"});
    ProjectView view;
    if (const auto strategies = object.find("strategies")) {
        view.strategies.clear();
        for (const JsonValue& strategy : strategies->elements())
            view.strategies.push_back(readStrategy(strategy));
    }
    if (const auto focus = object.find("focus")) view.focus = focus->name();
    if (const auto direction = object.find("direction"))
        view.direction = readEnum<LayoutDirection>(*direction, kDirections);
    if (const auto heat = object.find("heat")) view.heat = readEnum<HeatMap>(*heat, kHeatMaps);
    const auto readFlag = [&](std::string_view key, bool& flag) {
        if (const auto found = object.find(key)) flag = found->boolean();
    };
    readFlag("names", view.names);
    readFlag("attributes", view.attributes);
    readFlag("critical_path", view.criticalPath);
    view.collapsed = readNames(object.find("collapsed"));
    if (const auto states = object.find("states"))
        for (const auto& [name, state] : states->members())
            view.states.emplace(name, state.string());
    return view;
}

Project readFrom(const JsonSource& source) {
    const JsonObject top = source.openFormat(
        kFormat,
        {"model", "profile", "device", "server", "network", "edits", "pins", "manual_cut", "view"});
    Project project;
    readModel(top.require("model"), project);
    if (const auto profile = top.find("profile")) project.profilePath = profile->name();
    if (const auto device = top.find("device")) project.device = device->name();
    if (const auto server = top.find("server")) project.server = server->name();
    project.link = readLink(top.require("network"));
    if (const auto edits = top.find("edits")) project.edits = readEdits(*edits);
    if (const auto pins = top.find("pins")) project.pins = readPins(*pins);
    if (const auto cut = top.find("manual_cut")) project.manualCut = readManualCut(*cut);
    if (const auto view = top.find("view")) project.view = readView(*view);
    return project;
}

// Writing

Json modelToJson(const Project& project) {
    Json json;
    json["path"] = project.modelPath;
    if (!project.modelSha256.empty()) json["sha256"] = project.modelSha256;
    if (!project.shapes.empty()) {
        json["shapes"] = Json::object();
        for (const auto& [input, shape] : project.shapes)
            appendMember(json["shapes"], input, shape);
    }
    json["fuse"] = project.fuse;
    return json;
}

Json toJson(const ProjectLink& link) {
    Json json;
    json["name"] = link.name;
    json["mbps"] = link.mbps;
    json["latency_ms"] = jsonTime(link.latency);
    json["overhead_ms"] = jsonTime(link.overhead);
    if (link.transferType) json["transfer_dtype"] = toString(*link.transferType);
    return json;
}

Json toJson(const Edits& edits) {
    Json json = Json::object();
    if (!edits.device.empty()) json["device_ms"] = jsonTimes(edits.device);
    if (!edits.server.empty()) json["server_ms"] = jsonTimes(edits.server);
    if (!edits.send.empty()) json["send_ms"] = jsonTimes(edits.send);
    if (!edits.bytes.empty()) {
        json["bytes"] = Json::object();
        for (const auto& [name, size] : edits.bytes)
            appendMember(json["bytes"], name, size.count());
    }
    return json;
}

Json toJson(const PinNames& pins) {
    Json json;
    json["device"] = pins.device;
    json["server"] = pins.server;
    json["keep_inputs_local"] = pins.keepInputsLocal;
    return json;
}

Json toJson(const ManualCutNames& cut) {
    Json json;
    json["device_layers"] = cut.device;
    json["sequence"] = id(cut.sequencer);
    json["execution"] = nameOf(cut.execution, kExecutions);
    return json;
}

Json toJson(const ProjectView& view) {
    Json json;
    json["strategies"] = Json::array();
    for (const Strategy strategy : view.strategies)
        json["strategies"].push_back(id(strategy));
    json["focus"] = view.focus;
    json["direction"] = nameOf(view.direction, kDirections);
    json["names"] = view.names;
    json["attributes"] = view.attributes;
    json["heat"] = nameOf(view.heat, kHeatMaps);
    json["critical_path"] = view.criticalPath;
    json["collapsed"] = view.collapsed;
    json["states"] = Json::object();
    for (const auto& [name, state] : view.states)
        appendMember(json["states"], name, state);
    return json;
}

}  // namespace

Project readProject(const std::string& path) {
    return projectFrom(readFrom(JsonSource::fromFile(path)), path);
}

Project parseProject(std::string text, const std::string& file) {
    return readFrom(JsonSource(std::move(text), file));
}

std::string writeProject(const Project& project) {
    Json json;
    json["format"] = kFormat;
    json["version"] = 1;
    json["model"] = modelToJson(project);
    if (!project.profilePath.empty()) json["profile"] = project.profilePath;
    if (project.device) json["device"] = *project.device;
    if (project.server) json["server"] = *project.server;
    json["network"] = toJson(project.link);
    json["edits"] = toJson(project.edits);
    json["pins"] = toJson(project.pins);
    if (project.manualCut) json["manual_cut"] = toJson(*project.manualCut);
    json["view"] = toJson(project.view);
    return printJson(json);
}

}  // namespace trilane
