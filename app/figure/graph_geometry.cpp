#include "app/figure/graph_geometry.h"

#include "app/figure/graph_labels.h"
#include "app/figure/graph_style.h"
#include "core/layout/graph_layout.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

/// Widths are multiples of this, so that equal blocks of a model differ as little as may be and
/// columns line up.
constexpr double kWidthStep = 16;
constexpr double kLeastWidth = 72;
constexpr double kMostWidth = 176;
constexpr double kPadding = 20;
/// What the line of times needs: "12.3 ms · 0.27 ms".
constexpr double kTimesWidth = 112;

QString operatorText(const Layer& layer) {
    return QString::fromStdString(layer.op);
}

QString detailOf(const Model& model, LayerId id, bool withOperator) {
    const Layer& layer = model.layer(id);
    QString shape = shapeText(model.tensor(layer.outputs.front()));
    if (!withOperator) return shape;
    const QString op = operatorText(layer);
    return shape.isEmpty() ? op : op + QStringLiteral("  ") + shape;
}

/// Sets texts and size of nodes.
class NodeWriter {
public:
    NodeWriter(const Model& model, const GraphOptions& options)
        : m_model(model), m_options(options), m_title(kTitlePixels, true), m_detail(kDetailPixels) {
        std::vector<std::string> names;
        for (const Layer& layer : model.layers())
            names.push_back(layer.name);
        m_names = distinguishingTails(names);
    }

    void write(GraphNode& node, const std::string& groupTitle) const {
        double height = m_options.attributes ? kTallNode : kNode;
        if (node.kind == GraphNode::Kind::Input) {
            node.title = QString::fromStdString(m_model.tensor(*node.input).name);
            if (m_options.attributes) node.detail = shapeText(m_model.tensor(*node.input));
            height = m_options.attributes ? kNode : kInputNode;
        } else if (node.kind == GraphNode::Kind::Group) {
            node.title = QString::fromStdString(groupTitle);
            node.detail = QCoreApplication::translate("GraphFigure", "%n layers", nullptr,
                                                      static_cast<int>(node.layers.size()));
        } else {
            const LayerId layer = node.layers.front();
            node.title = m_options.names ? QString::fromStdString(m_names[layer.index()])
                                         : operatorText(m_model.layer(layer));
            if (m_options.attributes) node.detail = detailOf(m_model, layer, m_options.names);
        }
        fit(node, height);
    }

private:
    void fit(GraphNode& node, double height) const {
        const double most = kMostWidth - kPadding;
        node.title = m_title.elideScopes(node.title, most);
        node.detail = m_detail.elideMiddle(node.detail, most);
        double wanted = std::max(m_title.width(node.title), m_detail.width(node.detail));
        if (m_options.attributes && node.kind != GraphNode::Kind::Input)
            wanted = std::max(wanted, kTimesWidth);
        const double width = std::ceil((wanted + kPadding) / kWidthStep) * kWidthStep;
        node.rect = {0, 0, std::max(kLeastWidth, width), height};
    }

    const Model& m_model;
    const GraphOptions& m_options;
    TextMeasure m_title;
    TextMeasure m_detail;
    std::vector<std::string> m_names;
};

QPointF toQt(const LayoutPoint& point) {
    return {point.x, point.y};
}

QPainterPath pathOf(const std::vector<QPointF>& points) {
    QPainterPath path;
    if (points.empty()) return path;
    path.moveTo(points.front());
    for (std::size_t i = 1; i + 2 < points.size(); i += 3)
        path.cubicTo(points[i], points[i + 1], points[i + 2]);
    return path;
}

QRectF boundsOf(const std::vector<QPointF>& points) {
    if (points.empty()) return {};
    QPointF low = points.front();
    QPointF high = points.front();
    for (const QPointF& p : points) {
        low = {std::min(low.x(), p.x()), std::min(low.y(), p.y())};
        high = {std::max(high.x(), p.x()), std::max(high.y(), p.y())};
    }
    return {low, high};
}

}  // namespace

GraphOptions graphOptions(const ProjectView& view) {
    return {view.direction, view.names, view.attributes, view.collapsed};
}

