#pragma once

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

namespace trilane {

/// A point of a drawing, in points of 1/72 inch; y grows downwards.
struct LayoutPoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const LayoutPoint&, const LayoutPoint&) = default;
};

struct LayoutSize {
    double width = 0;
    double height = 0;
    friend bool operator==(const LayoutSize&, const LayoutSize&) = default;
};

enum class LayoutFlow : std::uint8_t { Down, Right };

/// A DAG to be drawn: boxes and arrows, without any meaning.
struct LayoutGraph {
    std::vector<LayoutSize> nodes;
    /// From a smaller to a larger index: nodes are in topological order. Repeats are drawn once.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    LayoutFlow flow = LayoutFlow::Down;
};

/// Where everything stands. No two boxes overlap; everything lies in (0, 0) to `size`.
struct GraphLayout {
    std::vector<LayoutPoint> centres;  ///< by node
    /// By edge of the graph: control points of a chain of cubic Bézier curves, 1 + 3 n of them,
    /// from the border of the first box to that of the second.
    std::vector<std::vector<LayoutPoint>> edges;
    LayoutSize size;
    bool complete = true;  ///< false: stopped on request, the positions are of no use
};

/// Lays a graph out in layers, as Graphviz's dot does, but in time that grows with the largest
/// block between two nodes through which everything passes.
///
/// Unconnected components stand side by side. Each is cut at the nodes through which everything
/// passes and that stand below all before them and above all after them; each block between two of
/// them is laid out alone, equal blocks once, and hung on the one before. A block goes to dot, with
/// ends that are kept above each other. If it is large, its longest
/// edges are taken out first and it is cut again: they are drawn in lanes beside what they pass,
/// one lane for all edges of a source. What is still too large for dot, or makes it fail, is
/// ranked, ordered by barycentres and placed without Graphviz.
///
/// Repeats of an edge get the same curve. Safe from several threads: Graphviz is not, calls wait
/// for each other. A request to stop is obeyed between blocks. The same graph gives the same
/// positions.
[[nodiscard]] GraphLayout layOutGraph(const LayoutGraph& graph, const std::stop_token& stop = {});

}  // namespace trilane
