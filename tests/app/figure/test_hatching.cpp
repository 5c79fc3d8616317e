#include "app/figure/graph_painter.h"
#include "app/figure/multi_path_figure.h"
#include "core/plan/planner.h"
#include "tests/support/problem.h"

#include <QImage>
#include <QPainter>
#include <QTest>
#include <algorithm>
#include <cstdlib>

using namespace trilane;

namespace {

constexpr std::size_t kBranches = 10;

/// Of the layer on the server, else of the one on the device; long, so that the shapes are wide.
std::string name(int shape, std::size_t branch) {
    return (shape == 2 ? "on the server " : "on the device ") + std::to_string(branch);
}

/// Ten branches side by side, each cut in the middle.
struct Branches {
    Branches() {
        ModelDescription description;
        description.name = "branches";
        description.inputs = {"x"};
        description.tensors["x"].bytes = Bytes{123'456};
        const auto add = [&](const std::string& layer, std::vector<std::string> inputs) {
            LayerDescription one;
            one.name = layer;
            one.op = "Conv";
            one.inputs = std::move(inputs);
            one.outputs = {layer};
            one.deviceTime = one.serverTime = Nanoseconds{1'000'000};
            description.layers.push_back(std::move(one));
            description.tensors[layer].bytes = Bytes{123'456};
        };
        std::vector<std::string> ends;
        for (std::size_t i = 0; i < kBranches; ++i) {
            add(name(0, i), {"x"});
            add(name(2, i), {name(0, i)});
            ends.push_back(name(2, i));
        }
        add("join", ends);
        description.outputs = {"join"};
        model = std::make_shared<const Model>(std::get<Model>(buildModel(std::move(description))));
        CostSources sources;
        sources.network.mbps = 8;
        durations = test::durationsOf(*model, sources);
        Plan planned;
        planned.cut.device = LayerSet(model->layerCount());
        for (std::size_t i = 0; i < kBranches; ++i)
            planned.cut.device.set(model->findLayer(name(0, i))->index());
        planned.order = crossingTensors(*model, planned.cut);
        plan = showPlan(*model, std::move(planned));
    }

    std::shared_ptr<const Model> model;
    Durations durations;
    std::shared_ptr<const ShownPlan> plan;
};

/// A strip of a shape between its outline and its text, in grey.
QImage stripOf(const QImage& image, const QRectF& rect) {
    const QRectF strip(rect.left() + 14, rect.top() + 2, rect.width() - 28, 3);
    return image.copy(strip.toRect()).convertToFormat(QImage::Format_Grayscale8);
}

int differing(const QImage& a, const QImage& b) {
    int count = 0;
    for (int y = 0; y < std::min(a.height(), b.height()); ++y)
        for (int x = 0; x < std::min(a.width(), b.width()); ++x)
            count += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > 4 ? 1 : 0;
    return count;
}

/// Which shapes of the same colour nothing else tells apart.
QString alike(const QImage& image, const std::vector<QRectF>& shapes) {
    constexpr int kLeast = 6;  // pixels
    for (std::size_t i = 0; i + Theme::kJobColours < shapes.size(); ++i) {
        const std::size_t other = i + Theme::kJobColours;
        const int pixels = differing(stripOf(image, shapes[i]), stripOf(image, shapes[other]));
        if (pixels < kLeast)
            return QStringLiteral("%1 and %2: %3 pixels").arg(i).arg(other).arg(pixels);
    }
    return {};
}

QImage blank(const QSizeF& size, ThemeKind kind) {
    QImage image(size.toSize() + QSize(1, 1), QImage::Format_ARGB32_Premultiplied);
    image.fill(theme(kind).background);
    return image;
}

enum Shape : std::uint8_t { Device, Link, Server };

}  // namespace

/// Ten jobs have six colours.
class TestHatching : public QObject {
    Q_OBJECT

private slots:
    void branchesOfAGraphAreToldApart_data() { addRows(); }
    void branchesOfAGraphAreToldApart() {
        QFETCH(int, kind);
        QFETCH(int, shape);
        const Branches branches;
        const auto geometry = GraphGeometry::make(branches.model, {});
        const auto picture = GraphPicture::make(geometry, *branches.model, &branches.durations,
                                                branches.plan.get(), HeatMap::None);
        QImage image = blank(geometry->size(), static_cast<ThemeKind>(kind));
        GraphLook look;
        look.theme = &theme(static_cast<ThemeKind>(kind));
        GraphViewport viewport;
        viewport.exposed = image.rect();
        QPainter painter(&image);
        paintGraph(painter, *picture, viewport, look);
        painter.end();
        std::vector<QRectF> shapes;
        const auto pills = pillBoxes(*picture, 1, {});
        for (std::size_t i = 0; i < kBranches; ++i) {
            const LayerId layer = branches.model->findLayer(name(shape, i)).value();
            shapes.push_back(shape == Link ? pills[i].rect
                                           : geometry->nodes()[geometry->nodeOf(layer)].rect);
        }
        QCOMPARE(alike(image, shapes), QString());
    }

    void branchesOfAMultiPathFormAreToldApart_data() { addRows(); }
    void branchesOfAMultiPathFormAreToldApart() {
        QFETCH(int, kind);
        QFETCH(int, shape);
        const Branches branches;
        const auto content = std::make_shared<const MultiPathContent>(
            branches.model, branches.durations, branches.plan);
        const MultiPathFigure figure(content, static_cast<ThemeKind>(kind), {});
        QImage image = blank(figure.size(), static_cast<ThemeKind>(kind));
        QPainter painter(&image);
        figure.paint(painter);
        painter.end();
        std::vector<QRectF> shapes;
        for (const MultiPathRow& row : figure.geometry().rows())
            for (const MultiPathItem& item : row.items) {
                const Shape is = item.kind == MultiPathItem::Kind::Tensor ? Link
                                 : item.side == Side::Device              ? Device
                                                                          : Server;
                if (is == shape && shapes.size() < kBranches) shapes.push_back(item.rect);
            }
        QCOMPARE(shapes.size(), kBranches);
        QCOMPARE(alike(image, shapes), QString());
    }

private:
    static void addRows() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("shape");
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark})
            for (const Shape shape : {Device, Link, Server})
                QTest::addRow("%s %d", kind == ThemeKind::Light ? "light" : "dark", shape)
                    << static_cast<int>(kind) << static_cast<int>(shape);
    }
};

QTEST_MAIN(TestHatching)
#include "test_hatching.moc"
