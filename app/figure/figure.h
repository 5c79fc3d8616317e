#pragma once

#include <QSizeF>

class QPainter;

namespace trilane {

/// A picture that can be painted onto any device: a window, a pixmap, an SVG or a PDF file.
class Figure {
public:
    Figure() = default;
    Figure(const Figure&) = delete;
    Figure& operator=(const Figure&) = delete;
    virtual ~Figure() = default;

    /// In pixels of 1/96 inch.
    [[nodiscard]] virtual QSizeF size() const = 0;
    /// Paints (0, 0) to size(), background included. Uses no more of QPainter than all of Qt's
    /// paint engines have, and sets every pen, brush and font that it needs.
    virtual void paint(QPainter& painter) const = 0;
};

}  // namespace trilane
