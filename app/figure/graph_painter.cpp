#include "app/figure/graph_painter.h"

#include "app/figure/graph_node_painter.h"
#include "app/figure/graph_style.h"
#include "app/figure/hatching.h"

#include <QLineF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

/// One frame. Members hold what is prepared once for all nodes and edges.
class GraphFrame {
public:
    GraphFrame(QPainter& painter, const GraphPicture& picture, const GraphViewport& viewport,
               const GraphLook& look)
        : m_painter(painter),
          m_picture(picture),
          m_geometry(picture.geometry()),
          m_viewport(viewport),
          m_look(look),
          m_theme(*look.theme),
          m_level(graphDetail(viewport.scale)),
          m_nodes(painter, picture, look, viewport.scale) {
        // Rings, shadows and thick lines reach beyond their boxes.
        const double margin = 12 + 12 / viewport.scale;
        m_exposed = QRectF((viewport.exposed.topLeft() - viewport.offset) / viewport.scale,
                           viewport.exposed.size() / viewport.scale)
                        .adjusted(-margin, -margin, margin, margin);
    }

    void paint() {
        if (m_level == GraphDetail::Specks) {
            m_painter.setRenderHint(QPainter::Antialiasing, false);
            paintThinEdges();
            paintSpecks();
            m_painter.setRenderHint(QPainter::Antialiasing, true);
            scaled([this] {
                paintCrossingEdges();
                paintRings();
            });
        } else {
            m_painter.setRenderHint(QPainter::Antialiasing, true);
            scaled([this] {
                paintEdges();
                paintCrossingEdges();
                paintHighlights();
                eachNode([this](std::uint32_t node) { m_nodes.paint(node); });
                paintRings();
            });
        }
        paintPills();
    }

private:
    template <class Paint>
    void scaled(const Paint& paint) {
        m_painter.save();
        m_painter.translate(m_viewport.offset);
        m_painter.scale(m_viewport.scale, m_viewport.scale);
        paint();
        m_painter.restore();
    }
    template <class Visit>
    void eachNode(const Visit& visit) const {
        m_geometry.nodeGrid().visit(m_exposed, [&](std::uint32_t node) {
            if (m_geometry.nodes()[node].rect.intersects(m_exposed)) visit(node);
        });
    }
    /// The exposed nodes of layers; a folded node once, unless others of its layers lie between.
    template <class Visit>
    void eachNodeOf(const std::set<LayerId>& layers, const Visit& visit) const {
        std::uint32_t last = FoldedGraph::kNone;
        const std::size_t count = m_geometry.model().layerCount();
        for (const LayerId layer : layers) {
            if (layer.index() >= count) break;  // of another model, about to be taken away
            const std::uint32_t node = m_geometry.nodeOf(layer);
            if (node != last && m_geometry.nodes()[node].rect.intersects(m_exposed)) visit(node);
            last = node;
        }
    }
    template <class Visit>
    void eachPlainEdge(const Visit& visit) const {
        m_geometry.edgeGrid().visit(m_exposed, [&](std::uint32_t edge) {
            if (m_picture.crossing()[edge] == GraphPicture::kNoJob && isExposed(edge)) visit(edge);
        });
    }
    [[nodiscard]] bool isExposed(std::uint32_t edge) const {
        const QRectF& box = m_geometry.edges()[edge].bounds;
        // By hand: a straight edge's box is empty, so that it intersects nothing.
        return box.left() <= m_exposed.right() && box.right() >= m_exposed.left() &&
               box.top() <= m_exposed.bottom() && box.bottom() >= m_exposed.top();
    }
    [[nodiscard]] bool dimmed(std::uint32_t edge) const {
        const GraphEdge& ends = m_geometry.edges()[edge];
        return m_look.lit != nullptr && !((*m_look.lit)[ends.from] && (*m_look.lit)[ends.to]);
    }
    [[nodiscard]] bool isSelected(std::uint32_t edge) const {
        if (!m_look.tensor) return false;
        const auto& tensors = m_geometry.edges()[edge].tensors;
        return std::binary_search(tensors.begin(), tensors.end(), *m_look.tensor);
    }
    [[nodiscard]] double leastWidth(double width, double pixels) const {
        return std::max(width, pixels / m_viewport.scale);
    }
    [[nodiscard]] QPointF onScreen(QPointF point) const {
        return m_viewport.offset + m_viewport.scale * point;
    }