std::shared_ptr<const GraphGeometry> GraphGeometry::make(std::shared_ptr<const Model> model,
                                                         const GraphOptions& options,
                                                         const std::stop_token& stop) {
    std::shared_ptr<GraphGeometry> made(new GraphGeometry);
    made->m_model = std::move(model);
    made->m_options = options;
    made->m_groups = findLayerGroups(*made->m_model);
    FoldedGraph folded = foldGraph(*made->m_model, made->m_groups, options.collapsed);
    if (stop.stop_requested()) return nullptr;
    made->describeNodes(folded);

    LayoutGraph graph;
    graph.flow = options.direction == LayoutDirection::Down ? LayoutFlow::Down : LayoutFlow::Right;
    for (const GraphNode& node : made->m_nodes)
        graph.nodes.push_back({node.rect.width(), node.rect.height()});
    for (const FoldedGraph::Edge& edge : folded.edges)
        graph.edges.emplace_back(edge.from, edge.to);
    const GraphLayout layout = layOutGraph(graph, stop);
    if (!layout.complete) return nullptr;

    for (std::size_t i = 0; i < made->m_nodes.size(); ++i)
        made->m_nodes[i].rect.moveCenter(toQt(layout.centres[i]));
    std::vector<std::vector<QPointF>> curves(layout.edges.size());
    for (std::size_t i = 0; i < curves.size(); ++i)
        for (const LayoutPoint& point : layout.edges[i])
            curves[i].push_back(toQt(point));
    made->m_size = {layout.size.width, layout.size.height};
    made->m_ofLayer = std::move(folded.ofLayer);
    made->addEdges(folded, curves);
    return made;
}

void GraphGeometry::describeNodes(const FoldedGraph& folded) {
    const NodeWriter writer(*m_model, m_options);
    for (const FoldedGraph::Node& from : folded.nodes) {
        GraphNode node;
        node.input = from.input;
        node.layers = from.layers;
        std::string title;
        if (from.input) {
            node.kind = GraphNode::Kind::Input;
        } else if (from.group != FoldedGraph::kNone) {
            node.kind = GraphNode::Kind::Group;
            node.group = m_groups[from.group].id;
            title = m_groups[from.group].title;
        }
        writer.write(node, title);
        m_nodes.push_back(std::move(node));
    }
}

void GraphGeometry::addEdges(FoldedGraph& folded, const std::vector<std::vector<QPointF>>& curves) {
    m_into.resize(m_nodes.size());
    m_outOf.resize(m_nodes.size());
    std::vector<QRectF> nodeBoxes;
    std::vector<QRectF> edgeBoxes;
    for (const GraphNode& node : m_nodes)
        nodeBoxes.push_back(node.rect);
    for (std::size_t i = 0; i < folded.edges.size(); ++i) {
        FoldedGraph::Edge& from = folded.edges[i];
        GraphEdge edge{from.from, from.to,           std::move(from.tensors),
                       curves[i], pathOf(curves[i]), boundsOf(curves[i])};
        m_into[edge.to].push_back(static_cast<std::uint32_t>(i));
        m_outOf[edge.from].push_back(static_cast<std::uint32_t>(i));
        edgeBoxes.push_back(edge.bounds);
        m_edges.push_back(std::move(edge));
    }
    const bool down = m_options.direction == LayoutDirection::Down;
    const auto across = [&](std::uint32_t node) {
        const QPointF centre = m_nodes[node].rect.center();
        return down ? centre.x() : centre.y();
    };
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        std::sort(m_into[i].begin(), m_into[i].end(), [&](std::uint32_t a, std::uint32_t b) {
            return across(m_edges[a].from) < across(m_edges[b].from);
        });
        std::sort(m_outOf[i].begin(), m_outOf[i].end(), [&](std::uint32_t a, std::uint32_t b) {
            return across(m_edges[a].to) < across(m_edges[b].to);
        });
    }
    const QRectF area(QPointF(), m_size);
    m_nodeGrid = SpatialGrid(nodeBoxes, area);
    m_edgeGrid = SpatialGrid(edgeBoxes, area);
}

std::optional<std::uint32_t> GraphGeometry::nodeAt(QPointF point, double margin) const {
    std::optional<std::uint32_t> found;
    double nearest = 0;
    const QRectF around(point.x() - margin, point.y() - margin, 2 * margin, 2 * margin);
    m_nodeGrid.visit(around, [&](std::uint32_t node) {
        const QRectF& rect = m_nodes[node].rect;
        if (!rect.adjusted(-margin, -margin, margin, margin).contains(point)) return;
        const QPointF apart = rect.center() - point;
        const double distance = QPointF::dotProduct(apart, apart);
        if (!found || distance < nearest) {
            found = node;
            nearest = distance;
        }
    });
    return found;
}

}  // namespace trilane
