#include "core/graph/closure.h"
#include "core/graph/layer_groups.h"
#include "tests/core/graph/sample_graphs.h"
#include "tests/support/big_models.h"
#include "tests/support/random_models.h"

#include <QTest>
#include <algorithm>

using namespace trilane;

namespace {

/// Layers of these names, in this order, each fed by the ones named.
Model named(const std::vector<std::pair<std::string, std::vector<std::string>>>& layers) {
    ModelDescription description;
    description.inputs = {"in"};
    description.tensors["in"].bytes = Bytes{1};
    for (const auto& [name, from] : layers) {
        auto layer = samples::layer(name, from.empty() ? std::vector<std::string>{"in"} : from);
        description.tensors[name].bytes = Bytes{1};
        description.layers.push_back(std::move(layer));
    }
    return samples::build(std::move(description));
}

const LayerGroup* find(const std::vector<LayerGroup>& groups, const std::string& id) {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const LayerGroup& group) { return group.id == id; });
    return found == groups.end() ? nullptr : &*found;
}

/// Nodes are in topological order, and every edge goes forward.
bool isOrdered(const FoldedGraph& graph) {
    return std::all_of(graph.edges.begin(), graph.edges.end(),
                       [](const auto& edge) { return edge.from < edge.to; });
}

std::set<std::string, std::less<>> idsOf(const std::vector<LayerGroup>& groups) {
    std::set<std::string, std::less<>> ids;
    for (const LayerGroup& group : groups)
        ids.insert(group.id);
    return ids;
}

}  // namespace

class TestLayerGroups : public QObject {
    Q_OBJECT

private slots:
    void scopesAndBlocks() {
        const Model model = named({{"stem", {}},
                                   {"mod/a", {"stem"}},
                                   {"mod/b.1", {"stem"}},
                                   {"mod/b.2", {"mod/b.1"}},
                                   {"join", {"mod/a", "mod/b.2"}}});
        const auto groups = findLayerGroups(model);
        QCOMPARE(groups.size(), std::size_t{2});  // the block is the scope "mod"
        QCOMPARE(groups[0].id, std::string("scope:mod"));
        QCOMPARE(groups[0].layers.size(), std::size_t{3});
        QCOMPARE(groups[1].id, std::string("scope:mod/b"));
        QCOMPARE(groups[1].title, std::string("b"));
    }

    void aBlockWithoutAScope() {
        const Model model = samples::inceptionChain(1);
        const auto groups = findLayerGroups(model);
        QCOMPARE(groups.size(), std::size_t{1});
        QCOMPARE(groups[0].kind, LayerGroup::Kind::Block);
        QCOMPARE(groups[0].layers.size(), std::size_t{7});
        QCOMPARE(groups[0].id, "block:" + model.layer(groups[0].layers.front()).name);
    }

    void aScopeThatAPathLeavesAndEntersIsNone() {
        const Model model = named({{"s/a", {}}, {"x", {"s/a"}}, {"s/b", {"x"}}, {"end", {"s/b"}}});
        QVERIFY(find(findLayerGroups(model), "scope:s") == nullptr);
        const Model other = named({{"s/a", {}}, {"s/b", {"s/a"}}, {"x", {"s/b"}}});
        QVERIFY(find(findLayerGroups(other), "scope:s") != nullptr);
    }

    void aGroupOfAllLayersIsNone() {
        QVERIFY(findLayerGroups(named({{"s/a", {}}, {"s/b", {"s/a"}}})).empty());
    }

