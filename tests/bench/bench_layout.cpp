// Drawing by parts beside Graphviz's dot on the whole graph.
//
//   build/ci/tests/bench/bench_layout [--benchmark_filter=parts]
//
// All of it takes some minutes, nearly all of them in dot. Compare the rows of one run; figures of
// two machines say nothing about each other. Counters: size of the drawing and length of all edges,
// in points.

#include "core/layout/dot_layout.h"
#include "core/layout/graph_layout.h"
#include "core/layout/layered_layout.h"
#include "tests/support/drawing_graphs.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>

namespace trilane {
namespace {

double length(const std::vector<std::vector<LayoutPoint>>& edges) {
    double sum = 0;
    for (const auto& curve : edges)
        for (std::size_t i = 0; i + 3 < curve.size(); i += 3)
            sum += std::hypot(curve[i + 3].x - curve[i].x, curve[i + 3].y - curve[i].y);
    return sum;
}

void report(benchmark::State& state, const LayoutGraph& graph,
            const std::vector<LayoutPoint>& centres,
            const std::vector<std::vector<LayoutPoint>>& edges) {
    LayoutPoint low{1e300, 1e300};
    LayoutPoint high{-1e300, -1e300};
    for (const LayoutPoint& centre : centres) {
        low = {std::min(low.x, centre.x - 54), std::min(low.y, centre.y - 14.5)};
        high = {std::max(high.x, centre.x + 54), std::max(high.y, centre.y + 14.5)};
    }
    state.counters["nodes"] = static_cast<double>(graph.nodes.size());
    state.counters["width"] = high.x - low.x;
    state.counters["height"] = high.y - low.y;
    state.counters["edge_length"] = length(edges);
}

void byParts(benchmark::State& state, const LayoutGraph& graph) {
    GraphLayout layout;
    for (auto _ : state)
        layout = layOutGraph(graph);
    report(state, graph, layout.centres, layout.edges);
}

LayoutBlock whole(const LayoutGraph& graph) {
    LayoutBlock block;
    block.sizes = graph.nodes;
    block.edges = graph.edges;
    return block;
}

void byDot(benchmark::State& state, const LayoutGraph& graph, const DotOptions& options) {
    const LayoutBlock block = whole(graph);
    BlockLayout layout;
    for (auto _ : state)
        layout = layOutWithDot(block, options).value_or(BlockLayout{});
    report(state, graph, layout.centres, layout.edges);
}

void inLayers(benchmark::State& state, const LayoutGraph& graph) {
    const LayoutBlock block = whole(graph);
    BlockLayout layout;
    for (auto _ : state)
        layout = layOutInLayers(block);
    report(state, graph, layout.centres, layout.edges);
}

/// Which runs of whole dot are worth their time: both, the plain one alone, the bounded one, none.
enum class Whole : std::uint8_t { Both, PlainOnly, BoundedOnly, Never };

void add(const std::string& name, const LayoutGraph& graph, Whole ends = Whole::Both) {
    DotOptions bounded;
    bounded.simplexLimit = 1;
    const auto unit = benchmark::kMillisecond;
    benchmark::RegisterBenchmark(("parts/" + name).c_str(), byParts, graph)->Unit(unit);
    benchmark::RegisterBenchmark(("layers/" + name).c_str(), inLayers, graph)->Unit(unit);
    // Once: they take seconds, and nobody needs their third digit.
    if (ends == Whole::Both || ends == Whole::BoundedOnly)
        benchmark::RegisterBenchmark(("dot_whole_nslimit_1/" + name).c_str(), byDot, graph, bounded)
            ->Unit(unit)
            ->Iterations(1);
    if (ends == Whole::Both || ends == Whole::PlainOnly)
        benchmark::RegisterBenchmark(("dot_whole/" + name).c_str(), byDot, graph, DotOptions{})
            ->Unit(unit)
            ->Iterations(1);
}

}  // namespace
}  // namespace trilane

int main(int argc, char** argv) {
    using namespace trilane::test;
    using trilane::Whole;
    trilane::add("inception", inceptionGraph(9));
    trilane::add("transformer_97", transformerGraph(8));
    trilane::add("transformer_2641", transformerGraph(220));
    trilane::add("towers_4x10", towersGraph(4, 10));
    trilane::add("towers_8x125", towersGraph(8, 125));
    using trilane::Whole;
    // With 12 or more nested skips whole dot does not end within 25 s.
    trilane::add("unet_965", unetGraph(24, 4), Whole::BoundedOnly);
    trilane::add("unet_965_of_8_skips", unetGraph(8, 12));
    trilane::add("chain_10000", chainGraph(10'000));
    trilane::add("mask_1000", chainGraph(1'000, 7), Whole::Never);
    trilane::add("transformer_8581", transformerGraph(715), Whole::PlainOnly);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
