#pragma once

#include "core/graph/layer_set.h"
#include "core/graph/model.h"

#include <vector>

namespace trilane {

/// A model as a series of blocks: every layer of a block is an ancestor of every layer of all later
/// blocks. A layer that is comparable with all others (every path can be said to pass it, an
/// articulation layer) is a block of its own; what lies between two such layers is one block. A cut
/// crosses exactly one block, and ancestors need to be known within blocks only, so that a long
/// model costs what its blocks cost.
class SeriesBlocks {
public:
    /// O(layers + edges + sum over blocks of size^2 / 64 x degree).
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

    /// The layer and its ancestors within its block, by position in the block.
    [[nodiscard]] const LayerSet& ancestors(LayerId layer) const {
        return m_ancestors[layer.index()];
    }
    /// The layer and its descendants within its block, by position in the block.
    [[nodiscard]] const LayerSet& descendants(LayerId layer) const {
        return m_descendants[layer.index()];
    }

private:
    void findBoundaries(const Model& model);
    void closeBlocks(const Model& model);

    std::vector<std::size_t> m_first;  ///< count() + 1 entries, the last is the layer count
    std::vector<std::size_t> m_blockOf;
    std::vector<LayerSet> m_ancestors;
    std::vector<LayerSet> m_descendants;
};

/// The number of closed cuts of a model, counted up to `limit`; a result of `limit` means "at
/// least".
[[nodiscard]] std::uint64_t countCuts(const SeriesBlocks& blocks, std::uint64_t limit);

}  // namespace trilane
