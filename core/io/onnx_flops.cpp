#include "core/io/onnx_flops.h"

#include "core/io/onnx_attributes.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>

namespace trilane {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

/// What a rule sees of a node: shapes by position, empty where they are unknown.
class Shapes {
public:
    Shapes(const onnx::NodeProto& node, const std::vector<const OnnxValue*>& inputs,
           const std::vector<OnnxValue>& outputs)
        : m_node(node), m_inputs(inputs), m_outputs(outputs) {}

    [[nodiscard]] const onnx::NodeProto& node() const { return m_node; }
    [[nodiscard]] std::size_t inputCount() const { return m_inputs.size(); }
    [[nodiscard]] bool hasInput(std::size_t i) const {
        return i < m_inputs.size() && m_inputs[i] != nullptr;
    }
    [[nodiscard]] std::optional<OnnxDims> input(std::size_t i) const {
        return hasInput(i) ? knownDims(m_inputs[i]->type) : std::nullopt;
    }
    [[nodiscard]] std::optional<OnnxDims> output() const {
        return m_outputs.empty() ? std::nullopt : knownDims(m_outputs.front().type);
    }
    [[nodiscard]] std::int64_t inputSize(std::size_t i = 0) const { return count(input(i)); }
    [[nodiscard]] std::int64_t outputSize() const { return count(output()); }

private:
    static std::int64_t count(const std::optional<OnnxDims>& dims) {
        return dims ? elementCount(*dims).value_or(0) : 0;
    }

