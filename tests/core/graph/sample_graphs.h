#pragma once

#include "core/graph/model.h"
#include "core/partition/cut.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// Small models that several tests build.
namespace trilane::samples {

using Edges = std::vector<std::pair<std::size_t, std::size_t>>;

inline Model build(ModelDescription description) {
    auto built = buildModel(std::move(description));
    if (auto* fault = std::get_if<ModelFault>(&built)) throw std::runtime_error(fault->found);
    return std::get<Model>(std::move(built));
}

inline ModelFault faultOf(ModelDescription description) {
    auto built = buildModel(std::move(description));
    if (auto* fault = std::get_if<ModelFault>(&built)) return *fault;
    throw std::runtime_error("the description is a model");
}

/// A layer with one output of its own name.
inline LayerDescription layer(std::string name, std::vector<std::string> inputs,
                              std::string op = "Conv") {
    LayerDescription result;
    result.outputs = {name};
    result.name = std::move(name);
    result.op = std::move(op);
    result.inputs = std::move(inputs);
    return result;
}

/// Layers "L0", "L1", ... in this file order; those without predecessors read the model input "in",
/// those without successors make model outputs. A tensor "Li" has 1000 + i bytes.
inline ModelDescription describeGraph(std::size_t count, const Edges& edges) {
    ModelDescription description;
    description.name = "sample";
    description.inputs = {"in"};
    description.tensors["in"].bytes = Bytes{500};
    std::vector<bool> hasSuccessor(count, false);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = "L" + std::to_string(i);
        description.layers.push_back(layer(name, {}));
        description.tensors[name].bytes = Bytes{static_cast<std::int64_t>(1000 + i)};
    }
    for (const auto& [from, to] : edges) {
        description.layers[to].inputs.push_back("L" + std::to_string(from));
        hasSuccessor[from] = true;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (description.layers[i].inputs.empty()) description.layers[i].inputs.push_back("in");
        if (!hasSuccessor[i]) description.outputs.push_back("L" + std::to_string(i));
    }
    return description;
}

inline Model graph(std::size_t count, const Edges& edges) {
    return build(describeGraph(count, edges));
}

inline Model chain(std::size_t count) {
    Edges edges;
    for (std::size_t i = 1; i < count; ++i)
        edges.emplace_back(i - 1, i);
    return graph(count, edges);
}

/// GoogLeNet's shape: a stem, `modules` Inception modules of four branches, a tail.
inline Model inceptionChain(std::size_t modules) {
    Edges edges{{0, 1}};
    std::size_t last = 1;
    for (std::size_t m = 0; m < modules; ++m) {
        const std::size_t join = last + 8;
        edges.insert(edges.end(), {{last, last + 1}, {last + 1, join}});
        for (const std::size_t first : {last + 2, last + 4, last + 6})
            edges.insert(edges.end(), {{last, first}, {first, first + 1}, {first + 1, join}});
        last = join;
    }
    edges.insert(edges.end(), {{last, last + 1}, {last + 1, last + 2}});
    return graph(last + 3, edges);
}

/// 1 to `maxLayers` layers, sparse to dense, in an order of the file that is not topological. The
/// same on every machine: of <random> only the engine is.
inline Model randomDag(std::uint32_t seed, std::size_t maxLayers = 8) {
    std::mt19937 engine(seed);
    const std::size_t count = 1 + engine() % maxLayers;
    const std::size_t density = 15 + engine() % 50;
    std::vector<std::size_t> place(count);
    for (std::size_t i = 0; i < count; ++i)
        place[i] = i;
    for (std::size_t i = count; i > 1; --i)
        std::swap(place[i - 1], place[engine() % i]);
    Edges edges;
    for (std::size_t to = 1; to < count; ++to)
        for (std::size_t from = 0; from < to; ++from)
            if (engine() % 100 < density) edges.emplace_back(place[from], place[to]);
    return graph(count, edges);
}

/// A closed cut: a layer stays with its predecessors or leaves for good.
inline Cut randomCut(const Model& model, std::uint32_t seed) {
    std::mt19937 engine(seed);
    Cut cut{LayerSet(model.layerCount())};
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        const auto& before = model.predecessors(LayerId{i});
        const bool may = std::all_of(before.begin(), before.end(),
                                     [&](LayerId layer) { return cut.onDevice(layer); });
        cut.device[i] = may && engine() % 3 != 0;
    }
    return cut;
}

using Path = std::vector<LayerId>;

inline void extendPaths(const Model& model, Path& path, std::vector<Path>& found) {
    const auto& after = model.successors(path.back());
    if (after.empty()) found.push_back(path);
    for (const LayerId next : after) {
        path.push_back(next);
        extendPaths(model, path, found);
        path.pop_back();
    }
}

/// Every path from a source layer to a sink layer, by plain recursion: the tests' own answer.
inline std::vector<Path> allPaths(const Model& model) {
    std::vector<Path> found;
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        if (!model.predecessors(LayerId{i}).empty()) continue;
        Path path{LayerId{i}};
        extendPaths(model, path, found);
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace trilane::samples
