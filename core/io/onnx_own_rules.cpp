#include "core/io/onnx_attributes.h"
#include "core/io/onnx_fold.h"
#include "core/io/onnx_library.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace trilane {
namespace {

using Inputs = std::vector<const OnnxValue*>;

/// Opset 18 moved the axes of reductions from an attribute to an input.
constexpr int kAxesAsInput = 18;
constexpr int kAxesAsAttribute = 13;

constexpr std::array<std::string_view, 9> kReductions{
    "ReduceMean", "ReduceMax",    "ReduceMin",       "ReduceProd",     "ReduceL1",
    "ReduceL2",   "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare"};

constexpr std::array<std::string_view, 6> kElementwise{
    "Gelu", "Mish", "Swish", "GroupNormalization", "RMSNormalization", "MeanVarianceNormalization"};

// ONNX Runtime's own, as its optimiser leaves them in files.
constexpr std::array<std::string_view, 6> kMicrosoftElementwise{"Gelu",
                                                                "FastGelu",
                                                                "QuickGelu",
                                                                "BiasGelu",
                                                                "SkipLayerNormalization",
                                                                "SimplifiedLayerNormalization"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view op) {
    return std::find(list.begin(), list.end(), op) != list.end();
}

bool hasInput(const Inputs& inputs, std::size_t i) {
    return i < inputs.size() && inputs[i] != nullptr;
}

ShapeAnswer sameAsFirst(const onnx::NodeProto& node, const Inputs& inputs) {
    ShapeAnswer answer{
        true, std::vector<onnx::TypeProto>(static_cast<std::size_t>(node.output_size())), {}};
    if (hasInput(inputs, 0) && !answer.outputs.empty()) answer.outputs[0] = inputs[0]->type;
    return answer;
}

/// The library knows the mask of some versions only.
ShapeAnswer dropout(const onnx::NodeProto& node, int opset, const Inputs& inputs) {
    constexpr int kMaskIsBool = 10;
    ShapeAnswer answer = sameAsFirst(node, inputs);
    if (answer.outputs.size() < 2) return answer;
    answer.outputs[1] = answer.outputs[0];
    if (opset >= kMaskIsBool && answer.outputs[1].has_tensor_type())
        answer.outputs[1].mutable_tensor_type()->set_elem_type(onnx::TensorProto::BOOL);
    return answer;
}

ShapeAnswer comparison(const Inputs& inputs) {
    ShapeAnswer answer{true, {onnx::TypeProto()}, {}};
    answer.outputs[0].mutable_tensor_type()->set_elem_type(onnx::TensorProto::BOOL);
    if (!hasInput(inputs, 0) || !hasInput(inputs, 1)) return answer;
    const auto a = knownDims(inputs[0]->type);
    const auto b = knownDims(inputs[1]->type);
    if (!a || !b) return answer;
    if (const auto dims = broadcastDims(*a, *b))
        answer.outputs[0] = makeTensorType(onnx::TensorProto::BOOL, *dims);
    else
        answer.error = "Incompatible dimensions";
    return answer;
}

/// Split since opset 18 may say how many equal parts it makes, the last one smaller.
ShapeAnswer splitEvenly(const onnx::NodeProto& node, const Inputs& inputs) {
    ShapeAnswer answer{true, {}, {}};
    const auto dims = hasInput(inputs, 0) ? knownDims(inputs[0]->type) : std::nullopt;
    const auto axis =
        dims ? normalizeAxis(intAttribute(node, "axis", 0), dims->size()) : std::nullopt;
    if (!axis || node.output_size() == 0) return answer;
    const std::int64_t extent = (*dims)[*axis];
    const std::int64_t parts = node.output_size();
    const std::int64_t chunk = extent / parts + (extent % parts != 0 ? 1 : 0);
    std::int64_t left = extent;
    for (std::int64_t i = 0; i < parts; ++i) {
        OnnxDims part = *dims;
        part[*axis] = std::min(chunk, left);
        left -= part[*axis];
        answer.outputs.push_back(makeTensorType(elementType(inputs[0]->type), part));
    }
    return answer;
}

ShapeAnswer constantTensor(const onnx::NodeProto& node, const Inputs& inputs) {
    ShapeAnswer answer;
    const auto* value = findAttribute(node, "value");
    if (node.op_type() == "Constant" && value != nullptr && value->has_t()) {
        answer = {true, {tensorValue(value->t()).type}, {}};
    } else if (node.op_type() == "ConstantOfShape" && hasInput(inputs, 0) && inputs[0]->data &&
               !inputs[0]->data->isReal()) {
        const int elemType = value != nullptr && value->has_t()
                                 ? value->t().data_type()
                                 : static_cast<int>(onnx::TensorProto::FLOAT);
        answer = {true, {makeTensorType(elemType, inputs[0]->data->ints)}, {}};
    }
    return answer;
}

}  // namespace

ShapeAnswer applyOwnRule(const onnx::NodeProto& node, int opset, const Inputs& inputs) {
    const std::string& op = node.op_type();
    if (node.domain() == "com.microsoft")
        return contains(kMicrosoftElementwise, op) ? sameAsFirst(node, inputs) : ShapeAnswer{};
    if (!isDefaultDomain(node.domain())) return {};
    if (contains(kElementwise, op)) return sameAsFirst(node, inputs);
    if (op == "Dropout") return dropout(node, opset, inputs);
    if ((op == "GreaterOrEqual" || op == "LessOrEqual") && node.output_size() == 1)
        return comparison(inputs);
    if (op == "Split" && opset >= kAxesAsInput && findAttribute(node, "num_outputs") != nullptr)
        return splitEvenly(node, inputs);
    return constantTensor(node, inputs);
}

std::optional<TranslatedNode> translateForLibrary(const onnx::NodeProto& node, int opset,
                                                  const Inputs& inputs) {
    if (!isDefaultDomain(node.domain()) || opset < kAxesAsInput ||
        !contains(kReductions, node.op_type()) || inputs.size() < 2 || inputs[1] == nullptr)
        return std::nullopt;
    const auto& axes = inputs[1]->data;
    if (!axes || axes->isReal() ||
        (axes->ints.empty() && intAttribute(node, "noop_with_empty_axes", 0) != 0))
        return std::nullopt;
    TranslatedNode translated{node, kAxesAsAttribute};
    translated.node.mutable_input()->DeleteSubrange(1, translated.node.input_size() - 1);
    if (!axes->ints.empty()) {
        auto* attribute = translated.node.add_attribute();
        attribute->set_name("axes");
        attribute->set_type(onnx::AttributeProto::INTS);
        for (const std::int64_t axis : axes->ints)
            attribute->add_ints(axis);
    }
    return translated;
}

}  // namespace trilane
