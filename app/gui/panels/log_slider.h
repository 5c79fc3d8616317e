#pragma once

#include <QSlider>
#include <vector>

namespace trilane {

/// A slider over bandwidths from 0.01 to 10,000 Mbps, equal steps for equal factors, with ticks at
/// the presets. A press goes to where it is; values close to a preset become it.
class LogSlider : public QSlider {
    Q_OBJECT

public:
    static constexpr double kLowest = 0.01;  ///< Mbps
    static constexpr double kHighest = 10'000;
    static constexpr int kStepsPerDecade = 100;

    explicit LogSlider(QWidget* parent = nullptr);

    /// The slider's position for a bandwidth; the nearest end for one outside the range.
    [[nodiscard]] static int positionOf(double mbps);
    /// A bandwidth of three digits.
    [[nodiscard]] static double mbpsAt(int position);

    void setPresets(std::vector<double> mbps);
    /// mbpsAt(value()), or the preset there.
    [[nodiscard]] double mbps() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] double xOf(int position) const;
    [[nodiscard]] int positionAt(double x) const;

    std::vector<double> m_presets;
};

}  // namespace trilane
