#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/graph/series_blocks.h"
#include "core/partition/cut.h"

#include <memory>
#include <vector>

namespace trilane {

/// A cut as the search sees it: everything before `block` is on the device, everything after it on
/// the server, and of the block itself the layers in `inside` (a closed set, by position in the
/// block) are on the device. Every closed cut has this form.
struct BlockCut {
    std::size_t block = 0;  ///< SeriesBlocks::count(): everything on the device, `inside` empty
    LayerSet inside;
};

/// A model with its times, and the sums over blocks that make looking at one cut as cheap as the
/// block that it crosses. Immutable.
class TimedModel {
public:
    TimedModel(std::shared_ptr<const Model> model, Durations durations);

    [[nodiscard]] const Model& model() const { return *m_model; }
    [[nodiscard]] const Durations& durations() const { return m_durations; }
    [[nodiscard]] const BlockRelations& blocks() const { return m_blocks; }

    /// Σ t over the blocks before `block`; block == count() gives the total.
    [[nodiscard]] Nanoseconds deviceBefore(std::size_t block) const {
        return m_deviceBefore[block];
    }
    /// Σ t' over the blocks from `block` on.
    [[nodiscard]] Nanoseconds serverFrom(std::size_t block) const { return m_serverFrom[block]; }
    /// Σ t over all ancestors of a tensor, its producer included: what the device must have done.
    [[nodiscard]] Nanoseconds head(TensorId tensor) const { return m_head[tensor.index()]; }
    /// Σ t' over a layer and all its descendants.
    [[nodiscard]] Nanoseconds tail(LayerId layer) const { return m_tail[layer.index()]; }

    /// The tensors that some cut through `block` makes cross, ascending: made before the block and
    /// consumed in it or later, or made in it.
    [[nodiscard]] const std::vector<TensorId>& tensorsAround(std::size_t block) const {
        return m_around[block];
    }

    /// Every layer depends on a model input, so that no server layer runs before the first arrival.
    [[nodiscard]] bool everyLayerWaitsForInput() const { return m_everyLayerWaits; }

    [[nodiscard]] BlockCut toBlockCut(const Cut& cut) const;
    [[nodiscard]] Cut toCut(const BlockCut& cut) const;

    /// crossingTensors() of the cut, in time of the block's size.
    [[nodiscard]] std::vector<TensorId> crossing(const BlockCut& cut) const;

private:
    void sumBlocks();
    void findTensorsAround();

    std::shared_ptr<const Model> m_model;
    Durations m_durations;
    BlockRelations m_blocks;
    std::vector<Nanoseconds> m_deviceBefore;
    std::vector<Nanoseconds> m_serverFrom;
    std::vector<Nanoseconds> m_head;
    std::vector<Nanoseconds> m_tail;
    std::vector<std::vector<TensorId>> m_around;
    bool m_everyLayerWaits = true;
};

}  // namespace trilane
