#include "tests/support/random_shapes.h"

#include <algorithm>

namespace trilane::test {

std::string Shape::addInput() {
    inputs.push_back("in" + std::to_string(inputs.size()));
    return inputs.back();
}

std::string Shape::add(std::vector<std::string> from) {
    const std::string name = "L" + std::to_string(layers.size());
    layers.push_back({name, std::move(from), {name}});
    return name;
}

namespace {

std::string chain(Shape& shape, std::string tensor, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        tensor = shape.add({tensor});
    return tensor;
}

void towers(Shape& shape, Dice& dice, std::size_t count) {
    const std::size_t wanted = 2 + dice.below(2);
    const bool ownInputs = dice.percent(70);
    const std::string shared = ownInputs ? std::string() : shape.addInput();
    std::vector<std::string> ends;
    std::size_t left = count > 1 ? count - 1 : 1;
    for (std::size_t t = 0; t < wanted && left > 0; ++t) {
        const std::size_t length = t + 1 == wanted ? left : 1 + dice.below(left);
        ends.push_back(chain(shape, ownInputs ? shape.addInput() : shared, length));
        left -= length;
    }
    if (shape.layers.size() < count) shape.add(ends);
}

// The depth is bounded by `count`, which falls with every call.
std::string seriesParallel(Shape& shape, Dice& dice,  // NOLINT(misc-no-recursion)
                           const std::string& from, std::size_t count) {
    if (count == 0) return from;
    if (count == 1) return shape.add({from});
    if (count >= 3 && dice.percent(60)) {
        std::size_t left = count - 1;
        std::vector<std::string> ends;
        while (left > 0) {
            const std::size_t part = 1 + dice.below(left);
            ends.push_back(seriesParallel(shape, dice, from, part));
            left -= part;
        }
        if (dice.percent(20)) ends.push_back(from);
        return shape.add(ends);
    }
    const std::size_t first = 1 + dice.below(count - 1);
    const std::string middle = seriesParallel(shape, dice, from, first);
    return seriesParallel(shape, dice, middle, count - first);
}

void forkJoin(Shape& shape, Dice& dice, std::size_t count) {
    std::string tensor = shape.addInput();
    if (dice.percent(50)) tensor = shape.add({tensor});
    while (shape.layers.size() < count) {
        const std::size_t width = 2 + dice.below(3);
        std::vector<std::string> ends;
        for (std::size_t i = 0; i < width && shape.layers.size() < count; ++i)
            ends.push_back(shape.add({tensor}));
        if (shape.layers.size() < count) tensor = shape.add(ends);
    }
}

void longSkips(Shape& shape, Dice& dice, std::size_t count) {
    std::string tensor = shape.addInput();
    std::vector<std::string> skips;
    const std::size_t down = (count + 1) / 2;
    for (std::size_t i = 0; i < down; ++i) {
        tensor = shape.add({tensor});
        skips.push_back(tensor);
    }
    skips.pop_back();
    while (shape.layers.size() < count) {
        std::vector<std::string> from{tensor};
        if (!skips.empty()) {
            from.push_back(skips.back());
            skips.pop_back();
        }
        if (dice.percent(10)) std::reverse(from.begin(), from.end());
        tensor = shape.add(from);
    }
}

void dense(Shape& shape, Dice& dice, std::size_t count) {
    std::vector<std::string> tensors{shape.addInput()};
    while (shape.layers.size() < count) {
        std::vector<std::string> from;
        for (const std::string& tensor : tensors)
            if (tensor == tensors.back() || dice.percent(75)) from.push_back(tensor);
        tensors.push_back(shape.add(from));
    }
}

void anyGraph(Shape& shape, Dice& dice, std::size_t count) {
    std::vector<std::string> tensors;
    const std::size_t inputs = 1 + dice.below(3);
    for (std::size_t i = 0; i < inputs; ++i)
        tensors.push_back(shape.addInput());
    while (shape.layers.size() < count) {
        std::vector<std::string> from;
        const std::size_t degree = dice.percent(6) ? 0 : 1 + dice.below(3);
        for (std::size_t i = 0; i < degree; ++i) {
            const std::string& tensor = tensors[dice.below(tensors.size())];
            if (std::find(from.begin(), from.end(), tensor) == from.end()) from.push_back(tensor);
        }
        tensors.push_back(shape.add(from));
    }
}

/// What real files add to clean shapes: extra outputs, skips, repeats, layers without inputs.
void roughen(Shape& shape, Dice& dice) {
    for (std::size_t i = 0; i < shape.layers.size(); ++i) {
        ShapeLayer& layer = shape.layers[i];
        if (dice.percent(3)) layer.inputs.clear();
        if (i > 0 && dice.percent(7)) {
            const ShapeLayer& from = shape.layers[dice.below(i)];
            layer.inputs.push_back(from.outputs[dice.below(from.outputs.size())]);
        }
        if (!layer.inputs.empty() && dice.percent(4))
            layer.inputs.push_back(layer.inputs[dice.below(layer.inputs.size())]);
        if (!shape.inputs.empty() && dice.percent(3))
            layer.inputs.push_back(shape.inputs[dice.below(shape.inputs.size())]);
        while (dice.percent(8))
            layer.outputs.push_back(layer.name + "." + std::to_string(layer.outputs.size()));
    }
    if (shape.inputs.size() < 3 && dice.percent(3)) shape.addInput();
}

void grow(Shape& shape, Dice& dice, std::size_t count) {
    switch (dice.below(8)) {
        case 0:
            chain(shape, shape.addInput(), count);
            break;
        case 1:
            towers(shape, dice, count);
            break;
        case 2:
            seriesParallel(shape, dice, shape.addInput(), count);
            break;
        case 3:
            forkJoin(shape, dice, count);
            break;
        case 4:
            longSkips(shape, dice, count);
            break;
        case 5:
            dense(shape, dice, count);
            break;
        case 6:
            anyGraph(shape, dice, count);
            break;
        default: {  // unconnected parts
            const std::size_t first = 1 + dice.below(count);
            chain(shape, shape.addInput(), first);
            if (first < count) seriesParallel(shape, dice, shape.addInput(), count - first);
        }
    }
}

}  // namespace

Shape randomShape(Dice& dice, std::size_t layers) {
    Shape shape;
    grow(shape, dice, layers);
    roughen(shape, dice);
    return shape;
}

}  // namespace trilane::test
