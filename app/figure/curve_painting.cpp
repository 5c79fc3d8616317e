// The painting half of CurveFigure; its geometry is in curve_figure.cpp.

#include "app/figure/curve_figure.h"
#include "app/figure/curve_style.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

constexpr double kLabelPixels = 12;
constexpr double kTickPixels = 11;
constexpr double kMarkerRadius = 2.8;
constexpr double kPixelsPerXLabel = 46;
constexpr double kPixelsPerYLabel = 34;

QString text(const char* source) {
    return QCoreApplication::translate("CurveFigure", source);
}

void drawCentred(QPainter& painter, QPointF centre, const QString& words) {
    const QFontMetricsF metrics(painter.font());
    painter.drawText(QPointF(centre.x() - metrics.horizontalAdvance(words) / 2,
                             centre.y() + metrics.capHeight() / 2),
                     words);
}

void drawRightAligned(QPainter& painter, QPointF right, const QString& words) {
    const QFontMetricsF metrics(painter.font());
    painter.drawText(
        QPointF(right.x() - metrics.horizontalAdvance(words), right.y() + metrics.capHeight() / 2),
        words);
}

QString ms(double value) {
    return curveNumber(value) + QStringLiteral(" ms");
}

}  // namespace

/// Broad ones below narrow ones, what stands out on top.
std::vector<std::size_t> CurveFigure::paintingOrder() const {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_content.series.size(); ++i)
        order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        const auto rank = [this](std::size_t i) {
            const std::string& id = m_content.series[i].id;
            return id == "optimal" ? 0 : id == m_content.focus ? 2 : 1;
        };
        return rank(a) < rank(b);
    });
    return order;
}

void CurveFigure::paint(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(figureFont(kTickPixels));
    painter.fillRect(QRectF(QPointF(0, 0), m_size), m_theme.background);
    paintAxes(painter);
    paintXAxis(painter);
    paintPresets(painter);
    paintBreaks(painter);
    const std::vector<std::size_t> order = paintingOrder();
    for (const std::size_t index : order)
        paintSeries(painter, index);
    for (const std::size_t index : order)
        paintLabel(painter, index);
    paintCurrent(painter);
}

void CurveFigure::paintAxes(QPainter& painter) const {
    painter.setFont(figureFont(kTickPixels));
    for (const CurveScale::Tick& tick : m_y.ticks(kPixelsPerYLabel)) {
        const double y = m_y.toPixel(tick.value);
        if (!tick.labelled) {
            painter.setPen(QPen(m_theme.faint, 1));
            painter.drawLine(QPointF(m_plot.left() - 3, y), QPointF(m_plot.left(), y));
            continue;
        }
        painter.setPen(QPen(m_theme.rule, 1));
        painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        painter.setPen(m_theme.muted);
        drawRightAligned(painter, QPointF(m_plot.left() - 7, y), curveNumber(tick.value));
    }
    painter.setPen(m_theme.muted);
    painter.drawText(QPointF(10, 14),
                     m_y.isLogarithmic() ? text("Makespan (ms, log)") : text("Makespan (ms)"));
}

void CurveFigure::paintXAxis(QPainter& painter) const {
    painter.setPen(QPen(m_theme.faint, 1));
    painter.drawLine(m_plot.bottomLeft(), m_plot.bottomRight());
    const double bottom = m_plot.bottom();
    for (const CurveScale::Tick& tick : m_x.ticks(kPixelsPerXLabel)) {
        const double x = m_x.toPixel(tick.value);
        painter.setPen(QPen(m_theme.faint, 1));
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + (tick.labelled ? 5 : 3)));
        painter.setPen(m_theme.muted);
        if (tick.labelled) drawCentred(painter, QPointF(x, bottom + 13), curveNumber(tick.value));
    }
    drawRightAligned(painter, QPointF(m_plot.right(), bottom + 29), text("Bandwidth (Mbps, log)"));
}

