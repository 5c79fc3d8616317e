#pragma once

#include "core/schedule/timed_model.h"

namespace trilane {

/// A cut through one block whose layers are decided up to a point: a node of the joint search.
struct PartialCut {
    std::size_t next = 0;    ///< layers of the block before this position are decided
    LayerSet device;         ///< by position in the block
    LayerSet server;         ///< closed: descendants of a decided server layer are in it
    Nanoseconds deviceTime;  ///< of the blocks before and of `device`
    Nanoseconds serverTime;  ///< of the blocks after and of `server`
    Nanoseconds bound;       ///< no completion has a shorter schedule

    [[nodiscard]] bool undecided(std::size_t local) const {
        return !device[local] && !server[local];
    }
};

/// Bounds for partial cuts through one block.
class PartialCutBound {
public:
    PartialCutBound(const TimedModel& timed, std::size_t block);

    /// A bound below every schedule of every completion of `cut` that leaves something of the block
    /// on the server: lane loads, and for what is known to cross its head, sending and tail.
    [[nodiscard]] Nanoseconds operator()(const PartialCut& cut) const;

private:
    /// What is decided about a tensor's crossing.
    struct TensorState {
        bool may = false;   ///< some completion makes it cross
        bool must = false;  ///< every completion does
        Nanoseconds tail;   ///< of its known server consumers, the longest
    };
    [[nodiscard]] TensorState stateOf(const Tensor& tensor, const PartialCut& cut) const;

    const TimedModel& m_timed;
    const BlockRelations& m_blocks;
    std::size_t m_block;
    bool m_serverWaits;  ///< every layer depends on a model input
};

}  // namespace trilane
