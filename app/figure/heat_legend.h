#pragma once

#include "app/figure/graph_picture.h"
#include "app/figure/theme.h"

#include <QPointF>

class QPainter;

namespace trilane {

/// The scale of the heat map, `width` x kHeatLegendHeight at `at`; nothing without a heat map.
inline constexpr double kHeatLegendHeight = 44;
void paintHeatLegend(QPainter& painter, const GraphPicture& picture, const Theme& theme, QPointF at,
                     double width);

}  // namespace trilane
