#include "core/io/onnx_attributes.h"
#include "core/io/onnx_fold_rules.h"

#include <algorithm>
#include <limits>

namespace trilane {
namespace {

/// A constant with `dims` whose element i is element `source(i)` of `from`.
template <class Source>
OnnxConstant pick(const OnnxConstant& from, OnnxDims dims, Source source) {
    OnnxConstant result;
    result.elemType = from.elemType;
    const auto count = static_cast<std::size_t>(elementCount(dims).value_or(0));
    result.dims = std::move(dims);
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(source(i));
        if (from.isReal())
            result.reals.push_back(from.reals[at]);
        else
            result.ints.push_back(from.ints[at]);
    }
    return result;
}

/// Whether positions along an axis may be listed. A constant without elements, as of shape [0, n],
/// is small however long its other axes are.
bool fitsListing(std::int64_t extent) {
    return extent <= kMaxFoldedElements;
}

/// One axis at a time: `positions` along `axis` are kept.
OnnxConstant takeAlong(const OnnxConstant& data, std::size_t axis,
                       const std::vector<std::size_t>& positions) {
    OnnxDims dims = data.dims;
    const auto extent = static_cast<std::size_t>(dims[axis]);
    dims[axis] = static_cast<std::int64_t>(positions.size());
    std::size_t inner = 1;
    for (std::size_t i = axis + 1; i < dims.size(); ++i)
        inner *= static_cast<std::size_t>(dims[i]);
    return pick(data, dims, [&](std::size_t flat) {
        const std::size_t position = positions[flat / inner % positions.size()];
        return (flat / inner / positions.size() * extent + position) * inner + flat % inner;
    });
}

}  // namespace

Folded foldConcat(const onnx::NodeProto& node, const FoldInputs& inputs) {
    const auto axis = normalizeAxis(intAttribute(node, "axis", 0), inputs[0]->dims.size());
    if (!axis) return std::nullopt;
    OnnxConstant result;
    result.elemType = inputs[0]->elemType;
    result.dims = inputs[0]->dims;
    result.dims[*axis] = 0;
    for (const OnnxConstant* input : inputs) {
        if (input->elemType != result.elemType || input->dims.size() != result.dims.size())
            return std::nullopt;
        for (std::size_t i = 0; i < result.dims.size(); ++i)
            if (i != *axis && input->dims[i] != result.dims[i]) return std::nullopt;
        result.dims[*axis] += input->dims[*axis];
        if (!fitsFolding(result.dims)) return std::nullopt;
    }
    const auto at = result.dims.begin() + static_cast<std::ptrdiff_t>(*axis);
    const auto outer = static_cast<std::size_t>(*elementCount({result.dims.begin(), at}));
    for (std::size_t i = 0; i < outer; ++i) {
        for (const OnnxConstant* input : inputs) {
            const std::size_t length = input->size() / outer;
            for (std::size_t k = 0; k < length; ++k) {
                if (input->isReal())
                    result.reals.push_back(input->reals[i * length + k]);
                else
                    result.ints.push_back(input->ints[i * length + k]);
            }
        }
    }
    return result;
}

Folded foldExpand(const onnx::NodeProto&, const FoldInputs& inputs) {
    if (inputs.size() != 2 || inputs[1]->isReal()) return std::nullopt;
    const auto dims = broadcastDims(inputs[0]->dims, inputs[1]->ints);
    if (!dims || !fitsFolding(*dims)) return std::nullopt;
    return expandTo(*inputs[0], *dims);
}

Folded foldGather(const onnx::NodeProto& node, const FoldInputs& inputs) {
    if (inputs.size() != 2 || inputs[1]->isReal()) return std::nullopt;
    const OnnxConstant& data = *inputs[0];
    const OnnxConstant& indices = *inputs[1];
    const auto axis = normalizeAxis(intAttribute(node, "axis", 0), data.dims.size());
    if (!axis) return std::nullopt;
    const std::int64_t extent = data.dims[*axis];
    for (const std::int64_t index : indices.ints)
        if (index < -extent || index >= extent) return std::nullopt;
    const auto at = data.dims.begin() + static_cast<std::ptrdiff_t>(*axis);
    OnnxDims dims(data.dims.begin(), at);
    dims.insert(dims.end(), indices.dims.begin(), indices.dims.end());
    dims.insert(dims.end(), at + 1, data.dims.end());
    if (!fitsFolding(dims)) return std::nullopt;
    const auto inner = static_cast<std::size_t>(*elementCount({at + 1, data.dims.end()}));
    const std::size_t picked = indices.ints.size();
    return pick(data, dims, [&](std::size_t flat) {
        std::int64_t index = indices.ints[flat / inner % picked];
        if (index < 0) index += extent;
        const std::size_t outer = flat / inner / picked;
        return (outer * static_cast<std::size_t>(extent) + static_cast<std::size_t>(index)) *
                   inner +
               flat % inner;
    });
}

