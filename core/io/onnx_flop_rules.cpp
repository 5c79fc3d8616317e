#include "core/io/onnx_flop_rules.h"

#include "core/graph/saturating.h"
#include "core/io/onnx_attributes.h"

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <map>
#include <string>

namespace trilane {
namespace {

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
std::int64_t convolution(const NodeShapes& shapes, std::size_t weights, std::size_t bias) {
    const auto kernel = shapes.input(weights);
    if (!kernel || kernel->empty()) return 0;
    const std::int64_t perElement = addSaturating(multiplySaturating(2, tailProduct(*kernel, 1)),
                                                  shapes.hasInput(bias) ? 1 : 0);
    return multiplySaturating(shapes.outputSize(), perElement);
}

}  // namespace

std::int64_t convFlops(const NodeShapes& shapes) {
    return convolution(shapes, 1, 2);
}

std::int64_t deformConvFlops(const NodeShapes& shapes) {
    return convolution(shapes, 1, 3);
}

std::int64_t convIntegerFlops(const NodeShapes& shapes) {
    return convolution(shapes, 1, std::numeric_limits<std::size_t>::max());
}

std::int64_t qLinearConvFlops(const NodeShapes& shapes) {
    return convolution(shapes, 3, 8);
}

std::int64_t convTransposeFlops(const NodeShapes& shapes) {
    const auto kernel = shapes.input(1);
    if (!kernel || kernel->empty()) return 0;
    const std::int64_t multiplied = product({2, shapes.inputSize(), tailProduct(*kernel, 1)});
    return addSaturating(multiplied, shapes.hasInput(2) ? shapes.outputSize() : 0);
}

std::int64_t gemmFlops(const NodeShapes& shapes) {
    const auto a = shapes.input(0);
    if (!a || a->size() != 2) return 0;
    const std::int64_t inner = (*a)[intAttribute(shapes.node(), "transA", 0) != 0 ? 0 : 1];
    return multiplySaturating(shapes.outputSize(),
                              addSaturating(multiplySaturating(2, inner), shapes.hasInput(2)));
}

std::int64_t matMulFlops(const NodeShapes& shapes) {
    const auto a = shapes.input(0);
    if (!a || a->empty()) return 0;
    return product({2, shapes.outputSize(), a->back()});
}

std::int64_t einsumFlops(const NodeShapes& shapes) {
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

std::int64_t poolFlops(const NodeShapes& shapes) {
    const auto kernel = intsAttribute(shapes.node(), "kernel_shape");
    std::int64_t window = 1;
    for (const std::int64_t extent : kernel.value_or(OnnxDims{}))
        window = multiplySaturating(window, std::max<std::int64_t>(extent, 0));
    return multiplySaturating(shapes.outputSize(), window);
}

std::int64_t lrnFlops(const NodeShapes& shapes) {
    const std::int64_t size = std::max<std::int64_t>(intAttribute(shapes.node(), "size", 1), 0);
    return multiplySaturating(shapes.outputSize(), addSaturating(multiplySaturating(2, size), 3));
}

std::int64_t recurrentFlops(const NodeShapes& shapes) {
    const auto x = shapes.input(0);
    const auto w = shapes.input(1);
    const auto r = shapes.input(2);
    if (!x || !w || !r || x->size() != 3) return 0;
    const std::int64_t weights = addSaturating(tailProduct(*w, 0), tailProduct(*r, 0));
    return product({2, (*x)[0], (*x)[1], weights});
}

std::int64_t resizeFlops(const NodeShapes& shapes) {
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

}  // namespace trilane
