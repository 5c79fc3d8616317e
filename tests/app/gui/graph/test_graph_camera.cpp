#include "app/gui/graph/graph_camera.h"

#include <QTest>

using namespace trilane;

namespace {

GraphCamera camera(QSizeF graph, QSizeF view) {
    GraphCamera made;
    made.setGraph(graph);
    made.setView(view);
    return made;
}

bool near(QPointF a, QPointF b) {
    return (a - b).manhattanLength() < 1e-6;
}

}  // namespace

class TestGraphCamera : public QObject {
    Q_OBJECT

private slots:
    void fitsWithoutEnlarging() {
        GraphCamera small = camera({100, 50}, {400, 400});
        small.fit();
        QCOMPARE(small.scale(), 1.0);
        QVERIFY(near(small.toScreen(QPointF(50, 25)), {200, 200}));
        GraphCamera large = camera({1000, 4000}, {400, 440});
        large.fit();
        QCOMPARE(large.scale(), 0.1);
        QVERIFY(QRectF(0, 0, 400, 440).contains(large.toScreen(QRectF(0, 0, 1000, 4000))));
    }

    void zoomKeepsThePointUnderTheCursor() {
        GraphCamera c = camera({3000, 3000}, {400, 400});
        c.show(1, {1500, 1500});
        const QPointF cursor(120, 340);
        const QPointF before = c.toGraph(cursor);
        c.zoomAt(cursor, 1.7);
        QVERIFY(near(c.toGraph(cursor), before));
        QCOMPARE(c.scale(), 1.7);
        c.zoomAt(cursor, 100);
        QCOMPARE(c.scale(), GraphCamera::kLargest);
        QVERIFY(near(c.toGraph(cursor), before));
    }

    void aPieceOfTheGraphAlwaysStays() {
        GraphCamera c = camera({1000, 1000}, {400, 400});
        c.show(1, {500, 500});
        c.pan({-90'000, 90'000});
        QVERIFY(c.toScreen(QRectF(0, 0, 1000, 1000)).intersects(QRectF(0, 0, 400, 400)));
    }

    void revealsWithAMarginAndNoMore() {
        GraphCamera c = camera({2000, 2000}, {400, 400});
        c.show(1, {1000, 1000});
        const QPointF still = c.offset();
        c.reveal(QRectF(990, 990, 20, 20), 48);
        QVERIFY(near(c.offset(), still));
        c.reveal(QRectF(100, 990, 80, 30), 48);
        QCOMPARE(c.toScreen(QRectF(100, 990, 80, 30)).left(), 48.0);
        QCOMPARE(c.offset().y(), still.y());
    }

    void keepsItsPlaceAsText() {
        GraphCamera c = camera({3000, 3000}, {400, 400});
        c.show(0.5, {1200, 900});
        GraphCamera again = camera({3000, 3000}, {400, 400});
        QVERIFY(again.fromText(c.toText()));
        QCOMPARE(again.scale(), 0.5);
        QVERIFY(near(again.offset(), c.offset()));
        for (const char* text : {"", "x", "0 1 1", "-1 2 3", "90 0 0", "1 2"})
            QVERIFY(!again.fromText(text));
        QCOMPARE(again.scale(), 0.5);
    }

    void showCentresWhatIsSmaller() {
        GraphCamera c = camera({100, 5000}, {400, 400});
        c.show(1, {50, 0});
        QCOMPARE(c.toScreen(QPointF(50, 0)).x(), 200.0);
        QCOMPARE(c.toScreen(QPointF(0, 0)).y(), 20.0);
        c.show(1, {50, 2500});
        QCOMPARE(c.toScreen(QPointF(50, 2500)).y(), 200.0);
    }
};

QTEST_MAIN(TestGraphCamera)
#include "test_graph_camera.moc"
