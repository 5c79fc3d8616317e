#include "tests/support/hand_models.h"

#include <utility>
#include <variant>

namespace trilane::test {
namespace {

Nanoseconds millis(std::int64_t count) {
    return Nanoseconds{count * 1'000'000};
}

/// On an 8 Mbps link a tensor takes a millisecond for a thousand bytes.
void size(ModelDescription& model, const std::string& tensor, std::int64_t milliseconds) {
    model.tensors[tensor].bytes = Bytes{1000 * milliseconds};
}

LayerDescription& layer(ModelDescription& model, const std::string& name,
                        std::vector<std::string> inputs, std::int64_t device, std::int64_t server) {
    LayerDescription description;
    description.name = name;
    description.op = "Conv";
    description.inputs = std::move(inputs);
    description.outputs = {name};
    description.deviceTime = millis(device);
    description.serverTime = millis(server);
    return model.layers.emplace_back(std::move(description));
}

Problem finish(ModelDescription&& description, Nanoseconds latency) {
    description.sourceSha256 = std::string(64, 'a');
    Problem problem;
    auto built = buildModel(std::move(description));
    problem.model = std::make_shared<const Model>(std::get<Model>(std::move(built)));
    for (Machine* machine : {&problem.sources.device, &problem.sources.server}) {
        machine->name = "machine";
        machine->gflops = {{DataType::Float32, 1.0}};
        machine->memoryGbps = 1.0;
    }
    problem.sources.network.name = "custom";
    problem.sources.network.mbps = 8;
    problem.sources.network.latency = latency;
    problem.durations = durationsOf(*problem.model, problem.sources);
    return problem;
}

}  // namespace

Problem paperProblem() {
    constexpr std::int64_t kStages[4][3] = {{3, 2, 5}, {3, 2, 2}, {4, 3, 3}, {4, 2, 3}};
    ModelDescription model;
    model.name = "paper";
    model.inputs = {"image"};
    size(model, "image", 100);
    for (int j = 0; j < 4; ++j) {
        const std::string name = "a" + std::to_string(j + 1);
        layer(model, name, {"image"}, kStages[j][0], 50);
        size(model, name, kStages[j][1]);
    }
    for (int j = 0; j < 4; ++j) {
        const std::string number = std::to_string(j + 1);
        layer(model, "b" + number, {"a" + number}, 50, kStages[j][2]);
    }
    model.outputs = {"b1", "b2", "b3", "b4"};
    return finish(std::move(model), millis(0));
}

Problem diamondProblem() {
    ModelDescription model;
    model.name = "diamond";
    model.inputs = {"image"};
    layer(model, "stem", {"image"}, 4, 1);
    layer(model, "left", {"stem"}, 1, 1);
    layer(model, "right", {"stem"}, 2, 1);
    layer(model, "join", {"left", "right"}, 3, 3);
    layer(model, "tail", {"join"}, 5, 5);
    for (const char* tensor : {"image", "stem", "left", "right", "join"})
        size(model, tensor, 2);
    model.outputs = {"tail"};
    return finish(std::move(model), millis(1));
}

Problem chainProblem() {
    ModelDescription model;
    model.name = "chain";
    model.inputs = {"image"};
    layer(model, "a", {"image"}, 2, 1);
    layer(model, "b", {"a"}, 3, 1);
    layer(model, "c", {"b"}, 4, 1);
    size(model, "image", 9);
    size(model, "a", 4);
    size(model, "b", 1);
    model.outputs = {"c"};
    return finish(std::move(model), millis(1));
}

Problem richProblem() {
    ModelDescription model;
    model.name = "rich";
    model.inputs = {"image", "depth"};
    layer(model, "a", {"image"}, 3, 1);
    layer(model, "b", {"a"}, 2, 1).outputs = {"b", "b2"};
    layer(model, "side", {"depth"}, 4, 2);
    layer(model, "spare", {"side"}, 6, 1);
    layer(model, "anchors", {}, 1, 2);
    layer(model, "x", {"b", "anchors"}, 5, 3);
    layer(model, "y", {"side", "b2"}, 5, 4);
    layer(model, "z", {"x", "y", "depth"}, 5, 2);
    for (const char* tensor : {"image", "a", "b", "side", "x", "y", "anchors"})
        size(model, tensor, 2);
    size(model, "depth", 3);
    model.tensors["b"] = {DataType::Float32, std::vector<std::int64_t>{1, 250}, {}, {}, false};
    model.tensors["b2"].transmitTime = millis(1);
    model.outputs = {"z"};
    Problem problem = finish(std::move(model), millis(1));
    problem.sources.network.overhead = millis(1);
    problem.sources.server.requestOverhead = millis(2);
    problem.sources.transferType = DataType::Float16;
    problem.durations = durationsOf(*problem.model, problem.sources);
    return problem;
}

}  // namespace trilane::test