void CurveFigure::paintPresets(QPainter& painter) const {
    painter.setFont(figureFont(kTickPixels - 1));
    const QFontMetricsF metrics(painter.font());
    double free = m_plot.left();
    for (const CurvePreset& preset : m_content.presets) {
        if (preset.mbps < m_content.range.low || preset.mbps > m_content.range.high) continue;
        const double x = m_x.toPixel(preset.mbps);
        painter.setPen(QPen(m_theme.rule, 1));
        painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        const double width = metrics.horizontalAdvance(preset.name);
        if (x + 3 < free || x + 3 + width > m_plot.right()) continue;
        painter.setPen(m_theme.muted);
        painter.drawText(QPointF(x + 3, m_plot.top() + metrics.ascent()), preset.name);
        free = x + 3 + width;
    }
}

void CurveFigure::paintBreaks(QPainter& painter) const {
    if (m_content.breaks.empty()) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.text);
    const auto triangle = [&](QPointF tip) {
        painter.drawPolygon(QPolygonF({tip, tip + QPointF(3.2, 6), tip + QPointF(-3.2, 6)}));
    };
    for (const double mbps : m_content.breaks)
        if (mbps >= m_content.range.low && mbps <= m_content.range.high)
            triangle(QPointF(m_x.toPixel(mbps), m_plot.bottom()));
    const QString words = text("the best cut changes");
    painter.setFont(figureFont(kTickPixels));
    const double room =
        m_plot.width() -
        QFontMetricsF(painter.font()).horizontalAdvance(text("Bandwidth (Mbps, log)"));
    const QFontMetricsF metrics(painter.font());
    if (metrics.horizontalAdvance(words) + 40 > room) return;
    triangle(QPointF(m_plot.left() + 4, m_plot.bottom() + 26));
    painter.setPen(m_theme.muted);
    painter.drawText(QPointF(m_plot.left() + 12, m_plot.bottom() + 29 + metrics.capHeight() / 2),
                     words);
}

void CurveFigure::paintSeries(QPainter& painter, std::size_t index) const {
    const CurveSeries& series = m_content.series[index];
    const CurveStyle style = curveStyle(series.id, m_theme, series.id == m_content.focus);
    const std::vector<QPointF> points = line(index);
    painter.setPen(style.pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(points.data(), static_cast<int>(points.size()));
    // Some markers are enough to tell the curves apart; those of two curves stand apart too.
    constexpr double kBetweenMarkers = 90;
    double next = m_plot.left() + 14 + 13 * static_cast<double>(index);
    for (const QPointF& point : points) {
        if (point.x() < next || point.y() <= m_plot.top()) continue;
        paintMarker(painter, style, point, kMarkerRadius, m_theme.background);
        next = point.x() + kBetweenMarkers;
    }
}

void CurveFigure::paintLabel(QPainter& painter, std::size_t index) const {
    const QRectF& label = m_labels[index];
    if (label.isEmpty()) return;
    const CurveSeries& series = m_content.series[index];
    const bool standOut = series.id == m_content.focus;
    CurveStyle style = curveStyle(series.id, m_theme, standOut);
    QPointF end = toPixel(series.points.back());
    end.setY(std::max(end.y(), m_plot.top()));
    const QPointF name(label.left() - 4, label.center().y());
    const QPointF bend(name.x() - 12, name.y());
    // Leaders of dashed curves are too short to show the dashes.
    QPen thin = style.pen;
    thin.setWidthF(std::min(thin.widthF(), 1.5));
    thin.setStyle(Qt::SolidLine);
    painter.setPen(thin);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF({end + QPointF(2, 0), bend}));
    painter.setPen(style.pen);
    painter.drawPolyline(QPolygonF({bend, name}));
    paintMarker(painter, style, (bend + name) / 2, kMarkerRadius, m_theme.background);
    painter.setFont(figureFont(kLabelPixels, standOut));
    painter.setPen(m_theme.text);
    const QFontMetricsF metrics(painter.font());
    painter.drawText(QPointF(label.left(), label.center().y() + metrics.capHeight() / 2),
                     series.title);
}

