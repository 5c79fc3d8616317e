#pragma once

#include "tests/support/random_models.h"

#include <string>
#include <vector>

namespace trilane::test {

/// A layer that is being drawn up. Its first output bears its name.
struct ShapeLayer {
    std::string name;
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
};

/// A graph that is being drawn up, layers in a topological order.
struct Shape {
    std::vector<std::string> inputs;
    std::vector<ShapeLayer> layers;

    std::string addInput();
    std::string add(std::vector<std::string> from);
};

/// A random graph of about `layers` layers (fewer or equal), one of the shapes that randomProblem
/// promises.
[[nodiscard]] Shape randomShape(Dice& dice, std::size_t layers);

}  // namespace trilane::test
