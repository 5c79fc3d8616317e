// Shape computations by value, against what numpy gives.

#include "core/io/onnx_fold.h"
#include "tests/core/io/onnx_text.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <QTest>
#include <limits>

using namespace trilane;           // NOLINT(google-build-using-namespace)
using namespace trilane::testing;  // NOLINT(google-build-using-namespace)

namespace {

constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
constexpr auto kMax = std::numeric_limits<std::int64_t>::max();

OnnxConstant ints(OnnxDims dims, std::vector<std::int64_t> values) {
    OnnxConstant constant;
    constant.elemType = onnx::TensorProto::INT64;
    constant.dims = std::move(dims);
    constant.ints = std::move(values);
    return constant;
}

OnnxConstant list(std::vector<std::int64_t> values) {
    const auto size = static_cast<std::int64_t>(values.size());
    return ints({size}, std::move(values));
}

OnnxConstant scalar(std::int64_t value) {
    return ints({}, {value});
}

OnnxConstant reals(std::vector<double> values) {
    OnnxConstant constant;
    constant.elemType = onnx::TensorProto::FLOAT;
    constant.dims = {static_cast<std::int64_t>(values.size())};
    constant.reals = std::move(values);
    return constant;
}

onnx::NodeProto op(const std::string& type, int outputs = 1) {
    onnx::NodeProto node;
    node.set_op_type(type);
    for (int i = 0; i < outputs; ++i)
        node.add_output("o" + std::to_string(i));
    return node;
}

onnx::NodeProto withAxis(const std::string& type, std::int64_t axis, int outputs = 1) {
    auto node = op(type, outputs);
    setInt(node, "axis", axis);
    return node;
}

/// "[2, 2] 1 2 3 4", results separated by " | "; "none" where nothing is folded.
std::string folded(const onnx::NodeProto& node, const std::vector<OnnxConstant>& operands) {
    FoldInputs inputs;
    for (const auto& operand : operands)
        inputs.push_back(&operand);
    const auto results = foldNode(node, inputs);
    if (!results) return "none";
    std::string text;
    for (const auto& result : *results) {
        if (!text.empty()) text += " | ";
        text += fmt::format("{} {}", result.dims, fmt::join(result.ints, " "));
        text += fmt::format("{}", fmt::join(result.reals, " "));
    }
    return text;
}

const OnnxConstant kGrid = ints({2, 3}, {1, 2, 3, 4, 5, 6});

}  // namespace

class TestOnnxFold : public QObject {
    Q_OBJECT

private slots:
    void gather() {
        COMPARE_TEXT(folded(withAxis("Gather", 0), {kGrid, scalar(1)}), "[3] 4 5 6");
        COMPARE_TEXT(folded(withAxis("Gather", 1), {kGrid, list({-1, 0})}), "[2, 2] 3 1 6 4");
        COMPARE_TEXT(folded(withAxis("Gather", 0), {kGrid, scalar(2)}), "none");
        COMPARE_TEXT(folded(withAxis("Gather", 2), {kGrid, scalar(0)}), "none");
    }

    void slice() {
        const auto node = op("Slice");
        const auto five = list({10, 11, 12, 13, 14});
        COMPARE_TEXT(folded(node, {five, list({1}), list({-1})}), "[3] 11 12 13");
        COMPARE_TEXT(folded(node, {five, list({-2}), list({kMax})}), "[2] 13 14");
        COMPARE_TEXT(folded(node, {five, list({-1}), list({kMin}), list({0}), list({-2})}),
                     "[3] 14 12 10");
        COMPARE_TEXT(folded(node, {five, list({0}), list({kMax}), list({0}), list({kMax})}),
                     "[1] 10");
        COMPARE_TEXT(folded(node, {five, list({3}), list({1})}), "[0] ");
        COMPARE_TEXT(folded(node, {five, list({0}), list({1}), list({0}), list({0})}), "none");
        COMPARE_TEXT(folded(node, {kGrid, list({1, 0}), list({3, 1}), list({1, 0})}), "[1, 2] 2 3");
        auto old = op("Slice");
        setInts(old, "starts", {2});
        setInts(old, "ends", {4});
        COMPARE_TEXT(folded(old, {five}), "[2] 12 13");
    }