void CurveFigure::paintCurrent(QPainter& painter) const {
    if (!m_content.current) return;
    const double mbps = *m_content.current;
    const bool inside = mbps >= m_content.range.low && mbps <= m_content.range.high;
    const QRectF flag = this->flag();
    const double x = m_x.toPixel(std::clamp(mbps, m_content.range.low, m_content.range.high));
    if (inside) {
        painter.setPen(QPen(m_theme.accent, 1.5));
        painter.drawLine(QPointF(x, flag.bottom()), QPointF(x, m_plot.bottom()));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    painter.drawRoundedRect(flag, 3, 3);
    painter.setFont(figureFont(kTickPixels, true));
    painter.setPen(m_theme.accentText);
    drawCentred(painter, flag.center(), curveNumber(mbps) + QStringLiteral(" Mbps"));
    if (!inside) return;
    for (const CurveSeries& series : m_content.series) {
        if (!series.current || *series.current > m_y.high()) continue;
        const QPointF centre(x, m_y.toPixel(std::max(*series.current, m_y.low())));
        painter.setPen(QPen(m_theme.accent, 1.5));
        painter.setBrush(m_theme.background);
        painter.drawEllipse(centre, 3.5, 3.5);
    }
}

void CurveFigure::paintReadout(QPainter& painter, double mbps) const {
    std::vector<ReadoutLine> lines;
    for (const std::size_t i : paintingOrder())
        if (const auto value = valueAt(i, mbps)) lines.push_back({i, *value});
    if (lines.empty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = m_x.toPixel(mbps);
    painter.setPen(QPen(m_theme.muted, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
    for (const ReadoutLine& line : lines) {
        if (line.ms > m_y.high()) continue;
        painter.setPen(QPen(m_theme.background, 1));
        painter.setBrush(curveStyle(m_content.series[line.series].id, m_theme, false).pen.color());
        painter.drawEllipse(toPixel({mbps, line.ms}), 4, 4);
    }
    std::stable_sort(lines.begin(), lines.end(), [](const ReadoutLine& a, const ReadoutLine& b) {
        return a.ms != b.ms ? a.ms < b.ms : a.series < b.series;
    });
    paintReadoutBox(painter, mbps, lines);
}

void CurveFigure::paintReadoutBox(QPainter& painter, double at,
                                  const std::vector<ReadoutLine>& lines) const {
    constexpr double kRow = 16;
    constexpr double kSample = 24;
    const QFontMetricsF metrics(figureFont(kTickPixels));
    const QString head = curveNumber(at) + QStringLiteral(" Mbps");
    double names = 0;
    double values = 0;
    for (const ReadoutLine& line : lines) {
        names = std::max(names, metrics.horizontalAdvance(m_content.series[line.series].title));
        values = std::max(values, metrics.horizontalAdvance(ms(line.ms)));
    }
    const double width =
        16 + std::max(kSample + names + 14 + values,
                      QFontMetricsF(figureFont(kTickPixels, true)).horizontalAdvance(head));
    const double height = kRow * static_cast<double>(lines.size() + 1) + 12;
    // On the side of the line that has more room, never outside the picture.
    const double x = m_x.toPixel(at);
    const bool right = x < (m_plot.left() + m_plot.right()) / 2;
    const double left =
        std::clamp(right ? x + 10 : x - 10 - width, 0.0, std::max(0.0, m_size.width() - width));
    const double top = std::clamp(m_plot.top() + 16, 0.0, std::max(0.0, m_size.height() - height));
    const QRectF box(left, top, width, height);
    painter.setPen(QPen(m_theme.rule, 1));
    painter.setBrush(m_theme.background);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(m_theme.text);
    painter.setFont(figureFont(kTickPixels, true));
    double y = box.top() + 6 + kRow / 2;
    painter.drawText(QPointF(box.left() + 8, y + metrics.capHeight() / 2), head);
    painter.setFont(figureFont(kTickPixels));
    for (const ReadoutLine& line : lines) {
        y += kRow;
        const CurveSeries& series = m_content.series[line.series];
        const CurveStyle style = curveStyle(series.id, m_theme, false);
        painter.setPen(style.pen);
        painter.drawLine(QPointF(box.left() + 8, y), QPointF(box.left() + 8 + kSample - 6, y));
        paintMarker(painter, style, QPointF(box.left() + 8 + (kSample - 6) / 2, y), kMarkerRadius,
                    m_theme.background);
        painter.setPen(m_theme.text);
        painter.drawText(QPointF(box.left() + 8 + kSample, y + metrics.capHeight() / 2),
                         series.title);
        drawRightAligned(painter, QPointF(box.right() - 8, y), ms(line.ms));
    }
}

}  // namespace trilane
