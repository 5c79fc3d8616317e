#pragma once

#include "core/graph/layer_set.h"
#include "core/graph/model.h"

#include <cstdint>
#include <vector>

namespace trilane {

/// The largest block whose relations (BlockRelations) are kept: they take size² / 4 bytes, 0.9 GB
/// for this many layers.
inline constexpr std::size_t kMostBlockLayers = 60'000;

/// A model as a series of blocks: every layer of a block is an ancestor of every layer of all later
/// blocks. A layer that is comparable with all others (every path can be said to pass it, an
/// articulation layer) is a block of its own; what lies between two such layers is one block. A cut
/// crosses exactly one block.
class SeriesBlocks {
public:
    /// O(layers + edges).
    explicit SeriesBlocks(const Model& model);

    [[nodiscard]] std::size_t count() const { return m_first.size() - 1; }
    /// Layers of a block have consecutive ids: [first(b), first(b + 1)).
    [[nodiscard]] std::size_t first(std::size_t block) const { return m_first[block]; }
    [[nodiscard]] std::size_t size(std::size_t block) const {
        return m_first[block + 1] - m_first[block];
    }
    [[nodiscard]] std::size_t blockOf(LayerId layer) const { return m_blockOf[layer.index()]; }
    [[nodiscard]] std::size_t local(LayerId layer) const {
        return layer.index() - m_first[blockOf(layer)];
    }
    /// Layers of the largest block; 0 without layers.
    [[nodiscard]] std::size_t largest() const;

private:
    std::vector<std::size_t> m_first;  ///< count() + 1 entries, the last is the layer count
    std::vector<std::size_t> m_blockOf;
};

/// The blocks of a model with what is before and behind each layer. That needs to be known within
/// blocks only, so that a long model costs what its blocks cost.
class BlockRelations : public SeriesBlocks {
public:
    /// O(layers + edges + sum over blocks of size² / 64 x degree), and size² / 4 bytes a block: not
    /// for blocks above kMostBlockLayers.
    explicit BlockRelations(const Model& model);

    /// The layer and its ancestors within its block, by position in the block.
    [[nodiscard]] const LayerSet& ancestors(LayerId layer) const {
        return m_ancestors[layer.index()];
    }
    /// The layer and its descendants within its block, by position in the block.
    [[nodiscard]] const LayerSet& descendants(LayerId layer) const {
        return m_descendants[layer.index()];
    }

private:
    std::vector<LayerSet> m_ancestors;
    std::vector<LayerSet> m_descendants;
};

/// The number of closed cuts of a model, counted up to `limit`; a result of `limit` means "at
/// least".
[[nodiscard]] std::uint64_t countCuts(const BlockRelations& blocks, std::uint64_t limit);

}  // namespace trilane
