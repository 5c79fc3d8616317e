#pragma once

#include "app/gui/panels/figure_edit.h"

#include <optional>

namespace trilane {

/// A number within bounds, without the zeros that end it and with a point whatever the locale. Up
/// and Down step by its size. Says valueChanged when something was finished, not at every key; a
/// text that is no number within the bounds changes nothing and is marked.
class NumberField : public FigureEdit {
    Q_OBJECT

public:
    NumberField(double lowest, double highest, int decimals, QWidget* parent = nullptr);

    [[nodiscard]] double value() const { return m_value; }
    /// As if it had been typed.
    void setValue(double value);
    /// Shows what was decided elsewhere. What was typed and not finished gives way to another
    /// value, and stays where the value is the same.
    void showValue(double value);

signals:
    void valueChanged(double value);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    /// Turning the wheel over a panel scrolls it and must not change what is below the pointer.
    void wheelEvent(QWheelEvent* event) override;

private:
    void finish();
    void step(int by);
    /// Empty where `fault` says why.
    [[nodiscard]] std::optional<double> read(QString& fault) const;

    double m_lowest;
    double m_highest;
    int m_decimals;
    double m_value;
};

}  // namespace trilane
