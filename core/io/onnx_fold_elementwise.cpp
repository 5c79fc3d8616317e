#include "core/io/onnx_attributes.h"
#include "core/io/onnx_fold_rules.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace trilane {
namespace {

using Proto = onnx::TensorProto;

std::int64_t wrapping(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> intResult(std::string_view op, std::int64_t a, std::int64_t b) {
    const auto ua = static_cast<std::uint64_t>(a);
    const auto ub = static_cast<std::uint64_t>(b);
    if (op == "Add") return wrapping(ua + ub);
    if (op == "Sub") return wrapping(ua - ub);
    if (op == "Mul") return wrapping(ua * ub);
    if (op == "Min") return std::min(a, b);
    if (op == "Max") return std::max(a, b);
    if (op == "Equal") return a == b ? 1 : 0;
    if (op == "Less") return a < b ? 1 : 0;
    if (op == "LessOrEqual") return a <= b ? 1 : 0;
    if (op == "Greater") return a > b ? 1 : 0;
    if (op == "GreaterOrEqual") return a >= b ? 1 : 0;
    if (op == "And") return a != 0 && b != 0 ? 1 : 0;
    if (op == "Or") return a != 0 || b != 0 ? 1 : 0;
    const bool divides = b != 0 && !(b == -1 && a == std::numeric_limits<std::int64_t>::min());
    if (op == "Div" && divides) return a / b;
    if (op == "Mod" && divides) {
        const std::int64_t remainder = a % b;
        return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
    }
    return std::nullopt;
}

std::optional<double> realResult(std::string_view op, double a, double b) {
    if (op == "Add") return a + b;
    if (op == "Sub") return a - b;
    if (op == "Mul") return a * b;
    if (op == "Div") return a / b;
    if (op == "Min") return std::min(a, b);
    if (op == "Max") return std::max(a, b);
    if (op == "Pow") return std::pow(a, b);
    return std::nullopt;
}

std::optional<std::int64_t> realComparison(std::string_view op, double a, double b) {
    if (op == "Equal") return a == b ? 1 : 0;
    if (op == "Less") return a < b ? 1 : 0;
    if (op == "LessOrEqual") return a <= b ? 1 : 0;
    if (op == "Greater") return a > b ? 1 : 0;
    if (op == "GreaterOrEqual") return a >= b ? 1 : 0;
    return std::nullopt;
}

bool isPredicate(std::string_view op) {
    return op == "Equal" || op == "Less" || op == "LessOrEqual" || op == "Greater" ||
           op == "GreaterOrEqual" || op == "And" || op == "Or";
}

double roundTo(int elemType, double value) {
    return elemType == Proto::FLOAT ? static_cast<double>(static_cast<float>(value)) : value;
}

std::optional<OnnxConstant> foldBinary(std::string_view op, const OnnxConstant& left,
                                       const OnnxConstant& right) {
    if (left.elemType != right.elemType) return std::nullopt;
    const auto dims = broadcastDims(left.dims, right.dims);
    if (!dims) return std::nullopt;
    const auto count = elementCount(*dims);
    if (!count || *count > kMaxFoldedElements) return std::nullopt;
    const OnnxConstant a = expandTo(left, *dims);
    const OnnxConstant b = expandTo(right, *dims);
    OnnxConstant result;
    result.dims = *dims;
    result.elemType = isPredicate(op) ? static_cast<int>(Proto::BOOL) : left.elemType;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!a.isReal()) {
            const auto value = intResult(op, a.ints[i], b.ints[i]);
            if (!value) return std::nullopt;
            result.ints.push_back(*value);
        } else if (isPredicate(op)) {
            const auto value = realComparison(op, a.reals[i], b.reals[i]);
            if (!value) return std::nullopt;
            result.ints.push_back(*value);
        } else {
            const auto value = realResult(op, a.reals[i], b.reals[i]);
            if (!value) return std::nullopt;
            result.reals.push_back(roundTo(a.elemType, *value));
        }
    }
    return result;
}

std::optional<OnnxConstant> foldUnary(std::string_view op, const OnnxConstant& input) {
    OnnxConstant result = input;
    for (std::int64_t& value : result.ints) {
        if (op == "Neg" || (op == "Abs" && value < 0))
            value = wrapping(0 - static_cast<std::uint64_t>(value));
        else if (op == "Not")
            value = value == 0 ? 1 : 0;
        else if (op != "Abs")
            return std::nullopt;
    }
    for (double& value : result.reals) {
        if (op == "Neg")
            value = -value;
        else if (op == "Abs")
            value = std::fabs(value);
        else if (op == "Floor")
            value = std::floor(value);
        else if (op == "Ceil")
            value = std::ceil(value);
        else if (op == "Round")
            value = std::nearbyint(value);
        else if (op == "Sqrt")
            value = roundTo(result.elemType, std::sqrt(value));
        else
            return std::nullopt;
    }
    return result;
}

std::int64_t saturatingCast(double value) {
    constexpr double kEdge = 9223372036854775808.0;  // 2^63
    if (std::isnan(value)) return 0;
    if (value >= kEdge) return std::numeric_limits<std::int64_t>::max();
    if (value < -kEdge) return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(value);
}