    const onnx::NodeProto& m_node;
    const std::vector<const OnnxValue*>& m_inputs;
    const std::vector<OnnxValue>& m_outputs;
};

std::int64_t product(std::initializer_list<std::int64_t> factors) {
    std::int64_t result = 1;
    for (const std::int64_t factor : factors)
        result = multiplySaturating(result, factor);
    return result;
}

std::int64_t tailProduct(const OnnxDims& dims, std::size_t from) {
    std::int64_t result = 1;
    for (std::size_t i = from; i < dims.size(); ++i)
        result = multiplySaturating(result, dims[i]);
    return result;
}

/// Weights are [out channels, in channels / groups, kernel...]: each output element takes one
/// multiply-add for each weight of its channel.
std::int64_t convolution(const Shapes& shapes, std::size_t weights, std::size_t bias) {
    const auto kernel = shapes.input(weights);
    if (!kernel || kernel->empty()) return 0;
    const std::int64_t perElement = addSaturating(multiplySaturating(2, tailProduct(*kernel, 1)),
                                                  shapes.hasInput(bias) ? 1 : 0);
    return multiplySaturating(shapes.outputSize(), perElement);
}

std::int64_t conv(const Shapes& shapes) {
    return convolution(shapes, 1, 2);
}

std::int64_t convInteger(const Shapes& shapes) {
    return convolution(shapes, 1, std::numeric_limits<std::size_t>::max());
}

std::int64_t qLinearConv(const Shapes& shapes) {
    return convolution(shapes, 3, 8);
}

/// Weights are [in channels, out channels / groups, kernel...]: each input element takes one
/// multiply-add for each weight of its channel.
std::int64_t convTranspose(const Shapes& shapes) {
    const auto kernel = shapes.input(1);
    if (!kernel || kernel->empty()) return 0;
    const std::int64_t multiplied = product({2, shapes.inputSize(), tailProduct(*kernel, 1)});
    return addSaturating(multiplied, shapes.hasInput(2) ? shapes.outputSize() : 0);
}

std::int64_t gemm(const Shapes& shapes) {
    const auto a = shapes.input(0);
    if (!a || a->size() != 2) return 0;
    const std::int64_t inner = (*a)[intAttribute(shapes.node(), "transA", 0) != 0 ? 0 : 1];
    return multiplySaturating(shapes.outputSize(),
                              addSaturating(multiplySaturating(2, inner), shapes.hasInput(2)));
}

std::int64_t matMul(const Shapes& shapes) {
    const auto a = shapes.input(0);
    if (!a || a->empty()) return 0;
    return product({2, shapes.outputSize(), a->back()});
}

std::int64_t einsum(const Shapes& shapes) {
    // Each letter is one loop: the work is the product of the extents of all letters.
    const std::string equation = stringAttribute(shapes.node(), "equation", "");
    if (equation.find('.') != std::string::npos) return 0;
    std::map<char, std::int64_t> extents;
    std::size_t operand = 0;
    std::size_t axis = 0;
    for (const char letter : equation.substr(0, equation.find('-'))) {
        if (letter == ' ') continue;
        if (letter == ',') {
            ++operand;
            axis = 0;
            continue;
        }
        const auto dims = shapes.input(operand);
        if (!dims || axis >= dims->size()) return 0;
        auto& extent = extents[letter];
        extent = std::max(extent, (*dims)[axis++]);
    }
    std::int64_t loops = static_cast<std::int64_t>(shapes.inputCount());
    for (const auto& [letter, extent] : extents)
        loops = multiplySaturating(loops, extent);
    return loops;
}

std::int64_t pool(const Shapes& shapes) {
    const auto kernel = intsAttribute(shapes.node(), "kernel_shape");
    std::int64_t window = 1;
    for (const std::int64_t extent : kernel.value_or(OnnxDims{}))
        window = multiplySaturating(window, std::max<std::int64_t>(extent, 0));
    return multiplySaturating(shapes.outputSize(), window);
}

/// Square, sum over `size` channels, scale, power, divide.
std::int64_t lrn(const Shapes& shapes) {
    const std::int64_t size = std::max<std::int64_t>(intAttribute(shapes.node(), "size", 1), 0);
    return multiplySaturating(shapes.outputSize(), addSaturating(multiplySaturating(2, size), 3));
}

/// Gates x hidden x (input + hidden) multiply-adds a step and direction, for W [directions, gates x
/// hidden, input] and R [directions, gates x hidden, hidden].
std::int64_t recurrent(const Shapes& shapes) {
    const auto x = shapes.input(0);
    const auto w = shapes.input(1);
    const auto r = shapes.input(2);
    if (!x || !w || !r || x->size() != 3) return 0;
    const std::int64_t weights = addSaturating(tailProduct(*w, 0), tailProduct(*r, 0));
    return product({2, (*x)[0], (*x)[1], weights});
}

std::int64_t perOutput(const Shapes& shapes) {
    return shapes.outputSize();
}

template <int N>
std::int64_t timesOutput(const Shapes& shapes) {
    return multiplySaturating(N, shapes.outputSize());
}

std::int64_t perInput(const Shapes& shapes) {
    return shapes.inputSize();
}

/// Variadic Sum, Mean, Max, Min: one operation less than operands.
std::int64_t variadic(const Shapes& shapes) {
    const auto operands = static_cast<std::int64_t>(shapes.inputCount());
    return multiplySaturating(shapes.outputSize(), std::max<std::int64_t>(operands - 1, 0));
}

std::int64_t resize(const Shapes& shapes) {
    const std::string mode = stringAttribute(shapes.node(), "mode", "nearest");
    if (mode == "nearest") return 0;
    const auto dims = shapes.output();
    // Interpolation over two neighbours (linear) or four (cubic) along each spatial axis.
    const std::int64_t axes =
        dims && dims->size() > 2 ? static_cast<std::int64_t>(dims->size()) - 2 : 1;
    std::int64_t taps = 1;
    for (std::int64_t i = 0; i < std::min<std::int64_t>(axes, 8); ++i)
        taps *= mode == "cubic" ? 4 : 2;
    return product({2, taps, shapes.outputSize()});
}

using Rule = std::int64_t (*)(const Shapes&);

const std::map<std::string_view, Rule>& rules() {
    static const std::map<std::string_view, Rule> kRules = [] {
        std::map<std::string_view, Rule> table{
            {"Conv", conv},
            {"ConvInteger", convInteger},
            {"QLinearConv", qLinearConv},
            {"ConvTranspose", convTranspose},
            {"DeformConv", conv},
            {"Gemm", gemm},
            {"MatMul", matMul},
            {"MatMulInteger", matMul},
            {"QLinearMatMul", matMul},
            {"Einsum", einsum},
            {"MaxPool", pool},
            {"AveragePool", pool},
            {"LpPool", pool},
            {"GlobalAveragePool", perInput},
            {"GlobalMaxPool", perInput},
            {"GlobalLpPool", perInput},
            {"LRN", lrn},
            {"RNN", recurrent},
            {"GRU", recurrent},
            {"LSTM", recurrent},
            {"Resize", resize},
            {"Upsample", resize},
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
            {"Mean", timesOutput<2>},
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

std::int64_t addSaturating(std::int64_t a, std::int64_t b) {
    return a > kMost - b ? kMost : a + b;
}

std::int64_t multiplySaturating(std::int64_t a, std::int64_t b) {
    if (a <= 0 || b <= 0) return 0;
    return a > kMost / b ? kMost : a * b;
}

std::int64_t nodeFlops(const onnx::NodeProto& node, const std::vector<const OnnxValue*>& inputs,
                       const std::vector<OnnxValue>& outputs) {
    if (!isDefaultDomain(node.domain())) return 0;
    const auto rule = rules().find(node.op_type());
    return rule == rules().end() ? 0 : rule->second(Shapes(node, inputs, outputs));
}

}  // namespace trilane
