#pragma once

#include "core/schedule/timed_model.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace trilane {

/// What of a cut's tensors is before a lane's first work and after its last.
struct CutEnds {
    Nanoseconds firstMade = kNever;  ///< the first tensor for the link
    Nanoseconds firstSent = kNever;
    Nanoseconds lastTail = kNever;  ///< after the last tensor on the link
    Nanoseconds lastLeg = kNever;   ///< the same with its sending

    /// A tensor that crosses: made at `head` at the earliest, with `tail` to do after its arrival.
    void add(Nanoseconds head, Nanoseconds send, Nanoseconds tail) {
        firstMade = std::min(firstMade, head);
        firstSent = std::min(firstSent, head + send);
        lastTail = std::min(lastTail, tail);
        lastLeg = std::min(lastLeg, send + tail);
    }
};

/// One series block with all that a cut through it can touch, by position in the block: what the
/// bounds of partial cuts read, laid out for speed. Refers to `timed`.
class CutBlock {
public:
    using Local = std::uint32_t;

    /// A tensor that may cross when the cut goes through this block.
    struct CutTensor {
        TensorId id;
        bool fromBefore = false;       ///< made before the block, or a model input
        bool toAfter = false;          ///< consumed after the block
        Local maker = 0;               ///< where not fromBefore
        std::vector<Local> consumers;  ///< in the block
        Nanoseconds send;
        Nanoseconds head;       ///< all that the device must do before it is made
        Nanoseconds tailAfter;  ///< of its consumers after the block, the longest
    };

    CutBlock(const TimedModel& timed, std::size_t block);

    [[nodiscard]] const TimedModel& timed() const { return *m_timed; }
    [[nodiscard]] std::size_t block() const { return m_block; }
    [[nodiscard]] std::size_t size() const { return m_device.size(); }
    [[nodiscard]] const std::vector<CutTensor>& tensors() const { return m_tensors; }
    [[nodiscard]] Nanoseconds device(std::size_t i) const { return m_device[i]; }
    [[nodiscard]] Nanoseconds server(std::size_t i) const { return m_server[i]; }
    /// Σ t over the layer and all its ancestors, Σ t' over the layer and all its descendants.
    [[nodiscard]] Nanoseconds head(std::size_t i) const { return m_head[i]; }
    [[nodiscard]] Nanoseconds tail(std::size_t i) const { return m_tail[i]; }
    [[nodiscard]] const std::vector<Local>& predecessors(std::size_t i) const {
        return m_predecessors[i];
    }
    [[nodiscard]] const std::vector<Local>& successors(std::size_t i) const {
        return m_successors[i];
    }
    /// Indices into tensors().
    [[nodiscard]] const std::vector<Local>& makes(std::size_t i) const { return m_makes[i]; }
    [[nodiscard]] const std::vector<Local>& consumes(std::size_t i) const { return m_consumes[i]; }
    [[nodiscard]] const LayerSet& ancestors(std::size_t i) const;
    [[nodiscard]] const LayerSet& descendants(std::size_t i) const;

    /// Σ t of the blocks before, Σ t' of the blocks after.
    [[nodiscard]] Nanoseconds deviceBefore() const;
    [[nodiscard]] Nanoseconds serverAfter() const;
    /// Whatever the cut leaves on the server, every device layer leads to some of it.
    [[nodiscard]] bool allLeadToServer() const { return m_allLeadToServer; }
    /// In the last block the sink with the most ancestors, and these: what ends beside it (an
    /// auxiliary output, say) only blurs the bounds. Elsewhere everything, and no sink.
    [[nodiscard]] std::optional<std::size_t> mainSink() const { return m_mainSink; }
    [[nodiscard]] const LayerSet& main() const { return m_main; }

private:
    void addTensor(TensorId id);

    const TimedModel* m_timed;
    std::size_t m_block;
    bool m_allLeadToServer = true;
    std::optional<std::size_t> m_mainSink;
    LayerSet m_main;
    std::vector<Nanoseconds> m_device;
    std::vector<Nanoseconds> m_server;
    std::vector<Nanoseconds> m_head;
    std::vector<Nanoseconds> m_tail;
    std::vector<std::vector<Local>> m_predecessors;
    std::vector<std::vector<Local>> m_successors;
    std::vector<std::vector<Local>> m_makes;
    std::vector<std::vector<Local>> m_consumes;
    std::vector<CutTensor> m_tensors;
};

}  // namespace trilane
