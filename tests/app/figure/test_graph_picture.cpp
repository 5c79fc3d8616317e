#include "app/figure/graph_figure.h"
#include "app/figure/graph_picture.h"
#include "app/figure/graph_style.h"
#include "app/figure/heat_legend.h"
#include "tests/core/graph/sample_graphs.h"
#include "tests/support/big_models.h"
#include "tests/support/hand_models.h"

#include <QImage>
#include <QPainter>
#include <QTest>
#include <cmath>

using namespace trilane;

namespace {

std::shared_ptr<const ShownPlan> planOf(const test::Problem& problem,
                                        const std::vector<std::string>& device) {
    Plan plan;
    plan.cut.device = LayerSet(problem.model->layerCount());
    for (const std::string& name : device)
        plan.cut.device.set(problem.model->findLayer(name)->index());
    plan.order = crossingTensors(*problem.model, plan.cut);
    return showPlan(*problem.model, std::move(plan));
}

/// The diamond stem, left, right, join, tail with its left branch and stem on the device.
struct Diamond {
    explicit Diamond(const GraphOptions& options = {}, HeatMap heat = HeatMap::None)
        : plan(planOf(problem, {"stem", "left"})),
          geometry(GraphGeometry::make(problem.model, options)),
          picture(
              GraphPicture::make(geometry, *problem.model, &problem.durations, plan.get(), heat)) {}
    [[nodiscard]] std::uint32_t node(const char* layer) const {
        return geometry->nodeOf(*problem.model->findLayer(layer));
    }
    [[nodiscard]] const GraphPicture::NodeLook& look(const char* layer) const {
        return picture->nodes()[node(layer)];
    }

    test::Problem problem = test::diamondProblem();
    std::shared_ptr<const ShownPlan> plan;
    std::shared_ptr<const GraphGeometry> geometry;
    std::shared_ptr<const GraphPicture> picture;
};

QImage paint(const Figure& figure) {
    QImage image(figure.size().toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    figure.paint(painter);
    return image;
}

}  // namespace

class TestGraphPicture : public QObject {
    Q_OBJECT

private slots:
    void everythingHasItsPlace() {
        const Diamond diamond;
        QCOMPARE(diamond.geometry->nodes().size(), std::size_t{6});
        QVERIFY(diamond.geometry->nodes()[0].kind == GraphNode::Kind::Input);
        const QRectF area = QRectF(QPointF(), diamond.geometry->size()).adjusted(-1, -1, 1, 1);
        for (const GraphNode& node : diamond.geometry->nodes())
            QVERIFY(area.contains(node.rect));
        for (const GraphEdge& edge : diamond.geometry->edges()) {
            QCOMPARE(edge.points.size() % 3, std::size_t{1});
            QCOMPARE(edge.path.elementCount(), static_cast<int>(edge.points.size()));
        }
    }

    void directionTurnsTheFlow() {
        GraphOptions options;
        options.direction = LayoutDirection::Right;
        const Diamond right(options);
        const Diamond down;
        const auto at = [](const Diamond& d, const char* name) {
            return d.geometry->nodes()[d.node(name)].rect.center();
        };
        QVERIFY(at(right, "tail").x() > at(right, "stem").x() + 100);
        QVERIFY(at(down, "tail").y() > at(down, "stem").y() + 100);
    }

    void namesAndAttributes() {
        GraphOptions options;
        options.attributes = true;
        const Diamond with(options);
        QCOMPARE(with.geometry->nodes()[with.node("join")].title, QStringLiteral("join"));
        QCOMPARE(with.geometry->nodes()[with.node("join")].rect.height(), kTallNode);
        QCOMPARE(with.picture->valueText(with.node("join")), QStringLiteral("3 ms · 3 ms"));
        options.names = false;
        const Diamond without(options);
        const QString op = QString::fromStdString(without.problem.model->layer(LayerId{0}).op);
        QCOMPARE(without.geometry->nodes()[without.node("stem")].title, op);
        const Diamond plain;
        QCOMPARE(plain.picture->valueText(plain.node("join")), QString());
    }

