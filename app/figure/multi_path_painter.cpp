#include "app/figure/multi_path_painter.h"

#include "app/figure/hatching.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPen>
#include <algorithm>

namespace trilane {
namespace {

using ItemKind = MultiPathItem::Kind;

constexpr double kRound = 13;  ///< half a layer's height
constexpr double kSquare = 2.5;
constexpr double kHatching = 6;  ///< between two lines

QString text(const char* source) {
    return QCoreApplication::translate("MultiPath", source);
}

double radiusOf(const MultiPathItem& item) {
    const bool square = item.kind == ItemKind::Layer && item.side == Side::Device;
    return square ? kSquare : std::min(kRound, item.rect.height() / 2);
}

/// Whether one of the item's layers, on show or left out, is in `layers`.
bool holds(const MultiPathItem& item, const MultiPathRowContent& row,
           const std::set<LayerId>& layers) {
    if (layers.empty()) return false;
    if (item.kind == ItemKind::Layer) return layers.contains(item.layer);
    if (item.kind != ItemKind::More) return false;
    const auto& steps = item.side == Side::Device ? row.device : row.server;
    return std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(item.first),
                       steps.begin() + static_cast<std::ptrdiff_t>(item.first + item.count),
                       [&](const ShownStep& step) { return layers.contains(step.layer); });
}

}  // namespace

MultiPathPainter::MultiPathPainter(QPainter& painter, const MultiPathFigure& figure,
                                   const Theme& theme, const MultiPathMarks& marks)
    : m_painter(painter),
      m_content(figure.content()),
      m_geometry(figure.geometry()),
      m_theme(theme),
      m_marks(marks),
      m_font(figureFont(11.5)),
      m_bold(figureFont(11.5, true)) {}

void MultiPathPainter::paintHeads() {
    if (!m_geometry.heading().isEmpty())
        paintText(m_geometry.heading(), m_content.heading(), m_theme.text, true,
                  Qt::AlignLeft | Qt::AlignVCenter);
    if (!m_geometry.message().isEmpty())
        paintText(m_geometry.message(), m_content.message(), m_theme.text, false,
                  Qt::AlignLeft | Qt::AlignVCenter);
    if (!m_geometry.linkHead().isEmpty())
        paintText(m_geometry.linkHead(), text("Link"), m_theme.muted);
    paintHead(m_geometry.deviceHead(), text("Device"), Side::Device);
    paintHead(m_geometry.serverHead(), text("Server"), Side::Server);
}

/// With the shape that stands for the side.
void MultiPathPainter::paintHead(const QRectF& rect, const QString& label, Side side) {
    if (rect.isEmpty()) return;
    const QRectF sign(rect.left() + 0.5, rect.center().y() - 5, side == Side::Device ? 11 : 17, 10);
    MultiPathItem item;
    item.rect = sign;
    item.side = side;
    paintLayer(item, m_theme.noJob());
    paintText(rect.adjusted(sign.width() + 7, 0, 0, 0), label, m_theme.muted, false,
              Qt::AlignLeft | Qt::AlignVCenter);
}

void MultiPathPainter::paintRow(std::size_t index) {
    const MultiPathRowContent& content = m_content.rows()[index];
    const MultiPathRow& row = m_geometry.rows()[index];
    JobStyle style = m_theme.noJob();
    if (content.tensor)
        if (const auto job = m_content.plan().jobs.ofTensor(*content.tensor))
            style = m_theme.job(m_content.plan().jobs.colourOf(*job));
    paintTitle(content, row);
    m_painter.setPen(QPen(m_theme.edge, 1.2));
    m_painter.drawLines(row.links.data(), static_cast<int>(row.links.size()));
    m_painter.setPen(QPen(style.fill, 3, Qt::SolidLine, Qt::FlatCap));
    m_painter.drawLines(row.sends.data(), static_cast<int>(row.sends.size()));
    for (std::size_t i = 0; i < row.items.size(); ++i)
        paintItem(index, i, style);
    if (!row.caption.isEmpty())
        paintText(row.caption, content.caption, m_theme.muted, false,
                  Qt::AlignLeft | Qt::AlignVCenter);
}

void MultiPathPainter::paintTitle(const MultiPathRowContent& content, const MultiPathRow& row) {
    constexpr int kLeft = Qt::AlignLeft | Qt::AlignVCenter;
    const QFontMetricsF bold(m_bold);
    QRectF rest = row.title;
    paintText(rest, content.title, m_theme.text, true, kLeft);
    rest.setLeft(rest.left() + bold.horizontalAdvance(content.title) + 12);
    if (!content.group.isEmpty() && rest.width() > 24) {
        const QRectF badge(rest.left(), rest.center().y() - 8, 17, 16);
        m_painter.setPen(QPen(m_theme.rule, 1));
        m_painter.setBrush(m_theme.alternate);
        m_painter.drawRoundedRect(badge, 4, 4);
        paintText(badge, content.group, m_theme.muted, true);
        rest.setLeft(badge.right() + 10);
    }
    paintText(rest, content.times, m_theme.muted, false, kLeft);
}

