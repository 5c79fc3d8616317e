#include "core/graph/saturating.h"
#include "core/io/onnx_attributes.h"
#include "core/io/onnx_graph.h"
#include "core/io/onnx_inference.h"

#include <algorithm>

// Nodes that hold other nodes: If, Loop, Scan and calls of the model's own functions.

namespace trilane {
namespace {

constexpr int kMaxFrames = 64;

using Inputs = std::vector<const OnnxValue*>;

const onnx::GraphProto* graphAttribute(const onnx::NodeProto& node, std::string_view name) {
    const auto* attribute = findAttribute(node, name);
    return attribute != nullptr && attribute->has_g() ? &attribute->g() : nullptr;
}

OnnxValue variable(onnx::TypeProto type, OnnxSizing sizing = OnnxSizing::Known) {
    OnnxValue value;
    dropExcessRank(type);
    value.bytes = typeBytes(type);
    value.type = std::move(type);
    value.sizing = sizing;
    return value;
}

/// What a loop carries changes from one iteration to the next: its type stays, its value does not.
OnnxValue carried(const OnnxValue* initial) {
    return initial != nullptr ? variable(initial->type, initial->sizing) : OnnxValue{};
}

std::optional<std::int64_t> scalar(const OnnxValue* value) {
    if (value == nullptr || !value->data || value->data->isReal() || value->data->size() != 1)
        return std::nullopt;
    return value->data->ints[0];
}

/// A value per iteration, stacked along `axis`.
OnnxValue stacked(const OnnxValue& element, std::int64_t length, std::int64_t axis,
                  OnnxSizing sizing) {
    auto dims = knownDims(element.type);
    if (!dims) return {};
    const auto at = normalizeAxis(axis, dims->size() + 1);
    if (!at) return {};
    dims->insert(dims->begin() + static_cast<std::ptrdiff_t>(*at), length);
    const bool known = element.sizing == OnnxSizing::Known;
    return variable(makeTensorType(elementType(element.type), *dims),
                    known ? sizing : OnnxSizing::Derived);
}

std::int64_t listed(const std::optional<OnnxDims>& axes, std::size_t index) {
    return axes && index < axes->size() ? (*axes)[index] : 0;
}

}  // namespace

bool OnnxInference::chargeBody(int nodes) {
    // The body that overdraws the budget is still visited whole, none after it.
    if (m_nestedBudget <= 0) return false;
    m_nestedBudget -= std::max(nodes, 1);
    return true;
}

template <class Nodes, class Names>
OnnxInference::Body OnnxInference::runBody(const Nodes& nodes, const Names& outputs,
                                           OnnxScope& scope, const Frame& frame) {
    Body body;
    for (const std::size_t index : sortNodes(nodes)) {
        const auto& node = nodes[static_cast<int>(index)];
        const NodeFacts facts = inferIn(node, scope, frame);
        apply(node, facts, scope);
        body.flops = addSaturating(body.flops, facts.flops);
        body.weightBytes = addWithinMost(body.weightBytes, facts.weightBytes);
        body.unknownTripCount |= facts.unknownTripCount;
    }
    for (const std::string& name : outputs) {
        const OnnxValue* value = scope.find(name);
        body.outputs.push_back(value != nullptr ? *value : OnnxValue{});
    }
    return body;
}

OnnxInference::Body OnnxInference::runGraph(const onnx::GraphProto& graph,
                                            std::vector<OnnxValue> inputs, const OnnxScope& outer,
                                            const Frame& frame) {
    if (!chargeBody(graph.node_size())) return {};
    OnnxScope scope(&outer);
    addInitializers(graph, scope);
    for (std::size_t i = 0; i < inputs.size() && i < static_cast<std::size_t>(graph.input_size());
         ++i) {
        const auto& declared = graph.input(static_cast<int>(i));
        const bool untyped = inputs[i].type.value_case() == onnx::TypeProto::VALUE_NOT_SET;
        scope.set(declared.name(), untyped ? variable(declared.type()) : std::move(inputs[i]));
    }
    std::vector<std::string> outputs;
    for (const auto& output : graph.output())
        outputs.push_back(output.name());
    return runBody(graph.node(), outputs, scope, frame);
}

bool OnnxInference::inferNested(const onnx::NodeProto& node, const Inputs& inputs,
                                const OnnxScope& scope, const Frame& frame, NodeFacts& facts) {
    Frame inner = frame;
    if (++inner.depth > kMaxFrames) return false;
    if (const auto function = m_functions.find({node.domain(), node.op_type()});
        function != m_functions.end()) {
        // Functions must not call themselves; a file may still say so.
        for (const Frame* outer = &frame; outer != nullptr; outer = outer->caller)
            if (outer->function == function->second) return false;
        inner.function = function->second;
        inner.caller = &frame;
        inferCall(*function->second, node, inputs, inner, facts);
        return true;
    }
    if (!isDefaultDomain(node.domain()) || subgraphs(node).empty()) return false;
    if (node.op_type() == "If")
        inferIf(node, inputs, scope, inner, facts);
    else if (node.op_type() == "Loop")
        inferLoop(node, inputs, scope, inner, facts);
    else if (node.op_type() == "Scan")
        inferScan(node, inputs, scope, inner, facts);
    else
        return false;
    return true;
}

void OnnxInference::inferIf(const onnx::NodeProto& node, const Inputs& inputs,
                            const OnnxScope& scope, const Frame& frame, NodeFacts& facts) {
    const auto condition = inputs.empty() ? std::nullopt : scalar(inputs[0]);
    std::vector<Body> branches;
    for (const char* name : {"then_branch", "else_branch"}) {
        const bool taken = !condition || (*condition != 0) == (name[0] == 't');
        const auto* graph = graphAttribute(node, name);
        if (taken && graph != nullptr) branches.push_back(runGraph(*graph, {}, scope, frame));
    }
    for (const Body& branch : branches) {
        facts.flops = std::max(facts.flops, branch.flops);
        facts.weightBytes = std::max(facts.weightBytes, branch.weightBytes);
        facts.unknownTripCount |= branch.unknownTripCount;
        for (std::size_t i = 0; i < std::min(branch.outputs.size(), facts.outputs.size()); ++i) {
            OnnxValue& output = facts.outputs[i];
            OnnxValue candidate = branch.outputs[i];
            if (candidate.constant && !facts.constant)
                candidate = variable(candidate.type, candidate.sizing);
            if (&branch == &branches.front()) {
                output = std::move(candidate);
                continue;
            }
            const bool equal = typeBytes(output.type) == typeBytes(candidate.type) &&
                               knownDims(output.type) == knownDims(candidate.type);
            if (equal) continue;
            if (candidate.bytes.value_or(Bytes{}) > output.bytes.value_or(Bytes{}))
                output = std::move(candidate);
            if (output.bytes) output.sizing = OnnxSizing::LargerBranch;
        }
    }
}

void OnnxInference::inferLoop(const onnx::NodeProto& node, const Inputs& inputs,
                              const OnnxScope& scope, const Frame& frame, NodeFacts& facts) {
    const auto* graph = graphAttribute(node, "body");
    if (graph == nullptr) return;
    const std::size_t carriedCount = inputs.size() > 2 ? inputs.size() - 2 : 0;
    std::vector<OnnxValue> bodyInputs{variable(makeTensorType(onnx::TensorProto::INT64, {})),
                                      variable(makeTensorType(onnx::TensorProto::BOOL, {}))};
    for (std::size_t i = 0; i < carriedCount; ++i)
        bodyInputs.push_back(carried(inputs[i + 2]));
    const Body body = runGraph(*graph, bodyInputs, scope, frame);
    const auto trips = scalar(inputs.empty() ? nullptr : inputs[0]);
    const std::int64_t count = std::max<std::int64_t>(trips.value_or(1), 0);
    facts.flops = multiplySaturating(body.flops, count);
    facts.weightBytes = body.weightBytes;
    facts.unknownTripCount = body.unknownTripCount || !trips;
    // The body makes the condition first, then what is carried, then what is stacked.
    for (std::size_t i = 0; i + 1 < body.outputs.size() && i < facts.outputs.size(); ++i) {
        const OnnxValue& made = body.outputs[i + 1];
        if (i >= carriedCount)
            facts.outputs[i] =
                stacked(made, count, 0, trips ? OnnxSizing::Known : OnnxSizing::Derived);
        else
            facts.outputs[i] = variable(made.type, made.sizing);
    }
}

void OnnxInference::inferScan(const onnx::NodeProto& node, const Inputs& inputs,
                              const OnnxScope& scope, const Frame& frame, NodeFacts& facts) {
    const auto* graph = graphAttribute(node, "body");
    const auto opset = frame.opsets->find("");
    constexpr int kWithoutBatch = 9;  // Scan of opset 8 had a batch axis and sequence lengths
    if (graph == nullptr || (opset != frame.opsets->end() && opset->second < kWithoutBatch)) return;
    const std::int64_t scans = intAttribute(node, "num_scan_inputs", 0);
    if (scans < 1 || scans > static_cast<std::int64_t>(inputs.size())) return;
    const std::size_t states = inputs.size() - static_cast<std::size_t>(scans);
    const auto inputAxes = intsAttribute(node, "scan_input_axes");
    const auto outputAxes = intsAttribute(node, "scan_output_axes");
    std::vector<OnnxValue> bodyInputs;
    std::optional<std::int64_t> length;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (i < states) {
            bodyInputs.push_back(carried(inputs[i]));
            continue;
        }
        auto dims = inputs[i] != nullptr ? knownDims(inputs[i]->type) : std::nullopt;
        const auto axis =
            dims ? normalizeAxis(listed(inputAxes, i - states), dims->size()) : std::nullopt;
        if (!axis) return;
        length = (*dims)[*axis];
        dims->erase(dims->begin() + static_cast<std::ptrdiff_t>(*axis));
        bodyInputs.push_back(
            variable(makeTensorType(elementType(inputs[i]->type), *dims), inputs[i]->sizing));
    }
    const Body body = runGraph(*graph, bodyInputs, scope, frame);
    facts.flops = multiplySaturating(body.flops, length.value_or(1));
    facts.weightBytes = body.weightBytes;
    facts.unknownTripCount = body.unknownTripCount;
    for (std::size_t i = 0; i < std::min(body.outputs.size(), facts.outputs.size()); ++i) {
        const OnnxValue& made = body.outputs[i];
        facts.outputs[i] = i < states ? variable(made.type, made.sizing)
                                      : stacked(made, length.value_or(1),
                                                listed(outputAxes, i - states), OnnxSizing::Known);
    }
}