    void paintThinEdges();
    void paintSpecks();
    void paintEdges();
    void paintArrow(const GraphEdge& edge, const QColor& colour, double size);
    void paintCrossingEdges();
    void paintHighlights();
    void paintRings();
    void paintPills();
    void paintGrip(const QRectF& rect, const QColor& colour);

    QPainter& m_painter;
    const GraphPicture& m_picture;
    const GraphGeometry& m_geometry;
    const GraphViewport& m_viewport;
    const GraphLook& m_look;
    const Theme& m_theme;
    GraphDetail m_level;
    GraphNodePainter m_nodes;
    QRectF m_exposed;
};

/// Edges shorter than a pixel or two are hidden by their nodes.
void GraphFrame::paintThinEdges() {
    std::vector<QLineF> plain;
    std::vector<QLineF> faint;
    eachPlainEdge([&](std::uint32_t index) {
        const GraphEdge& edge = m_geometry.edges()[index];
        const QPointF span = (edge.points.back() - edge.points.front()) * m_viewport.scale;
        if (std::abs(span.x()) + std::abs(span.y()) < 2) return;
        auto& lines = dimmed(index) ? faint : plain;
        // Long ones are bent around others: straight they would run across them.
        const bool bent = edge.points.size() > 4;
        QPointF from = onScreen(edge.points.front());
        for (std::size_t i = bent ? 3 : edge.points.size() - 1; i < edge.points.size(); i += 3) {
            const QPointF to = onScreen(edge.points[i]);
            lines.emplace_back(from, to);
            from = to;
        }
    });
    m_painter.setPen(QPen(m_theme.rule, 0));
    m_painter.drawLines(faint.data(), static_cast<int>(faint.size()));
    QColor colour = m_theme.edge;
    colour.setAlphaF(0.55F);
    m_painter.setPen(QPen(colour, 0));
    m_painter.drawLines(plain.data(), static_cast<int>(plain.size()));
}

void GraphFrame::paintSpecks() {
    QRect last;
    QRgb lastColour = 0;
    eachNode([&](std::uint32_t node) {
        const QRectF& box = m_geometry.nodes()[node].rect;
        QRect rect = QRectF(onScreen(box.topLeft()), box.size() * m_viewport.scale).toRect();
        rect.setSize(rect.size().expandedTo({2, 1}));
        const QColor colour = m_nodes.speckColour(node);
        if (rect == last && colour.rgb() == lastColour) return;
        m_painter.fillRect(rect, colour);
        last = rect;
        lastColour = colour.rgb();
    });
}

void GraphFrame::paintArrow(const GraphEdge& edge, const QColor& colour, double size) {
    const QPointF tip = edge.points.back();
    QPointF along = tip - edge.points[edge.points.size() - 2];
    const double length = std::hypot(along.x(), along.y());
    if (length < 1e-6) return;
    along *= size / length;
    const QPointF across(-along.y() * 0.5, along.x() * 0.5);
    const QPointF head[]{tip, tip - along + across, tip - along - across};
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(colour);
    m_painter.drawConvexPolygon(head, 3);
    m_painter.setBrush(Qt::NoBrush);
}

void GraphFrame::paintEdges() {
    const double width = leastWidth(1.2, m_level == GraphDetail::Boxes ? 0.6 : 1.0);
    const QPen plain(m_theme.edge, width);
    const QPen faint(m_theme.rule, width);
    m_painter.setBrush(Qt::NoBrush);
    eachPlainEdge([&](std::uint32_t index) {
        const GraphEdge& edge = m_geometry.edges()[index];
        const bool dim = dimmed(index);
        m_painter.setPen(dim ? faint : plain);
        if (edge.bounds.width() < 0.5 || edge.bounds.height() < 0.5)
            m_painter.drawLine(edge.points.front(), edge.points.back());
        else
            m_painter.drawPath(edge.path);
        if (m_level >= GraphDetail::Titles) paintArrow(edge, dim ? m_theme.rule : m_theme.edge, 7);
    });
}

