#include "app/figure/graph_picture.h"

#include "app/figure/graph_labels.h"
#include "app/figure/graph_style.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilane {
namespace {

std::uint16_t jobNumber(const std::optional<JobIndex>& job) {
    if (!job || job->index() >= GraphPicture::kNoJob) return GraphPicture::kNoJob;
    return static_cast<std::uint16_t>(job->index());
}

double overlap(const QRectF& a, const QRectF& b) {
    const QRectF common = a & b;
    return common.isEmpty() ? 0 : common.width() * common.height();
}

QRectF pillRect(QPointF centre, double width) {
    return {centre.x() - width / 2, centre.y() - kPillHeight / 2, width, kPillHeight};
}

/// What crosses, or where only a time is known, that.
QString pillText(const Model& sizes, const Durations* durations, TensorId tensor) {
    const auto bytes =
        bytesOnAir(sizes.tensor(tensor), durations ? durations->transferType : std::nullopt);
    if (bytes) return compactSize(static_cast<double>(bytes->count()));
    if (durations == nullptr) return QStringLiteral("?");
    return compactTime(static_cast<double>(durations->send[tensor.index()].count()));
}

}  // namespace

QPointF pointOnCurve(const std::vector<QPointF>& points, double share) {
    if (points.size() < 4) return points.empty() ? QPointF() : points.front();
    const auto curves = (points.size() - 1) / 3;
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(curves);
    const std::size_t curve = std::min(static_cast<std::size_t>(at), curves - 1);
    const double t = at - static_cast<double>(curve);
    const double s = 1 - t;
    const QPointF* p = &points[3 * curve];
    return s * s * s * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] + t * t * t * p[3];
}

std::shared_ptr<const GraphPicture> GraphPicture::make(
    std::shared_ptr<const GraphGeometry> geometry, const Model& sizes, const Durations* durations,
    const ShownPlan* plan, HeatMap heat) {
    std::shared_ptr<GraphPicture> made(new GraphPicture);
    made->m_geometry = std::move(geometry);
    made->m_nodes.resize(made->m_geometry->nodes().size());
    made->m_crossing.assign(made->m_geometry->edges().size(), kNoJob);
    made->m_heat = heat;
    made->m_hasTimes = durations != nullptr;
    made->sumValues(sizes, durations);
    made->spreadHeat();
    if (plan != nullptr) made->showPlan(sizes, durations, *plan);
    return made;
}

void GraphPicture::sumValues(const Model& sizes, const Durations* durations) {
    const auto bytesOf = [&](TensorId tensor) {
        const auto& bytes = sizes.tensor(tensor).bytes;
        return bytes ? static_cast<double>(bytes->count()) : 0.0;
    };
    const auto& nodes = m_geometry->nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        NodeLook& look = m_nodes[i];
        if (nodes[i].input) look.bytes = bytesOf(*nodes[i].input);
        for (const LayerId layer : nodes[i].layers) {
            for (const TensorId output : sizes.layer(layer).outputs)
                look.bytes += bytesOf(output);
            if (durations == nullptr) continue;
            look.device += static_cast<double>(durations->device[layer.index()].count());
            look.server += static_cast<double>(durations->server[layer.index()].count());
        }
    }
}

double GraphPicture::heatValue(const NodeLook& look) const {
    switch (m_heat) {
        case HeatMap::None:
            return 0;
        case HeatMap::DeviceTime:
            return look.device;
        case HeatMap::ServerTime:
            return look.server;
        case HeatMap::Bytes:
            return look.bytes;
    }
    return 0;
}

/// Times of layers differ by orders of magnitude: the square root lets the middle ones show.
void GraphPicture::spreadHeat() {
    if (m_heat == HeatMap::None) return;
    for (const NodeLook& look : m_nodes)
        m_heatMost = std::max(m_heatMost, heatValue(look));
    const auto& nodes = m_geometry->nodes();
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const bool timeless = nodes[i].input && m_heat != HeatMap::Bytes;
        if (timeless || (m_heat != HeatMap::Bytes && !m_hasTimes)) continue;
        m_nodes[i].heat = m_heatMost > 0
                              ? static_cast<float>(std::sqrt(heatValue(m_nodes[i]) / m_heatMost))
                              : 0.0F;
    }
}

