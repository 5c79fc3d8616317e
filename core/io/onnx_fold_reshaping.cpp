#include "core/io/onnx_attributes.h"
#include "core/io/onnx_fold_rules.h"

namespace trilane {
namespace {

Folded withDims(const OnnxConstant& from, OnnxDims dims) {
    if (elementCount(dims) != static_cast<std::int64_t>(from.size())) return std::nullopt;
    OnnxConstant result = from;
    result.dims = std::move(dims);
    return result;
}

}  // namespace

Folded foldIdentity(const onnx::NodeProto&, const FoldInputs& inputs) {
    return *inputs[0];
}

Folded foldTranspose(const onnx::NodeProto&, const FoldInputs& inputs) {
    return inputs[0]->dims.size() <= 1 ? Folded(*inputs[0]) : std::nullopt;
}

Folded foldReshape(const onnx::NodeProto& node, const FoldInputs& inputs) {
    auto dims = intsOperand(node, "shape", inputs, 1);
    if (!dims) return std::nullopt;
    const bool keepsZero = intAttribute(node, "allowzero", 0) != 0;
    std::optional<std::size_t> open;
    for (std::size_t i = 0; i < dims->size(); ++i) {
        if ((*dims)[i] == 0 && !keepsZero) {
            if (i >= inputs[0]->dims.size()) return std::nullopt;
            (*dims)[i] = inputs[0]->dims[i];
        } else if ((*dims)[i] == -1) {
            if (open) return std::nullopt;
            open = i;
        }
    }
    if (open) {
        (*dims)[*open] = 1;
        const auto rest = elementCount(*dims);
        const auto count = static_cast<std::int64_t>(inputs[0]->size());
        if (!rest || *rest == 0 || count % *rest != 0) return std::nullopt;
        (*dims)[*open] = count / *rest;
    }
    return withDims(*inputs[0], *dims);
}

Folded foldSqueeze(const onnx::NodeProto& node, const FoldInputs& inputs) {
    const auto axes = intsOperand(node, "axes", inputs, 1);
    const OnnxDims& from = inputs[0]->dims;
    std::vector<bool> dropped(from.size());
    if (!axes)
        for (std::size_t i = 0; i < from.size(); ++i)
            dropped[i] = from[i] == 1;
    for (const std::int64_t axis : axes.value_or(OnnxDims{})) {
        const auto position = normalizeAxis(axis, from.size());
        if (!position) return std::nullopt;
        dropped[*position] = true;
    }
    OnnxDims dims;
    for (std::size_t i = 0; i < from.size(); ++i)
        if (!dropped[i]) dims.push_back(from[i]);
    return withDims(*inputs[0], dims);
}

Folded foldUnsqueeze(const onnx::NodeProto& node, const FoldInputs& inputs) {
    const auto axes = intsOperand(node, "axes", inputs, 1);
    if (!axes) return std::nullopt;
    const std::size_t rank = inputs[0]->dims.size() + axes->size();
    std::vector<bool> isNew(rank);
    for (const std::int64_t axis : *axes) {
        const auto position = normalizeAxis(axis, rank);
        if (!position || isNew[*position]) return std::nullopt;
        isNew[*position] = true;
    }
    OnnxDims dims;
    std::size_t next = 0;
    for (std::size_t i = 0; i < rank; ++i)
        dims.push_back(isNew[i] ? 1 : inputs[0]->dims[next++]);
    return withDims(*inputs[0], dims);
}

}  // namespace trilane
