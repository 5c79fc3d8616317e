#include "app/figure/curve_figure.h"

#include "app/figure/curve_style.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace trilane {
namespace {

constexpr double kLabelPixels = 12;
constexpr double kTickPixels = 11;
constexpr double kLabelGap = 16;
constexpr double kLeader = 26;  ///< from the end of a curve to its name
constexpr double kTitleRow = 16;
constexpr double kFlagRow = 20;
constexpr double kBelowPlot = 40;
constexpr double kMargin = 10;

double textWidth(const QFont& font, const QString& text) {
    return QFontMetricsF(font).horizontalAdvance(text);
}

/// Distance from a point to the line between two others.
double distanceToLine(QPointF point, QPointF from, QPointF to) {
    const QPointF along = to - from;
    const double length = QPointF::dotProduct(along, along);
    const double share =
        length <= 0 ? 0.0 : std::clamp(QPointF::dotProduct(point - from, along) / length, 0.0, 1.0);
    const QPointF off = point - (from + share * along);
    return std::hypot(off.x(), off.y());
}

}  // namespace

CurveFigure::CurveFigure(CurveContent content, QSizeF size, const Theme& theme)
    : m_content(std::move(content)),
      m_size(size),
      m_theme(theme),
      m_plot(makePlot()),
      m_x(m_content.range.low, m_content.range.high, m_plot.left(), m_plot.right(), true),
      m_y(makeYScale()) {
    placeLabels();
}

QRectF CurveFigure::makePlot() const {
    double names = 0;
    for (const CurveSeries& series : m_content.series)
        names = std::max(names, textWidth(figureFont(kLabelPixels, true), series.title));
    const double ticks = textWidth(figureFont(kTickPixels), QStringLiteral("100,000"));
    const QRectF whole(QPointF(0, 0), m_size);
    const QRectF plot =
        whole.adjusted(kMargin + ticks + 6, kTitleRow + kFlagRow + 4,
                       names > 0 ? -(kLeader + names + kMargin) : -kMargin, -kBelowPlot);
    // However small the window: the scales need a range of pixels.
    return {plot.topLeft(), QSizeF(std::max(20.0, plot.width()), std::max(20.0, plot.height()))};
}

CurveScale CurveFigure::makeYScale() const {
    double low = std::numeric_limits<double>::infinity();
    double high = 0;
    std::map<double, double> best;  // by bandwidth: of all strategies
    for (const CurveSeries& series : m_content.series)
        for (const QPointF& point : series.points) {
            if (point.y() > 0) low = std::min(low, point.y());
            high = std::max(high, point.y());
            const auto [place, isNew] = best.try_emplace(point.x(), point.y());
            if (!isNew) place->second = std::min(place->second, point.y());
        }
    if (high <= 0) return {0, 1, m_plot.bottom(), m_plot.top(), false};
    // A strategy that is beyond all measure somewhere leaves the picture there, lest it press all
    // others to the ground.
    constexpr double kWorstShown = 4;
    double worst = 0;
    for (const auto& [mbps, ms] : best)
        worst = std::max(worst, ms);
    if (worst > 0) high = std::min(high, kWorstShown * worst);
    constexpr double kLogarithmicFrom = 4;
    constexpr double kAir = 1.06;
    if (high / low > kLogarithmicFrom)
        return {low / kAir / kAir, high * kAir, m_plot.bottom(), m_plot.top(), true};
    return {0, high * kAir, m_plot.bottom(), m_plot.top(), false};
}

void CurveFigure::placeLabels() {
    std::vector<double> wanted;
    std::vector<std::size_t> which;
    m_labels.assign(m_content.series.size(), QRectF());
    for (std::size_t i = 0; i < m_content.series.size(); ++i) {
        if (m_content.series[i].points.empty()) continue;
        wanted.push_back(std::max(m_plot.top(), toPixel(m_content.series[i].points.back()).y()));
        which.push_back(i);
    }
    const double fits =
        wanted.size() < 2
            ? kLabelGap
            : std::min(kLabelGap, m_plot.height() / static_cast<double>(wanted.size() - 1));
    const std::vector<double> centres = spreadLabels(wanted, fits, m_plot.top(), m_plot.bottom());
    for (std::size_t i = 0; i < which.size(); ++i) {
        const double width =
            textWidth(figureFont(kLabelPixels, true), m_content.series[which[i]].title);
        m_labels[which[i]] = QRectF(m_plot.right() + kLeader, centres[i] - kLabelGap / 2,
                                    std::ceil(width) + 2, kLabelGap);
    }
}

QPointF CurveFigure::toPixel(QPointF value) const {
    return {m_x.toPixel(value.x()), m_y.toPixel(std::max(value.y(), m_y.low()))};
}

std::vector<QPointF> CurveFigure::line(std::size_t series) const {
    std::vector<QPointF> line;
    const double top = m_plot.top();
    QPointF before;
    bool first = true;
    for (const QPointF& value : m_content.series[series].points) {
        const QPointF point = toPixel(value);
        // Where the curve comes in or goes out over the top; not clipped by the painter, for not
        // every file format can.
        if (!first && (before.y() < top) != (point.y() < top)) {
            const double share = (top - before.y()) / (point.y() - before.y());
            line.emplace_back(before.x() + share * (point.x() - before.x()), top);
        }
        if (point.y() >= top) line.push_back(point);
        before = point;
        first = false;
    }
    return line;
}

std::optional<double> CurveFigure::valueAt(std::size_t series, double mbps) const {
    return readCurve(m_content.series[series], mbps);
}

double CurveFigure::distanceTo(std::size_t series, QPointF position) const {
    const std::vector<QPointF> points = line(series);
    double distance = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        distance = std::min(distance, distanceToLine(position, points[i], points[i + 1]));
    return distance;
}

std::optional<std::size_t> CurveFigure::seriesAt(QPointF position, double reach) const {
    for (std::size_t i = 0; i < m_labels.size(); ++i)
        if (m_labels[i].contains(position)) return i;
    if (!m_plot.adjusted(0, -reach, reach, reach).contains(position)) return std::nullopt;
    std::optional<std::size_t> nearest;
    double least = reach;
    for (std::size_t i = 0; i < m_content.series.size(); ++i) {
        const double distance = distanceTo(i, position);
        if (distance > least) continue;
        least = distance;
        nearest = i;
    }
    return nearest;
}

QRectF CurveFigure::flag() const {
    if (!m_content.current) return {};
    const QString text = curveNumber(*m_content.current) + QStringLiteral(" Mbps");
    const double width = std::ceil(textWidth(figureFont(kTickPixels, true), text)) + 14;
    const double centre =
        m_x.toPixel(std::clamp(*m_content.current, m_content.range.low, m_content.range.high));
    const double left = std::clamp(centre - width / 2, m_plot.left(),
                                   std::max(m_plot.left(), m_plot.right() - width));
    return {left, m_plot.top() - kFlagRow - 1, width, kFlagRow - 3};
}

}  // namespace trilane
