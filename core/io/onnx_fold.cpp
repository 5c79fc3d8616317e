#include "core/io/onnx_fold.h"

#include "core/io/onnx_attributes.h"
#include "core/io/onnx_fold_rules.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace trilane {
namespace {

using Handler = Folded (*)(const onnx::NodeProto&, const FoldInputs&);

/// How many leading operands an operator needs, and its handler.
struct Rule {
    std::size_t required;
    Handler handler;
};

const std::map<std::string_view, Rule>& rules() {
    static const std::map<std::string_view, Rule> kRules{
        {"Concat", {1, foldConcat}},
        {"Constant", {0, foldConstant}},
        {"ConstantOfShape", {1, foldConstantOfShape}},
        {"Expand", {2, foldExpand}},
        {"Gather", {2, foldGather}},
        {"Identity", {1, foldIdentity}},
        {"Range", {3, foldRange}},
        {"ReduceMax", {1, foldReduce}},
        {"ReduceMin", {1, foldReduce}},
        {"ReduceProd", {1, foldReduce}},
        {"ReduceSum", {1, foldReduce}},
        {"Reshape", {1, foldReshape}},
        {"Slice", {1, foldSlice}},
        {"Squeeze", {1, foldSqueeze}},
        {"Tile", {2, foldTile}},
        {"Transpose", {1, foldTranspose}},
        {"Unsqueeze", {1, foldUnsqueeze}},
    };
    return kRules;
}

}  // namespace

bool fitsFolding(const OnnxDims& dims) {
    const auto count = elementCount(dims);
    return count && *count <= kMaxFoldedElements;
}

std::optional<OnnxDims> intsOperand(const onnx::NodeProto& node, std::string_view attribute,
                                    const FoldInputs& inputs, std::size_t index) {
    if (index >= inputs.size() || inputs[index] == nullptr) return intsAttribute(node, attribute);
    if (inputs[index]->isReal()) return std::nullopt;
    return inputs[index]->ints;
}

std::optional<std::vector<OnnxConstant>> foldNode(const onnx::NodeProto& node,
                                                  const FoldInputs& inputs) {
    if (!isDefaultDomain(node.domain())) return std::nullopt;
    const auto given = [&](std::size_t count) {
        return inputs.size() >= count &&
               std::all_of(inputs.begin(), inputs.begin() + static_cast<std::ptrdiff_t>(count),
                           [](const OnnxConstant* input) { return input != nullptr; });
    };
    if (node.op_type() == "Split" && given(1)) return foldSplit(node, inputs);
    Folded result;
    if (const auto rule = rules().find(node.op_type()); rule != rules().end()) {
        const bool allGiven = node.op_type() != "Concat" || given(inputs.size());
        if (given(rule->second.required) && allGiven) result = rule->second.handler(node, inputs);
    } else {
        result = foldElementwise(node, inputs);
    }
    if (!result || node.output_size() != 1) return std::nullopt;
    return std::vector<OnnxConstant>{*std::move(result)};
}

}  // namespace trilane