void GraphPicture::showPlan(const Model& sizes, const Durations* durations, const ShownPlan& plan) {
    m_colours = plan.jobs.branches;
    const auto& nodes = m_geometry->nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        NodeLook& look = m_nodes[i];
        if (nodes[i].input) {
            look.job = jobNumber(plan.jobs.ofTensor(*nodes[i].input));
            continue;
        }
        std::size_t onDevice = 0;
        look.job = jobNumber(plan.jobs.ofLayer[nodes[i].layers.front().index()]);
        for (const LayerId layer : nodes[i].layers) {
            onDevice += plan.plan.cut.onDevice(layer) ? 1 : 0;
            if (jobNumber(plan.jobs.ofLayer[layer.index()]) != look.job) look.job = kNoJob;
        }
        look.side = onDevice == 0                        ? GraphSide::Server
                    : onDevice == nodes[i].layers.size() ? GraphSide::Device
                                                         : GraphSide::Mixed;
    }
    for (std::size_t job = 0; job < plan.jobs.tensors.size() && job < kNoJob; ++job) {
        const TensorId tensor = plan.jobs.tensors[job];
        std::vector<std::uint32_t> edges;
        for (const LayerId consumer : sizes.tensor(tensor).consumers) {
            if (plan.plan.cut.onDevice(consumer)) continue;
            for (const std::uint32_t edge : m_geometry->edgesInto(m_geometry->nodeOf(consumer))) {
                const auto& tensors = m_geometry->edges()[edge].tensors;
                if (!std::binary_search(tensors.begin(), tensors.end(), tensor)) continue;
                if (std::find(edges.begin(), edges.end(), edge) == edges.end())
                    edges.push_back(edge);
            }
        }
        for (const std::uint32_t edge : edges) {
            if (m_crossing[edge] == kNoJob) m_crossingEdges.push_back(edge);
            m_crossing[edge] = static_cast<std::uint16_t>(job);
        }
        addPill(sizes, tensor, job, pillText(sizes, durations, tensor), edges);
    }
}

void GraphPicture::addPill(const Model& sizes, TensorId tensor, std::size_t job, QString text,
                           const std::vector<std::uint32_t>& edges) {
    static const TextMeasure measure(kPillPixels, true);
    GraphPill pill;
    pill.tensor = tensor;
    pill.job = job;
    pill.text = std::move(text);
    pill.width = std::ceil(measure.width(pill.text)) + 2 * kPillPadding;
    if (!edges.empty()) {
        pill.centre = placePill(pill.width, edges);
    } else if (sizes.tensor(tensor).producer) {
        // Crosses within a folded group: at the group's edge.
        const std::uint32_t node = m_geometry->nodeOf(*sizes.tensor(tensor).producer);
        const QRectF& rect = m_geometry->nodes()[node].rect;
        pill.centre = {rect.right(), rect.center().y()};
    }
    m_pills.push_back(std::move(pill));
}

double GraphPicture::nodesUnder(const QRectF& rect) const {
    double area = 0;
    m_geometry->nodeGrid().visit(
        rect, [&](std::uint32_t node) { area += overlap(rect, m_geometry->nodes()[node].rect); });
    return area;
}

/// What a pill would hide of nodes and of other pills, in square pixels.
double GraphPicture::hiddenBy(const QRectF& pill) const {
    constexpr std::size_t kNearbyPills = 64;
    const QRectF roomy = pill.adjusted(-2, -2, 2, 2);
    double hidden = nodesUnder(roomy);
    const std::size_t known = m_pills.size();
    for (std::size_t p = known - std::min(known, kNearbyPills); p < known; ++p)
        hidden += 2 * overlap(roomy, pillRect(m_pills[p].centre, m_pills[p].width));
    return hidden;
}