bool MultiPathPainter::selected(const MultiPathItem& item, const MultiPathRowContent& row) const {
    if (item.kind == ItemKind::Tensor) return m_marks.tensor && m_marks.tensor == row.tensor;
    return holds(item, row, m_marks.selected);
}

bool MultiPathPainter::highlighted(const MultiPathItem& item,
                                   const MultiPathRowContent& row) const {
    return holds(item, row, m_marks.highlighted);
}

void MultiPathPainter::paintItem(std::size_t row, std::size_t index, const JobStyle& style) {
    const MultiPathRowContent& content = m_content.rows()[row];
    const MultiPathItem& item = m_geometry.rows()[row].items[index];
    const bool hovered = m_marks.hovered == MultiPathHit{row, index};
    if (highlighted(item, content)) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.heat(0.35));
        m_painter.drawRoundedRect(item.rect.adjusted(-4, -4, 4, 4), radiusOf(item) + 4,
                                  radiusOf(item) + 4);
    }
    switch (item.kind) {
        case ItemKind::Layer:
            paintLayer(item, style);
            break;
        case ItemKind::Tensor:
            paintTensor(item, style);
            break;
        case ItemKind::More:
        case ItemKind::Less:
            paintFold(item, hovered);
            break;
    }
    if (selected(item, content)) paintRing(item.rect, radiusOf(item));
}

void MultiPathPainter::paintLayer(const MultiPathItem& item, const JobStyle& style) {
    const double radius = radiusOf(item);
    const QRectF rect = item.rect.adjusted(0.6, 0.6, -0.6, -0.6);
    QPen pen(style.outline, 1.2);
    m_painter.setBrush(item.side == Side::Device ? style.tint : m_theme.background);
    if (item.side == Side::Server) pen.setDashPattern({3.5, 2.5});
    if (item.replica) {
        pen = QPen(m_theme.muted, 1);
        pen.setDashPattern({1, 2.6});
        m_painter.setBrush(m_theme.background);
    }
    m_painter.setPen(pen);
    m_painter.drawRoundedRect(rect, radius, radius);
    // A replica belongs to the job that runs the layer.
    if (!item.replica)
        paintHatching(m_painter, rect.adjusted(radius / 2, 1, -radius / 2, -1), style.hatching,
                      style.outline, kHatching, 0.35);
    if (item.text.isEmpty()) return;
    paintText(item.rect.adjusted(6, 0, -6, 0), item.text,
              item.replica ? m_theme.muted : m_theme.text);
}

void MultiPathPainter::paintTensor(const MultiPathItem& item, const JobStyle& style) {
    const double radius = radiusOf(item);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(style.fill);
    m_painter.drawRoundedRect(item.rect, radius, radius);
    paintHatching(m_painter, item.rect.adjusted(radius / 2, 2, -radius / 2, -2), style.hatching,
                  style.text, kHatching, 0.35);
    paintText(item.rect, item.text, style.text, true);
}

void MultiPathPainter::paintFold(const MultiPathItem& item, bool hovered) {
    m_painter.setPen(QPen(hovered ? m_theme.accent : m_theme.rule, 1));
    m_painter.setBrush(hovered ? m_theme.accentTint : m_theme.alternate);
    m_painter.drawRoundedRect(item.rect.adjusted(0.5, 2.5, -0.5, -2.5), 6, 6);
    paintText(item.rect, item.text, hovered ? m_theme.text : m_theme.muted);
}

void MultiPathPainter::paintRing(const QRectF& rect, double radius) {
    m_painter.setPen(QPen(m_theme.accent, 2));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), radius + 3, radius + 3);
}

void MultiPathPainter::paintText(const QRectF& rect, const QString& label, const QColor& colour,
                                 bool bold, int alignment) {
    const QFont& font = bold ? m_bold : m_font;
    const QFontMetricsF metrics(font);
    m_painter.setFont(font);
    m_painter.setPen(colour);
    // Half a pixel more, so that what fits exactly is not shortened by rounding.
    const auto mode = (alignment & Qt::AlignHCenter) != 0 ? Qt::ElideMiddle : Qt::ElideRight;
    m_painter.drawText(rect, alignment | Qt::TextSingleLine,
                       metrics.elidedText(label, mode, rect.width() + 0.5));
}

}  // namespace trilane
