#include "core/io/onnx_attributes.h"
#include "core/io/onnx_fold_rules.h"

#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

using Proto = onnx::TensorProto;

}  // namespace

Folded foldConstant(const onnx::NodeProto& node, const FoldInputs&) {
    OnnxConstant result;
    if (const auto* value = findAttribute(node, "value")) {
        const auto decoded = decodeTensor(value->t());
        return decoded ? Folded(*decoded) : std::nullopt;
    }
    if (const auto* value = findAttribute(node, "value_int")) {
        result.elemType = Proto::INT64;
        result.ints = {value->i()};
    } else if (const auto* values = findAttribute(node, "value_ints")) {
        result.elemType = Proto::INT64;
        result.ints.assign(values->ints().begin(), values->ints().end());
        result.dims = {values->ints_size()};
    } else if (const auto* real = findAttribute(node, "value_float")) {
        result.elemType = Proto::FLOAT;
        result.reals = {static_cast<double>(real->f())};
    } else if (const auto* reals = findAttribute(node, "value_floats")) {
        result.elemType = Proto::FLOAT;
        result.reals.assign(reals->floats().begin(), reals->floats().end());
        result.dims = {reals->floats_size()};
    } else {
        return std::nullopt;
    }
    return result.size() <= static_cast<std::size_t>(kMaxFoldedElements) ? Folded(result)
                                                                         : std::nullopt;
}

Folded foldConstantOfShape(const onnx::NodeProto& node, const FoldInputs& inputs) {
    if (inputs.size() != 1 || inputs[0]->isReal() || !fitsFolding(inputs[0]->ints))
        return std::nullopt;
    OnnxConstant element;
    element.elemType = Proto::FLOAT;
    element.reals = {0.0};
    if (const auto* value = findAttribute(node, "value")) {
        const auto decoded = decodeTensor(value->t());
        if (!decoded || decoded->size() != 1) return std::nullopt;
        element = *decoded;
    }
    element.dims.clear();
    return expandTo(element, inputs[0]->ints);
}

Folded foldRange(const onnx::NodeProto&, const FoldInputs& inputs) {
    if (inputs.size() != 3) return std::nullopt;
    for (const OnnxConstant* input : inputs)
        if (input->size() != 1 || input->elemType != inputs[0]->elemType) return std::nullopt;
    OnnxConstant result;
    result.elemType = inputs[0]->elemType;
    const auto value = [&](std::size_t i) {
        return inputs[i]->isReal() ? inputs[i]->reals[0] : static_cast<double>(inputs[i]->ints[0]);
    };
    const double count = std::ceil((value(1) - value(0)) / value(2));
    if (!(count <= static_cast<double>(kMaxFoldedElements))) return std::nullopt;
    const auto length = static_cast<std::int64_t>(std::max(count, 0.0));
    for (std::int64_t i = 0; i < length; ++i) {
        if (result.isReal()) {
            result.reals.push_back(value(0) + static_cast<double>(i) * value(2));
        } else {
            const auto start = static_cast<std::uint64_t>(inputs[0]->ints[0]);
            const auto step = static_cast<std::uint64_t>(inputs[2]->ints[0]);
            result.ints.push_back(
                static_cast<std::int64_t>(start + static_cast<std::uint64_t>(i) * step));
        }
    }
    result.dims = {length};
    return result;
}

std::optional<OnnxConstant> foldShape(const onnx::NodeProto& node, const OnnxDims& dims) {
    OnnxConstant result;
    result.elemType = Proto::INT64;
    if (node.op_type() == "Size") {
        const auto count = elementCount(dims);
        if (!count) return std::nullopt;
        result.ints = {*count};
        return result;
    }
    const auto rank = static_cast<std::int64_t>(dims.size());
    const auto position = [&](std::int64_t at) {
        return static_cast<std::ptrdiff_t>(
            std::clamp<std::int64_t>(at < 0 && at >= -rank ? at + rank : at, 0, rank));
    };
    const auto start = position(intAttribute(node, "start", 0));
    const auto end = std::max(start, position(intAttribute(node, "end", rank)));
    result.ints.assign(dims.begin() + start, dims.begin() + end);
    result.dims = {static_cast<std::int64_t>(result.ints.size())};
    return result;
}

}  // namespace trilane
