#include "core/graph/model.h"

#include "core/graph/topological_order.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace trilane {
namespace {

using Kind = ModelFault::Kind;

ModelFault fault(Kind kind, std::optional<std::size_t> layer, std::string name, std::string found,
                 std::string expected) {
    return {kind, layer, std::move(name), std::move(found), std::move(expected)};
}

/// Where a tensor comes from, while names are resolved.
struct Origin {
    std::size_t tensor = 0;
    std::optional<std::size_t> layer;  ///< file position; empty for a model input
};

using Origins = std::unordered_map<std::string, Origin>;

std::variant<Origins, ModelFault> collectOrigins(const ModelDescription& description) {
    Origins origins;
    for (const std::string& input : description.inputs) {
        if (!origins.try_emplace(input, Origin{origins.size(), std::nullopt}).second)
            return fault(Kind::DuplicateTensor, std::nullopt, input,
                         "model input '" + input + "' stands twice", "each input once");
    }
    for (std::size_t i = 0; i < description.layers.size(); ++i) {
        const LayerDescription& layer = description.layers[i];
        for (const std::string& output : layer.outputs) {
            if (origins.try_emplace(output, Origin{origins.size(), i}).second) continue;
            const Origin& first = origins.at(output);
            const std::string other = first.layer
                                          ? "layer '" + description.layers[*first.layer].name + "'"
                                          : std::string("the model's inputs");
            return fault(Kind::DuplicateTensor, i, output,
                         "layer '" + layer.name + "' makes tensor '" + output + "', which " +
                             other + " already give" + (first.layer ? "s" : ""),
                         "each tensor made once");
        }
    }
    return origins;
}

std::optional<ModelFault> findDuplicateLayer(const ModelDescription& description) {
    std::unordered_map<std::string_view, std::size_t> seen;
    for (std::size_t i = 0; i < description.layers.size(); ++i) {
        const std::string& name = description.layers[i].name;
        const auto [position, isNew] = seen.try_emplace(name, i);
        if (!isNew)
            return fault(Kind::DuplicateLayer, i, name,
                         "two layers are named '" + name + "' (layers " +
                             std::to_string(position->second + 1) + " and " +
                             std::to_string(i + 1) + ")",
                         "names that differ");
    }
    return std::nullopt;
}

/// Predecessors by file position, each edge once.
std::variant<Predecessors, ModelFault> connect(const ModelDescription& description,
                                               const Origins& origins) {
    const std::size_t count = description.layers.size();
    Predecessors graph(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto& predecessors = graph[i];
        for (const std::string& input : description.layers[i].inputs) {
            const auto origin = origins.find(input);
            if (origin == origins.end())
                return fault(Kind::MissingTensor, i, input,
                             "layer '" + description.layers[i].name + "' consumes tensor '" +
                                 input + "', which nobody makes",
                             "a model input or a layer's output");
            if (origin->second.layer) predecessors.push_back(*origin->second.layer);
        }
        std::sort(predecessors.begin(), predecessors.end());
        predecessors.erase(std::unique(predecessors.begin(), predecessors.end()),
                           predecessors.end());
    }
    for (const std::string& output : description.outputs)
        if (!origins.contains(output))
            return fault(Kind::MissingTensor, std::nullopt, output,
                         "model output '" + output + "' is a tensor that nobody makes",
                         "a model input or a layer's output");
    return graph;
}

/// Its layers along the edges, and only the first of many.
std::string describeCycle(const ModelDescription& description,
                          const std::vector<std::size_t>& cycle) {
    constexpr std::size_t kShown = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(cycle.size(), kShown); ++i)
        text += description.layers[cycle[i]].name + " -> ";
    if (cycle.size() > kShown)
        text += "... (" + std::to_string(cycle.size() - kShown) + " more) -> ";
    return text + description.layers[cycle.front()].name;
}

std::variant<std::vector<std::size_t>, ModelFault> sortTopologically(
    const ModelDescription& description, const Predecessors& predecessors) {
    std::vector<std::size_t> order = topologicalOrder(predecessors);
    if (order.size() == predecessors.size()) return order;
    const std::vector<std::size_t> cycle = findCycle(predecessors, order);
    const std::size_t index = cycle.front();
    return fault(Kind::Cycle, index, description.layers[index].name,
                 "the layers form a cycle: " + describeCycle(description, cycle),
                 "an acyclic graph");
}

Tensor makeTensor(const std::string& name, const ModelDescription& description) {
    Tensor tensor;
    tensor.name = name;
    const auto info = description.tensors.find(name);
    if (info == description.tensors.end()) return tensor;
    tensor.dtype = info->second.dtype;
    tensor.shape = info->second.shape;
    tensor.bytes = info->second.bytes;
    if (!tensor.bytes && tensor.shape) tensor.bytes = tensorBytes(tensor.dtype, *tensor.shape);
    tensor.transmitTime = info->second.transmitTime;
    tensor.estimated = info->second.estimated;
    return tensor;
}

Layer makeLayer(LayerDescription&& from, std::size_t fileIndex) {
    Layer layer;
    layer.name = std::move(from.name);
    layer.op = std::move(from.op);
    layer.deviceTime = from.deviceTime;
    layer.serverTime = from.serverTime;
    layer.flops = from.flops;
    layer.weightBytes = from.weightBytes;
    layer.computeType = from.computeType;
    layer.members = std::move(from.members);
    layer.innerTensors = std::move(from.innerTensors);
    layer.fileIndex = fileIndex;
    return layer;
}

}  // namespace

