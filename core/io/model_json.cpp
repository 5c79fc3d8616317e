#include "core/io/model_json.h"

#include "core/io/json_source.h"
#include "core/io/json_types.h"
#include "core/io/json_writer.h"
#include "core/io/read_file.h"
#include "core/io/sha256.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <variant>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;
using Pointer = nlohmann::json::json_pointer;

constexpr std::string_view kFormat = "trilane.model";
constexpr std::int64_t kMaxFlops = std::numeric_limits<std::int64_t>::max();

std::vector<std::int64_t> readShape(const JsonValue& value) {
    const auto elements = value.elements();
    if (elements.size() > kMaxRank)
        value.fail(fmt::format("{} dimensions", elements.size()),
                   fmt::format("at most {}", kMaxRank));
    std::vector<std::int64_t> shape;
    shape.reserve(elements.size());
    for (const JsonValue& element : elements)
        shape.push_back(element.count(kMaxBytes.count()));
    return shape;
}

TensorInfo readTensor(const JsonValue& value) {
    const JsonObject object = value.object({"dtype", "shape", "bytes", "transmit_ms", "estimated"});
    TensorInfo info;
    if (const auto dtype = object.find("dtype")) info.dtype = readDataType(*dtype);
    if (const auto shape = object.find("shape")) {
        info.shape = readShape(*shape);
        const bool sized = elementBytes(info.dtype) > 0;
        if (sized ? !tensorBytes(info.dtype, *info.shape) : !elementCount(*info.shape))
            shape->fail(fmt::format("the shape [{}], whose size exceeds {} bytes",
                                    fmt::join(*info.shape, ", "), kMaxBytes.count()),
                        "a smaller shape");
    }
    if (const auto bytes = object.find("bytes"))
        info.bytes = Bytes{bytes->count(kMaxBytes.count())};
    info.transmitTime = object.findTime("transmit_ms");
    if (const auto estimated = object.find("estimated")) info.estimated = estimated->boolean();
    return info;
}

LayerDescription readLayer(const JsonValue& value) {
    const JsonObject object =
        value.object({"name", "op", "inputs", "outputs", "device_ms", "server_ms", "flops",
                      "weight_bytes", "compute_dtype", "fused"});
    LayerDescription layer;
    layer.name = object.require("name").name();
    layer.op = object.findString("op");
    layer.inputs = object.require("inputs").names();
    layer.outputs = {layer.name};
    if (const auto outputs = object.find("outputs")) {
        layer.outputs = outputs->names();
        if (layer.outputs.empty())
            outputs->failExpecting("at least one tensor, or no key 'outputs'");
    }
    layer.deviceTime = object.findTime("device_ms");
    layer.serverTime = object.findTime("server_ms");
    if (const auto flops = object.find("flops")) layer.flops = flops->count(kMaxFlops);
    if (const auto weights = object.find("weight_bytes"))
        layer.weightBytes = Bytes{weights->count(kMaxBytes.count())};
    if (const auto type = object.find("compute_dtype")) layer.computeType = readDataType(*type);
    if (const auto fused = object.find("fused")) layer.members = fused->names();
    return layer;
}

ModelDescription readDescription(const JsonSource& source) {
    const JsonObject top =
        source.openFormat(kFormat, {"name", "inputs", "tensors", "layers", "outputs"});
    ModelDescription description;
    description.name = top.require("name").string();
    description.sourceSha256 = sha256Hex(std::as_bytes(std::span(source.text())));
    description.inputs = top.require("inputs").names();
    if (const auto tensors = top.find("tensors"))
        for (const auto& [name, tensor] : tensors->members())
            description.tensors.emplace(name, readTensor(tensor));
    for (const JsonValue& layer : top.require("layers").elements())
        description.layers.push_back(readLayer(layer));
    description.outputs = top.require("outputs").names();
    return description;
}

