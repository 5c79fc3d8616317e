#include "core/io/onnx_flops.h"

#include "core/graph/saturating.h"
#include "core/io/onnx_attributes.h"
#include "core/io/onnx_flop_rules.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace trilane {
namespace {

std::int64_t perOutput(const NodeShapes& shapes) {
    return shapes.outputSize();
}

template <int N>
std::int64_t timesOutput(const NodeShapes& shapes) {
    return multiplySaturating(N, shapes.outputSize());
}

std::int64_t perInput(const NodeShapes& shapes) {
    return shapes.inputSize();
}

/// Sum, Max, Min of any number of operands: one operation less than operands.
std::int64_t variadic(const NodeShapes& shapes) {
    const auto operands = static_cast<std::int64_t>(shapes.inputCount());
    return multiplySaturating(shapes.outputSize(), std::max<std::int64_t>(operands - 1, 0));
}

/// A sum and a division.
std::int64_t mean(const NodeShapes& shapes) {
    return addSaturating(variadic(shapes), shapes.outputSize());
}

using Rule = std::int64_t (*)(const NodeShapes&);

const std::map<std::string_view, Rule>& rules() {
    static const std::map<std::string_view, Rule> kRules = [] {
        std::map<std::string_view, Rule> table{
            {"Conv", convFlops},
            {"ConvInteger", convIntegerFlops},
            {"QLinearConv", qLinearConvFlops},
            {"ConvTranspose", convTransposeFlops},
            {"DeformConv", deformConvFlops},
            {"Gemm", gemmFlops},
            {"MatMul", matMulFlops},
            {"MatMulInteger", matMulFlops},
            {"QLinearMatMul", matMulFlops},
            {"Einsum", einsumFlops},
            {"MaxPool", poolFlops},
            {"AveragePool", poolFlops},
            {"LpPool", poolFlops},
            {"GlobalAveragePool", perInput},
            {"GlobalMaxPool", perInput},
            {"GlobalLpPool", perInput},
            {"LRN", lrnFlops},
            {"RNN", recurrentFlops},
            {"GRU", recurrentFlops},
            {"LSTM", recurrentFlops},
            {"Resize", resizeFlops},
            {"Upsample", resizeFlops},
            // Scale and shift with what the running statistics come to.
            {"BatchNormalization", timesOutput<2>},
            // Mean, variance, normalise, scale, shift.
            {"InstanceNormalization", timesOutput<8>},
            {"LayerNormalization", timesOutput<8>},
            {"GroupNormalization", timesOutput<8>},
            {"RMSNormalization", timesOutput<5>},
            {"LpNormalization", timesOutput<3>},
            {"MeanVarianceNormalization", timesOutput<6>},
            // Maximum, subtract, exponential, sum, divide.
            {"Softmax", timesOutput<5>},
            {"LogSoftmax", timesOutput<6>},
            {"Hardmax", perOutput},
            {"Sum", variadic},
            {"Mean", mean},
            {"Max", variadic},
            {"Min", variadic},
            {"CumSum", perOutput},
            {"Sigmoid", timesOutput<4>},
            {"Tanh", timesOutput<5>},
            {"Gelu", timesOutput<8>},
            {"Mish", timesOutput<8>},
            {"Swish", timesOutput<5>},
            {"Elu", timesOutput<3>},
            {"Selu", timesOutput<4>},
            {"Celu", timesOutput<4>},
            {"HardSigmoid", timesOutput<4>},
            {"HardSwish", timesOutput<5>},
            {"Softplus", timesOutput<3>},
            {"Softsign", timesOutput<3>},
            {"LeakyRelu", timesOutput<2>},
            {"PRelu", timesOutput<2>},
            {"ThresholdedRelu", timesOutput<2>},
            {"Clip", timesOutput<2>},
            {"QuantizeLinear", timesOutput<3>},
            {"DequantizeLinear", timesOutput<2>},
            {"DynamicQuantizeLinear", timesOutput<5>},
        };
        for (const char* op : {"Relu",
                               "Add",
                               "Sub",
                               "Mul",
                               "Div",
                               "Pow",
                               "Neg",
                               "Abs",
                               "Exp",
                               "Log",
                               "Sqrt",
                               "Reciprocal",
                               "Erf",
                               "Sin",
                               "Cos",
                               "Tan",
                               "Asin",
                               "Acos",
                               "Atan",
                               "Sinh",
                               "Cosh",
                               "Floor",
                               "Ceil",
                               "Round",
                               "Equal",
                               "Less",
                               "Greater",
                               "LessOrEqual",
                               "GreaterOrEqual",
                               "And",
                               "Or",
                               "Xor",
                               "Not",
                               "Where",
                               "Sign",
                               "Mod",
                               "BitShift",
                               "IsNaN",
                               "IsInf"})
            table.emplace(op, perOutput);
        for (const char* op : {"ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd",
                               "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp",
                               "ReduceSumSquare", "ArgMax", "ArgMin", "TopK"})
            table.emplace(op, perInput);
        return table;
    }();
    return kRules;
}

}  // namespace

std::int64_t nodeFlops(const onnx::NodeProto& node, const std::vector<const OnnxValue*>& inputs,
                       const std::vector<OnnxValue>& outputs) {
    if (!isDefaultDomain(node.domain())) return 0;
    const auto rule = rules().find(node.op_type());
    return rule == rules().end() ? 0 : rule->second(NodeShapes(node, inputs, outputs));
}

}  // namespace trilane
