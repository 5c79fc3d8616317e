#pragma once

#include <QDoubleSpinBox>

namespace trilane {

/// A number to type, without the zeros that end it and with a point whatever the locale. Steps
/// follow its size. Says valueChanged when something was finished, not at every key.
class NumberField : public QDoubleSpinBox {
    Q_OBJECT

public:
    NumberField(double lowest, double highest, int decimals, QWidget* parent = nullptr);
    [[nodiscard]] QString textFromValue(double value) const override;

protected:
    /// Turning the wheel over a panel scrolls it and must not change what is below the pointer.
    void wheelEvent(QWheelEvent* event) override;
};

}  // namespace trilane
