#include "app/figure/hatching.h"

#include <QList>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

/// Lines at 45 degrees, cut to the rectangle by hand: clipping and pattern brushes are not for
/// every paint engine.
void addLines(QList<QLineF>& lines, const QRectF& rect, bool rising, double spacing) {
    const double height = rect.height();
    const double begin = std::floor((rect.left() - height) / spacing) * spacing;
    for (double x = begin; x < rect.right(); x += spacing) {
        const double from = std::max(x, rect.left());
        const double to = std::min(x + height, rect.right());
        if (to <= from) continue;
        const auto y = [&](double at) {
            return rising ? rect.bottom() - (at - x) : rect.top() + (at - x);
        };
        lines.append(QLineF(from, y(from), to, y(to)));
    }
}

}  // namespace

void paintHatching(QPainter& painter, const QRectF& rect, int hatching, QColor colour,
                   double spacing, double strength) {
    constexpr double kLeastWidth = 4;
    if (hatching <= 0 || rect.width() < kLeastWidth) return;
    QList<QLineF> lines;
    const int kind = (hatching - 1) % 3;
    if (kind != 1) addLines(lines, rect, true, spacing);
    if (kind != 0) addLines(lines, rect, false, spacing);
    colour.setAlphaF(static_cast<float>(strength));
    painter.setPen(QPen(colour, 1));
    painter.drawLines(lines);
}

}  // namespace trilane