    void foldsAGroupIntoOneNode() {
        const Model model = samples::inceptionChain(1);
        const auto groups = findLayerGroups(model);
        const FoldedGraph open = foldGraph(model, groups, {});
        QCOMPARE(open.nodes.size(), model.layerCount() + 1);  // and the input
        const FoldedGraph folded = foldGraph(model, groups, {groups[0].id});
        QCOMPARE(folded.nodes.size(), model.layerCount() + 1 - 6);
        QVERIFY(isOrdered(folded));
        const auto node = folded.ofLayer[groups[0].layers.front().index()];
        QCOMPARE(folded.nodes[node].layers.size(), std::size_t{7});
        QCOMPARE(folded.nodes[node].group, 0U);
        // All four ways into the join are one edge with four tensors.
        const auto edge = std::find_if(folded.edges.begin(), folded.edges.end(),
                                       [&](const auto& e) { return e.from == node; });
        QCOMPARE(edge->tensors.size(), std::size_t{4});
    }

    void twoGroupsThatWouldCloseACycle() {
        // a1 -> b1 and b2 -> a2: each can be folded, both cannot.
        const Model model = named({{"a/1", {}}, {"b/2", {}}, {"b/1", {"a/1"}}, {"a/2", {"b/2"}}});
        const auto groups = findLayerGroups(model);
        QCOMPARE(groups.size(), std::size_t{2});
        const FoldedGraph folded = foldGraph(model, groups, {"scope:a", "scope:b"});
        QVERIFY(isOrdered(folded));
        QCOMPARE(folded.nodes.size(), std::size_t{1 + 3});
    }

    void aNestedGroupShowsOnceTheLargerIsUnfolded() {
        const Model model = named({{"stem", {}},
                                   {"m/a", {"stem"}},
                                   {"m/b/1", {"m/a"}},
                                   {"m/b/2", {"m/b/1"}},
                                   {"end", {"m/b/2"}}});
        const auto groups = findLayerGroups(model);
        QCOMPARE(foldGraph(model, groups, {"scope:m", "scope:m/b"}).nodes.size(),
                 std::size_t{1 + 3});
        QCOMPARE(foldGraph(model, groups, {"scope:m/b"}).nodes.size(), std::size_t{1 + 4});
        // "fold" goes from the inside out.
        const std::vector<LayerId> inner{*model.findLayer("m/b/1")};
        QCOMPARE(groupToFold(groups, inner, {})->id, std::string("scope:m/b"));
        const std::vector<LayerId> both{*model.findLayer("m/b/1"), *model.findLayer("m/b/2")};
        QCOMPARE(groupToFold(groups, both, {"scope:m/b"})->id, std::string("scope:m"));
        QVERIFY(groupToFold(groups, {*model.findLayer("stem")}, {}) == nullptr);
    }

    void foldedRandomModelsStayAcyclic() {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            test::Dice dice(seed);
            std::vector<std::pair<std::string, std::vector<std::string>>> layers;
            for (std::size_t i = 0; i < 14; ++i) {
                std::vector<std::string> from;
                for (std::size_t j = 0; j < i; ++j)
                    if (dice.percent(18)) from.push_back(layers[j].first);
                const std::string scope(1, static_cast<char>('a' + dice.below(4)));
                layers.emplace_back(scope + "/" + std::to_string(i), from);
            }
            const Model model = named(layers);
            const auto groups = findLayerGroups(model);
            QVERIFY(isOrdered(foldGraph(model, groups, idsOf(groups))));
        }
    }

    void closures() {
        const Model model = samples::graph(4, {{0, 1}, {1, 3}, {2, 3}});
        LayerSet one(4);
        one.set(1);
        QCOMPARE(withAncestors(model, one).count(), std::size_t{2});
        QVERIFY(withAncestors(model, one)[0]);
        QCOMPARE(withDescendants(model, one).count(), std::size_t{2});
        QVERIFY(withDescendants(model, one)[3]);
    }

    void theBigModelIsAsBigAsItSays() {
        const Model model = test::bigTransformer(200);
        QCOMPARE(model.layerCount(), std::size_t{200});
        QVERIFY(find(findLayerGroups(model), "scope:/encoder/layer.2/attention") != nullptr);
    }
};

QTEST_GUILESS_MAIN(TestLayerGroups)
#include "test_layer_groups.moc"
