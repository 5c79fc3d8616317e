#include "core/layout/graph_layout.h"

#include <QTest>

namespace trilane {

class TestGraphLayout : public QObject {
    Q_OBJECT

private slots:
    void drawsADiamond() {
        LayoutGraph graph;
        graph.nodes.assign(4, LayoutSize{108, 29});
        graph.edges = {{0, 1}, {0, 2}, {1, 3}, {2, 3}, {0, 3}, {0, 1}};
        const GraphLayout layout = layOutGraph(graph);
        QVERIFY(layout.complete);
        QCOMPARE(layout.centres.size(), std::size_t{4});
        QCOMPARE(layout.centres[1].y, layout.centres[2].y);
        QVERIFY(layout.centres[0].y + 29 < layout.centres[1].y);
        QVERIFY(layout.edges[0] == layout.edges[5]);
        for (const auto& curve : layout.edges)
            QCOMPARE(curve.size() % 3, std::size_t{1});
    }
};

}  // namespace trilane

QTEST_APPLESS_MAIN(trilane::TestGraphLayout)
#include "test_graph_layout.moc"