Folded foldSlice(const onnx::NodeProto& node, const FoldInputs& inputs) {
    if (inputs.empty() || inputs[0] == nullptr) return std::nullopt;
    OnnxConstant result = *inputs[0];
    const auto starts = intsOperand(node, "starts", inputs, 1);
    const auto ends = intsOperand(node, "ends", inputs, 2);
    auto axes = intsOperand(node, "axes", inputs, 3);
    const auto steps = intsOperand(node, "steps", inputs, 4);
    if (!starts || !ends || starts->size() != ends->size()) return std::nullopt;
    if (!axes) {
        axes.emplace();
        for (std::size_t i = 0; i < starts->size(); ++i)
            axes->push_back(static_cast<std::int64_t>(i));
    }
    if (axes->size() != starts->size() || (steps && steps->size() != starts->size()))
        return std::nullopt;
    for (std::size_t i = 0; i < axes->size(); ++i) {
        const auto axis = normalizeAxis((*axes)[i], result.dims.size());
        const std::int64_t step = steps ? (*steps)[i] : 1;
        if (!axis || step == 0 || step == std::numeric_limits<std::int64_t>::min())
            return std::nullopt;
        const std::int64_t extent = result.dims[*axis];
        if (!fitsListing(extent)) return std::nullopt;
        const auto clampTo = [&](std::int64_t value, std::int64_t low, std::int64_t high) {
            return std::clamp(value < 0 && value >= -extent ? value + extent : value, low, high);
        };
        std::vector<std::size_t> positions;
        if (step > 0) {
            const std::int64_t end = clampTo((*ends)[i], 0, extent);
            for (std::int64_t at = clampTo((*starts)[i], 0, extent); at < end;
                 at += std::min(step, extent))
                positions.push_back(static_cast<std::size_t>(at));
        } else {
            const std::int64_t end = clampTo((*ends)[i], -1, extent - 1);
            for (std::int64_t at = clampTo((*starts)[i], -1, extent - 1); at > end;
                 at -= std::min(-step, extent))
                positions.push_back(static_cast<std::size_t>(at));
        }
        result = takeAlong(result, *axis, positions);
    }
    return result;
}

std::optional<std::vector<OnnxConstant>> foldSplit(const onnx::NodeProto& node,
                                                   const FoldInputs& inputs) {
    const OnnxConstant& data = *inputs[0];
    const auto axis = normalizeAxis(intAttribute(node, "axis", 0), data.dims.size());
    if (!axis || !fitsListing(data.dims[*axis])) return std::nullopt;
    const auto extent = static_cast<std::size_t>(data.dims[*axis]);
    auto sizes = intsOperand(node, "split", inputs, 1);
    const auto outputs = static_cast<std::size_t>(node.output_size());
    if (!sizes) {
        const std::size_t chunk = outputs == 0 ? 0 : (extent + outputs - 1) / outputs;
        sizes.emplace();
        for (std::size_t i = 0, left = extent; i < outputs; left -= std::min(chunk, left), ++i)
            sizes->push_back(static_cast<std::int64_t>(std::min(chunk, left)));
    }
    if (sizes->size() != outputs) return std::nullopt;
    std::vector<OnnxConstant> results;
    std::size_t start = 0;
    for (const std::int64_t size : *sizes) {
        if (size < 0 || static_cast<std::size_t>(size) > extent - start) return std::nullopt;
        std::vector<std::size_t> positions;
        for (std::int64_t i = 0; i < size; ++i)
            positions.push_back(start++);
        results.push_back(takeAlong(data, *axis, positions));
    }
    return results;
}

Folded foldTile(const onnx::NodeProto&, const FoldInputs& inputs) {
    if (inputs.size() != 2 || inputs[1]->isReal() || inputs[0]->dims.size() != 1 ||
        inputs[1]->ints.size() != 1 || inputs[0]->dims[0] < 1)
        return std::nullopt;
    const std::int64_t times = inputs[1]->ints[0];
    if (times < 0 || times > kMaxFoldedElements / inputs[0]->dims[0]) return std::nullopt;
    const std::size_t length = inputs[0]->size();
    return pick(*inputs[0], {inputs[0]->dims[0] * times},
                [&](std::size_t i) { return i % length; });
}

}  // namespace trilane