std::variant<Model, ModelFault> buildModel(ModelDescription description) {
    if (auto duplicate = findDuplicateLayer(description)) return *std::move(duplicate);
    auto origins = collectOrigins(description);
    if (auto* bad = std::get_if<ModelFault>(&origins)) return std::move(*bad);
    const auto& originOf = std::get<Origins>(origins);
    for (const auto& [name, info] : description.tensors)
        if (!originOf.contains(name))
            return fault(Kind::UnusedTensor, std::nullopt, name,
                         "tensor '" + name + "' is described, but no input and no layer makes it",
                         "a model input or a layer's output");
    auto graph = connect(description, originOf);
    if (auto* bad = std::get_if<ModelFault>(&graph)) return std::move(*bad);
    auto sorted = sortTopologically(description, std::get<Predecessors>(graph));
    if (auto* bad = std::get_if<ModelFault>(&sorted)) return std::move(*bad);
    const auto& order = std::get<std::vector<std::size_t>>(sorted);

    std::vector<LayerId> idOf(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        idOf[order[i]] = LayerId{i};

    Model model;
    model.m_name = description.name;
    model.m_sourceSha256 = description.sourceSha256;
    model.m_tensors.resize(originOf.size());
    for (const auto& [name, origin] : originOf) {
        Tensor tensor = makeTensor(name, description);
        if (origin.layer) tensor.producer = idOf[*origin.layer];
        model.m_tensorByName.emplace(name, TensorId{origin.tensor});
        model.m_tensors[origin.tensor] = std::move(tensor);
    }
    const auto tensorId = [&](const std::string& name) { return model.m_tensorByName.at(name); };
    for (const std::string& input : description.inputs)
        model.m_inputs.push_back(tensorId(input));
    for (const std::string& output : description.outputs)
        model.m_outputs.push_back(tensorId(output));

    model.m_layers.reserve(order.size());
    model.m_predecessors.resize(order.size());
    model.m_successors.resize(order.size());
    for (const std::size_t position : order) {
        LayerDescription& from = description.layers[position];
        const LayerId id{model.m_layers.size()};
        std::vector<TensorId> inputs;
        std::vector<TensorId> outputs;
        for (const std::string& input : from.inputs)
            inputs.push_back(tensorId(input));
        for (const std::string& output : from.outputs)
            outputs.push_back(tensorId(output));
        for (const TensorId input : inputs) {
            auto& consumers = model.m_tensors[input.index()].consumers;
            if (consumers.empty() || consumers.back() != id) consumers.push_back(id);
        }
        Layer layer = makeLayer(std::move(from), position);
        layer.inputs = std::move(inputs);
        layer.outputs = std::move(outputs);
        model.m_layerByName.emplace(layer.name, id);
        model.m_layers.push_back(std::move(layer));
    }
    for (const auto& tensor : model.m_tensors) {
        if (!tensor.consumers.empty() && !tensor.bytes && !tensor.transmitTime) {
            const auto layer = tensor.producer
                                   ? std::optional{model.layer(*tensor.producer).fileIndex}
                                   : std::nullopt;
            return fault(Kind::MissingSize, layer, tensor.name,
                         "tensor '" + tensor.name + "' has no size",
                         "bytes, or dtype and shape, or transmit_ms under \"tensors\"");
        }
    }
    const auto& predecessors = std::get<Predecessors>(graph);
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (const std::size_t p : predecessors[order[i]]) {
            model.m_predecessors[i].push_back(idOf[p]);
            model.m_successors[idOf[p].index()].emplace_back(i);
        }
        std::sort(model.m_predecessors[i].begin(), model.m_predecessors[i].end());
    }
    return model;
}

std::optional<LayerId> Model::findLayer(std::string_view name) const {
    const auto it = m_layerByName.find(std::string(name));
    return it == m_layerByName.end() ? std::nullopt : std::optional{it->second};
}

std::optional<TensorId> Model::findTensor(std::string_view name) const {
    const auto it = m_tensorByName.find(std::string(name));
    return it == m_tensorByName.end() ? std::nullopt : std::optional{it->second};
}

ModelDescription Model::describe() const {
    ModelDescription description;
    description.name = m_name;
    description.sourceSha256 = m_sourceSha256;
    const auto names = [this](const std::vector<TensorId>& ids) {
        std::vector<std::string> result;
        result.reserve(ids.size());
        for (const TensorId id : ids)
            result.push_back(tensor(id).name);
        return result;
    };
    description.inputs = names(m_inputs);
    description.outputs = names(m_outputs);
    description.layers.resize(m_layers.size());
    for (const Layer& layer : m_layers) {
        LayerDescription& to = description.layers[layer.fileIndex];
        to.name = layer.name;
        to.op = layer.op;
        to.inputs = names(layer.inputs);
        to.outputs = names(layer.outputs);
        to.deviceTime = layer.deviceTime;
        to.serverTime = layer.serverTime;
        to.flops = layer.flops;
        to.weightBytes = layer.weightBytes;
        to.computeType = layer.computeType;
        to.members = layer.members;
        to.innerTensors = layer.innerTensors;
    }
    for (const Tensor& tensor : m_tensors) {
        TensorInfo info;
        info.dtype = tensor.dtype;
        info.shape = tensor.shape;
        // What follows from dtype and shape is not repeated.
        if (!tensor.shape || tensorBytes(tensor.dtype, *tensor.shape) != tensor.bytes)
            info.bytes = tensor.bytes;
        info.transmitTime = tensor.transmitTime;
        info.estimated = tensor.estimated;
        if (info.shape || info.bytes || info.transmitTime || info.dtype != DataType::Unknown ||
            info.estimated)
            description.tensors.emplace(tensor.name, std::move(info));
    }
    return description;
}

}  // namespace trilane
