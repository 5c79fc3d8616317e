#include "app/gui/panels/number_field.h"

#include "app/gui/panels/panel_numbers.h"

#include <QWheelEvent>

namespace trilane {

NumberField::NumberField(double lowest, double highest, int decimals, QWidget* parent)
    : QDoubleSpinBox(parent) {
    setLocale(QLocale::c());
    setDecimals(decimals);
    setRange(lowest, highest);
    setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    setKeyboardTracking(false);
    setButtonSymbols(QAbstractSpinBox::NoButtons);
    setAlignment(Qt::AlignRight);
    setFocusPolicy(Qt::StrongFocus);
    setCorrectionMode(QAbstractSpinBox::CorrectToNearestValue);
}

QString NumberField::textFromValue(double value) const {
    return plainNumber(value, decimals());
}

void NumberField::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

}  // namespace trilane

#include "moc_number_field.cpp"
