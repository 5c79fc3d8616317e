#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace trilane {

/// Thin lines over `rect` in the pattern of JobStyle::hatching: none for 0, then rising, falling,
/// both, and again. What is written over them stays readable.
/// @param spacing  pixels between two lines, along the rectangle
/// @param strength  of the lines, from 0 to 1
void paintHatching(QPainter& painter, const QRectF& rect, int hatching, QColor colour,
                   double spacing, double strength);

}  // namespace trilane