    void shapesOfTheSameValues() {
        auto unsqueeze = op("Unsqueeze");
        setInts(unsqueeze, "axes", {0, -1});
        COMPARE_TEXT(folded(unsqueeze, {list({7, 8})}), "[1, 2, 1] 7 8");
        COMPARE_TEXT(folded(op("Unsqueeze"), {scalar(7), list({0})}), "[1] 7");
        COMPARE_TEXT(folded(op("Squeeze"), {ints({1, 2, 1}, {7, 8})}), "[2] 7 8");
        COMPARE_TEXT(folded(op("Squeeze"), {ints({1, 1}, {7}), list({1})}), "[1] 7");
        COMPARE_TEXT(folded(op("Squeeze"), {list({7, 8}), list({0})}), "none");
        COMPARE_TEXT(folded(op("Reshape"), {kGrid, list({3, -1})}), "[3, 2] 1 2 3 4 5 6");
        COMPARE_TEXT(folded(op("Reshape"), {kGrid, list({0, 3, 1})}), "[2, 3, 1] 1 2 3 4 5 6");
        COMPARE_TEXT(folded(op("Reshape"), {kGrid, list({4, -1})}), "none");
        COMPARE_TEXT(folded(op("Reshape"), {kGrid, list({-1, -1})}), "none");
        COMPARE_TEXT(folded(op("Transpose"), {list({1, 2})}), "[2] 1 2");
        COMPARE_TEXT(folded(op("Transpose"), {kGrid}), "none");
    }

    void concatAndSplit() {
        COMPARE_TEXT(folded(withAxis("Concat", 0), {list({1}), list({}), list({2, 3})}),
                     "[3] 1 2 3");
        COMPARE_TEXT(folded(withAxis("Concat", 1), {kGrid, ints({2, 1}, {8, 9})}),
                     "[2, 4] 1 2 3 8 4 5 6 9");
        COMPARE_TEXT(folded(withAxis("Concat", 0), {list({1}), scalar(1)}), "none");
        COMPARE_TEXT(folded(withAxis("Split", 0, 2), {list({1, 2, 3})}), "[2] 1 2 | [1] 3");
        COMPARE_TEXT(folded(withAxis("Split", 1, 2), {kGrid, list({1, 2})}),
                     "[2, 1] 1 4 | [2, 2] 2 3 5 6");
        COMPARE_TEXT(folded(withAxis("Split", 0, 2), {list({1, 2}), list({1, 2})}), "none");
    }

    void arithmetic() {
        COMPARE_TEXT(folded(op("Add"), {kGrid, list({10, 20, 30})}), "[2, 3] 11 22 33 14 25 36");
        COMPARE_TEXT(folded(op("Mul"), {ints({2, 1}, {2, 3}), list({1, 10})}), "[2, 2] 2 20 3 30");
        COMPARE_TEXT(folded(op("Div"), {list({7, -7}), scalar(2)}), "[2] 3 -3");
        COMPARE_TEXT(folded(op("Mod"), {list({7, -7}), scalar(3)}), "[2] 1 2");
        COMPARE_TEXT(folded(op("Div"), {list({7}), scalar(0)}), "none");
        COMPARE_TEXT(folded(op("Div"), {list({kMin}), scalar(-1)}), "none");
        COMPARE_TEXT(folded(op("Add"), {scalar(kMax), scalar(1)}),
                     fmt::format("[] {}", kMin).c_str());
        COMPARE_TEXT(folded(op("Add"), {list({1, 2}), list({1, 2, 3})}), "none");
        COMPARE_TEXT(folded(op("Div"), {reals({7}), reals({2})}), "[1] 3.5");
        COMPARE_TEXT(folded(op("Floor"), {reals({2.75, -2.75})}), "[2] 2 -3");
        COMPARE_TEXT(folded(op("Ceil"), {reals({2.25})}), "[1] 3");
        COMPARE_TEXT(folded(op("Neg"), {scalar(kMin)}), fmt::format("[] {}", kMin).c_str());
        COMPARE_TEXT(folded(op("Min"), {scalar(3), scalar(1), scalar(2)}), "[] 1");
        COMPARE_TEXT(folded(op("Max"), {scalar(3), scalar(1), scalar(2)}), "[] 3");
    }

    void choices() {
        COMPARE_TEXT(folded(op("Equal"), {list({1, 2}), scalar(2)}), "[2] 0 1");
        COMPARE_TEXT(folded(op("Less"), {reals({1, 2}), reals({2})}), "[2] 1 0");
        COMPARE_TEXT(folded(op("Where"), {list({0, 1}), list({5, 6}), scalar(9)}), "[2] 9 6");
    }

