#pragma once

#include "app/figure/graph_picture.h"
#include "app/figure/theme.h"

#include <QPointF>
#include <QRectF>
#include <optional>
#include <set>
#include <vector>

class QPainter;

namespace trilane {

/// What of a graph is on the screen: the point p of the graph is painted at offset + scale * p.
struct GraphViewport {
    QRectF exposed;  ///< nothing outside needs to be painted
    double scale = 1;
    QPointF offset;
};

/// How a picture is painted: what changes from frame to frame. Pointers may be null.
struct GraphLook {
    const Theme* theme = nullptr;  ///< not null
    const std::set<LayerId>* selected = nullptr;
    const std::set<LayerId>* highlighted = nullptr;
    std::optional<TensorId> tensor;          ///< the selected transfer
    const std::vector<bool>* lit = nullptr;  ///< by node; the others are dimmed
    bool handles = false;                    ///< pills show that they can be dragged
};

/// Paints edges, nodes, rings and pills; no background. Work grows with what is exposed, not with
/// the graph.
void paintGraph(QPainter& painter, const GraphPicture& picture, const GraphViewport& viewport,
                const GraphLook& look);

}  // namespace trilane
