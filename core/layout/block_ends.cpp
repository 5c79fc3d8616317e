#include "core/layout/block_ends.h"

#include <algorithm>
#include <limits>

namespace trilane {
namespace {

struct Box {
    double left = std::numeric_limits<double>::max();
    double right = std::numeric_limits<double>::lowest();
    double top = std::numeric_limits<double>::max();
    double bottom = std::numeric_limits<double>::lowest();

    void include(LayoutPoint centre, LayoutSize size) {
        left = std::min(left, centre.x - size.width / 2);
        right = std::max(right, centre.x + size.width / 2);
        top = std::min(top, centre.y - size.height / 2);
        bottom = std::max(bottom, centre.y + size.height / 2);
    }
};

}  // namespace

bool centreEnds(const LayoutBlock& block, BlockLayout& layout) {
    const std::size_t last = block.sizes.size() - 1;
    if (last < 2) return false;
    Box inner;
    for (std::size_t node = 1; node < last; ++node)
        inner.include(layout.centres[node], block.sizes[node]);
    LayoutPoint& first = layout.centres.front();
    LayoutPoint& final = layout.centres.back();
    const double firstBottom = first.y + block.sizes.front().height / 2;
    const double finalTop = final.y - block.sizes.back().height / 2;
    if (firstBottom >= inner.top || finalTop <= inner.bottom) return false;
    const double middle = (inner.left + inner.right) / 2;
    const double firstShift = middle - first.x;
    const double finalShift = middle - final.x;
    // A shear: nothing at the boxes between the ends, everything at the ends.
    for (auto& curve : layout.edges)
        for (LayoutPoint& point : curve) {
            const double toFirst = (inner.top - point.y) / (inner.top - firstBottom);
            const double toFinal = (point.y - inner.bottom) / (finalTop - inner.bottom);
            point.x += firstShift * std::clamp(toFirst, 0.0, 1.0) +
                       finalShift * std::clamp(toFinal, 0.0, 1.0);
        }
    first.x = final.x = middle;
    return true;
}

}  // namespace trilane
