#pragma once

#include <QRectF>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace trilane {

/// Finds the boxes that touch a rectangle without looking at all of them and without allocating:
/// what a view asks at every frame. Immutable.
class SpatialGrid {
public:
    SpatialGrid() = default;
    /// @param boxes  within `area`
    SpatialGrid(const std::vector<QRectF>& boxes, const QRectF& area);

    /// Calls `visit(index)` once for every box that may touch `rect`, and for few others.
    template <class Visit>
    void visit(const QRectF& rect, const Visit& visit) const {
        if (m_columns == 0) return;
        const Cells wanted = cellsOf(rect);
        for (int row = wanted.top; row <= wanted.bottom; ++row) {
            for (int column = wanted.left; column <= wanted.right; ++column) {
                const std::size_t cell = index(row, column);
                for (std::size_t i = m_first[cell]; i < m_first[cell + 1]; ++i) {
                    // A box of several cells is told in the first of them that was asked for.
                    const Entry& entry = m_entries[i];
                    if (row == std::max(wanted.top, entry.top) &&
                        column == std::max(wanted.left, entry.left))
                        visit(entry.box);
                }
            }
        }
    }

private:
    struct Cells {
        int left = 0;
        int top = 0;
        int right = -1;
        int bottom = -1;
    };
    struct Entry {
        std::uint32_t box = 0;
        int left = 0;
        int top = 0;
    };
    [[nodiscard]] Cells cellsOf(const QRectF& rect) const;
    [[nodiscard]] std::size_t index(int row, int column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) +
               static_cast<std::size_t>(column);
    }

    QPointF m_origin;
    double m_cell = 1;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<std::size_t> m_first;  ///< by cell, and one more
    std::vector<Entry> m_entries;
};

}  // namespace trilane
