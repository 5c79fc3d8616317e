#pragma once

#include "app/figure/figure.h"
#include "app/figure/gantt_geometry.h"
#include "app/figure/gantt_painter.h"
#include "app/figure/theme.h"

#include <QString>
#include <memory>
#include <optional>

namespace trilane {

/// What an exported Gantt chart shows.
struct GanttFigureOptions {
    double width = 900;  ///< pixels of 1/96 inch
    ThemeKind theme = ThemeKind::Light;
    std::optional<TimeRange> range;  ///< empty: everything
    std::optional<double> rowsFor;   ///< rows as a view of this height has them; empty: pleasant
    bool criticalPath = false;
    bool legend = true;
    QString title;  ///< empty: none
};

/// A Gantt chart to be exported or copied; the window paints the same way.
class GanttFigure : public Figure {
public:
    GanttFigure(std::shared_ptr<const GanttChart> chart, const GanttFigureOptions& options);

    [[nodiscard]] QSizeF size() const override;
    void paint(QPainter& painter) const override;

private:
    [[nodiscard]] double titleHeight() const;
    [[nodiscard]] double legendHeight() const;
    void paintLegend(QPainter& painter, double top) const;

    GanttFigureOptions m_options;
    GanttGeometry m_geometry;
};

}  // namespace trilane
