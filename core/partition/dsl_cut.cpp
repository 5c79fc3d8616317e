#include "core/partition/dsl_cut.h"

#include "core/partition/neurosurgeon.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <queue>
#include <vector>

namespace trilane {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;

struct VertexState {
    boost::default_color_type color = boost::white_color;
    std::int64_t distance = 0;
    Traits::edge_descriptor predecessor;
};

struct EdgeState {
    std::int64_t capacity = 0;
    std::int64_t residual = 0;
    Traits::edge_descriptor reverse;
};

using FlowGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, VertexState, EdgeState>;

/// What a nanosecond on each lane costs.
struct LaneWeights {
    std::int64_t device = 1;
    std::int64_t link = 1;
    std::int64_t server = 1;
};

/// The sum of the weights that loadBound tries.
constexpr std::int64_t kWeightSum = 16;

/// The flow network of one model; the source's side of a cut is the device.
class FlowNetwork {
public:
    FlowNetwork(const Model& model, const Durations& durations, const PinnedSides& pins,
                const LaneWeights& weights)
        : m_layerCount(model.layerCount()),
          m_graph(m_layerCount + 2),
          m_source(m_layerCount),
          m_sink(m_layerCount + 1) {
        // A cut that breaks a rule pays at least kForbidden, far above any sum of times.
        static_assert(kForbidden / kWeightSum > kMaxTotalTime.count());
        for (std::size_t v = 0; v < m_layerCount; ++v) {
            connect(m_source, v,
                    pins.device[v] ? kForbidden : weights.server * durations.server[v].count());
            connect(v, m_sink,
                    pins.server[v] ? kForbidden : weights.device * durations.device[v].count());
            for (const LayerId p : model.predecessors(LayerId{v}))
                connect(v, p.index(), kForbidden);
        }
        for (std::size_t i = 0; i < model.tensorCount(); ++i) {
            const Tensor& tensor = model.tensors()[i];
            if (tensor.consumers.empty()) continue;
            const std::size_t maker = tensor.producer ? tensor.producer->index() : m_source;
            const std::int64_t price = weights.link * durations.send[i].count();
            if (tensor.consumers.size() == 1) {
                connect(maker, tensor.consumers.front().index(), price);
                continue;
            }
            const std::size_t onAir = boost::add_vertex(m_graph);
            connect(maker, onAir, price);
            for (const LayerId consumer : tensor.consumers)
                connect(onAir, consumer.index(), kForbidden);
        }
    }

    /// The minimum cut with the fewest layers on the device: what the source still reaches.
    Cut solve() {
        boost::boykov_kolmogorov_max_flow(
            m_graph, boost::get(&EdgeState::capacity, m_graph),
            boost::get(&EdgeState::residual, m_graph), boost::get(&EdgeState::reverse, m_graph),
            boost::get(&VertexState::predecessor, m_graph),
            boost::get(&VertexState::color, m_graph), boost::get(&VertexState::distance, m_graph),
            boost::get(boost::vertex_index, m_graph), m_source, m_sink);
        std::vector<bool> reached(boost::num_vertices(m_graph), false);
        std::queue<std::size_t> open;
        open.push(m_source);
        reached[m_source] = true;
        while (!open.empty()) {
            const std::size_t at = open.front();
            open.pop();
            for (const auto edge : boost::make_iterator_range(boost::out_edges(at, m_graph))) {
                const std::size_t next = boost::target(edge, m_graph);
                if (m_graph[edge].residual == 0 || reached[next]) continue;
                reached[next] = true;
                open.push(next);
            }
        }
        Cut cut{LayerSet(m_layerCount)};
        for (std::size_t v = 0; v < m_layerCount; ++v)
            cut.device[v] = reached[v];
        return cut;
    }

private:
    static constexpr std::int64_t kForbidden = 1'000'000'000'000'000'000;

    void connect(std::size_t from, std::size_t to, std::int64_t capacity) {
        if (capacity == 0) return;
        const auto forward = boost::add_edge(from, to, m_graph).first;
        const auto backward = boost::add_edge(to, from, m_graph).first;
        m_graph[forward].capacity = capacity;
        m_graph[forward].reverse = backward;
        m_graph[backward].reverse = forward;
    }

    std::size_t m_layerCount;
    FlowGraph m_graph;
    std::size_t m_source;
    std::size_t m_sink;
};

/// The best cut that sends nothing: each weakly connected part of the model runs on one side, parts
/// with a model input on the device. Empty where the pins forbid that.
std::optional<Cut> bestSeparateCut(const Model& model, const Durations& durations,
                                   const PinnedSides& pins) {
    const std::size_t count = model.layerCount();
    Cut cut{LayerSet(count)};
    LayerSet seen(count);
    for (std::size_t root = 0; root < count; ++root) {
        if (seen.test_set(root)) continue;
        std::vector<std::size_t> part{root};
        bool mustStay = false;
        bool mustGo = false;
        Nanoseconds device;
        Nanoseconds server;
        for (std::size_t i = 0; i < part.size(); ++i) {
            const LayerId layer{part[i]};
            device += durations.device[part[i]];
            server += durations.server[part[i]];
            mustStay |= pins.device[part[i]];
            mustGo |= pins.server[part[i]];
            for (const TensorId input : model.layer(layer).inputs)
                mustStay |= !model.tensor(input).producer.has_value();
            for (const auto* neighbours : {&model.predecessors(layer), &model.successors(layer)})
                for (const LayerId next : *neighbours)
                    if (!seen.test_set(next.index())) part.push_back(next.index());
        }
        if (mustStay && mustGo) return std::nullopt;
        if (mustStay || (!mustGo && device < server))
            for (const std::size_t layer : part)
                cut.device.set(layer);
    }
    return cut;
}

}  // namespace

Cut dslCut(const Model& model, const Durations& durations, const PinnedSides& pins) {
    Cut crossing = FlowNetwork(model, durations, pins, {}).solve();
    if (durations.latency == Nanoseconds{} || crossingTensors(model, crossing).empty())
        return crossing;
    // The latency is paid once by any cut that sends something, which no capacity can express: only
    // the best cut that sends nothing can be better.
    const std::optional<Cut> separate = bestSeparateCut(model, durations, pins);
    if (!separate) return crossing;
    const Nanoseconds sent = stagedMakespan(model, durations, crossing);
    const Nanoseconds kept = stagedMakespan(model, durations, *separate);
    const bool smaller = separate->device.count() < crossing.device.count();
    return kept < sent || (kept == sent && smaller) ? *separate : crossing;
}

Nanoseconds loadBound(const Model& model, const Durations& durations, const PinnedSides& pins) {
    // The server is fast in most problems, so its weight stays small.
    constexpr std::array kTried{LaneWeights{8, 8, 0},  LaneWeights{6, 10, 0}, LaneWeights{10, 6, 0},
                                LaneWeights{4, 12, 0}, LaneWeights{12, 4, 0}, LaneWeights{7, 7, 2},
                                LaneWeights{4, 4, 8}};
    Nanoseconds bound;
    for (const LaneWeights& weights : kTried) {
        const Cut cut = FlowNetwork(model, durations, pins, weights).solve();
        std::int64_t load = 0;
        for (std::size_t v = 0; v < model.layerCount(); ++v)
            load += cut.device[v] ? weights.device * durations.device[v].count()
                                  : weights.server * durations.server[v].count();
        for (const TensorId tensor : crossingTensors(model, cut))
            load += weights.link * durations.send[tensor.index()].count();
        bound = std::max(bound, Nanoseconds{(load + kWeightSum - 1) / kWeightSum});
    }
    return bound;
}

}  // namespace trilane