/// Where a pill hides the least: on one of its edges, else beside it.
QPointF GraphPicture::placePill(double width, const std::vector<std::uint32_t>& edges) const {
    constexpr std::array kShares{0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9};
    constexpr std::size_t kMostEdges = 8;
    const bool down = m_geometry->options().direction == LayoutDirection::Down;
    // On the edge, just beside it, and beside the nodes that it joins.
    const double half = (down ? width : kPillHeight) / 2;
    const double near = half + kCrossingWidth;
    const double far = half + kNode / 2 + kCrossingWidth;
    const std::array shifts{0.0, near, -near, far, -far};
    QPointF best;
    double least = std::numeric_limits<double>::max();
    for (std::size_t e = 0; e < std::min(edges.size(), kMostEdges); ++e) {
        for (const double share : kShares) {
            const QPointF on = pointOnCurve(m_geometry->edges()[edges[e]].points, share);
            for (std::size_t s = 0; s < shifts.size(); ++s) {
                const QPointF at = on + (down ? QPointF(shifts[s], 0) : QPointF(0, shifts[s]));
                // Of places that hide nothing: on the first edge, near its middle.
                const double cost = static_cast<double>(s) * 2 + std::abs(share - 0.5) * 2 +
                                    static_cast<double>(e) * 0.5 + hiddenBy(pillRect(at, width));
                if (cost >= least) continue;
                least = cost;
                best = at;
            }
        }
    }
    return best;
}

QString GraphPicture::valueText(std::uint32_t node) const {
    const NodeLook& look = m_nodes[node];
    if (m_heat != HeatMap::None) {
        if (look.heat < 0) return {};
        const double value = heatValue(look);
        return m_heat == HeatMap::Bytes ? compactSize(value) : compactTime(value);
    }
    if (!m_hasTimes || m_geometry->nodes()[node].input || !m_geometry->options().attributes)
        return {};
    return compactTime(look.device) + QStringLiteral(" · ") + compactTime(look.server);
}

std::vector<PillBox> pillBoxes(const GraphPicture& picture, double scale, QPointF offset) {
    constexpr double kDot = 10;
    const double size = pillScale(scale);
    const bool shrunk = scale < kLeastPillScale;
    const bool down = picture.geometry().options().direction == LayoutDirection::Down;
    std::vector<PillBox> boxes;
    boxes.reserve(picture.pills().size());
    const auto isFree = [&](const QRectF& rect) {
        return std::none_of(boxes.begin(), boxes.end(), [&](const PillBox& other) {
            return !other.dot && other.rect.intersects(rect);
        });
    };
    for (const GraphPill& pill : picture.pills()) {
        const QPointF centre = offset + scale * pill.centre;
        PillBox box{QRectF(0, 0, pill.width * size, kPillHeight * size), false};
        box.rect.moveCenter(centre);
        if (shrunk && !isFree(box.rect)) {
            // Further along the flow: still on its path, or next to it.
            const double step = (down ? box.rect.height() : box.rect.width()) + 1;
            box.dot = true;
            for (const double shift : {step, -step}) {
                const QRectF moved =
                    box.rect.translated(down ? QPointF(0, shift) : QPointF(shift, 0));
                if (!box.dot || !isFree(moved)) continue;
                box = {moved, false};
            }
        }
        if (shrunk && !box.dot && graphDetail(scale) != GraphDetail::Specks) {
            // A size that hides the nodes beside it tells less than a dot.
            constexpr double kMostHidden = 0.25;
            const QRectF drawn((box.rect.topLeft() - offset) / scale, box.rect.size() / scale);
            box.dot = picture.nodesUnder(drawn) > kMostHidden * drawn.width() * drawn.height();
        }
        if (box.dot) {
            box.rect.setSize({kDot, kDot});
            box.rect.moveCenter(centre);
        }
        boxes.push_back(box);
    }
    return boxes;
}

}  // namespace trilane
