#pragma once

#include "app/figure/theme.h"

#include <QPen>
#include <QPointF>
#include <cstdint>
#include <string_view>

class QPainter;

namespace trilane {

enum class CurveMarker : std::uint8_t { None, Dot, Ring, Square, Diamond, Triangle };

/// How a strategy's curve is told from the others: colour, dashes and markers, so that black and
/// white is enough.
struct CurveStyle {
    QPen pen;
    CurveMarker marker = CurveMarker::None;
};

/// @param id        a strategy's, or anything else
/// @param standOut  drawn stronger than the others
[[nodiscard]] CurveStyle curveStyle(std::string_view id, const Theme& theme, bool standOut);

void paintMarker(QPainter& painter, const CurveStyle& style, QPointF centre, double radius,
                 const QColor& background);
/// The same shape filled with `background`.
void paintHollowMarker(QPainter& painter, const CurveStyle& style, QPointF centre, double radius,
                       const QColor& background);

}  // namespace trilane
