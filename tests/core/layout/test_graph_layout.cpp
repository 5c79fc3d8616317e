#include "core/layout/dot_layout.h"
#include "core/layout/graph_layout.h"
#include "core/layout/layered_layout.h"
#include "tests/support/drawing_graphs.h"

#include <locale.h>

#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

namespace trilane {
namespace {

using namespace test;

constexpr double kEpsilon = 0.01;

struct Box {
    double left, top, right, bottom;
};

Box boxOf(LayoutPoint centre, LayoutSize size) {
    return {centre.x - size.width / 2, centre.y - size.height / 2, centre.x + size.width / 2,
            centre.y + size.height / 2};
}

std::string name(std::size_t index) {
    return std::to_string(index);
}

/// Sweeps over the boxes by their left ends. Empty, or what overlaps.
std::string overlap(const LayoutGraph& graph, const GraphLayout& layout) {
    std::vector<std::size_t> byLeft(graph.nodes.size());
    std::iota(byLeft.begin(), byLeft.end(), std::size_t{0});
    const auto box = [&](std::size_t i) { return boxOf(layout.centres[i], graph.nodes[i]); };
    // A long column is swept downwards, a long row sideways.
    const bool column = layout.size.height > layout.size.width;
    const auto begin = [&](const Box& b) { return column ? b.top : b.left; };
    const auto end = [&](const Box& b) { return column ? b.bottom : b.right; };
    std::sort(byLeft.begin(), byLeft.end(),
              [&](auto a, auto b) { return begin(box(a)) < begin(box(b)); });
    std::vector<std::size_t> open;
    for (const std::size_t node : byLeft) {
        const Box a = box(node);
        std::erase_if(open, [&](auto other) { return end(box(other)) <= begin(a) + kEpsilon; });
        for (const std::size_t other : open) {
            const Box b = box(other);
            if (a.left < b.right - kEpsilon && b.left < a.right - kEpsilon &&
                a.top < b.bottom - kEpsilon && b.top < a.bottom - kEpsilon)
                return "boxes " + name(node) + " and " + name(other) + " overlap";
        }
        open.push_back(node);
    }
    return {};
}

bool onBorder(LayoutPoint point, const Box& box) {
    const bool inside = point.x >= box.left - kEpsilon && point.x <= box.right + kEpsilon &&
                        point.y >= box.top - kEpsilon && point.y <= box.bottom + kEpsilon;
    const double nearest = std::min({std::abs(point.x - box.left), std::abs(point.x - box.right),
                                     std::abs(point.y - box.top), std::abs(point.y - box.bottom)});
    return inside && nearest <= kEpsilon;
}

bool within(LayoutPoint point, LayoutSize size) {
    return point.x >= -kEpsilon && point.y >= -kEpsilon && point.x <= size.width + kEpsilon &&
           point.y <= size.height + kEpsilon;
}

std::string faultyEdge(const LayoutGraph& graph, const GraphLayout& layout) {
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        const auto [from, to] = graph.edges[i];
        const auto& curve = layout.edges[i];
        if (curve.size() < 4 || curve.size() % 3 != 1) return "edge " + name(i) + " is no curve";
        const Box a = boxOf(layout.centres[from], graph.nodes[from]);
        const Box b = boxOf(layout.centres[to], graph.nodes[to]);
        if (!onBorder(curve.front(), a)) return "edge " + name(i) + " does not leave its box";
        if (!onBorder(curve.back(), b)) return "edge " + name(i) + " does not reach its box";
        const bool flows = graph.flow == LayoutFlow::Down ? a.bottom < b.top + kEpsilon
                                                          : a.right < b.left + kEpsilon;
        if (!flows) return "edge " + name(i) + " runs against the flow";
        for (const LayoutPoint& point : curve)
            if (!within(point, layout.size)) return "edge " + name(i) + " leaves the drawing";
    }
    return {};
}

/// Empty, or what is wrong with a drawing.
std::string fault(const LayoutGraph& graph, const GraphLayout& layout) {
    if (!layout.complete) return "stopped";
    if (layout.centres.size() != graph.nodes.size()) return "nodes are missing";
    if (layout.edges.size() != graph.edges.size()) return "edges are missing";
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const Box box = boxOf(layout.centres[i], graph.nodes[i]);
        if (!within({box.left, box.top}, layout.size) ||
            !within({box.right, box.bottom}, layout.size))
            return "box " + name(i) + " leaves the drawing";
    }
    if (const std::string found = overlap(graph, layout); !found.empty()) return found;
    return faultyEdge(graph, layout);
}

