#include "tests/support/random_models.h"

#include "tests/support/brute_force.h"
#include "tests/support/random_shapes.h"

#include <utility>
#include <variant>
#include <vector>

namespace trilane::test {
namespace {

/// All random times are whole microseconds; on an 8 Mbps link that is the time of one byte.
constexpr std::int64_t kUnit = 1000;

/// How large the figures of one problem are; small ranges make ties.
struct Ranges {
    std::int64_t device = 0;
    std::int64_t server = 0;
    std::int64_t bytes = 0;
    bool typed = false;  ///< tensors bear dtypes and shapes, not plain bytes
    bool fixedSends = false;
};

Ranges randomRanges(Dice& dice) {
    constexpr std::int64_t kHighest[] = {1, 2, 3, 5, 9, 20, 100};
    const auto highest = [&] { return dice.percent(4) ? 0 : kHighest[dice.below(7)]; };
    Ranges ranges;
    ranges.device = highest();
    ranges.server = highest();
    ranges.bytes = highest();
    ranges.typed = dice.percent(25);
    ranges.fixedSends = dice.percent(25);
    return ranges;
}

TensorInfo randomTensor(Dice& dice, const Ranges& ranges) {
    TensorInfo info;
    const std::int64_t size = dice.between(0, ranges.bytes);
    if (ranges.typed && dice.percent(80)) {
        info.dtype = dice.percent(70) ? DataType::Float32 : DataType::Int8;
        info.shape = std::vector<std::int64_t>{1, size};
    } else {
        info.bytes = Bytes{4 * size};
    }
    if (ranges.fixedSends && dice.percent(40)) {
        info.transmitTime = Nanoseconds{kUnit * dice.between(0, ranges.bytes)};
        if (dice.percent(50)) info = {DataType::Unknown, {}, {}, info.transmitTime, false};
    }
    return info;
}

Model randomModel(Dice& dice, std::uint64_t seed, std::size_t layerCount) {
    Shape shape = randomShape(dice, layerCount);
    const Ranges ranges = randomRanges(dice);
    ModelDescription description;
    description.name = "random-" + std::to_string(seed);
    description.inputs = shape.inputs;
    for (const std::string& input : shape.inputs)
        description.tensors.emplace(input, randomTensor(dice, ranges));
    if (dice.percent(30))
        for (std::size_t i = shape.layers.size(); i > 1; --i)
            std::swap(shape.layers[i - 1], shape.layers[dice.below(i)]);
    for (ShapeLayer& from : shape.layers) {
        LayerDescription layer;
        layer.name = from.name;
        layer.op = "Conv";
        layer.inputs = std::move(from.inputs);
        layer.outputs = std::move(from.outputs);
        for (const std::string& output : layer.outputs)
            description.tensors.emplace(output, randomTensor(dice, ranges));
        layer.deviceTime = Nanoseconds{kUnit * dice.between(0, ranges.device)};
        layer.serverTime = Nanoseconds{kUnit * dice.between(0, ranges.server)};
        description.layers.push_back(std::move(layer));
    }
    description.outputs = {description.layers.back().outputs.front()};
    auto built = buildModel(std::move(description));
    return std::get<Model>(std::move(built));
}

CostSources randomSources(Dice& dice) {
    CostSources sources;
    for (Machine* machine : {&sources.device, &sources.server}) {
        machine->gflops = {{DataType::Float32, 1.0}};
        machine->memoryGbps = 1.0;
    }
    sources.device.name = "a device";
    sources.server.name = "a server";
    sources.network.name = "custom";
    sources.network.mbps = dice.percent(70) ? 8.0 : 32.0;
    if (dice.percent(50)) sources.network.latency = Nanoseconds{kUnit * dice.between(0, 6)};
    if (dice.percent(20)) sources.network.overhead = Nanoseconds{kUnit * dice.between(0, 3)};
    if (dice.percent(20)) sources.server.requestOverhead = Nanoseconds{kUnit * dice.between(0, 4)};
    if (dice.percent(15))
        sources.transferType = dice.percent(50) ? DataType::Float16 : DataType::Int8;
    return sources;
}

Pins randomPins(Dice& dice, const Model& model) {
    Pins pins;
    for (std::size_t v = 0; v < model.layerCount(); ++v) {
        if (dice.percent(10)) pins.device.emplace_back(v);
        if (dice.percent(10)) pins.server.emplace_back(v);
    }
    pins.keepInputsLocal = dice.percent(25);
    return pins;
}

}  // namespace

Problem randomProblem(std::uint64_t seed, const RandomProblemOptions& options) {
    Dice dice(seed);
    std::size_t most = options.maxLayers;
    for (;;) {
        const std::size_t layers = options.minLayers + dice.below(most - options.minLayers + 1);
        Problem problem;
        problem.model = std::make_shared<const Model>(randomModel(dice, seed, layers));
        problem.sources = randomSources(dice);
        problem.durations = durationsOf(*problem.model, problem.sources);
        if (BruteForce(problem).orderCount() <= options.maxOrders) {
            if (options.pins) problem.pins = randomPins(dice, *problem.model);
            return problem;
        }
        if (most > options.minLayers) --most;
    }
}

}  // namespace trilane::test
