#pragma once

#include "core/partition/load_network.h"
#include "core/plan/cut_block.h"
#include "core/schedule/search_deadline.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace trilane {

/// What a nanosecond on device, link and server counts in a weighted mean of the lanes.
using LaneWeights = std::array<std::int64_t, 3>;
/// Lower bounds of one cut, lane by lane: no schedule ends before the longest of them.
using LaneEnds = std::array<std::int64_t, 3>;

/// What is known about all cuts between two: `device` is on the device, `server` on the server.
struct CutBounds {
    Nanoseconds bound;                  ///< below every schedule of every such cut
    LaneWeights weights{};              ///< those that gave the bound
    std::vector<LayerSet> cuts;         ///< minimum cuts met on the way: good cuts to try
    std::optional<std::size_t> branch;  ///< the layer to decide next; empty where none is open
};

/// Bounds for cuts through one block of which some layers are decided, by Lagrangean relaxation: no
/// lane ends after the makespan, so no weighted mean of the lanes does, and the cut that minimises
/// a weighted mean of their loads is a minimum s-t cut. What must come before a lane's first work
/// and after its last is added as far as it is the same for all these cuts. The weights are
/// improved by cutting planes (Kelley), which works because there are only three.
///
/// Keeps its memory from call to call; not safe from several threads.
class CutRelaxation {
public:
    explicit CutRelaxation(const CutBlock& block);

    /// @param device, server  closed (with ancestors, with descendants) and disjoint. Gain the
    ///                layers that no plan shorter than `limit` has on the other side
    /// @param start   weights to begin with, as in an earlier result; all zero: choose
    /// @param limit   a bound of at least this is as good as any
    /// @param rounds  minimum cuts to compute at most
    [[nodiscard]] CutBounds solve(LayerSet& device, LayerSet& server, const LaneWeights& start,
                                  Nanoseconds limit, int rounds, const SearchDeadline& deadline);

private:
    /// Places of the lanes in LaneWeights and LaneEnds.
    static constexpr std::size_t kDevice = 0;
    static constexpr std::size_t kLink = 1;
    static constexpr std::size_t kServer = 2;

    enum class Side : std::uint8_t { Open, Device, Server };
    struct TensorState {
        bool may = false;     ///< some cut makes it cross
        bool must = false;    ///< every cut does
        bool sure = false;    ///< a consumer is on the server for sure
        bool banned = false;  ///< no plan shorter than the limit makes it cross
        Nanoseconds tail;     ///< if it crosses, at least this is to be done after it arrived
    };
    struct Plane {
        LaneEnds ends;
        LayerSet cut;
    };
    void decide(const LayerSet& device, const LayerSet& server);
    [[nodiscard]] bool tighten(LayerSet& device, LayerSet& server, Nanoseconds limit) const;
    [[nodiscard]] bool obeyBans(LayerSet& device, LayerSet& server) const;
    [[nodiscard]] TensorState stateOf(const CutBlock::CutTensor& tensor) const;
    void lookAtTensors(Nanoseconds limit);
    [[nodiscard]] bool counts(std::size_t layer) const {
        return !m_anchored || m_block.main()[layer];
    }
    void choosePivot();
    void addPivotToNetwork(std::int64_t weight);
    [[nodiscard]] std::int64_t pivotLoad(const LayerSet& cut) const;
    void boundMust(std::vector<std::size_t>& must);
    void buildNetwork(const LaneWeights& weights);
    void addTensorToNetwork(std::size_t tensor, std::int64_t price);
    [[nodiscard]] LayerSet cutFound() const;
    [[nodiscard]] LaneEnds endsOf(const LayerSet& cut) const;
    [[nodiscard]] LaneWeights bestWeights(const std::vector<Plane>& planes) const;
    [[nodiscard]] std::optional<std::size_t> chooseBranch(const std::vector<Plane>& planes,
                                                          const LaneWeights& weights) const;
    [[nodiscard]] std::pair<Nanoseconds, std::optional<std::size_t>> longestPath(
        const LayerSet& cut) const;
    [[nodiscard]] bool isPromising(const LayerSet& cut, LaneEnds ends, Nanoseconds limit) const;
    [[nodiscard]] CutEnds ownEnds(const LayerSet& cut) const;
    [[nodiscard]] LayerSet blurring(const CutEnds& own, Nanoseconds CutEnds::*end) const;
    [[nodiscard]] std::optional<std::size_t> middleOf(const LayerSet& layers) const;
    [[nodiscard]] std::int64_t weigh(const LaneWeights& weights, const LaneEnds& ends) const;

    const CutBlock& m_block;
    std::int64_t m_weightSum;
    LoadNetwork m_network;
    std::vector<Side> m_side;
    std::vector<LoadNetwork::Index> m_node;  ///< by layer: its place in the network
    std::vector<TensorState> m_tensors;
    std::vector<LoadNetwork::Index> m_consumers;  ///< of the tensor at hand, places in the network
    LayerSet m_device;
    LayerSet m_open;
    std::vector<std::size_t> m_openLayers;
    /// The block's main sink is on the server: only what leads to it counts, and all of that does.
    bool m_anchored = false;
    /// A tensor that crosses for sure and is long under way: the server's lane is then what must
    /// wait for it, after its arrival. Layers that wait for the same consumers are one group.
    std::optional<std::size_t> m_pivot;
    struct PivotGroup {
        std::vector<std::size_t> layers;
        std::vector<std::size_t> after;       ///< groups that it waits with
        std::optional<std::size_t> consumer;  ///< an open layer: it waits if that is on the server
    };
    std::vector<PivotGroup> m_pivotGroups;
    Nanoseconds m_simpleBound;  ///< what follows without a minimum cut
    CutEnds m_ends;
    LaneEnds m_fixed{};   ///< what every cut pays on each lane, before, in and after its work
    LaneEnds m_around{};  ///< the part of it that is not work
};

}  // namespace trilane