std::optional<OnnxConstant> foldCast(const onnx::NodeProto& node, const OnnxConstant& input) {
    OnnxConstant result;
    result.elemType =
        static_cast<int>(std::clamp<std::int64_t>(intAttribute(node, "to", 0), 0, Proto::BFLOAT16));
    result.dims = input.dims;
    const bool toInt = result.elemType == Proto::INT64 || result.elemType == Proto::INT32 ||
                       result.elemType == Proto::BOOL;
    if (result.isReal()) {
        result.reals = input.reals;
        for (const std::int64_t value : input.ints)
            result.reals.push_back(static_cast<double>(value));
        for (double& value : result.reals)
            value = roundTo(result.elemType, value);
    } else if (toInt) {
        result.ints = input.ints;
        for (const double value : input.reals) {
            const bool fraction = result.elemType == Proto::BOOL && value != 0.0;
            result.ints.push_back(fraction ? 1 : saturatingCast(value));
        }
        for (std::int64_t& value : result.ints) {
            if (result.elemType == Proto::BOOL) value = value != 0 ? 1 : 0;
            if (result.elemType == Proto::INT32) value = static_cast<std::int32_t>(value);
        }
    } else {
        return std::nullopt;
    }
    return result;
}

std::optional<OnnxConstant> foldWhere(const FoldInputs& inputs) {
    const OnnxConstant& yes = *inputs[1];
    const OnnxConstant& no = *inputs[2];
    if (yes.elemType != no.elemType || inputs[0]->isReal()) return std::nullopt;
    const auto inner = broadcastDims(yes.dims, no.dims);
    const auto dims = inner ? broadcastDims(inputs[0]->dims, *inner) : std::nullopt;
    if (!dims) return std::nullopt;
    const auto count = elementCount(*dims);
    if (!count || *count > kMaxFoldedElements) return std::nullopt;
    const OnnxConstant condition = expandTo(*inputs[0], *dims);
    const OnnxConstant other = expandTo(no, *dims);
    OnnxConstant result = expandTo(yes, *dims);
    for (std::size_t i = 0; i < condition.size(); ++i) {
        if (condition.ints[i] != 0) continue;
        if (result.isReal())
            result.reals[i] = other.reals[i];
        else
            result.ints[i] = other.ints[i];
    }
    return result;
}

}  // namespace

std::optional<OnnxDims> broadcastDims(const OnnxDims& a, const OnnxDims& b) {
    OnnxDims result(std::max(a.size(), b.size()));
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::int64_t left = i < a.size() ? a[a.size() - 1 - i] : 1;
        const std::int64_t right = i < b.size() ? b[b.size() - 1 - i] : 1;
        if (left != right && left != 1 && right != 1) return std::nullopt;
        result[result.size() - 1 - i] = left == 1 ? right : left;
    }
    return result;
}

OnnxConstant expandTo(const OnnxConstant& constant, const OnnxDims& dims) {
    OnnxConstant result;
    result.elemType = constant.elemType;
    result.dims = dims;
    const auto count = static_cast<std::size_t>(elementCount(dims).value_or(0));
    const std::size_t skipped = dims.size() - constant.dims.size();
    for (std::size_t flat = 0; flat < count; ++flat) {
        std::size_t rest = flat;
        std::size_t from = 0;
        std::size_t stride = 1;
        for (std::size_t axis = dims.size(); axis-- > skipped;) {
            const auto extent = static_cast<std::size_t>(dims[axis]);
            const auto own = static_cast<std::size_t>(constant.dims[axis - skipped]);
            if (own > 1) from += (rest % extent) * stride;
            stride *= own;
            rest /= extent;
        }
        if (constant.isReal())
            result.reals.push_back(constant.reals[from]);
        else
            result.ints.push_back(constant.ints[from]);
    }
    return result;
}

std::optional<OnnxConstant> foldElementwise(const onnx::NodeProto& node, const FoldInputs& inputs) {
    if (inputs.empty()) return std::nullopt;
    for (const OnnxConstant* input : inputs)
        if (input == nullptr) return std::nullopt;
    const std::string& op = node.op_type();
    if (op == "Cast") return foldCast(node, *inputs[0]);
    if (op == "Where" && inputs.size() == 3) return foldWhere(inputs);
    if ((op == "Min" || op == "Max" || op == "Sum") && !inputs.empty()) {
        OnnxConstant result = *inputs[0];
        for (std::size_t i = 1; i < inputs.size(); ++i) {
            auto next = foldBinary(op == "Sum" ? "Add" : op, result, *inputs[i]);
            if (!next) return std::nullopt;
            result = *std::move(next);
        }
        return result;
    }
    if (inputs.size() == 2) return foldBinary(op, *inputs[0], *inputs[1]);
    if (inputs.size() == 1) return foldUnary(op, *inputs[0]);
    return std::nullopt;
}

Folded foldReduce(const onnx::NodeProto& node, const FoldInputs& inputs) {
    const OnnxConstant& data = *inputs[0];
    const auto axes = intsOperand(node, "axes", inputs, 1);
    if (axes && !axes->empty() && axes->size() != data.dims.size()) return std::nullopt;
    if (data.size() == 0 || intAttribute(node, "noop_with_empty_axes", 0) != 0) return std::nullopt;
    const std::string& name = node.op_type();
    const std::string_view op = name == "ReduceProd"  ? "Mul"
                                : name == "ReduceSum" ? "Add"
                                : name == "ReduceMax" ? "Max"
                                                      : "Min";
    OnnxConstant result;
    result.elemType = data.elemType;
    if (intAttribute(node, "keepdims", 1) != 0) result.dims.assign(data.dims.size(), 1);
    if (data.isReal()) {
        double total = data.reals[0];
        for (std::size_t i = 1; i < data.size(); ++i)
            total = roundTo(data.elemType, *realResult(op, total, data.reals[i]));
        result.reals = {total};
    } else {
        std::int64_t total = data.ints[0];
        for (std::size_t i = 1; i < data.size(); ++i)
            total = *intResult(op, total, data.ints[i]);
        result.ints = {total};
    }
    return result;
}

}  // namespace trilane
