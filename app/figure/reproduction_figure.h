#pragma once

#include "app/figure/curve_scale.h"
#include "app/figure/figure.h"
#include "app/figure/theme.h"
#include "core/plan/reproduction.h"

#include <QRectF>
#include <QString>
#include <array>
#include <vector>

namespace trilane {

/// A published table beside what this program computes: a row for each model over each network, in
/// it the published time (hollow) and the computed one (filled) of each strategy that the table
/// prints, on one logarithmic axis, and how far off the computed one is.
class ReproductionFigure : public Figure {
public:
    /// @param width  in pixels; at least kLeastWidth is used
    ReproductionFigure(const ReproductionInputs& inputs, const Reproduction& reproduction,
                       double width, const Theme& theme);

    [[nodiscard]] QSizeF size() const override;
    void paint(QPainter& painter) const override;

    /// The strategies that the table prints, in its order.
    static constexpr std::array kStrategies{Strategy::Local, Strategy::Remote, Strategy::Ej};
    static constexpr double kLeastWidth = 560;

    // Geometry.

    struct Pair {
        double printed = 0;  ///< ms
        double ours = 0;
        double error = 0;  ///< share of `printed`
        double y = 0;      ///< of its marks
    };
    struct Row {
        QString model;  ///< of a model's first row
        QString network;
        QRectF rect;
        std::array<Pair, kStrategies.size()> pairs;
    };
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    [[nodiscard]] const CurveScale& xScale() const { return m_x; }
    [[nodiscard]] QRectF plot() const { return m_plot; }

private:
    void addRows(const ReproductionInputs& inputs, const Reproduction& reproduction);
    [[nodiscard]] QRectF makePlot() const;
    [[nodiscard]] CurveScale makeScale() const;
    void placeRows();
    void paintHead(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    void paintRow(QPainter& painter, const Row& row) const;
    void paintPair(QPainter& painter, const Pair& pair, Strategy strategy) const;

    const Theme& m_theme;
    double m_width;
    QString m_source;
    QString m_summary;
    double m_sourceHeight = 0;
    double m_summaryHeight = 0;
    std::vector<Row> m_rows;
    QRectF m_plot;
    CurveScale m_x;
};

}  // namespace trilane
