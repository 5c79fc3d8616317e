#include "tests/support/every_lane.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace trilane::test {
namespace {

using Order = std::vector<std::size_t>;

/// All orders of `layers` in which predecessors among them come first.
std::vector<Order> topologicalOrders(const Model& model, Order layers) {
    std::sort(layers.begin(), layers.end());
    std::vector<Order> result;
    do {
        std::vector<bool> waiting(model.layerCount(), false);
        for (const std::size_t v : layers)
            waiting[v] = true;
        bool good = true;
        for (const std::size_t v : layers) {
            for (const LayerId before : model.predecessors(LayerId{v}))
                good = good && !waiting[before.index()];
            waiting[v] = false;
        }
        if (good) result.push_back(layers);
    } while (std::next_permutation(layers.begin(), layers.end()));
    return result;
}

/// The end of the server's last layer if it takes its layers in this order.
Nanoseconds serverEnd(const Problem& problem, const Cut& cut, const Order& order,
                      const std::vector<Nanoseconds>& arrival) {
    Nanoseconds clock;
    for (const std::size_t v : order) {
        for (const TensorId input : problem.model->layers()[v].inputs) {
            const auto producer = problem.model->tensor(input).producer;
            // What the server makes itself is there already: it works in a topological order.
            if (!producer || cut.onDevice(*producer))
                clock = std::max(clock, arrival[input.index()]);
        }
        clock += problem.durations.server[v];
    }
    return clock;
}

}  // namespace

Nanoseconds shortestOverEveryLane(const Problem& problem, const Cut& cut) {
    const Model& model = *problem.model;
    Order device;
    Order server;
    for (std::size_t v = 0; v < model.layerCount(); ++v)
        (cut.device[v] ? device : server).push_back(v);
    const std::vector<Order> deviceOrders = topologicalOrders(model, device);
    const std::vector<Order> serverOrders = topologicalOrders(model, server);
    const std::vector<TensorId> crossing = crossingTensors(model, cut);

    std::optional<Nanoseconds> shortest;
    for (const Order& deviceOrder : deviceOrders) {
        std::vector<Nanoseconds> made(model.tensorCount());
        Nanoseconds deviceEnd;
        for (const std::size_t v : deviceOrder) {
            deviceEnd += problem.durations.device[v];
            for (const TensorId output : model.layers()[v].outputs)
                made[output.index()] = deviceEnd;
        }
        std::vector<TensorId> linkOrder = crossing;
        do {
            std::vector<Nanoseconds> arrival(model.tensorCount());
            Nanoseconds linkFree;
            for (const TensorId x : linkOrder) {
                linkFree = std::max(linkFree, made[x.index()]) + problem.durations.send[x.index()];
                arrival[x.index()] = linkFree + problem.durations.latency;
            }
            for (const Order& serverOrder : serverOrders) {
                const Nanoseconds end =
                    std::max(deviceEnd, serverEnd(problem, cut, serverOrder, arrival));
                shortest = shortest ? std::min(*shortest, end) : end;
            }
        } while (std::next_permutation(linkOrder.begin(), linkOrder.end()));
    }
    return shortest.value_or(Nanoseconds{0});
}

}  // namespace trilane::test
