#pragma once

#include "core/partition/load_network.h"
#include "core/plan/cut_block.h"
#include "core/schedule/search_deadline.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace trilane {

/// What a nanosecond on device, link and server counts in a weighted mean of the lanes.
using LaneWeights = std::array<std::int64_t, 3>;
/// Lower bounds of one cut, lane by lane: no schedule ends before the longest of them.
using LaneEnds = std::array<std::int64_t, 3>;

/// The cuts through one block that agree with some decisions. Disjoint sets and lists.
struct CutSet {
    LayerSet device;                    ///< layers on the device, with all their ancestors
    LayerSet server;                    ///< layers on the server, with all their descendants
    std::vector<CutBlock::Local> sent;  ///< tensors that cross, as places in CutBlock::tensors()
    std::vector<CutBlock::Local> kept;  ///< tensors that do not
};

/// What to decide next: a layer's side, or whether a tensor crosses.
struct CutBranch {
    bool ofTensor = false;
    std::size_t index = 0;
};

/// What is known about all cuts of a CutSet.
struct CutBounds {
    Nanoseconds bound;                ///< below every schedule of every such cut
    LaneWeights weights{};            ///< those that gave the bound
    std::vector<LayerSet> cuts;       ///< minimum cuts met on the way: good cuts to try
    LayerSet nearest;                 ///< the minimum cut of the bound, if one was found
    std::optional<CutBranch> branch;  ///< empty where no layer is open
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

    /// @param cuts    gains the layers that no plan shorter than `limit` has on the other side
    /// @param start   weights to begin with, as in an earlier result; all zero: choose
    /// @param limit   a bound of at least this is as good as any
    /// @param rounds  minimum cuts to compute at most
    [[nodiscard]] CutBounds solve(CutSet& cuts, const LaneWeights& start, Nanoseconds limit,
                                  int rounds, const SearchDeadline& deadline);

private:
    /// Places of the lanes in LaneWeights and LaneEnds.
    static constexpr std::size_t kDevice = 0;
    static constexpr std::size_t kLink = 1;
    static constexpr std::size_t kServer = 2;

    enum class Side : std::uint8_t { Open, Device, Server };
    enum class Decision : std::uint8_t { Open, Sent, Kept };
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
    void decideTensors(const CutSet& cuts);
    void decide(const CutSet& cuts);
    [[nodiscard]] bool tighten(CutSet& cuts, Nanoseconds limit) const;
    [[nodiscard]] bool obeyBans(CutSet& cuts) const;
    [[nodiscard]] bool obeySent(CutSet& cuts) const;
    [[nodiscard]] TensorState stateOf(std::size_t k) const;
    void lookAtTensors(Nanoseconds limit);
    [[nodiscard]] bool counts(std::size_t layer) const {
        return !m_anchored || m_block.main()[layer];
    }
    void choosePivot(Nanoseconds limit);
    void layOutPivot(Nanoseconds limit);
    bool strikeEarly(Nanoseconds serverEnd, Nanoseconds limit);
    void banAround(Nanoseconds limit);
    [[nodiscard]] Nanoseconds delayBy(std::size_t tensor);
    [[nodiscard]] Nanoseconds besidePivot(std::size_t layer);
    void findEarly(Nanoseconds limit);
    [[nodiscard]] LayerSet mayGoAhead() const;
    [[nodiscard]] Nanoseconds surePivotTail() const;
    Nanoseconds forgetUnprofitable(Nanoseconds limit);
    [[nodiscard]] std::int64_t loadOf(const LayerSet& layers) const;
    void groupByPivot(const LayerSet& ahead);
    void addPivotToNetwork(std::int64_t weight);
    [[nodiscard]] std::int64_t pivotLoad(const LayerSet& cut) const;
    void boundMust(std::vector<std::size_t>& must);
    void buildNetwork(const LaneWeights& weights);
    void addTensorToNetwork(std::size_t tensor, std::int64_t price);
    [[nodiscard]] LayerSet cutFound() const;
    [[nodiscard]] LaneEnds endsOf(const LayerSet& cut) const;
    [[nodiscard]] LaneWeights bestWeights(const std::vector<Plane>& planes) const;
    [[nodiscard]] std::optional<CutBranch> chooseBranch(const std::vector<Plane>& planes,
                                                        const LaneWeights& weights) const;
    [[nodiscard]] std::pair<Nanoseconds, std::optional<CutBranch>> longestPath(
        const LayerSet& cut) const;
    [[nodiscard]] Nanoseconds tailIn(const LayerSet& cut, const CutBlock::CutTensor& tensor) const;
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
    std::vector<Decision> m_decisions;       ///< by tensor
    std::vector<TensorState> m_tensors;
    std::vector<LoadNetwork::Index> m_consumers;  ///< of the tensor at hand, places in the network
    LayerSet m_device;
    LayerSet m_open;
    std::vector<std::size_t> m_openLayers;
    /// The block's main sink is on the server: only what leads to it counts, and all of that does.
    bool m_anchored = false;
    /// A tensor that crosses for sure and is long under way: the server's lane is then what must
    /// wait for it, after its arrival.
    std::optional<std::size_t> m_pivot;
    Nanoseconds m_pivotTail;                                   ///< at least so much waits for it
    std::map<std::size_t, std::vector<Nanoseconds>> m_beside;  ///< by pivot and layer
    bool m_pivotFirst = false;  ///< it could be the first on the link
    bool m_allButGain = false;  ///< the lane has all layers, less what early tensors gain at most
    /// What a layer's waiting for the pivot depends on.
    static constexpr std::size_t kNeverWaits = static_cast<std::size_t>(-1);
    static constexpr std::size_t kSurelyWaits = static_cast<std::size_t>(-2);
    std::vector<bool> m_early;         ///< by tensor: may cross, and may be sent before the pivot
    std::vector<std::size_t> m_waits;  ///< by layer: kNeverWaits, kSurelyWaits, or a place below
    /// Open layers that wait if they are on the server, and after these, what waits with others.
    struct PivotGroup {
        std::vector<std::size_t> layers;
        std::vector<std::size_t> after;    ///< places of what it waits with
        std::optional<std::size_t> layer;  ///< waits if this layer is on the server
    };
    std::vector<PivotGroup> m_pivotGroups;
    Nanoseconds m_simpleBound;  ///< what follows without a minimum cut
    CutEnds m_ends;
    LaneEnds m_fixed{};   ///< what every cut pays on each lane, before, in and after its work
    LaneEnds m_around{};  ///< the part of it that is not work
};

}  // namespace trilane
