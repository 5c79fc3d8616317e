#include "core/partition/dsl_cut.h"

#include "core/partition/load_network.h"
#include "core/partition/neurosurgeon.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

namespace trilane {
namespace {

/// What a nanosecond on each lane costs.
struct LaneWeights {
    std::int64_t device = 1;
    std::int64_t link = 1;
    std::int64_t server = 1;
};

/// The sum of the weights that loadBound tries.
constexpr std::int64_t kWeightSum = 16;

/// The layers of a model that pins leave open, as a network of their weighted loads.
class OpenLayers {
public:
    OpenLayers(const Model& model, const Durations& durations, const PinnedSides& pins)
        : m_model(model), m_durations(durations), m_pins(pins), m_place(model.layerCount()) {
        for (std::size_t v = 0; v < model.layerCount(); ++v) {
            if (pins.device[v] || pins.server[v]) continue;
            m_place[v] = static_cast<LoadNetwork::Index>(m_layers.size());
            m_layers.push_back(v);
        }
    }

    /// The cheapest cut with the fewest layers on the device; empty if the deadline passed.
    [[nodiscard]] std::optional<Cut> solve(const LaneWeights& weights,
                                           const SearchDeadline& deadline) {
        static_assert(MinCut::kInfinite / kWeightSum > 2 * kMaxTotalTime.count());
        m_network.reset(m_layers.size());
        for (std::size_t n = 0; n < m_layers.size(); ++n) {
            const std::size_t v = m_layers[n];
            m_network.addLoad(n, weights.device * m_durations.device[v].count(),
                              weights.server * m_durations.server[v].count());
            for (const LayerId p : m_model.predecessors(LayerId{v}))
                if (!m_pins.device[p.index()]) m_network.addPredecessor(n, m_place[p.index()]);
        }
        for (std::size_t i = 0; i < m_model.tensorCount(); ++i)
            addTensor(m_model.tensors()[i], weights.link * m_durations.send[i].count());
        if (!m_network.solve(std::numeric_limits<std::int64_t>::max(), deadline))
            return std::nullopt;
        Cut cut{m_pins.device};
        for (std::size_t n = 0; n < m_layers.size(); ++n)
            if (m_network.onDevice(n)) cut.device.set(m_layers[n]);
        return cut;
    }

private:
    void addTensor(const Tensor& tensor, std::int64_t price) {
        const std::optional<LayerId> maker = tensor.producer;
        if (tensor.consumers.empty() || (maker && m_pins.server[maker->index()])) return;
        const bool made = !maker || m_pins.device[maker->index()];
        m_consumers.clear();
        for (const LayerId consumer : tensor.consumers) {
            if (m_pins.server[consumer.index()]) {  // crosses if and only if it is made
                if (!made) m_network.addLoad(m_place[maker->index()], price, 0);
                return;
            }
            if (!m_pins.device[consumer.index()]) m_consumers.push_back(m_place[consumer.index()]);
        }
        if (m_consumers.empty()) return;
        if (made)
            m_network.addMadeTensor(m_consumers, price);
        else
            m_network.addTensor(m_place[maker->index()], m_consumers, price);
    }

    const Model& m_model;
    const Durations& m_durations;
    const PinnedSides& m_pins;
    std::vector<std::size_t> m_layers;
    std::vector<LoadNetwork::Index> m_place;  ///< by layer
    std::vector<LoadNetwork::Index> m_consumers;
    LoadNetwork m_network;
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

Cut dslCut(const Model& model, const Durations& durations, const PinnedSides& pins,
           const std::stop_token& stop) {
    std::optional<Cut> cheapest =
        OpenLayers(model, durations, pins).solve({}, {std::chrono::nanoseconds::max(), stop});
    if (!cheapest) return Cut{pins.device};
    Cut crossing = *std::move(cheapest);
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

Nanoseconds loadBound(const Model& model, const Durations& durations, const PinnedSides& pins,
                      const SearchDeadline& deadline) {
    // The server is fast in most problems, so its weight stays small.
    constexpr std::array kTried{LaneWeights{8, 8, 0},  LaneWeights{6, 10, 0}, LaneWeights{10, 6, 0},
                                LaneWeights{4, 12, 0}, LaneWeights{12, 4, 0}, LaneWeights{7, 7, 2},
                                LaneWeights{4, 4, 8}};
    OpenLayers open(model, durations, pins);
    Nanoseconds bound;
    for (const LaneWeights& weights : kTried) {
        const std::optional<Cut> cheapest = open.solve(weights, deadline);
        if (!cheapest) break;
        const Cut& cut = *cheapest;
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