GraphLayout asLayout(const LayoutGraph& graph, BlockLayout block) {
    GraphLayout layout;
    layout.centres = std::move(block.centres);
    layout.edges = std::move(block.edges);
    double left = 0;
    double top = 0;
    const auto include = [&](double x, double y) {
        left = std::min(left, x);
        top = std::min(top, y);
        layout.size = {std::max(layout.size.width, x), std::max(layout.size.height, y)};
    };
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const Box box = boxOf(layout.centres[i], graph.nodes[i]);
        include(box.left, box.top);
        include(box.right, box.bottom);
    }
    for (const auto& curve : layout.edges)
        for (const LayoutPoint& point : curve)
            include(point.x, point.y);
    for (LayoutPoint& centre : layout.centres)
        centre = {centre.x - left, centre.y - top};
    for (auto& curve : layout.edges)
        for (LayoutPoint& point : curve)
            point = {point.x - left, point.y - top};
    layout.size = {layout.size.width - left, layout.size.height - top};
    return layout;
}

}  // namespace

class TestGraphLayout : public QObject {
    Q_OBJECT

private slots:
    void drawsNothing();
    void drawsOneBox();
    void drawsADiamond();
    void drawsNetworks_data();
    void drawsNetworks();
    void drawsRandomGraphs();
    void drawsRandomGraphsWithoutGraphviz();
    void drawsEqualBlocksEqually();
    void keepsALongNetworkStraight();
    void packsUnconnectedBoxes();
    void drawsToTheRightAsDownwards();
    void centresTheEndsOfABlock();
    void isDeterministic();
    void stops();
    void takesNoNoticeOfTheLocale();
};

void TestGraphLayout::drawsNothing() {
    const GraphLayout layout = layOutGraph({});
    QVERIFY(layout.complete);
    QVERIFY(layout.centres.empty() && layout.edges.empty());
    QVERIFY(layout.size == LayoutSize{});
}

void TestGraphLayout::drawsOneBox() {
    LayoutGraph graph;
    graph.nodes = {{108, 29}};
    const GraphLayout layout = layOutGraph(graph);
    QVERIFY(layout.size == (LayoutSize{108, 29}));
    QVERIFY(layout.centres[0] == (LayoutPoint{54, 14.5}));
}

void TestGraphLayout::drawsADiamond() {
    LayoutGraph graph;
    graph.nodes.assign(4, LayoutSize{108, 29});
    graph.edges = {{0, 1}, {0, 2}, {1, 3}, {2, 3}, {0, 3}, {0, 1}};
    const GraphLayout layout = layOutGraph(graph);
    QCOMPARE(fault(graph, layout), std::string());
    QCOMPARE(layout.centres[1].y, layout.centres[2].y);
    QVERIFY(layout.edges[0] == layout.edges[5]);
}

void TestGraphLayout::drawsNetworks_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("transformer, 1,201 nodes") << 0;
    QTest::newRow("U-net") << 1;
    QTest::newRow("inception") << 2;
    QTest::newRow("towers") << 3;
    QTest::newRow("chain of 10,000") << 4;
    QTest::newRow("chain with a mask") << 5;
}

void TestGraphLayout::drawsNetworks() {
    QFETCH(const int, kind);
    const std::vector<LayoutGraph> graphs{transformerGraph(100), unetGraph(24, 4),
                                          inceptionGraph(9),     towersGraph(4, 30),
                                          chainGraph(10'000),    chainGraph(1'000, 7)};
    LayoutGraph graph = graphs[static_cast<std::size_t>(kind)];
    QCOMPARE(fault(graph, layOutGraph(graph)), std::string());
    graph.flow = LayoutFlow::Right;
    QCOMPARE(fault(graph, layOutGraph(graph)), std::string());
}

void TestGraphLayout::drawsRandomGraphs() {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const LayoutGraph graph = randomDrawing(seed, seed % 20 == 0 ? 200 : 25);
        const std::string found = fault(graph, layOutGraph(graph));
        QVERIFY2(found.empty(), ("seed " + std::to_string(seed) + ": " + found).c_str());
    }
}

void TestGraphLayout::drawsRandomGraphsWithoutGraphviz() {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        LayoutGraph graph = randomDrawing(seed, 60);
        graph.flow = LayoutFlow::Down;
        LayoutBlock block;
        block.sizes = graph.nodes;
        std::sort(graph.edges.begin(), graph.edges.end());
        graph.edges.erase(std::unique(graph.edges.begin(), graph.edges.end()), graph.edges.end());
        block.edges = graph.edges;
        const std::string found = fault(graph, asLayout(graph, layOutInLayers(block)));
        QVERIFY2(found.empty(), ("seed " + std::to_string(seed) + ": " + found).c_str());
    }
}

