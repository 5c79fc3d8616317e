#include "app/figure/spatial_grid.h"

namespace trilane {
namespace {

/// A few nodes of a graph at their usual size.
constexpr double kSmallestCell = 400;
/// Beyond this a drawing's cells grow with it.
constexpr double kMostCells = 16'384;

}  // namespace

SpatialGrid::SpatialGrid(const std::vector<QRectF>& boxes, const QRectF& area)
    : m_origin(area.topLeft()) {
    m_cell = std::max(kSmallestCell, std::sqrt(area.width() * area.height() / kMostCells));
    m_cell = std::max({m_cell, area.width() / kMostCells, area.height() / kMostCells});
    m_columns = static_cast<int>(area.width() / m_cell) + 1;
    m_rows = static_cast<int>(area.height() / m_cell) + 1;
    m_first.assign(index(m_rows, 0) + 1, 0);
    const auto each = [&](const QRectF& box, const auto& put) {
        const Cells cells = cellsOf(box);
        for (int row = cells.top; row <= cells.bottom; ++row)
            for (int column = cells.left; column <= cells.right; ++column)
                put(index(row, column), cells);
    };
    for (const QRectF& box : boxes)
        each(box, [&](std::size_t cell, const Cells&) { ++m_first[cell + 1]; });
    for (std::size_t i = 1; i < m_first.size(); ++i)
        m_first[i] += m_first[i - 1];
    m_entries.resize(m_first.back());
    std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
    for (std::size_t b = 0; b < boxes.size(); ++b)
        each(boxes[b], [&](std::size_t cell, const Cells& cells) {
            m_entries[next[cell]++] = {static_cast<std::uint32_t>(b), cells.left, cells.top};
        });
}

SpatialGrid::Cells SpatialGrid::cellsOf(const QRectF& rect) const {
    // Clamped before the conversion: a rectangle may lie anywhere.
    const auto cell = [&](double from, double at, int count) {
        return static_cast<int>(
            std::clamp((at - from) / m_cell, 0.0, static_cast<double>(count - 1)));
    };
    return {cell(m_origin.x(), rect.left(), m_columns), cell(m_origin.y(), rect.top(), m_rows),
            cell(m_origin.x(), rect.right(), m_columns), cell(m_origin.y(), rect.bottom(), m_rows)};
}

}  // namespace trilane