    void sidesJobsAndPills() {
        const Diamond diamond;
        QCOMPARE(diamond.look("left").side, GraphSide::Device);
        QCOMPARE(diamond.look("right").side, GraphSide::Server);
        QCOMPARE(diamond.picture->nodes()[0].side, GraphSide::None);
        // What stem makes for right, and what left makes.
        QCOMPARE(diamond.picture->pills().size(), std::size_t{2});
        QCOMPARE(diamond.picture->crossingEdges().size(), std::size_t{2});
        for (const std::uint32_t edge : diamond.picture->crossingEdges()) {
            const GraphEdge& ends = diamond.geometry->edges()[edge];
            QCOMPARE(diamond.picture->nodes()[ends.from].side, GraphSide::Device);
            QCOMPARE(diamond.picture->nodes()[ends.to].side, GraphSide::Server);
        }
    }

    void pillsHideNoNodes() {
        const Diamond diamond;
        for (const PillBox& box : pillBoxes(*diamond.picture, 1, {})) {
            QVERIFY(!box.dot);
            for (const GraphNode& node : diamond.geometry->nodes())
                QVERIFY2(!node.rect.intersects(box.rect), qPrintable(node.title));
        }
    }

    void pillsStayLegibleAndApart() {
        const Diamond diamond;
        const auto boxes = pillBoxes(*diamond.picture, 0.1, {5, 7});
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            const GraphPill& pill = diamond.picture->pills()[i];
            if (!boxes[i].dot) QCOMPARE(boxes[i].rect.width(), pill.width * kLeastPillScale);
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(boxes[i].dot || boxes[j].dot || !boxes[i].rect.intersects(boxes[j].rect));
        }
    }

    void heatIsTheSquareRootOfTheShare() {
        const Diamond diamond({}, HeatMap::DeviceTime);  // 4 1 2 3 5 ms
        QCOMPARE(diamond.picture->heatMost(), 5e6);
        QCOMPARE(diamond.look("tail").heat, 1.0F);
        QVERIFY(std::abs(diamond.look("left").heat - std::sqrt(0.2F)) < 1e-6F);
        QVERIFY(diamond.picture->nodes()[0].heat < 0);  // an input has no time
        QCOMPARE(diamond.picture->valueText(diamond.node("left")), QStringLiteral("1 ms"));
    }

    void aFoldedGroupSumsAndMayBeOnBothSides() {
        const auto model = std::make_shared<const Model>(samples::inceptionChain(1));
        GraphOptions options;
        const auto groups = findLayerGroups(*model);
        options.collapsed = {groups.front().id};
        const auto geometry = GraphGeometry::make(model, options);
        Durations durations;
        durations.device.assign(model->layerCount(), Nanoseconds{10});
        durations.server.assign(model->layerCount(), Nanoseconds{1});
        durations.send.assign(model->tensorCount(), Nanoseconds{5});
        Plan plan;
        plan.cut.device = LayerSet(model->layerCount());
        for (std::size_t i = 0; i <= groups.front().layers.front().index(); ++i)
            plan.cut.device.set(i);
        plan.order = crossingTensors(*model, plan.cut);
        const auto shown = showPlan(*model, std::move(plan));
        const auto picture =
            GraphPicture::make(geometry, *model, &durations, shown.get(), HeatMap::None);
        const std::uint32_t node = geometry->nodeOf(groups.front().layers.front());
        QVERIFY(geometry->nodes()[node].kind == GraphNode::Kind::Group);
        QCOMPARE(geometry->nodes()[node].detail, QStringLiteral("7 layers"));
        QCOMPARE(picture->nodes()[node].side, GraphSide::Mixed);
        QCOMPARE(picture->nodes()[node].device, 70.0);
    }

