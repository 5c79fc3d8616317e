#include "app/figure/multi_path_figure.h"

#include "app/figure/multi_path_painter.h"

#include <QPainter>
#include <utility>

namespace trilane {

MultiPathFigure::MultiPathFigure(std::shared_ptr<const MultiPathContent> content, ThemeKind kind,
                                 const MultiPathOptions& options)
    : m_content(std::move(content)), m_theme(theme(kind)), m_geometry(*m_content, options) {}

QSizeF MultiPathFigure::size() const {
    return {m_geometry.width(), m_geometry.height()};
}

void MultiPathFigure::paint(QPainter& painter) const {
    paintPart(painter, QRectF(QPointF(0, 0), size()), {});
}

void MultiPathFigure::paintPart(QPainter& painter, const QRectF& visible,
                                const MultiPathMarks& marks) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(visible, m_theme.background);
    MultiPathPainter rows(painter, *this, m_theme, marks);
    rows.paintHeads();
    // Rings of the selection stand out of their rows a little.
    const auto [first, last] = m_geometry.rowsBetween(visible.top() - 8, visible.bottom() + 8);
    for (std::size_t row = first; row < last; ++row)
        rows.paintRow(row);
    painter.restore();
}

}  // namespace trilane
