#include "app/gui/graph/multi_path_walk.h"

#include <algorithm>
#include <cstddef>

namespace trilane {
namespace {

using ItemKind = MultiPathItem::Kind;

}  // namespace

std::optional<MultiPathHit> stepInRow(const MultiPathGeometry& geometry, MultiPathHit from,
                                      int by) {
    const auto& items = geometry.rows()[from.row].items;
    for (auto at = static_cast<std::ptrdiff_t>(from.item) + by;
         at >= 0 && at < static_cast<std::ptrdiff_t>(items.size()); at += by) {
        const MultiPathItem& item = items[static_cast<std::size_t>(at)];
        const bool layer = item.kind == ItemKind::Layer && !item.replica;
        if (layer || item.kind == ItemKind::Tensor)
            return MultiPathHit{from.row, static_cast<std::size_t>(at)};
    }
    return std::nullopt;
}

std::optional<MultiPathHit> stepRows(const MultiPathGeometry& geometry,
                                     std::optional<MultiPathHit> from, int by) {
    const auto& rows = geometry.rows();
    if (rows.empty()) return std::nullopt;
    const auto last = static_cast<std::ptrdiff_t>(rows.size()) - 1;
    const std::ptrdiff_t start =
        from ? static_cast<std::ptrdiff_t>(from->row) : (by > 0 ? -1 : last + 1);
    const auto row = static_cast<std::size_t>(std::clamp(start + by, std::ptrdiff_t{0}, last));
    if (from && from->row == row) return std::nullopt;
    const auto& items = rows[row].items;
    const auto tensor = std::find_if(items.begin(), items.end(), [](const MultiPathItem& item) {
        return item.kind == ItemKind::Tensor;
    });
    return MultiPathHit{
        row, tensor == items.end() ? 0 : static_cast<std::size_t>(tensor - items.begin())};
}

}  // namespace trilane
