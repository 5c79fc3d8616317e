#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <string>

namespace trilane {

/// Which part of a graph a view shows: the point p of the graph stands at offset + scale * p.
class GraphCamera {
public:
    static constexpr double kLargest = 4;

    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] QPointF offset() const { return m_offset; }
    [[nodiscard]] QPointF toScreen(QPointF graph) const { return m_offset + m_scale * graph; }
    [[nodiscard]] QPointF toGraph(QPointF screen) const { return (screen - m_offset) / m_scale; }
    [[nodiscard]] QRectF toScreen(const QRectF& graph) const {
        return {toScreen(graph.topLeft()), graph.size() * m_scale};
    }

    void setGraph(QSizeF graph) { m_graph = graph; }
    void setView(QSizeF view) { m_view = view; }
    [[nodiscard]] QSizeF view() const { return m_view; }

    /// The whole graph, never enlarged.
    void fit();
    /// The scale of fit().
    [[nodiscard]] double fitScale() const;
    /// A scale with a point of the graph in the middle, or with the graph in the middle in the
    /// directions in which it is smaller than the view.
    void show(double scale, QPointF centre);
    /// Zooms, and keeps what is at `screen` there.
    void zoomAt(QPointF screen, double factor);
    void pan(QPointF by);
    /// Moves so that a point of the graph stands at a point of the screen.
    void place(QPointF graph, QPointF screen);
    /// Moves as little as it takes for a rectangle of the graph to be seen with a margin in pixels.
    void reveal(const QRectF& graph, double margin);

    /// Scale and middle as a short text, which a project keeps.
    [[nodiscard]] std::string toText() const;
    /// False, and nothing changes, for a text that toText() does not write.
    bool fromText(const std::string& text);

private:
    void keepInSight();

    QSizeF m_graph{1, 1};
    QSizeF m_view{1, 1};
    double m_scale = 1;
    QPointF m_offset;
};

}  // namespace trilane
