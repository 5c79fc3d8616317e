#include "core/graph/category.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>
#include <map>
#include <set>

using namespace trilane;
using samples::Path;

namespace {

/// The definition word by word, on the list of all paths: what all paths begin with and end with is
/// the shared source and sink; what is left of each must have no layer in common with another's.
Category categoryByPaths(const Model& model) {
    std::vector<Path> paths = samples::allPaths(model);
    if (paths.size() <= 1) return Category::Line;
    const auto sharedFront = [&] {
        return std::all_of(paths.begin(), paths.end(), [&](const Path& path) {
            return !path.empty() && path.front() == paths[0].front();
        });
    };
    while (sharedFront())
        for (Path& path : paths)
            path.erase(path.begin());
    const auto sharedBack = [&] {
        return std::all_of(paths.begin(), paths.end(), [&](const Path& path) {
            return !path.empty() && path.back() == paths[0].back();
        });
    };
    while (sharedBack())
        for (Path& path : paths)
            path.pop_back();
    std::set<LayerId> seen;
    for (const Path& path : paths)
        for (const LayerId layer : path)
            if (!seen.insert(layer).second) return Category::GeneralDag;
    return Category::MultiPath;
}

}  // namespace

class TestCategory : public QObject {
    Q_OBJECT

private slots:
    void namedShapes_data();
    void namedShapes();
    void googLeNetIsGeneral();
    void agreesWithTheDefinitionOnRandomGraphs();
    void longChainsAreQuick();
    void titles();
};

void TestCategory::namedShapes_data() {
    QTest::addColumn<int>("layers");
    QTest::addColumn<samples::Edges>("edges");
    QTest::addColumn<Category>("expected");
    using E = samples::Edges;
    QTest::newRow("no layer") << 0 << E{} << Category::Line;
    QTest::newRow("one layer") << 1 << E{} << Category::Line;
    QTest::newRow("chain") << 3 << E{{0, 1}, {1, 2}} << Category::Line;
    QTest::newRow("parallel tensors") << 2 << E{{0, 1}, {0, 1}} << Category::Line;
    QTest::newRow("two chains apart") << 4 << E{{0, 1}, {2, 3}} << Category::MultiPath;
    QTest::newRow("two single layers") << 2 << E{} << Category::MultiPath;
    QTest::newRow("diamond") << 4 << E{{0, 1}, {0, 2}, {1, 3}, {2, 3}} << Category::MultiPath;
    QTest::newRow("skip connection") << 3 << E{{0, 1}, {1, 2}, {0, 2}} << Category::MultiPath;
    QTest::newRow("two towers and a tail")
        << 6 << E{{0, 1}, {2, 3}, {1, 4}, {3, 4}, {4, 5}} << Category::MultiPath;
    QTest::newRow("fork to two outputs") << 4 << E{{0, 1}, {1, 2}, {1, 3}} << Category::MultiPath;
    QTest::newRow("inception module, with its fork")
        << 9
        << E{{0, 1}, {0, 2}, {2, 3}, {0, 4}, {4, 5}, {0, 6}, {6, 7}, {1, 8}, {3, 8}, {5, 8}, {7, 8}}
        << Category::MultiPath;
    QTest::newRow("inception module, forking at the input")
        << 8 << E{{1, 2}, {3, 4}, {5, 6}, {0, 7}, {2, 7}, {4, 7}, {6, 7}} << Category::MultiPath;
    QTest::newRow("two diamonds in a row")
        << 7 << E{{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}, {3, 5}, {4, 6}, {5, 6}}
        << Category::GeneralDag;
    QTest::newRow("fork within a branch")
        << 6 << E{{0, 1}, {0, 2}, {2, 3}, {2, 4}, {1, 5}, {3, 5}, {4, 5}} << Category::GeneralDag;
    QTest::newRow("a fork beside a second source")
        << 5 << E{{0, 1}, {0, 2}, {3, 4}, {1, 4}, {2, 4}} << Category::GeneralDag;
    QTest::newRow("a skip past the join")
        << 5 << E{{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}, {0, 4}} << Category::GeneralDag;
}

void TestCategory::namedShapes() {
    QFETCH(int, layers);
    QFETCH(samples::Edges, edges);
    QFETCH(Category, expected);
    const Model model = samples::graph(static_cast<std::size_t>(layers), edges);
    QCOMPARE(classify(model), expected);
    QCOMPARE(categoryByPaths(model), expected);
}

void TestCategory::googLeNetIsGeneral() {
    QCOMPARE(classify(samples::inceptionChain(1)), Category::MultiPath);
    QCOMPARE(classify(samples::inceptionChain(9)), Category::GeneralDag);
}

void TestCategory::agreesWithTheDefinitionOnRandomGraphs() {
    std::map<Category, int> seen;
    for (std::uint32_t seed = 0; seed < 600; ++seed) {
        const Model model = samples::randomDag(seed);
        const Category expected = categoryByPaths(model);
        ++seen[expected];
        QVERIFY2(classify(model) == expected, qPrintable(QString("seed %1").arg(seed)));
    }
    QVERIFY(seen[Category::Line] >= 50);
    QVERIFY(seen[Category::MultiPath] >= 50);
    QVERIFY(seen[Category::GeneralDag] >= 50);
}

void TestCategory::longChainsAreQuick() {
    QCOMPARE(classify(samples::chain(100'000)), Category::Line);
}

void TestCategory::titles() {
    QCOMPARE(title(Category::Line), std::string_view("Line"));
    QCOMPARE(title(Category::MultiPath), std::string_view("Multi-path"));
    QCOMPARE(title(Category::GeneralDag), std::string_view("General DAG"));
}

QTEST_APPLESS_MAIN(TestCategory)
#include "test_category.moc"
