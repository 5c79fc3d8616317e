#pragma once

#include "app/figure/figure.h"
#include "app/figure/graph_painter.h"

#include <QString>
#include <memory>

namespace trilane {

struct GraphFigureOptions {
    ThemeKind theme = ThemeKind::Light;
    GraphOptions graph;
    HeatMap heat = HeatMap::None;
    bool header = true;  ///< the model's name and the plan's
    bool legend = true;
};

/// A whole graph with a header and a legend, for export.
class GraphFigure : public Figure {
public:
    GraphFigure(std::shared_ptr<const GraphPicture> picture, const GraphFigureOptions& options,
                QString title, QString subtitle);

    [[nodiscard]] QSizeF size() const override;
    void paint(QPainter& painter) const override;

private:
    [[nodiscard]] double headerHeight() const;
    [[nodiscard]] double legendHeight() const;
    void paintLegend(QPainter& painter, QPointF at) const;

    std::shared_ptr<const GraphPicture> m_picture;
    GraphFigureOptions m_options;
    QString m_title;
    QString m_subtitle;
};

/// Lays `model` out and shows `plan` on it. @param durations, plan  may be null
[[nodiscard]] std::unique_ptr<Figure> makeGraphFigure(const std::shared_ptr<const Model>& model,
                                                      const Durations* durations,
                                                      const ShownPlan* plan,
                                                      const GraphFigureOptions& options);

/// The same for a picture that is there already.
[[nodiscard]] std::unique_ptr<Figure> makeGraphFigure(std::shared_ptr<const GraphPicture> picture,
                                                      const ShownPlan* plan,
                                                      const GraphFigureOptions& options);

}  // namespace trilane
