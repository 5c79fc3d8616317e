#pragma once

#include "core/plan/cut_block.h"

#include <vector>

namespace trilane {

/// A cut through one block that is changed layer by layer, with its loads kept up to date: what
/// local search steps on.
class CutWalk {
public:
    using Local = CutBlock::Local;

    CutWalk(const CutBlock& block, const LayerSet& device);

    [[nodiscard]] const LayerSet& device() const { return m_device; }
    [[nodiscard]] bool mayJoinDevice(std::size_t i) const {
        return !m_device[i] && m_missing[i] == 0;
    }
    [[nodiscard]] bool mayLeaveDevice(std::size_t i) const {
        return m_device[i] && m_dependent[i] == 0;
    }
    /// The layer goes to the device or comes from it; mayJoinDevice or mayLeaveDevice must hold.
    /// O(tensors of the layer and their number of crossing ones).
    void flip(std::size_t i);

    /// A bound below every order's makespan: the lanes' loads, the shortest head and tail.
    [[nodiscard]] Nanoseconds bound() const;

private:
    void updateCrossing(Local tensor);

    const CutBlock& m_block;
    LayerSet m_device;
    std::vector<Local> m_missing;    ///< by layer: predecessors off the device
    std::vector<Local> m_dependent;  ///< by layer: successors on the device
    std::vector<Local> m_waiting;    ///< by tensor: consumers of the block off the device
    std::vector<Local> m_crossing;   ///< tensors, in no order
    std::vector<Local> m_place;      ///< by tensor: its place in m_crossing, or kNone
    Nanoseconds m_deviceTime;
    Nanoseconds m_serverTime;
    Nanoseconds m_sendTime;
};

}  // namespace trilane
