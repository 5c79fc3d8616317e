#include "core/io/onnx_inference.h"

#include "core/graph/saturating.h"
#include "core/io/onnx_attributes.h"
#include "core/io/onnx_flops.h"
#include "core/io/onnx_fold.h"
#include "core/io/onnx_graph.h"
#include "core/io/onnx_library.h"
#include "core/io/onnx_sizing.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <limits>

namespace trilane {
namespace {

using Inputs = std::vector<const OnnxValue*>;

/// Functions that call functions twice each grow exponentially; beyond this many visits the rest
/// counts as unknown.
constexpr std::int64_t kNestedBudget = 50'000;

constexpr std::array<std::string_view, 7> kRandom{
    "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike",
    "Multinomial",  "Bernoulli",        "Dropout"};

/// True if the node's result follows from its inputs. Dropout of a constant happens in training
/// graphs only, where it is random.
bool isDeterministic(const onnx::NodeProto& node) {
    if (std::find(kRandom.begin(), kRandom.end(), node.op_type()) != kRandom.end()) return false;
    for (const auto* graph : subgraphs(node))
        for (const auto& inner : graph->node())
            if (!isDeterministic(inner)) return false;
    return true;
}

bool isConstantNode(const onnx::NodeProto& node, const Inputs& inputs, const OnnxScope& scope) {
    if (node.input_size() == 0 && node.op_type() != "Constant") return false;
    for (int i = 0; i < node.input_size(); ++i) {
        const OnnxValue* input = inputs[static_cast<std::size_t>(i)];
        if (!node.input(i).empty() && (input == nullptr || !input->constant)) return false;
    }
    for (const std::string& name : capturedTensors(node)) {
        const OnnxValue* value = scope.find(name);
        if (value == nullptr || !value->constant) return false;
    }
    return isDeterministic(node);
}

/// Forgets a shape that cannot be. True if there was one.
bool dropNegativeDims(onnx::TypeProto& type) {
    if (!type.has_tensor_type() || !type.tensor_type().has_shape()) return false;
    const auto& dims = type.tensor_type().shape().dim();
    const bool negative = std::any_of(dims.begin(), dims.end(), [](const auto& dim) {
        return dim.has_dim_value() && dim.dim_value() < 0;
    });
    if (negative) type.mutable_tensor_type()->clear_shape();
    return negative;
}

}  // namespace

OnnxInference::OnnxInference(const onnx::ModelProto& model, DimBindings bindings)
    : m_opsets(readOpsets(model.opset_import())),
      m_bindings(std::move(bindings)),
      m_nestedBudget(kNestedBudget) {
    for (const auto& function : model.functions())
        m_functions.try_emplace({function.domain(), function.name()}, &function);
    for (const auto& info : model.graph().value_info())
        m_declared[info.name()] = &info.type();
    for (const auto& info : model.graph().output())
        m_declared[info.name()] = &info.type();
}

OnnxInference::Opsets OnnxInference::readOpsets(
    const google::protobuf::RepeatedPtrField<onnx::OperatorSetIdProto>& imports) {
    Opsets opsets;
    for (const auto& opset : imports)
        opsets[isDefaultDomain(opset.domain()) ? "" : opset.domain()] = static_cast<int>(
            std::clamp<std::int64_t>(opset.version(), 1, std::numeric_limits<int>::max()));
    return opsets;
}

void OnnxInference::prepare() {
    loadOnnxLibrary();
    const onnx::NodeProto none;
    static_cast<void>(foldNode(none, {}));
    static_cast<void>(nodeFlops(none, {}, {}));
}

void OnnxInference::addInitializers(const onnx::GraphProto& graph, OnnxScope& scope) {
    for (const auto& tensor : graph.initializer())
        scope.set(tensor.name(), tensorValue(tensor));
    for (const auto& tensor : graph.sparse_initializer()) {
        OnnxValue value;
        value.constant = true;
        value.type = makeTensorType(tensor.values().data_type(),
                                    {tensor.dims().begin(), tensor.dims().end()});
        scope.set(tensor.values().name(), std::move(value));
    }
}

void OnnxInference::apply(const onnx::NodeProto& node, const NodeFacts& facts, OnnxScope& scope) {
    for (int i = 0; i < node.output_size(); ++i)
        if (!node.output(i).empty() && static_cast<std::size_t>(i) < facts.outputs.size())
            scope.set(node.output(i), facts.outputs[static_cast<std::size_t>(i)]);
}

NodeFacts OnnxInference::infer(const onnx::NodeProto& node, const OnnxScope& scope,
                               bool useLibrary) {
    return inferIn(node, scope, Frame{&m_opsets, useLibrary, 0});
}

NodeFacts OnnxInference::inferIn(const onnx::NodeProto& node, const OnnxScope& scope,
                                 const Frame& frame) {
    Inputs inputs;
    for (const auto& name : node.input())
        inputs.push_back(name.empty() ? nullptr : scope.find(name));
    NodeFacts facts;
    if (auto folded = fold(node, inputs)) {
        facts.constant = true;
        facts.outputs = *std::move(folded);
        return facts;
    }
    facts.constant = isConstantNode(node, inputs, scope);
    facts.outputs.resize(static_cast<std::size_t>(node.output_size()));
    if (!inferNested(node, inputs, scope, frame, facts)) inferOperator(node, inputs, frame, facts);
    complete(node, inputs, frame, facts);
    if (facts.constant) {
        facts.flops = 0;
        facts.weightBytes = Bytes{};
        return facts;
    }
    facts.flops = addSaturating(facts.flops, nodeFlops(node, inputs, facts.outputs));
    // The body of a function consumes what the call passes, and has been counted.
    if (m_functions.contains({node.domain(), node.op_type()})) return facts;
    for (const OnnxValue* input : inputs)
        if (input != nullptr && input->constant)
            facts.weightBytes =
                addWithinMost(facts.weightBytes, typeBytes(input->type).value_or(Bytes{}));
    return facts;
}

std::optional<std::vector<OnnxValue>> OnnxInference::fold(const onnx::NodeProto& node,
                                                          const Inputs& inputs) const {
    const std::string& op = node.op_type();
    std::optional<std::vector<OnnxConstant>> folded;
    if ((op == "Shape" || op == "Size") && isDefaultDomain(node.domain())) {
        if (inputs.size() != 1 || inputs[0] == nullptr || node.output_size() != 1)
            return std::nullopt;
        const auto dims = knownDims(inputs[0]->type);
        if (!dims || inputs[0]->sizing != OnnxSizing::Known) return std::nullopt;
        auto result = foldShape(node, *dims);
        if (!result) return std::nullopt;
        folded.emplace().push_back(*std::move(result));
    } else {
        FoldInputs values;
        for (int i = 0; i < node.input_size(); ++i) {
            const OnnxValue* input = inputs[static_cast<std::size_t>(i)];
            if (!node.input(i).empty() && (input == nullptr || !input->data)) return std::nullopt;
            values.push_back(input != nullptr ? input->data.get() : nullptr);
        }
        folded = foldNode(node, values);
    }
    if (!folded) return std::nullopt;
    std::vector<OnnxValue> results;
    for (OnnxConstant& constant : *folded)
        results.push_back(constantValue(std::move(constant)));
    return results;
}

void OnnxInference::inferOperator(const onnx::NodeProto& node, const Inputs& inputs,
                                  const Frame& frame, NodeFacts& facts) const {
    const auto entry =
        frame.opsets->find(isDefaultDomain(node.domain()) ? "" : std::string_view(node.domain()));
    const int opset =
        entry == frame.opsets->end() ? std::numeric_limits<int>::max() : entry->second;
    ShapeAnswer answer = applyOwnRule(node, opset, inputs);
    if (!answer.known && frame.useLibrary) {
        const auto translated = translateForLibrary(node, opset, inputs);
        if (translated) {
            const Inputs first(inputs.begin(), inputs.begin() + 1);
            answer = askOnnxLibrary(translated->node, translated->opset, first);
        } else {
            answer = askOnnxLibrary(node, opset, inputs);
        }
        facts.unknownOperator = !answer.known;
    }
    facts.error = std::move(answer.error);
    const std::size_t count = std::min(answer.outputs.size(), facts.outputs.size());
    for (std::size_t i = 0; i < count; ++i)
        facts.outputs[i].type = std::move(answer.outputs[i]);
}

void OnnxInference::complete(const onnx::NodeProto& node, const Inputs& inputs, const Frame& frame,
                             NodeFacts& facts) const {
    const bool tainted = std::any_of(inputs.begin(), inputs.end(), [](const OnnxValue* input) {
        return input != nullptr && input->sizing != OnnxSizing::Known;
    });
    for (std::size_t i = 0; i < facts.outputs.size(); ++i) {
        OnnxValue& value = facts.outputs[i];
        if (dropExcessRank(value.type))
            facts.error = fmt::format("more than {} dimensions", kMaxRank);
        if (dropNegativeDims(value.type)) facts.error = "a dimension becomes negative";
        value.constant = facts.constant;
        if (facts.constant) {
            value.sizing = OnnxSizing::Known;
            value.bytes.reset();
            continue;
        }
        value.data.reset();
        const bool guessed = tainted || value.sizing != OnnxSizing::Known;
        if (frame.depth == 0 && (guessed || !typeBytes(value.type))) {
            onnx::TypeProto declared;
            mergeDeclared(node.output(static_cast<int>(i)), declared);
            if (typeBytes(declared)) {
                value.type = std::move(declared);
                value.bytes = typeBytes(value.type);
                value.sizing = OnnxSizing::Known;
                continue;
            }
            if (!value.bytes) mergeDeclared(node.output(static_cast<int>(i)), value.type);
        }
        if (value.bytes && value.sizing != OnnxSizing::Known) continue;
        value.bytes = typeBytes(value.type);
        if (!value.bytes)
            fillInSize(inputs, value);
        else
            value.sizing = tainted ? OnnxSizing::Derived : OnnxSizing::Known;
    }
}

void OnnxInference::mergeDeclared(const std::string& name, onnx::TypeProto& type) const {
    const auto found = m_declared.find(name);
    if (found == m_declared.end() || !found->second->has_tensor_type()) return;
    if (type.value_case() != onnx::TypeProto::VALUE_NOT_SET && !type.has_tensor_type()) return;
    const auto& declared = found->second->tensor_type();
    auto* tensor = type.mutable_tensor_type();
    if (tensor->elem_type() == onnx::TensorProto::UNDEFINED)
        tensor->set_elem_type(declared.elem_type());
    if (!declared.has_shape() || static_cast<std::size_t>(declared.shape().dim_size()) > kMaxRank)
        return;
    const bool hadShape = tensor->has_shape();
    auto* shape = tensor->mutable_shape();
    if (hadShape && shape->dim_size() != declared.shape().dim_size()) return;
    for (int i = 0; i < declared.shape().dim_size(); ++i) {
        const auto& from = declared.shape().dim(i);
        auto* to = hadShape ? shape->mutable_dim(i) : shape->add_dim();
        if (to->has_dim_value()) continue;
        const auto bound = m_bindings.find(from.dim_param());
        if (from.has_dim_value() && from.dim_value() >= 0)
            to->set_dim_value(from.dim_value());
        else if (from.has_dim_param() && bound != m_bindings.end())
            to->set_dim_value(bound->second);
    }
}

}  // namespace trilane
