#pragma once

#include "app/figure/gantt_painter.h"

#include <QColor>
#include <QPainter>
#include <QRectF>

namespace trilane {

/// What the parts of the painter share. Internal to the painting of Gantt charts.
struct GanttCanvas {
    QPainter& painter;
    const GanttGeometry& geometry;
    const Theme& theme;
    const GanttLook& look;
    const GanttOverlay& overlay;

    [[nodiscard]] bool visible(std::size_t block) const {
        const double top = geometry.rows.blockTop(block) - look.scroll;
        return top + geometry.rows.pitch() > geometry.rows.header && top < look.bottom;
    }
};

/// In the coordinates of the blocks: the painter is shifted by the scroll.
void paintBars(const GanttCanvas& canvas, std::size_t block);
void paintCriticalPath(const GanttCanvas& canvas, std::size_t block);
void paintBarOutlines(const GanttCanvas& canvas, std::size_t block);
void paintFlags(const GanttCanvas& canvas, std::size_t block);
void paintTitles(const GanttCanvas& canvas, std::size_t block);
void paintSpan(const GanttCanvas& canvas);

/// In the coordinates of the picture.
void paintHeader(const GanttCanvas& canvas, const TimeTicks& ticks);
void paintMarkLines(const GanttCanvas& canvas);
void paintSpanBox(const GanttCanvas& canvas);

/// A straight line of one pixel, sharp on screens.
void drawRule(QPainter& painter, const QColor& colour, double x1, double y1, double x2, double y2);

}  // namespace trilane
