#include "app/gui/panels/number_field.h"

#include "app/gui/panels/panel_numbers.h"
#include "app/gui/panels/value_edit.h"

#include <QKeyEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace trilane {

NumberField::NumberField(double lowest, double highest, int decimals, QWidget* parent)
    : FigureEdit(parent),
      m_lowest(lowest),
      m_highest(highest),
      m_decimals(decimals),
      m_value(lowest) {
    resetFigure(plainNumber(m_value, m_decimals));
    connect(this, &QLineEdit::editingFinished, this, &NumberField::finish);
    connect(this, &QLineEdit::textEdited, this, [this] {
        // A mark goes as soon as the text is mended; it comes when the text is finished.
        if (fault().isEmpty()) return;
        QString found;
        (void)read(found);
        setFault(found);
    });
}

std::optional<double> NumberField::read(QString& fault) const {
    const auto parsed = parseFigure(text());
    if (const auto* const found = std::get_if<QString>(&parsed)) {
        fault = *found;
        return std::nullopt;
    }
    const double value = std::get<double>(parsed);
    if (value >= m_lowest && value <= m_highest) return value;
    fault = tr("%1 is too %2; expected %3 to %4")
                .arg(text().trimmed(), value < m_lowest ? tr("small") : tr("large"),
                     plainNumber(m_lowest, m_decimals), plainNumber(m_highest, m_decimals));
    return std::nullopt;
}

void NumberField::finish() {
    if (!isModified()) return;
    QString found;
    if (const auto value = read(found))
        setValue(*value);
    else
        setFault(found);
}

void NumberField::setValue(double value) {
    const double scale = std::pow(10.0, m_decimals);
    const double rounded = std::round(std::clamp(value, m_lowest, m_highest) * scale) / scale;
    const bool other = rounded != m_value;
    m_value = rounded;
    resetFigure(plainNumber(m_value, m_decimals));
    if (other) emit valueChanged(m_value);
}

void NumberField::showValue(double value) {
    if (value == m_value) return;
    m_value = value;
    resetFigure(plainNumber(m_value, m_decimals));
}

void NumberField::step(int by) {
    finish();
    if (!fault().isEmpty()) return;
    const double least = std::pow(10.0, -m_decimals);
    // A tenth of the value's own power of ten; downwards from a power, of the one below.
    const double from = by < 0 ? std::max(m_value - least, 0.0) : m_value;
    const double size = from > 0 ? std::pow(10.0, std::floor(std::log10(from)) - 1) : 0.1;
    setValue(m_value + by * std::max(size, least));
    selectAll();
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Up:
            return step(1);
        case Qt::Key_Down:
            return step(-1);
        case Qt::Key_PageUp:
            return step(10);
        case Qt::Key_PageDown:
            return step(-10);
        default:
            return FigureEdit::keyPressEvent(event);
    }
}

void NumberField::wheelEvent(QWheelEvent* event) {
    if (!hasFocus()) return event->ignore();
    const int turned = event->angleDelta().y();
    if (turned != 0) step(turned > 0 ? 1 : -1);
    event->accept();
}

}  // namespace trilane

#include "moc_number_field.cpp"
