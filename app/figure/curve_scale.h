#pragma once

#include <QString>
#include <vector>

namespace trilane {

/// One axis of a diagram: a range of values on a range of pixels, in equal steps or equal ratios.
class CurveScale {
public:
    /// @param low, high  low < high; both > 0 where `logarithmic`
    /// @param from, to   pixels of `low` and `high`; from > to for an axis that points up
    CurveScale(double low, double high, double from, double to, bool logarithmic);

    [[nodiscard]] double low() const { return m_low; }
    [[nodiscard]] double high() const { return m_high; }
    [[nodiscard]] bool isLogarithmic() const { return m_logarithmic; }
    [[nodiscard]] double toPixel(double value) const;
    /// Kept within low to high.
    [[nodiscard]] double toValue(double pixel) const;

    struct Tick {
        double value = 0;
        bool labelled = false;
    };
    /// Ascending. A logarithmic axis has ticks at 1, 2, … 9 times each power of ten, labels at the
    /// powers, and at 2 and 5 times them where there are few; a linear one at round steps.
    [[nodiscard]] std::vector<Tick> ticks(double pixelsPerLabel) const;

private:
    double m_low;
    double m_high;
    double m_from;
    double m_to;
    bool m_logarithmic;
};

/// A value of a tick, or of a readout: "0.1", "1,000", "18.88"; at most `digits` significant ones,
/// but all of a whole number.
[[nodiscard]] QString curveNumber(double value, int digits = 4);

/// Moves labels apart: as little as possible in sum of squares, in the same order, at least `gap`
/// from each other and within `top` to `bottom` as far as they fit.
/// @param wanted  centres, in any order
/// @return        centres in the order of `wanted`
[[nodiscard]] std::vector<double> spreadLabels(const std::vector<double>& wanted, double gap,
                                               double top, double bottom);

}  // namespace trilane