void TestGraphLayout::drawsEqualBlocksEqually() {
    const LayoutGraph graph = transformerGraph(20);
    const GraphLayout layout = layOutGraph(graph);
    for (std::size_t node = 13; node < graph.nodes.size(); ++node) {
        const LayoutPoint here = layout.centres[node];
        const LayoutPoint above = layout.centres[node - 12];
        const LayoutPoint first = layout.centres[12];
        QVERIFY(std::abs(here.y - above.y - (first.y - layout.centres[0].y)) < kEpsilon);
        QVERIFY(std::abs(here.x - above.x - (first.x - layout.centres[0].x)) < kEpsilon);
    }
}

void TestGraphLayout::keepsALongNetworkStraight() {
    const GraphLayout one = layOutGraph(transformerGraph(1));
    const GraphLayout many = layOutGraph(transformerGraph(200));
    QVERIFY2(many.size.width < one.size.width + 300, std::to_string(many.size.width).c_str());
}

void TestGraphLayout::packsUnconnectedBoxes() {
    LayoutGraph graph;
    graph.nodes.assign(400, LayoutSize{50, 50});
    const GraphLayout layout = layOutGraph(graph);
    QCOMPARE(fault(graph, layout), std::string());
    QVERIFY(layout.size.width < 4 * layout.size.height);
    QVERIFY(layout.size.height < 4 * layout.size.width);
}

void TestGraphLayout::drawsToTheRightAsDownwards() {
    LayoutGraph graph = inceptionGraph(3);
    const GraphLayout down = layOutGraph(graph);
    graph.flow = LayoutFlow::Right;
    for (LayoutSize& size : graph.nodes)
        size = {size.height, size.width};
    const GraphLayout right = layOutGraph(graph);
    QCOMPARE(right.size.width, down.size.height);
    QCOMPARE(right.size.height, down.size.width);
    for (std::size_t i = 0; i < down.centres.size(); ++i)
        QVERIFY(right.centres[i] == (LayoutPoint{down.centres[i].y, down.centres[i].x}));
}

void TestGraphLayout::centresTheEndsOfABlock() {
    // An inception module: the short branch leads straight to the join, dot leans to its side.
    LayoutGraph graph;
    graph.nodes.assign(9, {100, 20});
    graph.nodes[4].width = 240;
    graph.edges = {{0, 1}, {0, 2}, {0, 3}, {0, 7}, {1, 4}, {2, 5},
                   {3, 6}, {4, 8}, {5, 8}, {6, 8}, {7, 8}};
    const GraphLayout layout = layOutGraph(graph);
    double left = 1e9;
    double right = -1e9;
    for (std::size_t node = 1; node < 8; ++node) {
        left = std::min(left, layout.centres[node].x - graph.nodes[node].width / 2);
        right = std::max(right, layout.centres[node].x + graph.nodes[node].width / 2);
    }
    QVERIFY(std::abs(layout.centres[0].x - (left + right) / 2) < 1e-6);
    QCOMPARE(layout.centres[0].x, layout.centres[8].x);
    for (const auto& curve : layout.edges)
        QVERIFY(curve.front().x >= layout.centres[0].x - 51 || curve.front().y > 20);
}

void TestGraphLayout::isDeterministic() {
    for (std::uint64_t seed = 1000; seed < 1030; ++seed) {
        const LayoutGraph graph = randomDrawing(seed, 40);
        const GraphLayout one = layOutGraph(graph);
        const GraphLayout two = layOutGraph(graph);
        QVERIFY(one.centres == two.centres);
        QVERIFY(one.edges == two.edges);
        QVERIFY(one.size == two.size);
    }
}

void TestGraphLayout::stops() {
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!layOutGraph(transformerGraph(1), stop.get_token()).complete);
    QVERIFY(layOutGraph(transformerGraph(1), std::stop_source().get_token()).complete);
}

void TestGraphLayout::takesNoNoticeOfTheLocale() {
    const LayoutGraph graph = randomDrawing(7, 25);
    const GraphLayout before = layOutGraph(graph);
    const locale_t comma = newlocale(LC_ALL_MASK, "de_DE.UTF-8", nullptr);
    if (comma == nullptr) QSKIP("this machine has no locale with a decimal comma");
    const locale_t old = uselocale(comma);
    const GraphLayout after = layOutGraph(graph);
    uselocale(old);
    freelocale(comma);
    QVERIFY(before.centres == after.centres);
}

}  // namespace trilane

QTEST_APPLESS_MAIN(trilane::TestGraphLayout)
#include "test_graph_layout.moc"
