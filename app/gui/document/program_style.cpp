#include "app/gui/document/program_style.h"

#include "app/figure/theme.h"

#include <QStyleOption>

namespace trilane {
namespace {

/// Fusion makes the colour of frames from that of the window. A copy of an option, for its palette
/// belongs to the widget.
template <class Option>
bool brighten(const QStyleOption* option, Option& copy) {
    const auto* typed = qstyleoption_cast<const Option*>(option);
    if (typed == nullptr || option->palette.color(QPalette::Window).lightness() >= 128)
        return false;
    copy = *typed;
    copy.palette.setColor(QPalette::Window, theme(ThemeKind::Dark).nodeOutline);
    return true;
}

}  // namespace

ProgramStyle::ProgramStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

int ProgramStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                              const QWidget* widget) const {
    // Fusion's 12 are too few to be seen or hit.
    if (metric == PM_ToolBarExtensionExtent) return 24;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

void ProgramStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                 QPainter* painter, const QWidget* widget) const {
    QStyleOptionFrame frame;
    QStyleOptionButton button;
    QStyleOptionViewItem item;
    if (element == PE_FrameLineEdit && brighten(option, frame))
        QProxyStyle::drawPrimitive(element, &frame, painter, widget);
    else if ((element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton) &&
             brighten(option, button))
        QProxyStyle::drawPrimitive(element, &button, painter, widget);
    else if (element == PE_IndicatorItemViewItemCheck && brighten(option, item))
        QProxyStyle::drawPrimitive(element, &item, painter, widget);
    else
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void ProgramStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                      QPainter* painter, const QWidget* widget) const {
    QStyleOptionSpinBox spinBox;
    if (control == CC_SpinBox && brighten(option, spinBox))
        QProxyStyle::drawComplexControl(control, &spinBox, painter, widget);
    else
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}  // namespace trilane
