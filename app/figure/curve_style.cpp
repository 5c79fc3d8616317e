#include "app/figure/curve_style.h"

#include <QPainter>
#include <QPolygonF>
#include <QVector>
#include <algorithm>
#include <array>

namespace trilane {
namespace {

struct Row {
    std::string_view id;
    int colour;  ///< index into Theme::jobs; -1: grey, -2: text
    double width;
    std::array<double, 4> dashes;  ///< in pixels, 0: none; all 0: solid
    CurveMarker marker;
};

/// `optimal` is a broad pale line under all others: where EJ reaches it, both stay visible.
constexpr std::array<Row, 8> kRows{{
    {"local", -1, 1.6, {2, 3, 0, 0}, CurveMarker::None},
    {"remote", 1, 1.8, {9, 3, 0, 0}, CurveMarker::Triangle},
    {"neurosurgeon", 3, 1.8, {9, 3, 2, 3}, CurveMarker::Diamond},
    {"dsl", 2, 1.8, {5, 3, 0, 0}, CurveMarker::Square},
    {"dsl-fifo", 4, 1.8, {3, 2, 0, 0}, CurveMarker::Ring},
    {"dsl-ej", 2, 1.8, {12, 3, 0, 0}, CurveMarker::Ring},
    {"ej", 0, 2.2, {0, 0, 0, 0}, CurveMarker::Dot},
    {"optimal", -2, 7, {0, 0, 0, 0}, CurveMarker::None},
}};

QColor colourOf(const Row& row, const Theme& theme) {
    if (row.colour == -1) return theme.muted;
    if (row.colour == -2) return theme.faint;
    return theme.job(static_cast<std::size_t>(row.colour)).outline;
}

void paintShape(QPainter& painter, const CurveStyle& style, QPointF centre, double radius,
                const QColor& fill) {
    painter.setPen(QPen(style.pen.color(), 1.5));
    painter.setBrush(fill);
    const double r = radius;
    switch (style.marker) {
        case CurveMarker::None:
            break;
        case CurveMarker::Dot:
        case CurveMarker::Ring:
            painter.drawEllipse(centre, r, r);
            break;
        case CurveMarker::Square:
            painter.drawRect(QRectF(centre.x() - r, centre.y() - r, 2 * r, 2 * r));
            break;
        case CurveMarker::Diamond:
            painter.drawPolygon(
                QPolygonF({centre + QPointF(0, -1.3 * r), centre + QPointF(1.3 * r, 0),
                           centre + QPointF(0, 1.3 * r), centre - QPointF(1.3 * r, 0)}));
            break;
        case CurveMarker::Triangle:
            painter.drawPolygon(
                QPolygonF({centre + QPointF(0, -1.2 * r), centre + QPointF(1.2 * r, r),
                           centre + QPointF(-1.2 * r, r)}));
            break;
    }
}

}  // namespace

CurveStyle curveStyle(std::string_view id, const Theme& theme, bool standOut) {
    const auto* const found =
        std::find_if(kRows.begin(), kRows.end(), [id](const Row& row) { return row.id == id; });
    const Row& row = found == kRows.end() ? kRows.front() : *found;
    CurveStyle style;
    style.marker = row.marker;
    const double width = row.width + (standOut ? 1.0 : 0.0);
    style.pen = QPen(colourOf(row, theme), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    QVector<qreal> dashes;
    for (const double dash : row.dashes)
        if (dash > 0) dashes << dash / width;  // Qt counts in widths of the pen
    if (!dashes.isEmpty()) style.pen.setDashPattern(dashes);
    return style;
}

void paintMarker(QPainter& painter, const CurveStyle& style, QPointF centre, double radius,
                 const QColor& background) {
    const bool hollow = style.marker == CurveMarker::Ring;
    paintShape(painter, style, centre, radius, hollow ? background : style.pen.color());
}

void paintHollowMarker(QPainter& painter, const CurveStyle& style, QPointF centre, double radius,
                       const QColor& background) {
    paintShape(painter, style, centre, radius, background);
}

}  // namespace trilane
