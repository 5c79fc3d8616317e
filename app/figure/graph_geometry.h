#pragma once

#include "app/figure/spatial_grid.h"
#include "core/graph/layer_groups.h"
#include "core/graph/model.h"
#include "core/plan/project.h"

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace trilane {

/// What of a graph's drawing needs a new layout when it changes.
struct GraphOptions {
    LayoutDirection direction = LayoutDirection::Down;
    bool names = true;
    bool attributes = false;  ///< operator, output shape and times in each node
    std::set<std::string, std::less<>> collapsed;  ///< ids of folded groups
    friend bool operator==(const GraphOptions&, const GraphOptions&) = default;
};
[[nodiscard]] GraphOptions graphOptions(const ProjectView& view);

struct GraphNode {
    enum class Kind : std::uint8_t { Input, Layer, Group };
    Kind kind = Kind::Layer;
    QRectF rect;
    QString title;                  ///< elided to fit
    QString detail;                 ///< a second line, elided; empty without attributes
    std::optional<TensorId> input;  ///< of an Input
    std::vector<LayerId> layers;    ///< ascending; several in a Group
    std::string group;              ///< the id of a Group
};

struct GraphEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::vector<TensorId> tensors;
    std::vector<QPointF> points;  ///< a chain of cubic Bézier curves, 1 + 3 n points
    QPainterPath path;            ///< the same, ready to be drawn
    QRectF bounds;
};

/// Where everything of a graph stands and what its nodes say: all that does not change with plan,
/// times and selection. Immutable.
class GraphGeometry {
public:
    /// Lays `model` out, which takes its time with large models. Null if asked to stop.
    [[nodiscard]] static std::shared_ptr<const GraphGeometry> make(
        std::shared_ptr<const Model> model, const GraphOptions& options,
        const std::stop_token& stop = {});

    [[nodiscard]] const Model& model() const { return *m_model; }
    [[nodiscard]] const GraphOptions& options() const { return m_options; }
    [[nodiscard]] const std::vector<LayerGroup>& groups() const { return m_groups; }
    [[nodiscard]] const std::vector<GraphNode>& nodes() const { return m_nodes; }
    [[nodiscard]] const std::vector<GraphEdge>& edges() const { return m_edges; }
    [[nodiscard]] QSizeF size() const { return m_size; }

    [[nodiscard]] std::uint32_t nodeOf(LayerId layer) const { return m_ofLayer[layer.index()]; }
    /// Edges by index, those to the left (above) first.
    [[nodiscard]] std::span<const std::uint32_t> edgesInto(std::uint32_t node) const {
        return m_into[node];
    }
    [[nodiscard]] std::span<const std::uint32_t> edgesOutOf(std::uint32_t node) const {
        return m_outOf[node];
    }
    /// The node under a point, with a margin around each for small ones.
    [[nodiscard]] std::optional<std::uint32_t> nodeAt(QPointF point, double margin = 0) const;

    [[nodiscard]] const SpatialGrid& nodeGrid() const { return m_nodeGrid; }
    [[nodiscard]] const SpatialGrid& edgeGrid() const { return m_edgeGrid; }

private:
    GraphGeometry() = default;
    void describeNodes(const FoldedGraph& folded);
    void addEdges(FoldedGraph& folded, const std::vector<std::vector<QPointF>>& curves);

    std::shared_ptr<const Model> m_model;
    GraphOptions m_options;
    std::vector<LayerGroup> m_groups;
    std::vector<GraphNode> m_nodes;
    std::vector<GraphEdge> m_edges;
    std::vector<std::uint32_t> m_ofLayer;
    std::vector<std::vector<std::uint32_t>> m_into;
    std::vector<std::vector<std::uint32_t>> m_outOf;
    SpatialGrid m_nodeGrid;
    SpatialGrid m_edgeGrid;
    QSizeF m_size;
};

}  // namespace trilane
