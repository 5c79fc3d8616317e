#include "core/graph/series_blocks.h"

#include <QTest>
#include <random>

using namespace trilane;

namespace {

Model modelFromEdges(std::size_t count,
                     const std::vector<std::pair<std::size_t, std::size_t>>& edges) {
    ModelDescription description;
    description.inputs = {"x"};
    description.tensors["x"].bytes = Bytes{4};
    for (std::size_t i = 0; i < count; ++i) {
        LayerDescription layer;
        layer.name = "l" + std::to_string(i);
        layer.outputs = {layer.name};
        for (const auto& [from, to] : edges)
            if (to == i) layer.inputs.push_back("l" + std::to_string(from));
        if (layer.inputs.empty()) layer.inputs = {"x"};
        description.tensors[layer.name].bytes = Bytes{4};
        description.layers.push_back(layer);
    }
    return std::get<Model>(buildModel(description));
}

/// reach[u][v]: v is u or a descendant of u.
std::vector<std::vector<bool>> closure(const Model& model) {
    const std::size_t count = model.layerCount();
    std::vector reach(count, std::vector<bool>(count, false));
    for (std::size_t v = count; v-- > 0;) {
        reach[v][v] = true;
        for (const LayerId s : model.successors(LayerId{v}))
            for (std::size_t w = 0; w < count; ++w)
                if (reach[s.index()][w]) reach[v][w] = true;
    }
    return reach;
}

std::uint64_t countClosedSets(const Model& model) {
    std::uint64_t sets = 0;
    for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << model.layerCount()); ++bits) {
        bool closed = true;
        for (std::size_t v = 0; v < model.layerCount() && closed; ++v)
            if (((bits >> v) & 1U) != 0)
                for (const LayerId p : model.predecessors(LayerId{v}))
                    if (((bits >> p.index()) & 1U) == 0) closed = false;
        if (closed) ++sets;
    }
    return sets;
}

}  // namespace

class TestSeriesBlocks : public QObject {
    Q_OBJECT

private slots:
    void diamondHasThreeBlocks() {
        const Model model = modelFromEdges(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}});
        const BlockRelations blocks(model);
        QCOMPARE(blocks.count(), std::size_t{3});
        QCOMPARE(blocks.size(1), std::size_t{2});
        QCOMPARE(blocks.largest(), std::size_t{2});
        QCOMPARE(countCuts(blocks, 1000), std::uint64_t{6});
        QCOMPARE(countCuts(blocks, 4), std::uint64_t{4});
    }

    void emptyModel() {
        const BlockRelations blocks(modelFromEdges(0, {}));
        QCOMPARE(blocks.count(), std::size_t{0});
        QCOMPARE(blocks.largest(), std::size_t{0});
        QCOMPARE(countCuts(blocks, 10), std::uint64_t{1});
    }

    void equalsDefinitionOnRandomGraphs() {
        std::mt19937_64 random(7);
        for (int round = 0; round < 1500; ++round) {
            const std::size_t count = 1 + random() % 9;
            const auto density = 1 + random() % 6;
            std::vector<std::pair<std::size_t, std::size_t>> edges;
            for (std::size_t u = 0; u < count; ++u)
                for (std::size_t v = u + 1; v < count; ++v)
                    if (random() % 7 < density) edges.emplace_back(u, v);
            const Model model = modelFromEdges(count, edges);
            const BlockRelations blocks(model);
            const auto reach = closure(model);
            for (std::size_t v = 0; v < count; ++v) {
                bool comparable = true;
                for (std::size_t u = 0; u < count; ++u)
                    if (!reach[u][v] && !reach[v][u]) comparable = false;
                QCOMPARE(blocks.size(blocks.blockOf(LayerId{v})) == 1, comparable);
            }
            for (std::size_t u = 0; u < count; ++u) {
                for (std::size_t v = 0; v < count; ++v) {
                    const LayerId a{u};
                    const LayerId b{v};
                    if (blocks.blockOf(a) < blocks.blockOf(b)) QVERIFY(reach[u][v]);
                    if (blocks.blockOf(a) != blocks.blockOf(b)) continue;
                    QCOMPARE(bool(blocks.descendants(a)[blocks.local(b)]), bool(reach[u][v]));
                    QCOMPARE(bool(blocks.ancestors(b)[blocks.local(a)]), bool(reach[u][v]));
                }
            }
            QCOMPARE(countCuts(blocks, 1U << 20U), countClosedSets(model));
        }
    }

    void longChainIsLinear() {
        // A quadratic closure of 200,000 layers would need 5 GB.
        ModelDescription description;
        description.inputs = {"x"};
        description.tensors["x"].bytes = Bytes{4};
        std::string last = "x";
        for (int i = 0; i < 200'000; ++i) {
            LayerDescription layer;
            layer.name = "l" + std::to_string(i);
            layer.inputs = {last};
            layer.outputs = {layer.name};
            description.tensors[layer.name].bytes = Bytes{4};
            last = layer.name;
            description.layers.push_back(std::move(layer));
        }
        const BlockRelations blocks(std::get<Model>(buildModel(std::move(description))));
        QCOMPARE(blocks.count(), std::size_t{200'000});
        QCOMPARE(countCuts(blocks, 1'000'000), std::uint64_t{200'001});
    }
};

QTEST_APPLESS_MAIN(TestSeriesBlocks)
#include "test_series_blocks.moc"
