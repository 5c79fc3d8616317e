#include "app/figure/graph_node_painter.h"

#include "app/figure/graph_labels.h"
#include "app/figure/hatching.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>

namespace trilane {
namespace {

constexpr double kOutline = 1.3;
constexpr double kHatching = 7;

QColor textOn(const QColor& fill, const Theme& theme) {
    const bool dark = qGray(fill.rgb()) < 140;
    if (theme.kind == ThemeKind::Light) return dark ? QColor(Qt::white) : theme.text;
    return dark ? theme.text : QColor("#11151c");
}

double radiusOf(const GraphNode& node, GraphSide side) {
    if (node.kind == GraphNode::Kind::Input) return node.rect.height() / 2;
    return side == GraphSide::Server ? kServerRadius : 0;
}

}  // namespace

GraphNodePainter::GraphNodePainter(QPainter& painter, const GraphPicture& picture,
                                   const GraphLook& look, double scale)
    : m_painter(painter),
      m_picture(picture),
      m_look(look),
      m_theme(*look.theme),
      m_level(graphDetail(scale)),
      m_scale(scale),
      m_titleFont(figureFont(kTitlePixels)),
      m_detailFont(figureFont(kDetailPixels)) {
    // Never thinner than a pixel.
    const double width = std::max(kOutline, 1 / std::max(scale, 1e-6));
    m_solid = QPen(Qt::black, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    m_dashed = QPen(Qt::black, width, Qt::CustomDashLine, Qt::FlatCap, Qt::MiterJoin);
    m_dashed.setDashPattern({3.2, 2.4});
    m_titleFont.setWeight(QFont::Medium);
    if (m_level == GraphDetail::Boxes)
        m_titleFont.setPixelSize(static_cast<int>(std::ceil(kLeastTitlePixels / scale)));
}

bool GraphNodePainter::dimmed(std::uint32_t node) const {
    return m_look.lit != nullptr && !(*m_look.lit)[node];
}

JobStyle GraphNodePainter::styleOf(std::uint32_t node) const {
    const std::uint16_t job = m_picture.nodes()[node].job;
    return job == GraphPicture::kNoJob ? m_theme.noJob() : m_theme.job(m_picture.colourOf(job));
}

GraphNodePainter::Colours GraphNodePainter::coloursOf(std::uint32_t node) const {
    const GraphPicture::NodeLook& look = m_picture.nodes()[node];
    if (dimmed(node)) return {m_theme.background, m_theme.faint, m_theme.faint, m_theme.faint};
    const JobStyle style = styleOf(node);
    if (look.heat >= 0) {
        const QColor fill = m_theme.heat(look.heat);
        return {fill, style.outline, textOn(fill, m_theme), textOn(fill, m_theme)};
    }
    const bool filled = look.side != GraphSide::Server &&
                        m_picture.geometry().nodes()[node].kind != GraphNode::Kind::Input;
    return {filled ? style.tint : m_theme.background, style.outline, m_theme.text,
            filled ? m_theme.text : m_theme.muted};
}

QColor GraphNodePainter::speckColour(std::uint32_t node) const {
    const GraphPicture::NodeLook& look = m_picture.nodes()[node];
    if (dimmed(node)) return m_theme.rule;
    if (look.heat >= 0) return m_theme.heat(look.heat);
    const JobStyle style = styleOf(node);
    // Dark against light where shapes cannot be seen.
    return look.side == GraphSide::Device ? style.fill : style.tint;
}

void GraphNodePainter::outlinePen(const QColor& colour, bool dashed) {
    QPen& pen = dashed && m_level >= GraphDetail::Titles ? m_dashed : m_solid;
    pen.setColor(colour);
    m_painter.setPen(pen);
}

void GraphNodePainter::paint(std::uint32_t node) {
    const Colours colours = coloursOf(node);
    paintShape(node, colours);
    if (m_level >= GraphDetail::Titles)
        paintText(node, colours);
    else
        paintSmallTitle(node, colours);
}

void GraphNodePainter::paintShape(std::uint32_t node, const Colours& colours) {
    const GraphNode& shape = m_picture.geometry().nodes()[node];
    const GraphSide side = m_picture.nodes()[node].side;
    const QRectF& rect = shape.rect;
    if (shape.kind == GraphNode::Kind::Group) {
        // A second sheet behind the first: there is more inside.
        outlinePen(colours.outline, false);
        m_painter.setBrush(m_theme.background);
        const double radius = radiusOf(shape, side);
        m_painter.drawRoundedRect(rect.translated(4, 4), radius, radius);
    }
    if (side == GraphSide::Mixed) return paintMixed(rect, colours);
    outlinePen(colours.outline, side == GraphSide::Server);
    m_painter.setBrush(colours.fill);
    const double radius = radiusOf(shape, side);
    if (radius == 0)
        m_painter.drawRect(rect);
    else
        m_painter.drawRoundedRect(rect, radius, radius);
    if (!dimmed(node) && m_level >= GraphDetail::Titles)
        paintHatching(m_painter, rect.adjusted(radius / 2, 1, -radius / 2, -1),
                      styleOf(node).hatching, colours.outline, kHatching, 0.4);
}

/// Half a device layer, half a server layer.
void GraphNodePainter::paintMixed(const QRectF& rect, const Colours& colours) {
    const double middle = rect.center().x();
    const double r = kServerRadius;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_theme.background);
    m_painter.drawRect(rect.adjusted(0, 0, -r, 0));
    m_painter.drawRoundedRect(rect, r, r);
    m_painter.setBrush(colours.fill);
    m_painter.drawRect(QRectF(rect.left(), rect.top(), middle - rect.left(), rect.height()));
    m_painter.setBrush(Qt::NoBrush);
    QPainterPath device(QPointF(middle, rect.top()));
    device.lineTo(rect.topLeft());
    device.lineTo(rect.bottomLeft());
    device.lineTo(middle, rect.bottom());
    outlinePen(colours.outline, false);
    m_painter.drawPath(device);
    QPainterPath server(QPointF(middle, rect.top()));
    server.lineTo(rect.right() - r, rect.top());
    server.arcTo(QRectF(rect.right() - 2 * r, rect.top(), 2 * r, 2 * r), 90, -90);
    server.lineTo(rect.right(), rect.bottom() - r);
    server.arcTo(QRectF(rect.right() - 2 * r, rect.bottom() - 2 * r, 2 * r, 2 * r), 0, -90);
    server.lineTo(middle, rect.bottom());
    outlinePen(colours.outline, true);
    m_painter.drawPath(server);
}

void GraphNodePainter::paintSmallTitle(std::uint32_t node, const Colours& colours) {
    static const TextMeasure measure(kLeastTitlePixels);
    const GraphNode& shape = m_picture.geometry().nodes()[node];
    const double room = shape.rect.width() * m_scale - 4;
    if (shape.rect.height() * m_scale < kLeastTitlePixels) return;
    const QString title = measure.elideMiddle(shape.title, room);
    // One letter beside an ellipsis says nothing.
    constexpr qsizetype kLeastElided = 3;
    if (measure.width(title) > room || (title != shape.title && title.size() < kLeastElided))
        return;
    m_painter.setFont(m_titleFont);
    m_painter.setPen(colours.text);
    m_painter.drawText(shape.rect, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, title);
}

void GraphNodePainter::paintText(std::uint32_t node, const Colours& colours) {
    const GraphNode& shape = m_picture.geometry().nodes()[node];
    const bool full = m_level >= GraphDetail::Full;
    std::array<QString, 2> more;
    std::size_t lines = 0;
    if (full) {
        const QString value = m_picture.valueText(node);
        const bool tall = shape.rect.height() >= kTallNode;
        if (!shape.detail.isEmpty() && (tall || value.isEmpty())) more[lines++] = shape.detail;
        if (!value.isEmpty() && (tall || lines == 0)) more[lines++] = value;
    }
    constexpr double kTitleLine = 15;
    constexpr double kDetailLine = 13;
    QRectF line = shape.rect;
    double y =
        shape.rect.center().y() - (kTitleLine + kDetailLine * static_cast<double>(lines)) / 2;
    const auto put = [&](const QString& text, double height) {
        line.setTop(y);
        line.setHeight(height);
        m_painter.drawText(line, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
        y += height;
    };
    m_painter.setFont(m_titleFont);
    m_painter.setPen(colours.text);
    put(shape.title, kTitleLine);
    if (lines == 0) return;
    m_painter.setFont(m_detailFont);
    m_painter.setPen(colours.detail);
    for (std::size_t i = 0; i < lines; ++i)
        put(more[i], kDetailLine);
}

void GraphNodePainter::ring(std::uint32_t node, const QPen& pen, const QBrush& brush,
                            double distance) {
    const GraphNode& shape = m_picture.geometry().nodes()[node];
    const double radius = radiusOf(shape, m_picture.nodes()[node].side) + distance;
    m_painter.setPen(pen);
    m_painter.setBrush(brush);
    m_painter.drawRoundedRect(shape.rect.adjusted(-distance, -distance, distance, distance), radius,
                              radius);
}

}  // namespace trilane