/// The place of `name` in a list of names: its last, since an earlier one is not yet at fault when
/// it stands there twice.
Pointer inList(Pointer list, const nlohmann::json& document, const std::string& name) {
    if (!document.contains(list)) return list.parent_pointer();
    const nlohmann::json& names = document.at(list);
    for (std::size_t i = names.size(); i-- > 0;)
        if (names[i] == name) return list / i;
    return list;
}

Pointer placeOf(const ModelFault& fault, const nlohmann::json& document) {
    using Kind = ModelFault::Kind;
    Pointer tensor = Pointer("/tensors") / fault.name;
    if (fault.kind == Kind::UnusedTensor) return tensor;
    if (fault.kind == Kind::MissingSize && document.contains(tensor)) return tensor;
    if (!fault.layer) {
        const bool output = fault.kind == Kind::MissingTensor;
        return inList(Pointer(output ? "/outputs" : "/inputs"), document, fault.name);
    }
    Pointer layer = Pointer("/layers") / *fault.layer;
    switch (fault.kind) {
        case Kind::DuplicateLayer:
            return layer / "name";
        case Kind::DuplicateTensor:
        case Kind::MissingSize:
            return inList(layer / "outputs", document, fault.name);
        case Kind::MissingTensor:
            return inList(layer / "inputs", document, fault.name);
        default:
            return layer;
    }
}

ReadModel readFrom(const JsonSource& source) {
    auto built = buildModel(readDescription(source));
    if (const auto* fault = std::get_if<ModelFault>(&built)) {
        const nlohmann::json& document = source.root().node();
        source.fail(placeOf(*fault, document), fault->found, fault->expected);
    }
    return {std::get<Model>(std::move(built)), {}};
}

Json toJson(const TensorInfo& info) {
    Json json = Json::object();
    if (info.dtype != DataType::Unknown) json["dtype"] = toString(info.dtype);
    if (info.shape) json["shape"] = *info.shape;
    if (info.bytes) json["bytes"] = info.bytes->count();
    if (info.transmitTime) json["transmit_ms"] = jsonTime(*info.transmitTime);
    if (info.estimated) json["estimated"] = true;
    return json;
}

Json toJson(const LayerDescription& layer) {
    Json json;
    json["name"] = layer.name;
    if (!layer.op.empty()) json["op"] = layer.op;
    json["inputs"] = layer.inputs;
    if (layer.outputs != std::vector{layer.name}) json["outputs"] = layer.outputs;
    if (layer.deviceTime) json["device_ms"] = jsonTime(*layer.deviceTime);
    if (layer.serverTime) json["server_ms"] = jsonTime(*layer.serverTime);
    if (layer.flops != 0) json["flops"] = layer.flops;
    if (layer.weightBytes != Bytes{}) json["weight_bytes"] = layer.weightBytes.count();
    if (layer.computeType != DataType::Float32 && layer.computeType != DataType::Unknown)
        json["compute_dtype"] = toString(layer.computeType);
    if (!layer.members.empty()) json["fused"] = layer.members;
    return json;
}

}  // namespace

ReadModel readModelJson(const std::string& path) {
    return readFrom(JsonSource::fromFile(path));
}

ReadModel parseModelJson(std::string text, const std::string& file) {
    return readFrom(JsonSource(std::move(text), file));
}

std::string writeModelJson(const Model& model) {
    const ModelDescription description = model.describe();
    Json json;
    json["format"] = kFormat;
    json["version"] = 1;
    json["name"] = description.name;
    json["inputs"] = description.inputs;
    Json tensors = Json::object();
    for (const auto& [name, info] : description.tensors)
        appendMember(tensors, name, toJson(info));
    json["tensors"] = std::move(tensors);
    Json layers = Json::array();
    for (const LayerDescription& layer : description.layers)
        layers.push_back(toJson(layer));
    json["layers"] = std::move(layers);
    json["outputs"] = description.outputs;
    return printJson(json);
}

}  // namespace trilane
