#include "core/graph/series_blocks.h"

#include <algorithm>
#include <limits>

namespace trilane {

/// Layer v is comparable with all others if, in topological numbering, every earlier layer has a
/// successor no later than v (then following successors from it ends at v) and every later layer
/// has a predecessor no earlier than v.
SeriesBlocks::SeriesBlocks(const Model& model) {
    const std::size_t count = model.layerCount();
    constexpr auto kNone = std::numeric_limits<std::size_t>::max();
    std::vector<bool> comparable(count, true);
    std::size_t latest = 0;  // the latest "first successor" of the layers before v
    for (std::size_t v = 0; v < count; ++v) {
        if (v > 0 && latest > v) comparable[v] = false;
        const auto& successors = model.successors(LayerId{v});
        latest = std::max(latest, successors.empty() ? kNone : successors.front().index());
    }
    std::size_t earliest = kNone;  // the earliest "last predecessor" of the layers after v
    for (std::size_t v = count; v-- > 0;) {
        if (earliest < v) comparable[v] = false;
        const auto& predecessors = model.predecessors(LayerId{v});
        // A later layer without predecessors is comparable with nothing before it.
        if (predecessors.empty() && v > 0) {
            std::fill(comparable.begin(), comparable.begin() + static_cast<std::ptrdiff_t>(v),
                      false);
            break;
        }
        if (!predecessors.empty()) earliest = std::min(earliest, predecessors.back().index());
    }
    m_blockOf.resize(count);
    for (std::size_t v = 0; v < count; ++v) {
        if (v == 0 || comparable[v] || comparable[v - 1]) m_first.push_back(v);
        m_blockOf[v] = m_first.size() - 1;
    }
    m_first.push_back(count);
}

std::size_t SeriesBlocks::largest() const {
    std::size_t most = 0;
    for (std::size_t block = 0; block < count(); ++block)
        most = std::max(most, size(block));
    return most;
}

BlockRelations::BlockRelations(const Model& model) : SeriesBlocks(model) {
    const std::size_t count = model.layerCount();
    m_ancestors.resize(count);
    m_descendants.resize(count);
    for (std::size_t v = 0; v < count; ++v) {
        const LayerId layer{v};
        m_ancestors[v].resize(size(blockOf(layer)));
        m_ancestors[v].set(local(layer));
        for (const LayerId p : model.predecessors(layer))
            if (blockOf(p) == blockOf(layer)) m_ancestors[v] |= m_ancestors[p.index()];
    }
    for (std::size_t v = count; v-- > 0;) {
        const LayerId layer{v};
        m_descendants[v].resize(size(blockOf(layer)));
        m_descendants[v].set(local(layer));
        for (const LayerId s : model.successors(layer))
            if (blockOf(s) == blockOf(layer)) m_descendants[v] |= m_descendants[s.index()];
    }
}

namespace {

/// Counts the closed sets of one block by deciding its layers one after the other.
class ClosedSetCounter {
public:
    ClosedSetCounter(const BlockRelations& blocks, std::size_t block, std::uint64_t limit)
        : m_blocks(blocks),
          m_first(blocks.first(block)),
          m_size(blocks.size(block)),
          m_limit(limit) {}

    [[nodiscard]] std::uint64_t count() {
        // Depth first over (next layer to decide, layers that are off the device).
        std::vector<std::pair<std::size_t, LayerSet>> open;
        open.emplace_back(0, LayerSet(m_size));
        std::uint64_t closedSets = 0;
        while (!open.empty() && closedSets < m_limit) {
            auto [next, server] = std::move(open.back());
            open.pop_back();
            while (next < m_size && server[next])
                ++next;
            if (next == m_size) {
                ++closedSets;
                continue;
            }
            LayerSet without = server;
            without |= m_blocks.descendants(LayerId{m_first + next});
            open.emplace_back(next + 1, std::move(without));
            open.emplace_back(next + 1, std::move(server));
        }
        return closedSets;
    }

private:
    const BlockRelations& m_blocks;
    std::size_t m_first;
    std::size_t m_size;
    std::uint64_t m_limit;
};

}  // namespace

std::uint64_t countCuts(const BlockRelations& blocks, std::uint64_t limit) {
    std::uint64_t cuts = 1;  // everything on the device
    for (std::size_t b = 0; b < blocks.count() && cuts < limit; ++b)
        cuts += ClosedSetCounter(blocks, b, limit - cuts + 1).count() - 1;  // all but the full set
    return std::min(cuts, limit);
}

}  // namespace trilane
