#pragma once

#include "core/partition/cut.h"
#include "core/plan/strategy.h"
#include "core/schedule/executor.h"
#include "tests/support/problem.h"

#include <cstdint>
#include <vector>

namespace trilane::test {

/// Layers of a small model, bit i for LayerId i.
using LayerMask = std::uint32_t;

/// The three stages of a job as EJ sees them (DESIGN section 3).
struct StageTimes {
    Nanoseconds p1, p2, p3;
};

/// The answer by trying everything, written from DESIGN sections 2 and 3 alone, so that a planner
/// can be held against it. For models of at most 20 layers, and few crossing tensors.
class BruteForce {
public:
    explicit BruteForce(const Problem& problem);

    /// Every closed cut that the pins allow, ascending; empty if the pins are infeasible.
    [[nodiscard]] const std::vector<LayerMask>& cuts() const { return m_cuts; }
    /// The number of (cut, order) pairs that `optimal` tries; saturates at 10^12.
    [[nodiscard]] std::uint64_t orderCount() const;

    /// The crossing tensors of a cut, in TensorId order.
    [[nodiscard]] std::vector<TensorId> jobs(LayerMask device) const;
    [[nodiscard]] std::vector<StageTimes> stageTimes(LayerMask device) const;
    [[nodiscard]] Schedule run(LayerMask device, const std::vector<TensorId>& order,
                               Execution execution) const;

    /// The order of the jobs under a sequencer; for Optimal the first of the shortest in
    /// lexicographic order.
    [[nodiscard]] std::vector<TensorId> order(LayerMask device, Sequencer sequencer) const;
    [[nodiscard]] Nanoseconds makespan(LayerMask device, Sequencer sequencer,
                                       Execution execution) const;

    /// The cuts that a strategy may choose: more than one only where DESIGN leaves a tie open.
    [[nodiscard]] std::vector<LayerMask> cutsOf(Strategy strategy) const;
    [[nodiscard]] Nanoseconds makespan(Strategy strategy) const;

    [[nodiscard]] static Sequencer sequencerOf(Strategy strategy);
    [[nodiscard]] static Execution executionOf(Strategy strategy);

    /// The device layers that a tensor needs.
    [[nodiscard]] LayerMask ancestors(TensorId tensor) const { return m_above[tensor.index()]; }
    /// The server layers that wait for a tensor to arrive. A path that leads through the device
    /// first ends in another crossing tensor and is that one's.
    [[nodiscard]] LayerMask descendants(LayerMask device, TensorId tensor) const;

    [[nodiscard]] Cut toCut(LayerMask device) const;
    [[nodiscard]] static LayerMask toMask(const Cut& cut);

private:
    [[nodiscard]] Nanoseconds stagedValue(LayerMask device) const;
    [[nodiscard]] LayerMask bestPrefix() const;
    [[nodiscard]] std::vector<LayerMask> minimumCuts() const;
    [[nodiscard]] LayerMask bestCut(Sequencer sequencer) const;
    void runServer(LayerMask server, const std::vector<Nanoseconds>& arrival, Nanoseconds begin,
                   std::vector<LayerBar>& bars) const;

    const Model& m_model;
    const Durations& m_durations;
    LayerMask m_all = 0;
    std::vector<LayerMask> m_before;   ///< direct predecessors, by layer
    std::vector<LayerMask> m_above;    ///< by tensor: the producer and all before it
    std::vector<LayerMask> m_readers;  ///< by tensor: the consumers
    std::vector<LayerMask> m_cuts;
};

}  // namespace trilane::test
