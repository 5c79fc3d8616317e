#pragma once

class QPainter;
class QRect;
class QWidget;

namespace trilane {

/// Tells which view the keyboard works on: a line in the theme's accent around `area`, while `view`
/// has the focus. The painter must be in pixels of `area`.
void paintFocusFrame(QPainter& painter, const QWidget& view, const QRect& area);

}  // namespace trilane
