#include "core/cost/fused_nodes.h"

#include <algorithm>

namespace trilane {

std::size_t countFusedTimes(const SideProfile& side, const FusedNodes& fusions) {
    const auto timed = [&](const std::string& node) { return side.layers.contains(node); };
    const auto count = std::count_if(fusions.begin(), fusions.end(), [&](const auto& nodes) {
        return timed(nodes.front()) && std::none_of(nodes.begin() + 1, nodes.end(), timed);
    });
    return static_cast<std::size_t>(count);
}

}  // namespace trilane
