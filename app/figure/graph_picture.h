#pragma once

#include "app/figure/graph_geometry.h"
#include "core/cost/durations.h"
#include "core/plan/shown_plan.h"

#include <QPointF>
#include <QRectF>
#include <QString>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace trilane {

/// Where a node runs under the plan on show.
enum class GraphSide : std::uint8_t {
    None,  ///< no plan, or a model input
    Device,
    Server,
    Mixed,  ///< a group that the cut goes through
};

/// A crossing tensor as a label on its edge: its size, in the colour of its job. It is the handle
/// by which the cut is dragged.
struct GraphPill {
    TensorId tensor;
    std::size_t job = 0;
    QString text;
    QPointF centre;    ///< at 100 %
    double width = 0;  ///< at 100 %; the height is kPillHeight
};

/// A graph with a plan and times on it: cheap to make anew at every answer. Immutable.
class GraphPicture {
public:
    static constexpr std::uint16_t kNoJob = 0xffff;

    struct NodeLook {
        GraphSide side = GraphSide::None;
        std::uint16_t job = kNoJob;
        float heat = -1;    ///< share of the scale; negative: no heat map, or no value
        double device = 0;  ///< ns, summed over the layers
        double server = 0;
        double bytes = 0;  ///< of the outputs; of an input itself
    };

    /// @param sizes      the model of `geometry`, or the same with edited sizes
    /// @param durations  null: no times are known
    /// @param plan       null: no sides, no jobs
    [[nodiscard]] static std::shared_ptr<const GraphPicture> make(
        std::shared_ptr<const GraphGeometry> geometry, const Model& sizes,
        const Durations* durations, const ShownPlan* plan, HeatMap heat);

    [[nodiscard]] const GraphGeometry& geometry() const { return *m_geometry; }
    [[nodiscard]] const std::shared_ptr<const GraphGeometry>& sharedGeometry() const {
        return m_geometry;
    }
    [[nodiscard]] const std::vector<NodeLook>& nodes() const { return m_nodes; }
    /// By edge: the job of a crossing tensor that goes this way, or kNoJob.
    [[nodiscard]] const std::vector<std::uint16_t>& crossing() const { return m_crossing; }
    /// The edges whose job is not kNoJob.
    [[nodiscard]] const std::vector<std::uint32_t>& crossingEdges() const {
        return m_crossingEdges;
    }
    [[nodiscard]] const std::vector<GraphPill>& pills() const { return m_pills; }
    /// What Theme::job knows a job of the plan by.
    [[nodiscard]] std::size_t colourOf(std::size_t job) const { return m_colours[job]; }
    [[nodiscard]] HeatMap heat() const { return m_heat; }
    /// What the end of the heat map's scale stands for, ns or bytes.
    [[nodiscard]] double heatMost() const { return m_heatMost; }
    [[nodiscard]] bool hasTimes() const { return m_hasTimes; }
    /// The last line of a node: its value on the heat map, else its times; empty where it has none.
    [[nodiscard]] QString valueText(std::uint32_t node) const;
    /// What nodes cover of a rectangle, in square pixels of the layout.
    [[nodiscard]] double nodesUnder(const QRectF& rect) const;

private:
    GraphPicture() = default;
    void sumValues(const Model& sizes, const Durations* durations);
    void showPlan(const Model& sizes, const Durations* durations, const ShownPlan& plan);
    void addPill(const Model& sizes, TensorId tensor, std::size_t job, QString text,
                 const std::vector<std::uint32_t>& edges);
    void spreadHeat();
    [[nodiscard]] double heatValue(const NodeLook& look) const;
    [[nodiscard]] double hiddenBy(const QRectF& pill) const;
    [[nodiscard]] QPointF placePill(double width, const std::vector<std::uint32_t>& edges) const;

    std::shared_ptr<const GraphGeometry> m_geometry;
    std::vector<NodeLook> m_nodes;
    std::vector<std::uint16_t> m_crossing;
    std::vector<std::uint32_t> m_crossingEdges;
    std::vector<GraphPill> m_pills;
    std::vector<std::size_t> m_colours;  ///< by job
    HeatMap m_heat = HeatMap::None;
    double m_heatMost = 0;
    bool m_hasTimes = false;
};

/// The rectangles of the pills on the screen, in the order of `pills()`, under a view that shows
/// the point p of the graph at offset + scale * p. Where a graph is drawn
/// small they make way for those before them: they move along the flow, or become a dot.
struct PillBox {
    QRectF rect;
    bool dot = false;
};
[[nodiscard]] std::vector<PillBox> pillBoxes(const GraphPicture& picture, double scale,
                                             QPointF offset);

/// A point of a chain of Bézier curves; `share` of its parameter, from 0 to 1.
[[nodiscard]] QPointF pointOnCurve(const std::vector<QPointF>& points, double share);

}  // namespace trilane
