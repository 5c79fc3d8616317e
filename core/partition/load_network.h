#pragma once

#include "core/partition/min_cut.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trilane {

/// The minimum of a weighted sum of loads over the closed cuts of some layers, as a minimum s-t cut
/// (after DADS): the source's side is the device. A chain of layers is cut at one place at most, so
/// that its best place is found beforehand and two nodes stand for the whole chain.
///
/// Prices and loads are whole numbers whose sum stays below MinCut::kInfinite.
class LoadNetwork {
public:
    using Index = std::uint32_t;

    void reset(std::size_t layers);
    void addLoad(std::size_t layer, std::int64_t onDevice, std::int64_t onServer);
    /// A layer on the device has its predecessors there.
    void addPredecessor(std::size_t layer, std::size_t predecessor);
    /// The price is paid if the maker is on the device and some consumer is not. With
    /// MinCut::kInfinite that is ruled out.
    void addTensor(std::size_t maker, std::span<const Index> consumers, std::int64_t price);
    /// The same for a tensor that is on the device in any case.
    void addMadeTensor(std::span<const Index> consumers, std::int64_t price);

    /// A vertex beside the layers that costs `load` unless it is on the device's side, where it may
    /// be only if what it is tied to is, too.
    [[nodiscard]] Index addFollower(std::int64_t load);
    void tie(Index follower, Index to);

    /// As MinCut::run.
    bool solve(std::int64_t enough, const SearchDeadline& deadline);
    [[nodiscard]] std::int64_t flow() const { return m_cut.flow(); }
    /// Once the cut was found: a layer of the device.
    [[nodiscard]] bool onDevice(std::size_t layer) const {
        return m_cut.onSourceSide(m_node[layer]);
    }

private:
    static constexpr Index kNone = static_cast<Index>(-1);

    /// A layer, or a tensor of several consumers ("on air"), which comes after all layers.
    struct Vertex {
        std::int64_t onDevice = 0;
        std::int64_t onServer = 0;
        Index ahead = 0;         ///< edges that tie it to what follows it
        Index behind = 0;        ///< edges that tie it to what it follows
        Index follower = kNone;  ///< a successor
        Index receiver = kNone;  ///< the only consumer of a tensor of it
        std::int64_t price = 0;  ///< of that tensor
    };
    struct Edge {
        Index from;
        Index to;
        std::int64_t capacity;
    };

    [[nodiscard]] Index onAir(std::span<const Index> consumers);
    [[nodiscard]] Index chainedTo(Index layer) const;
    void contractChains();
    void contract(const std::vector<Index>& chain);

    std::size_t m_layers = 0;
    std::vector<Vertex> m_vertices;
    std::vector<Edge> m_edges;
    std::vector<Index> m_node;  ///< by vertex: its node in the network
    std::size_t m_nodes = 0;
    std::vector<Index> m_chain;
    std::vector<std::uint8_t> m_inside;  ///< by layer: a chain leads to it
    MinCut m_cut;
};

}  // namespace trilane