void OnnxInference::inferCall(const onnx::FunctionProto& function, const onnx::NodeProto& node,
                              const Inputs& inputs, const Frame& frame, NodeFacts& facts) {
    if (!chargeBody(function.node_size())) return;
    const Opsets opsets = readOpsets(function.opset_import());
    OnnxScope scope;
    for (int i = 0; i < function.input_size(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        if (index < inputs.size() && inputs[index] != nullptr)
            scope.set(function.input(i), *inputs[index]);
    }
    // Attributes of the call replace the references to them in the body.
    OnnxNodes nodes = function.node();
    for (auto& inner : nodes) {
        for (auto& attribute : *inner.mutable_attribute()) {
            if (attribute.ref_attr_name().empty()) continue;
            const std::string name = attribute.name();
            const auto* given = findAttribute(node, attribute.ref_attr_name());
            attribute = given != nullptr ? *given : onnx::AttributeProto();
            // Without a value the attribute is as good as absent.
            attribute.set_name(given != nullptr ? name : std::string());
        }
    }
    Frame inner = frame;
    inner.opsets = &opsets;
    const Body body = runBody(nodes, function.output(), scope, inner);
    facts.flops = body.flops;
    facts.weightBytes = body.weightBytes;
    facts.unknownTripCount = body.unknownTripCount;
    for (std::size_t i = 0; i < std::min(body.outputs.size(), facts.outputs.size()); ++i) {
        const OnnxValue& made = body.outputs[i];
        facts.outputs[i] =
            made.constant && !facts.constant ? variable(made.type, made.sizing) : made;
    }
}

}  // namespace trilane
