#pragma once

#include <QProxyStyle>

namespace trilane {

/// Fusion with frames that can be seen on a dark background as well: it draws them in a darker
/// shade of the window's colour, which is next to black there.
class ProgramStyle : public QProxyStyle {
public:
    ProgramStyle();
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option,
                                  const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;
};

}  // namespace trilane
