#include "core/graph/topological_order.h"

#include <QTest>
#include <algorithm>
#include <random>

using namespace trilane;

class TestTopologicalOrder : public QObject {
    Q_OBJECT

private slots:
    void smallestFirst() {
        QCOMPARE(topologicalOrder({}), std::vector<std::size_t>{});
        QCOMPARE(topologicalOrder({{3}, {}, {1, 1}, {}}), (std::vector<std::size_t>{1, 2, 3, 0}));
    }

    void cyclesAreLeftOut() {
        // 4 -> 2 -> 3 -> 4 with 0 before and 1 behind it.
        const Predecessors graph{{}, {3}, {0, 4}, {2}, {3}};
        const auto order = topologicalOrder(graph);
        QCOMPARE(order, std::vector<std::size_t>{0});
        QCOMPARE(findCycle(graph, order), (std::vector<std::size_t>{2, 3, 4}));
        QCOMPARE(findCycle({{0}}, {}), std::vector<std::size_t>{0});
    }

    void randomGraphs() {
        std::mt19937 random(7);
        for (int round = 0; round < 300; ++round) {
            const std::size_t count = 1 + random() % 12;
            Predecessors graph(count);
            for (std::size_t edges = random() % (2 * count); edges > 0; --edges)
                graph[random() % count].push_back(random() % count);
            const auto order = topologicalOrder(graph);
            std::vector<std::size_t> place(count, count);
            for (std::size_t i = 0; i < order.size(); ++i)
                place[order[i]] = i;
            for (const std::size_t vertex : order)
                for (const std::size_t predecessor : graph[vertex])
                    QVERIFY(place[predecessor] < place[vertex]);
            if (order.size() == count) continue;
            const auto cycle = findCycle(graph, order);
            for (std::size_t i = 0; i < cycle.size(); ++i) {
                const auto& before = graph[cycle[(i + 1) % cycle.size()]];
                QVERIFY(std::find(before.begin(), before.end(), cycle[i]) != before.end());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestTopologicalOrder)
#include "test_topological_order.moc"
