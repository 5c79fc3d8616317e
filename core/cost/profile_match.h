#pragma once

#include "core/cost/fused_nodes.h"
#include "core/cost/machine.h"
#include "core/cost/measured_times.h"
#include "core/graph/model.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace trilane {

/// What led from a measured entry to its layers.
enum class MatchKind : std::uint8_t {
    None,       ///< it belongs to no layer
    Name,       ///< it bears the name of a layer
    FusedNode,  ///< or of a node that is fused into one
    Tensor,     ///< or of a tensor that a layer makes
    Several,    ///< it covers several layers
};

struct EntryMatch {
    MatchKind kind = MatchKind::None;
    std::vector<LayerId> layers;  ///< ascending, each once
    /// Parts of its name of which nothing is known, though something is of another: it is matched
    /// in part only, and its layers have the time of those as well.
    std::vector<std::string> unknown;
};

/// Where the time of a measurement goes in a model.
struct ProfileMatch {
    std::vector<EntryMatch> entries;                ///< by entry
    std::vector<std::optional<Nanoseconds>> times;  ///< by LayerId; empty: nothing was measured
    Nanoseconds total;                              ///< of all entries
    Nanoseconds matched;                            ///< of those that belong to layers
    Nanoseconds partly;                             ///< and among these, to unknown ones as well
};

/// Finds the layers of each entry, by a layer's name, else the name of a node fused into a layer,
/// else the name of a tensor. Entries of one layer add up. An entry of several layers is shared out
/// in proportion to their times by the roofline of `machine`;
/// what of its name is unknown gets nothing. A stretch of layers without one of its ends is the
/// other end.
/// @param fusions  what an engine fuses, of a model that was read without fusing. A layer among
///                 them that nothing was measured for is part of the one before it, else of the one
///                 behind it.
[[nodiscard]] ProfileMatch matchProfile(const Model& model,
                                        const std::vector<MeasuredEntry>& entries,
                                        const Machine& machine, const FusedNodes& fusions = {});

}  // namespace trilane
