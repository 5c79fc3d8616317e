#pragma once

#include "app/figure/graph_painter.h"
#include "app/figure/graph_style.h"

#include <QFont>
#include <QPen>

namespace trilane {

/// Paints the nodes of a graph one at a time, shape by kind and side: device layers square and
/// filled, server layers round, dashed and empty, model inputs as pills. Colour alone tells
/// nothing. The painter must be scaled to the graph.
class GraphNodePainter {
public:
    GraphNodePainter(QPainter& painter, const GraphPicture& picture, const GraphLook& look,
                     double scale);

    void paint(std::uint32_t node);
    /// Around a node's shape, at a distance.
    void ring(std::uint32_t node, const QPen& pen, const QBrush& brush, double distance);

    /// What fills a node that is only a few pixels.
    [[nodiscard]] QColor speckColour(std::uint32_t node) const;

private:
    struct Colours {
        QColor fill;
        QColor outline;
        QColor text;
        QColor detail;
    };
    [[nodiscard]] bool dimmed(std::uint32_t node) const;
    [[nodiscard]] JobStyle styleOf(std::uint32_t node) const;
    [[nodiscard]] Colours coloursOf(std::uint32_t node) const;
    void paintShape(std::uint32_t node, const Colours& colours);
    void paintMixed(const QRectF& rect, const Colours& colours);
    void paintText(std::uint32_t node, const Colours& colours);
    void paintSmallTitle(std::uint32_t node, const Colours& colours);
    void outlinePen(const QColor& colour, bool dashed);

    QPainter& m_painter;
    const GraphPicture& m_picture;
    const GraphLook& m_look;
    const Theme& m_theme;
    GraphDetail m_level;
    double m_scale;
    QPen m_solid;
    QPen m_dashed;
    QFont m_titleFont;
    QFont m_detailFont;
};

}  // namespace trilane
