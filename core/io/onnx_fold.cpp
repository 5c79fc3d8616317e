#include "core/io/onnx_fold.h"

#include "core/io/onnx_attributes.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <string_view>

namespace trilane {
namespace {

using Proto = onnx::TensorProto;
using Folded = std::optional<OnnxConstant>;

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

Folded withDims(const OnnxConstant& from, OnnxDims dims) {
    if (elementCount(dims) != static_cast<std::int64_t>(from.size())) return std::nullopt;
    OnnxConstant result = from;
    result.dims = std::move(dims);
    return result;
}

bool fitsFolding(const OnnxDims& dims) {
    const auto count = elementCount(dims);
    return count && *count <= kMaxFoldedElements;
}

const OnnxConstant* inputAt(const FoldInputs& inputs, std::size_t index) {
    return index < inputs.size() ? inputs[index] : nullptr;
}

/// The integers of an optional operand that older versions of the operator give as an attribute.
std::optional<OnnxDims> intsOf(const onnx::NodeProto& node, std::string_view attribute,
                               const FoldInputs& inputs, std::size_t index) {
    if (const OnnxConstant* input = inputAt(inputs, index)) {
        if (input->isReal()) return std::nullopt;
        return input->ints;
    }
    return intsAttribute(node, attribute);
}

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
    return pick(element, inputs[0]->ints, [](std::size_t) { return 0; });
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

Folded foldSlice(const onnx::NodeProto& node, const FoldInputs& inputs) {
    if (inputs.empty() || inputs[0] == nullptr) return std::nullopt;
    OnnxConstant result = *inputs[0];
    const auto starts = intsOf(node, "starts", inputs, 1);
    const auto ends = intsOf(node, "ends", inputs, 2);
    auto axes = intsOf(node, "axes", inputs, 3);
    const auto steps = intsOf(node, "steps", inputs, 4);
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
    }
    if (!fitsFolding(result.dims)) return std::nullopt;
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

Folded foldUnsqueeze(const onnx::NodeProto& node, const FoldInputs& inputs) {
    const auto axes = intsOf(node, "axes", inputs, 1);
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

Folded foldSqueeze(const onnx::NodeProto& node, const FoldInputs& inputs) {
    const auto axes = intsOf(node, "axes", inputs, 1);
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

Folded foldReshape(const onnx::NodeProto& node, const FoldInputs& inputs) {
    auto dims = intsOf(node, "shape", inputs, 1);
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

Folded foldExpand(const onnx::NodeProto&, const FoldInputs& inputs) {
    if (inputs.size() != 2 || inputs[1]->isReal()) return std::nullopt;
    const auto dims = broadcastDims(inputs[0]->dims, inputs[1]->ints);
    if (!dims || !fitsFolding(*dims)) return std::nullopt;
    return expandTo(*inputs[0], *dims);
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

/// Reduction of all elements, the only one that shape computations use.
Folded foldReduce(const onnx::NodeProto& node, const FoldInputs& inputs) {
    const OnnxConstant& data = *inputs[0];
    const auto axes = intsOf(node, "axes", inputs, 1);
    if (axes && !axes->empty() && axes->size() != data.dims.size()) return std::nullopt;
    if (data.size() == 0 || intAttribute(node, "noop_with_empty_axes", 0) != 0) return std::nullopt;
    const std::string& op = node.op_type();
    onnx::NodeProto step;
    step.set_op_type(op == "ReduceProd"  ? "Mul"
                     : op == "ReduceSum" ? "Add"
                     : op == "ReduceMax" ? "Max"
                                         : "Min");
    Folded result = pick(data, {}, [](std::size_t) { return 0; });
    for (std::size_t i = 1; i < data.size() && result; ++i) {
        const OnnxConstant next = pick(data, {}, [&](std::size_t) { return i; });
        result = foldElementwise(step, {&*result, &next});
    }
    if (result && intAttribute(node, "keepdims", 1) != 0) result->dims.assign(data.dims.size(), 1);
    return result;
}

Folded foldTranspose(const onnx::NodeProto&, const FoldInputs& inputs) {
    return inputs[0]->dims.size() <= 1 ? Folded(*inputs[0]) : std::nullopt;
}

Folded foldIdentity(const onnx::NodeProto&, const FoldInputs& inputs) {
    return *inputs[0];
}

std::optional<std::vector<OnnxConstant>> foldSplit(const onnx::NodeProto& node,
                                                   const FoldInputs& inputs) {
    const OnnxConstant& data = *inputs[0];
    const auto axis = normalizeAxis(intAttribute(node, "axis", 0), data.dims.size());
    if (!axis) return std::nullopt;
    const auto extent = static_cast<std::size_t>(data.dims[*axis]);
    auto sizes = intsOf(node, "split", inputs, 1);
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