void GraphFrame::paintCrossingEdges() {
    m_painter.setBrush(Qt::NoBrush);
    for (const std::uint32_t index : m_picture.crossingEdges()) {
        if (!isExposed(index)) continue;
        const GraphEdge& edge = m_geometry.edges()[index];
        const JobStyle style = m_theme.job(m_picture.colourOf(m_picture.crossing()[index]));
        const QColor colour = dimmed(index) ? m_theme.faint : style.outline;
        const double width = leastWidth(kCrossingWidth, 2.5) * (isSelected(index) ? 1.5 : 1.0);
        m_painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawPath(edge.path);
        if (m_level >= GraphDetail::Titles) paintArrow(edge, colour, 11);
    }
}

void GraphFrame::paintHighlights() {
    if (m_look.highlighted == nullptr) return;
    const QPen pen(m_theme.accent, leastWidth(1.2, 1), Qt::DotLine);
    eachNodeOf(*m_look.highlighted,
               [&](std::uint32_t node) { m_nodes.ring(node, pen, m_theme.accentTint, 6); });
}

void GraphFrame::paintRings() {
    if (m_level == GraphDetail::Specks) paintHighlights();
    if (m_look.selected == nullptr) return;
    const QPen pen(m_theme.accent, leastWidth(2.4, 2));
    eachNodeOf(*m_look.selected,
               [&](std::uint32_t node) { m_nodes.ring(node, pen, Qt::NoBrush, 3.5); });
}

void GraphFrame::paintPills() {
    const std::vector<PillBox> boxes = pillBoxes(m_picture, m_viewport.scale, m_viewport.offset);
    const double size = pillScale(m_viewport.scale);
    QFont font = figureFont(kPillPixels * size, true);
    // Dots first: a pill is never hidden by one.
    for (const bool dots : {true, false}) {
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            const QRectF& rect = boxes[i].rect;
            if (boxes[i].dot != dots || !rect.intersects(m_viewport.exposed)) continue;
            const GraphPill& pill = m_picture.pills()[i];
            const JobStyle style = m_theme.job(m_picture.colourOf(pill.job));
            const bool selected = m_look.tensor == pill.tensor;
            const double radius = rect.height() / 2;
            m_painter.setPen(selected ? QPen(m_theme.accent, 3) : QPen(m_theme.background, 1.5));
            m_painter.setBrush(style.fill);
            m_painter.drawRoundedRect(rect, radius, radius);
            if (dots) continue;
            paintHatching(m_painter, rect.adjusted(radius / 2, 2, -radius / 2, -2), style.hatching,
                          style.text, 6 * size, 0.35);
            m_painter.setFont(font);
            m_painter.setPen(style.text);
            m_painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip,
                               pill.text);
            if (m_look.handles && m_level >= GraphDetail::Titles) paintGrip(rect, style.fill);
        }
    }
}

/// Two small wedges, above and below: the pill can be dragged along the flow.
void GraphFrame::paintGrip(const QRectF& rect, const QColor& colour) {
    const bool down = m_geometry.options().direction == LayoutDirection::Down;
    const QPointF along = down ? QPointF(0, 4) : QPointF(4, 0);
    const QPointF across = down ? QPointF(5, 0) : QPointF(0, 4);
    const QPointF reach =
        down ? QPointF(0, rect.height() / 2 + 1.5) : QPointF(rect.width() / 2 + 1.5, 0);
    m_painter.setPen(QPen(m_theme.background, 0.8));
    m_painter.setBrush(colour);
    for (const double way : {-1.0, 1.0}) {
        const QPointF base = rect.center() + way * reach;
        const QPointF wedge[]{base + way * along, base + across, base - across};
        m_painter.drawConvexPolygon(wedge, 3);
    }
}

}  // namespace

void paintGraph(QPainter& painter, const GraphPicture& picture, const GraphViewport& viewport,
                const GraphLook& look) {
    painter.save();
    GraphFrame(painter, picture, viewport, look).paint();
    painter.restore();
}

}  // namespace trilane