    void hitsWhatIsPainted() {
        const Diamond diamond;
        for (std::uint32_t i = 0; i < diamond.geometry->nodes().size(); ++i) {
            const QRectF& rect = diamond.geometry->nodes()[i].rect;
            QVERIFY(diamond.geometry->nodeAt(rect.center()) == i);
            QVERIFY(diamond.geometry->nodeAt(rect.topLeft() + QPointF(1, 1)) == i);
        }
        QVERIFY(!diamond.geometry->nodeAt({-50, -50}));
        const QRectF& first = diamond.geometry->nodes()[0].rect;
        QVERIFY(!diamond.geometry->nodeAt(first.topLeft() - QPointF(3, 3)));
        QVERIFY(diamond.geometry->nodeAt(first.topLeft() - QPointF(3, 3), 5) == 0U);
    }

    void gridFindsEachBoxOnce() {
        std::vector<QRectF> boxes;
        for (int i = 0; i < 500; ++i)
            boxes.emplace_back((i * 37) % 3000, (i * 101) % 5000, 40 + (i * 13) % 900,
                               (i % 9) * 120);
        const SpatialGrid grid(boxes, QRectF(0, 0, 4000, 6000));
        for (const QRectF& rect : {QRectF(0, 0, 10, 10), QRectF(500, 700, 900, 800),
                                   QRectF(-100, -100, 9000, 9000), QRectF(3990, 5990, 1, 1)}) {
            std::vector<int> found(boxes.size(), 0);
            grid.visit(rect, [&](std::uint32_t box) { ++found[box]; });
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                QVERIFY(found[i] <= 1);
                if (boxes[i].intersects(rect)) QCOMPARE(found[i], 1);
            }
        }
        SpatialGrid().visit(QRectF(0, 0, 1, 1), [](std::uint32_t) { QFAIL("empty"); });
    }

    void detailGrowsWithScale() {
        QVERIFY(graphDetail(0.001) == GraphDetail::Specks);
        QVERIFY(graphDetail(0.3) == GraphDetail::Boxes);
        QVERIFY(graphDetail(0.6) == GraphDetail::Titles);
        QVERIFY(graphDetail(1) == GraphDetail::Full);
    }

    void stopsOnRequest() {
        std::stop_source stop;
        stop.request_stop();
        const auto model = std::make_shared<const Model>(samples::chain(3));
        QVERIFY(GraphGeometry::make(model, {}, stop.get_token()) == nullptr);
    }

    void figuresShowTheCutWithoutColours() {
        const Diamond diamond;
        GraphFigureOptions options;
        const auto with = makeGraphFigure(diamond.picture, diamond.plan.get(), options);
        const auto without =
            makeGraphFigure(GraphPicture::make(diamond.geometry, *diamond.problem.model, nullptr,
                                               nullptr, HeatMap::None),
                            nullptr, options);
        QCOMPARE(with->size(), without->size());
        const QImage a = paint(*with).convertToFormat(QImage::Format_Grayscale8);
        const QImage b = paint(*without).convertToFormat(QImage::Format_Grayscale8);
        QVERIFY(a != b);
        QCOMPARE(paint(*with), paint(*with));
        options.theme = ThemeKind::Dark;
        const auto dark = makeGraphFigure(diamond.picture, diamond.plan.get(), options);
        QVERIFY(qGray(paint(*dark).pixel(1, 1)) < 60);
        QVERIFY(qGray(paint(*with).pixel(1, 1)) > 200);
    }

    void makesAFigureFromAModel() {
        const Diamond diamond;
        GraphFigureOptions options;
        options.header = options.legend = false;
        const auto figure = makeGraphFigure(diamond.problem.model, &diamond.problem.durations,
                                            diamond.plan.get(), options);
        QVERIFY(figure->size().height() > diamond.geometry->size().height());
        options.legend = true;
        options.heat = HeatMap::Bytes;
        const auto larger = makeGraphFigure(diamond.problem.model, &diamond.problem.durations,
                                            diamond.plan.get(), options);
        QVERIFY(larger->size().height() > figure->size().height() + kHeatLegendHeight);
    }
};

QTEST_MAIN(TestGraphPicture)
#include "test_graph_picture.moc"
