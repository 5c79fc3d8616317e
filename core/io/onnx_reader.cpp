#include "core/io/onnx_reader.h"

#include "core/graph/saturating.h"
#include "core/io/input_error.h"
#include "core/io/isolated_steps.h"
#include "core/io/onnx_attributes.h"
#include "core/io/onnx_fusion.h"
#include "core/io/onnx_graph.h"
#include "core/io/onnx_inference.h"
#include "core/io/onnx_inputs.h"
#include "core/io/onnx_parse.h"
#include "core/io/onnx_warnings.h"
#include "core/io/read_file.h"
#include "core/io/utf8.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <unordered_set>
#include <utility>

namespace trilane {
namespace {

/// What shape inference found out about a whole file.
struct InferredGraph {
    OnnxScope scope;
    std::vector<NodeFacts> facts;      ///< by file position
    std::vector<std::size_t> crashed;  ///< nodes at which the library died, by file position
};

InferredGraph inferGraph(const onnx::ModelProto& model, const OnnxGraph& graph,
                         const BoundInputs& inputs, OnnxOptions::Inference mode) {
    InferredGraph result;
    const OnnxNodes& nodes = model.graph().node();
    result.facts.resize(graph.nodeNames.size());
    OnnxInference::addInitializers(model.graph(), result.scope);
    for (const auto& [name, value] : inputs.values)
        result.scope.set(name, value);
    OnnxInference inference(model, inputs.bindings);
    const auto nodeAt = [&](std::size_t step) -> const onnx::NodeProto& {
        return nodes[static_cast<int>(graph.order[step])];
    };
    const auto take = [&](std::size_t step, NodeFacts facts) {
        OnnxInference::apply(nodeAt(step), facts, result.scope);
        result.facts[graph.order[step]] = std::move(facts);
    };
    if (mode != OnnxOptions::Inference::Isolated) {
        const bool useLibrary = mode == OnnxOptions::Inference::InProcess;
        for (std::size_t step = 0; step < graph.order.size(); ++step)
            take(step, inference.infer(nodeAt(step), result.scope, useLibrary));
        return result;
    }
    OnnxInference::prepare();
    IsolatedSteps steps;
    steps.count = graph.order.size();
    steps.work = [&](std::size_t step) {
        NodeFacts facts = inference.infer(nodeAt(step), result.scope, true);
        std::string bytes = facts.encode();
        take(step, std::move(facts));
        return bytes;
    };
    steps.accept = [&](std::size_t step, std::string_view bytes) {
        auto facts = NodeFacts::decode(bytes);
        const auto outputs = static_cast<std::size_t>(nodeAt(step).output_size());
        if (!facts || facts->outputs.size() != outputs) return false;
        take(step, *std::move(facts));
        return true;
    };
    steps.substitute = [&](std::size_t step) {
        result.crashed.push_back(graph.order[step]);
        take(step, inference.infer(nodeAt(step), result.scope, false));
    };
    runIsolated(steps);
    return result;
}

DataType computeType(const onnx::NodeProto& node, const OnnxScope& scope) {
    const int first = node.op_type() == "Where" ? 1 : 0;
    if (subgraphs(node).empty()) {
        for (int i = first; i < node.input_size(); ++i) {
            const OnnxValue* value = scope.find(node.input(i));
            const DataType type =
                value != nullptr ? toDataType(elementType(value->type)) : DataType::Unknown;
            if (elementBytes(type) > 0) return type;
        }
    }
    return DataType::Float32;
}

std::vector<LiveNode> collectLiveNodes(const onnx::GraphProto& graph, const OnnxGraph& resolved,
                                       const InferredGraph& inferred) {
    std::vector<LiveNode> nodes;
    for (const std::size_t index : resolved.order) {
        const NodeFacts& facts = inferred.facts[index];
        if (facts.constant) continue;
        const auto& node = graph.node(static_cast<int>(index));
        LiveNode live;
        live.fileIndex = index;
        live.name = resolved.nodeNames[index];
        live.op = qualifiedOp(node);
        const auto use = [&](const std::string& name) {
            if (!name.empty() && !inferred.scope.find(name)->constant) live.inputs.push_back(name);
        };
        for (const auto& input : node.input())
            use(input);
        for (const auto& input : resolved.captures[index])
            if (std::find(live.inputs.begin(), live.inputs.end(), input) == live.inputs.end())
                use(input);
        for (const auto& output : node.output())
            if (!output.empty()) live.outputs.push_back(output);
        if (live.outputs.empty()) continue;
        if (!live.inputs.empty())
            live.keepsSize = inferred.scope.find(live.inputs[0])->bytes ==
                             inferred.scope.find(live.outputs[0])->bytes;
        live.flops = facts.flops;
        live.weightBytes = facts.weightBytes;
        live.computeType = computeType(node, inferred.scope);
        nodes.push_back(std::move(live));
    }
    return nodes;
}

/// The groups of several nodes.
FusedNodes namesOf(const std::vector<NodeGroup>& groups, const std::vector<LiveNode>& nodes) {
    FusedNodes names;
    for (const NodeGroup& group : groups) {
        if (group.size() == 1) continue;
        auto& list = names.emplace_back();
        for (const std::size_t index : group)
            list.push_back(nodes[index].name);
    }
    return names;
}

LayerDescription makeLayer(const NodeGroup& group, const std::vector<LiveNode>& nodes) {
    LayerDescription layer;
    const LiveNode& head = nodes[group.front()];
    layer.name = head.name;
    layer.op = head.op;
    layer.computeType = head.computeType;
    layer.outputs = nodes[group.back()].outputs;
    // What a fused Dropout or normalisation could make beside its result, nobody uses.
    if (group.size() > 1) layer.outputs.resize(1);
    layer.inputs = head.inputs;
    for (const std::size_t index : group) {
        const LiveNode& node = nodes[index];
        if (index != group.front() && !isPassThrough(node.op)) layer.op += "+" + node.op;
        if (group.size() > 1) layer.members.push_back(node.name);
        if (index != group.back())
            layer.innerTensors.insert(layer.innerTensors.end(), node.outputs.begin(),
                                      node.outputs.end());
        layer.flops = addSaturating(layer.flops, node.flops);
        layer.weightBytes = addWithinMost(layer.weightBytes, node.weightBytes);
    }
    return layer;
}

TensorInfo makeTensorInfo(const OnnxValue& value) {
    TensorInfo info;
    info.dtype = toDataType(elementType(value.type));
    info.shape = knownDims(value.type);
    if (!info.shape || tensorBytes(info.dtype, *info.shape) != value.bytes)
        info.bytes = value.bytes;
    info.estimated = value.sizing != OnnxSizing::Known;
    return info;
}

/// The tensors of all inputs and layers; one that is too large to count is bad input.
void describeTensors(const InferredGraph& inferred, const std::vector<LiveNode>& nodes,
                     const onnx::GraphProto& graph, const std::string& path,
                     ModelDescription& description) {
    for (const std::string& input : description.inputs)
        description.tensors.emplace(input, makeTensorInfo(*inferred.scope.find(input)));
    std::unordered_set<std::string> made;
    for (const LayerDescription& layer : description.layers)
        made.insert(layer.outputs.begin(), layer.outputs.end());
    for (const LiveNode& node : nodes) {
        for (const std::string& output : node.outputs) {
            const OnnxValue& value = *inferred.scope.find(output);
            if (!value.bytes)
                throw InputError(
                    path, nodePlace(node.name, graph.node(static_cast<int>(node.fileIndex))),
                    fmt::format("output '{}' of shape {} is more than {} bytes", output,
                                fmt::join(knownDims(value.type).value_or(OnnxDims{}), ","),
                                kMaxBytes.count()),
                    "a shape that is smaller");
            if (made.contains(output)) description.tensors.emplace(output, makeTensorInfo(value));
        }
    }
}

/// A given shape is at fault if a node refuses its inputs now and would not with the file's own
/// shapes.
void checkGivenShapes(const onnx::ModelProto& model, const OnnxGraph& graph,
                      const InferredGraph& inferred, const OnnxOptions& options,
                      const std::string& path) {
    const auto refuses = [](const NodeFacts& facts) { return !facts.error.empty(); };
    if (options.shapes.empty() ||
        std::none_of(inferred.facts.begin(), inferred.facts.end(), refuses))
        return;
    const InferredGraph plain =
        inferGraph(model, graph, bindInputs(graph.inputs, {}, path), options.inference);
    for (const std::size_t index : graph.order) {
        if (!refuses(inferred.facts[index]) || refuses(plain.facts[index])) continue;
        std::vector<std::string> given;
        for (const auto& [name, shape] : options.shapes)
            given.push_back(fmt::format("{}={}", name, fmt::join(shape, ",")));
        throw InputError("--shape", fmt::format("{}", fmt::join(given, " ")),
                         fmt::format("{} refuses it: {}",
                                     nodePlace(graph.nodeNames[index],
                                               model.graph().node(static_cast<int>(index))),
                                     inferred.facts[index].error),
                         "a shape that the model accepts");
    }
}

/// Model outputs that are constants are no tensors: nothing has to be computed for them.
std::vector<std::string> liveOutputs(const onnx::GraphProto& graph, const OnnxScope& scope,
                                     std::vector<std::string>& warnings) {
    std::vector<std::string> outputs;
    std::unordered_set<std::string> listed;
    for (const auto& output : graph.output()) {
        const OnnxValue* value = scope.find(output.name());
        if (value == nullptr) continue;
        if (value->constant)
            warnings.push_back(
                fmt::format("output '{}' is a constant and left out", output.name()));
        else if (listed.insert(output.name()).second)
            outputs.push_back(output.name());
    }
    return outputs;
}

Model build(ModelDescription description, const onnx::GraphProto& graph,
            const std::vector<NodeGroup>& groups, const std::vector<LiveNode>& nodes,
            const std::string& path) {
    auto built = buildModel(std::move(description));
    if (auto* model = std::get_if<Model>(&built)) return std::move(*model);
    const auto& fault = std::get<ModelFault>(built);
    std::string place;
    if (fault.layer) {
        const LiveNode& node = nodes[groups[*fault.layer].front()];
        place = nodePlace(node.name, graph.node(static_cast<int>(node.fileIndex)));
    }
    throw InputError(path, place, fault.found, fault.expected);
}

}  // namespace

ReadModel readOnnx(const FileContent& content, const std::string& path,
                   const OnnxOptions& options) {
    const onnx::ModelProto model = parseOnnx(content, path);
    const onnx::GraphProto& graph = model.graph();
    OnnxGraph resolved = resolveGraph(graph, path);
    BoundInputs inputs = bindInputs(resolved.inputs, options.shapes, path);
    const InferredGraph inferred = inferGraph(model, resolved, inputs, options.inference);
    checkGivenShapes(model, resolved, inferred, options, path);

    ModelDescription description;
    description.name = toValidUtf8(std::filesystem::path(path).stem().string());
    description.sourceSha256 = content.digest();
    std::vector<std::string> warnings = std::move(inputs.warnings);
    warnings.insert(warnings.end(), resolved.warnings.begin(), resolved.warnings.end());
    for (const auto& [name, value] : inputs.values)
        description.inputs.push_back(name);
    description.outputs = liveOutputs(graph, inferred.scope, warnings);

    const std::vector<LiveNode> nodes = collectLiveNodes(graph, resolved, inferred);
    if (nodes.empty())
        throw InputError(path, "graph",
                         graph.node_size() == 0 ? "no nodes" : "nothing but constants",
                         "at least one node that depends on an input");
    const std::unordered_set<std::string> outputs(description.outputs.begin(),
                                                  description.outputs.end());
    const auto groups = options.fuse ? fuseNodes(nodes, outputs) : separateNodes(nodes);
    for (const NodeGroup& group : groups)
        description.layers.push_back(makeLayer(group, nodes));
    describeTensors(inferred, nodes, graph, path, description);
    addInferenceWarnings(graph, resolved, inferred.facts, inferred.crashed, description, warnings);
    return {build(std::move(description), graph, groups, nodes, path), std::move(warnings),
            options.fuse ? FusedNodes{} : namesOf(fuseNodes(nodes, outputs), nodes)};
}

ReadModel readOnnx(const std::string& path, const OnnxOptions& options) {
    return readOnnx(FileContent::open(path), inputName(path), options);
}

ReadModel readOnnx(std::span<const std::byte> bytes, const std::string& path,
                   const OnnxOptions& options) {
    return readOnnx(FileContent::view(bytes), path, options);
}

}  // namespace trilane
