#pragma once

#include "core/layout/layout_block.h"
#include "core/layout/series_cut.h"

#include <memory>
#include <stop_token>
#include <string>
#include <unordered_map>

namespace trilane {

/// Lays blocks out, each kind once: by parts where a node separates it, by dot where it is small,
/// with the longest edges in lanes beside it where it is large.
class BlockLayouter {
public:
    explicit BlockLayouter(std::stop_token stop) : m_stop(std::move(stop)) {}

    /// @param block  connected, at least one node
    /// Null if a stop was requested.
    [[nodiscard]] std::shared_ptr<const BlockLayout> layOut(const LayoutBlock& block);

private:
    [[nodiscard]] std::shared_ptr<const BlockLayout> compute(const LayoutBlock& block);
    [[nodiscard]] std::shared_ptr<const BlockLayout> computeWhole(const LayoutBlock& block);
    [[nodiscard]] std::shared_ptr<const BlockLayout> stack(const LayoutBlock& block,
                                                           const SeriesCut& cut);

    std::stop_token m_stop;
    int m_depth = 0;
    std::unordered_map<std::string, std::shared_ptr<const BlockLayout>> m_known;
};

}  // namespace trilane
