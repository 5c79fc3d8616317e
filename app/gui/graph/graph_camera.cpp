#include "app/gui/graph/graph_camera.h"

#include <algorithm>
#include <locale>
#include <sstream>

namespace trilane {
namespace {

constexpr double kMargin = 20;   ///< around a fitted graph
constexpr double kInSight = 40;  ///< so much of the graph always stays

/// How far to move [low, high] so that it lies in [from, to]; its beginning where it is longer.
double moveInto(double low, double high, double from, double to) {
    if (low < from || high - low > to - from) return from - low;
    return high > to ? to - high : 0;
}

}  // namespace

double GraphCamera::fitScale() const {
    const double width = std::max(m_view.width() - 2 * kMargin, 1.0);
    const double height = std::max(m_view.height() - 2 * kMargin, 1.0);
    return std::min(
        {width / std::max(m_graph.width(), 1.0), height / std::max(m_graph.height(), 1.0), 1.0});
}

void GraphCamera::fit() {
    m_scale = fitScale();
    m_offset = {(m_view.width() - m_scale * m_graph.width()) / 2,
                (m_view.height() - m_scale * m_graph.height()) / 2};
}

void GraphCamera::show(double scale, QPointF centre) {
    m_scale = scale;
    const auto along = [&](double view, double graph, double at) {
        const double room = view - scale * graph;
        if (room >= 2 * kMargin) return room / 2;
        return std::clamp(view / 2 - scale * at, room - kMargin, kMargin);
    };
    m_offset = {along(m_view.width(), m_graph.width(), centre.x()),
                along(m_view.height(), m_graph.height(), centre.y())};
}

void GraphCamera::zoomAt(QPointF screen, double factor) {
    const QPointF graph = toGraph(screen);
    m_scale = std::clamp(m_scale * factor, std::min(fitScale() / 2, 0.1), kLargest);
    place(graph, screen);
}

void GraphCamera::pan(QPointF by) {
    m_offset += by;
    keepInSight();
}

void GraphCamera::place(QPointF graph, QPointF screen) {
    m_offset = screen - m_scale * graph;
    keepInSight();
}

void GraphCamera::reveal(const QRectF& graph, double margin) {
    const QRectF box = toScreen(graph);
    const double x = std::min(margin, std::max(0.0, (m_view.width() - box.width()) / 2));
    const double y = std::min(margin, std::max(0.0, (m_view.height() - box.height()) / 2));
    m_offset += QPointF(moveInto(box.left(), box.right(), x, m_view.width() - x),
                        moveInto(box.top(), box.bottom(), y, m_view.height() - y));
}

std::string GraphCamera::toText() const {
    const QPointF middle = toGraph(QRectF(QPointF(), m_view).center());
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << m_scale << ' ' << middle.x() << ' ' << middle.y();
    return text.str();
}

bool GraphCamera::fromText(const std::string& text) {
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    double scale = 0;
    double x = 0;
    double y = 0;
    if (!(in >> scale >> x >> y) || scale <= 0 || scale > kLargest) return false;
    m_scale = scale;
    place({x, y}, QRectF(QPointF(), m_view).center());
    return true;
}

void GraphCamera::keepInSight() {
    const auto clamp = [](double offset, double length, double view) {
        const double keep = std::min({kInSight, length, view});
        return std::clamp(offset, keep - length, std::max(view - keep, keep - length));
    };
    m_offset = {clamp(m_offset.x(), m_scale * m_graph.width(), m_view.width()),
                clamp(m_offset.y(), m_scale * m_graph.height(), m_view.height())};
}

}  // namespace trilane