    void castsSaturate() {
        auto toInt = op("Cast");
        setInt(toInt, "to", onnx::TensorProto::INT64);
        COMPARE_TEXT(folded(toInt, {reals({-1.5, 1e30, -1e30})}),
                     fmt::format("[3] -1 {} {}", kMax, kMin).c_str());
        auto toFloat = op("Cast");
        setInt(toFloat, "to", onnx::TensorProto::FLOAT);
        COMPARE_TEXT(folded(toFloat, {scalar(16777217)}), "[] 16777216");
        auto toBool = op("Cast");
        setInt(toBool, "to", onnx::TensorProto::BOOL);
        COMPARE_TEXT(folded(toBool, {reals({0.5, 0})}), "[2] 1 0");
        auto toString = op("Cast");
        setInt(toString, "to", onnx::TensorProto::STRING);
        COMPARE_TEXT(folded(toString, {scalar(1)}), "none");
    }

    void makers() {
        COMPARE_TEXT(folded(op("Range"), {scalar(1), scalar(8), scalar(3)}), "[3] 1 4 7");
        COMPARE_TEXT(folded(op("Range"), {scalar(3), scalar(0), scalar(-2)}), "[2] 3 1");
        COMPARE_TEXT(folded(op("Range"), {scalar(0), scalar(kMax), scalar(1)}), "none");
        COMPARE_TEXT(folded(op("Range"), {scalar(0), scalar(5), scalar(0)}), "none");
        COMPARE_TEXT(folded(op("Expand"), {list({4}), list({2, 3})}), "[2, 3] 4 4 4 4 4 4");
        COMPARE_TEXT(folded(op("Expand"), {list({4}), list({-2})}), "none");
        COMPARE_TEXT(folded(op("Tile"), {list({1, 2}), list({2})}), "[4] 1 2 1 2");
        auto fill = op("ConstantOfShape");
        setIntTensor(fill, "value", {7});
        COMPARE_TEXT(folded(fill, {list({2, 2})}), "[2, 2] 7 7 7 7");
        COMPARE_TEXT(folded(op("ConstantOfShape"), {list({2})}), "[2] 0 0");
        COMPARE_TEXT(folded(fill, {list({1'000'000, 1'000'000})}), "none");
        auto constant = op("Constant");
        setInts(constant, "value_ints", {3, 4});
        COMPARE_TEXT(folded(constant, {}), "[2] 3 4");
    }

    void reductions() {
        auto product = op("ReduceProd");
        setInt(product, "keepdims", 0);
        COMPARE_TEXT(folded(product, {list({2, 3, 4})}), "[] 24");
        COMPARE_TEXT(folded(op("ReduceSum"), {kGrid}), "[1, 1] 21");
        setInts(product, "axes", {0});
        COMPARE_TEXT(folded(product, {kGrid}), "none");
        COMPARE_TEXT(folded(op("ReduceMin"), {list({3, 1, 2})}), "[1] 1");
        COMPARE_TEXT(folded(op("ReduceMax"), {reals({0.5, 2.5, 1})}), "[1] 2.5");
        COMPARE_TEXT(folded(op("ReduceSum"), {reals({16777216, 1, 1})}), "[1] 16777216");
    }

    /// No elements, and yet axes so long that a list of their positions fits no memory.
    void longAxesOfNothing() {
        const auto nothing = ints({0, kMaxBytes.count()}, {});
        COMPARE_TEXT(folded(op("Slice"), {nothing, list({0}), list({kMax}), list({1})}), "none");
        COMPARE_TEXT(folded(op("Slice"), {nothing, list({0}), list({kMax}), list({0})}),
                     "[0, 1000000000000000] ");
        COMPARE_TEXT(folded(withAxis("Split", 1, 1), {nothing}), "none");
        COMPARE_TEXT(folded(withAxis("Concat", 1), {nothing, nothing}), "none");
        COMPARE_TEXT(folded(withAxis("Concat", 0), {nothing, nothing}), "[0, 1000000000000000] ");
    }

    void otherDomainsAreNotOurs() {
        auto node = op("Add");
        node.set_domain("org.example");
        COMPARE_TEXT(folded(node, {scalar(1), scalar(1)}), "none");
        COMPARE_TEXT(folded(op("Add"), {scalar(1)}), "none");
        COMPARE_TEXT(folded(op("Gather"), {}), "none");
    }
};

QTEST_APPLESS_MAIN(TestOnnxFold)
#include "test_onnx_fold.moc"
