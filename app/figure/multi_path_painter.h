#pragma once

#include "app/figure/multi_path_figure.h"

class QPainter;

namespace trilane {

/// Paints rows of a multi-path form; made anew for each painting.
class MultiPathPainter {
public:
    MultiPathPainter(QPainter& painter, const MultiPathFigure& figure, const Theme& theme,
                     const MultiPathMarks& marks);

    void paintHeads();
    void paintRow(std::size_t index);

private:
    void paintHead(const QRectF& rect, const QString& text, Side side);
    void paintTitle(const MultiPathRowContent& content, const MultiPathRow& row);
    void paintItem(std::size_t row, std::size_t index, const JobStyle& style);
    void paintLayer(const MultiPathItem& item, const JobStyle& style);
    void paintTensor(const MultiPathItem& item, const JobStyle& style);
    void paintFold(const MultiPathItem& item, bool hovered);
    void paintRing(const QRectF& rect, double radius);
    void paintText(const QRectF& rect, const QString& text, const QColor& colour, bool bold = false,
                   int alignment = Qt::AlignCenter);
    [[nodiscard]] bool selected(const MultiPathItem& item, const MultiPathRowContent& row) const;
    [[nodiscard]] bool highlighted(const MultiPathItem& item, const MultiPathRowContent& row) const;

    QPainter& m_painter;
    const MultiPathContent& m_content;
    const MultiPathGeometry& m_geometry;
    const Theme& m_theme;
    const MultiPathMarks& m_marks;
    QFont m_font, m_bold;
};

}  // namespace trilane
