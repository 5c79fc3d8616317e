#include "core/io/profile_json.h"

#include "core/io/input_error.h"
#include "core/io/json_source.h"
#include "core/io/json_types.h"
#include "core/io/json_writer.h"
#include "core/io/near_miss.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;
using Pointer = nlohmann::json::json_pointer;

constexpr std::string_view kFormat = "trilane.profile";

SideProfile readSide(const JsonValue& value) {
    const JsonObject object = value.object({"name", "layers"});
    return {object.findString("name"), readTimes(object.require("layers"))};
}

Profile readFrom(const JsonSource& source) {
    const JsonObject top = source.openFormat(kFormat, {"model", "device", "server", "transmit_ms"});
    Profile profile;
    profile.model = top.require("model").string();
    if (const auto device = top.find("device")) profile.device = readSide(*device);
    if (const auto server = top.find("server")) profile.server = readSide(*server);
    if (const auto transmit = top.find("transmit_ms")) profile.transmit = readTimes(*transmit);
    return profile;
}

Json toJson(const SideProfile& side) {
    Json json;
    json["name"] = side.name;
    json["layers"] = jsonTimes(side.layers);
    return json;
}

/// What to tell of a name that no layer bears: that of a node within a layer comes from a profile
/// of the same model read another way.
std::string adviceFor(const std::string& name, const Model& model,
                      const std::vector<std::string_view>& known, bool layers) {
    for (const Layer& layer : model.layers())
        if (layers &&
            std::find(layer.members.begin(), layer.members.end(), name) != layer.members.end())
            return fmt::format("; this one is a node that is fused into '{}' (not with --no-fuse)",
                               layer.name);
    const auto near = nearMiss(name, known);
    return near ? fmt::format(", perhaps '{}'", *near) : "";
}

/// Names are those of all layers, or of all tensors, of the model.
void checkNames(const NamedTimes& times, const Pointer& place, const Model& model,
                const std::string& path, bool layers) {
    const std::string_view kind = layers ? "layer" : "tensor";
    for (const auto& [name, time] : times) {
        if (layers ? model.findLayer(name).has_value() : model.findTensor(name).has_value())
            continue;
        std::vector<std::string_view> known;
        for (const Layer& layer : model.layers())
            if (layers) known.emplace_back(layer.name);
        for (const Tensor& tensor : model.tensors())
            if (!layers) known.emplace_back(tensor.name);
        throw InputError(path, (place / name).to_string(), fmt::format("the {} '{}'", kind, name),
                         fmt::format("a {} of the model '{}'{}", kind, model.name(),
                                     adviceFor(name, model, known, layers)));
    }
}

}  // namespace

Profile readProfile(const std::string& path) {
    return readFrom(JsonSource::fromFile(path));
}

Profile parseProfile(std::string text, const std::string& file) {
    return readFrom(JsonSource(std::move(text), file));
}

std::string writeProfile(const Profile& profile) {
    Json json;
    json["format"] = kFormat;
    json["version"] = 1;
    json["model"] = profile.model;
    if (profile.device) json["device"] = toJson(*profile.device);
    if (profile.server) json["server"] = toJson(*profile.server);
    if (!profile.transmit.empty()) json["transmit_ms"] = jsonTimes(profile.transmit);
    return printJson(json);
}

void checkProfile(const Profile& profile, const Model& model, const std::string& path) {
    if (profile.model != model.name())
        throw InputError(path, "/model", fmt::format("a profile of the model '{}'", profile.model),
                         fmt::format("one of the model '{}'", model.name()));
    if (profile.device)
        checkNames(profile.device->layers, Pointer("/device/layers"), model, path, true);
    if (profile.server)
        checkNames(profile.server->layers, Pointer("/server/layers"), model, path, true);
    checkNames(profile.transmit, Pointer("/transmit_ms"), model, path, false);
}

}  // namespace trilane
