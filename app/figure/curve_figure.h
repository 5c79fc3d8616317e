#pragma once

#include "app/figure/curve_content.h"
#include "app/figure/curve_scale.h"
#include "app/figure/figure.h"
#include "app/figure/theme.h"

#include <QRectF>
#include <optional>
#include <vector>

namespace trilane {

/// The diagram of makespan over bandwidth: a curve for each strategy with its name at its end, the
/// current bandwidth marked, the shipped networks and the bandwidths where the best cut changes on
/// the axis. The bandwidth is logarithmic, the makespan too where what is shown of it spans more
/// than a factor 4, which the axis then says; of a makespan above four times the worst that has to
/// be, nothing is shown.
class CurveFigure : public Figure {
public:
    CurveFigure(CurveContent content, QSizeF size, const Theme& theme);

    [[nodiscard]] QSizeF size() const override { return m_size; }
    void paint(QPainter& painter) const override;

    /// What a pointer at a bandwidth gets to read: a line there, a dot on each curve, and all
    /// values, the shortest first. No part of the picture that is exported.
    void paintReadout(QPainter& painter, double mbps) const;

    // Geometry: what paint() and hit testing agree on.

    [[nodiscard]] const CurveContent& content() const { return m_content; }
    [[nodiscard]] QRectF plot() const { return m_plot; }
    [[nodiscard]] const CurveScale& xScale() const { return m_x; }
    [[nodiscard]] const CurveScale& yScale() const { return m_y; }
    /// Where the name of each series stands; of series without points an empty rectangle.
    [[nodiscard]] const std::vector<QRectF>& labels() const { return m_labels; }
    [[nodiscard]] QRectF flag() const;
    [[nodiscard]] QPointF toPixel(QPointF value) const;
    /// A curve in pixels, cut where it leaves the plot over its top.
    [[nodiscard]] std::vector<QPointF> line(std::size_t series) const;
    /// The value of a series at a bandwidth, between the points of the sweep as its curve is drawn;
    /// empty beyond its ends.
    [[nodiscard]] std::optional<double> valueAt(std::size_t series, double mbps) const;
    /// The series whose name or curve is there; of several curves the nearest within `reach`.
    [[nodiscard]] std::optional<std::size_t> seriesAt(QPointF position, double reach = 6) const;

private:
    struct ReadoutLine {
        std::size_t series;
        double ms;
    };
    [[nodiscard]] QRectF makePlot() const;
    [[nodiscard]] CurveScale makeYScale() const;
    void placeLabels();
    void paintAxes(QPainter& painter) const;
    void paintXAxis(QPainter& painter) const;
    void paintPresets(QPainter& painter) const;
    void paintBreaks(QPainter& painter) const;
    void paintSeries(QPainter& painter, std::size_t index) const;
    void paintLabel(QPainter& painter, std::size_t index) const;
    void paintCurrent(QPainter& painter) const;
    void paintReadoutBox(QPainter& painter, double at, const std::vector<ReadoutLine>& lines) const;
    [[nodiscard]] double distanceTo(std::size_t series, QPointF position) const;
    [[nodiscard]] std::vector<std::size_t> paintingOrder() const;

    CurveContent m_content;
    QSizeF m_size;
    const Theme& m_theme;
    QRectF m_plot;
    CurveScale m_x;
    CurveScale m_y;
    std::vector<QRectF> m_labels;
};

}  // namespace trilane
