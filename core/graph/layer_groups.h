#pragma once

#include "core/graph/model.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// Layers that a drawing may fold into one node.
struct LayerGroup {
    enum class Kind : std::uint8_t {
        Scope,  ///< the layers whose names begin alike: "/encoder/layer.3"
        Block,  ///< what lies between two layers through which everything passes
    };
    Kind kind = Kind::Scope;
    std::string id;               ///< "scope:/encoder/layer.3", "block:NAME of the first layer"
    std::string title;            ///< "layer.3"
    std::vector<LayerId> layers;  ///< ascending, two or more
};

/// Every group of a model that can be folded alone: no path leaves it and comes back, so that the
/// folded graph has no cycle. Larger groups first. A group of all layers is left out, and of two
/// with the same layers the scope stays.
/// O((layers + edges) x depth of the names + sum of the groups' spans).
[[nodiscard]] std::vector<LayerGroup> findLayerGroups(const Model& model);

/// The smallest group that contains all of `layers`, is none of `folded` and contains more than
/// each of those: what "fold" means for a selection. Null if there is none.
[[nodiscard]] const LayerGroup* groupToFold(const std::vector<LayerGroup>& groups,
                                            const std::vector<LayerId>& layers,
                                            const std::set<std::string, std::less<>>& folded);

/// A model's graph with some groups folded, and with its inputs as nodes.
struct FoldedGraph {
    static constexpr std::uint32_t kNone = 0xffffffffU;

    struct Node {
        std::optional<TensorId> input;  ///< a model input that has consumers
        std::vector<LayerId> layers;    ///< ascending; one for a plain layer
        std::uint32_t group = kNone;    ///< into the groups, where it is folded
    };
    struct Edge {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        std::vector<TensorId> tensors;  ///< that go this way, ascending
    };
    std::vector<Node> nodes;             ///< in topological order
    std::vector<Edge> edges;             ///< by (from, to), each pair once
    std::vector<std::uint32_t> ofLayer;  ///< node by LayerId
};

/// Folds those of `groups` that `folded` names. A group that lies in a larger folded one shows once
/// that is unfolded; one that overlaps another or would close a cycle together with others stays
/// unfolded. O(layers + edges), times the number of folded groups where together they would close a
/// cycle.
[[nodiscard]] FoldedGraph foldGraph(const Model& model, const std::vector<LayerGroup>& groups,
                                    const std::set<std::string, std::less<>>& folded);

}  // namespace trilane
