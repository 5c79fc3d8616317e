#include "app/figure/multi_path_figure.h"
#include "core/io/machine_json.h"
#include "core/io/network_json.h"
#include "core/io/onnx_reader.h"
#include "core/plan/planner.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QTest>
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace trilane {
namespace {

std::shared_ptr<const Model> sample(const std::string& name) {
    static std::map<std::string, std::shared_ptr<const Model>> models;
    auto& model = models[name];
    if (!model)
        model = std::make_shared<const Model>(
            readOnnx(std::string(TRILANE_SOURCE_DIR) + "/sample_models/" + name + ".onnx", {})
                .model);
    return model;
}

Durations durationsOf(const Model& model, std::optional<DataType> sentAs = {}) {
    CostSources sources;
    sources.transferType = sentAs;
    sources.device = loadMachine("raspberry-pi-4b");
    sources.server = loadMachine("i7-8700-gtx-1080");
    sources.network = loadNetwork("WiFi");
    return std::get<Durations>(computeDurations(model, sources));
}

std::shared_ptr<const MultiPathContent> contentOf(const std::string& name, Strategy strategy,
                                                  std::optional<DataType> sentAs = {}) {
    const auto model = sample(name);
    const Durations durations = durationsOf(*model, sentAs);
    const Planner planner(model, durations, std::get<PinnedSides>(resolvePins(*model, Pins{})));
    return std::make_shared<const MultiPathContent>(model, durations,
                                                    showPlan(*model, planner.plan(strategy)));
}

Model chainOfTwo() {
    ModelDescription description;
    description.inputs = {"x"};
    description.outputs = {"z"};
    for (const auto& [layer, from, to] : {std::array{"a", "x", "y"}, std::array{"b", "y", "z"}}) {
        LayerDescription one;
        one.name = layer;
        one.op = "Conv";
        one.inputs = {from};
        one.outputs = {to};
        description.layers.push_back(std::move(one));
        description.tensors[from].bytes = Bytes{1000};
    }
    return std::get<Model>(buildModel(std::move(description)));
}

/// Empty, or what is wrong with the places of a form.
QString fault(const MultiPathContent& content, const MultiPathGeometry& geometry) {
    double bottom = 0;
    for (std::size_t i = 0; i < geometry.rows().size(); ++i) {
        const MultiPathRow& row = geometry.rows()[i];
        const QString here = content.rows()[i].title + QStringLiteral(": ");
        if (row.top < bottom) return here + QStringLiteral("overlaps the row before");
        bottom = row.bottom;
        std::size_t shown = 0;
        for (std::size_t a = 0; a < row.items.size(); ++a) {
            const MultiPathItem& item = row.items[a];
            if (item.kind == MultiPathItem::Kind::Layer) ++shown;
            shown += item.count;
            if (item.rect.left() < 0 || item.rect.right() > geometry.width() ||
                item.rect.top() < row.top || item.rect.bottom() > row.bottom)
                return here + item.text + QStringLiteral(" leaves its row");
            for (std::size_t b = 0; b < a; ++b)
                if (item.rect.intersects(row.items[b].rect))
                    return here + item.text + QStringLiteral(" overlaps ") + row.items[b].text;
        }
        if (shown != content.rows()[i].device.size() + content.rows()[i].server.size())
            return here + QStringLiteral("layers are missing");
    }
    return bottom > geometry.height() ? QStringLiteral("rows leave the figure") : QString();
}

}  // namespace

class TestMultiPathGeometry : public QObject {
    Q_OBJECT

private slots:
    void placesEverything_data();
    void placesEverything();
    void showsOnePathAJob();
    void saysWhatCrosses();
    void saysThatNothingCrosses();
    void givesColumnsRoomForTheirNames();
    void startsAtTheMarginWithoutDeviceLayers();
    void elidesAndExpands();
    void findsWhatWasHit();
    void findsRowsByHeight();
    void paintsThePartLikeTheWhole();
};

void TestMultiPathGeometry::placesEverything_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<Strategy>("strategy");
    for (const char* const model : {"googlenet", "multi-stream", "lenet-5", "siamese"})
        for (const Strategy strategy : kStrategies)
            QTest::addRow("%s, %s", model, std::string(id(strategy)).c_str())
                << QString(model) << strategy;
}

void TestMultiPathGeometry::placesEverything() {
    QFETCH(const QString, model);
    QFETCH(const Strategy, strategy);
    const auto content = contentOf(model.toStdString(), strategy);
    for (const double width : {100.0, 333.0, 600.0, 1200.0, 9000.0})
        for (const bool expanded : {false, true}) {
            MultiPathOptions options;
            options.width = width;
            options.heading = expanded;
            for (std::size_t row = 0; expanded && row < content->rows().size(); ++row)
                options.expanded.insert(row);
            QCOMPARE(fault(*content, MultiPathGeometry(*content, options)), QString());
        }
}

void TestMultiPathGeometry::showsOnePathAJob() {
    const auto content = contentOf("multi-stream", Strategy::Ej);
    const auto& order = content->plan().plan.order;
    QCOMPARE(order.size(), std::size_t{3});
    std::vector<TensorId> shown;
    for (const auto& row : content->rows())
        if (row.tensor) shown.push_back(*row.tensor);
    QVERIFY(shown == order);
    // The rows stand in order of sending, and bear the numbers that the schedules show.
    const QStringList turns{"1st", "2nd", "3rd"};
    std::size_t turn = 0;
    for (const auto& row : content->rows()) {
        if (!row.tensor) continue;
        const auto job = content->plan().jobs.ofTensor(*row.tensor);
        QCOMPARE(row.title, QStringLiteral("Job %1, sent %2")
                                .arg(job->index() + 1)
                                .arg(turns[static_cast<qsizetype>(turn++)]));
    }
    QVERIFY(content->rows()[0].times.startsWith(QStringLiteral("p1 ")));
    QVERIFY(content->rows()[0].group == QStringLiteral("H") ||
            content->rows()[0].group == QStringLiteral("L"));
    QVERIFY(contentOf("multi-stream", Strategy::Optimal)->rows()[0].group.isEmpty());
}

void TestMultiPathGeometry::saysWhatCrosses() {
    const auto sizes = [](std::optional<DataType> sentAs) {
        std::set<QString> texts;
        const auto content = contentOf("multi-stream", Strategy::Dsl, sentAs);
        for (const auto& row : content->rows())
            if (row.tensor) texts.insert(row.tensorText);
        return texts;
    };
    QCOMPARE(sizes({}), std::set<QString>{"280 KB"});
    QCOMPARE(sizes(DataType::Float16), std::set<QString>{"140 KB"});
}

void TestMultiPathGeometry::saysThatNothingCrosses() {
    const auto content = contentOf("lenet-5", Strategy::Local);
    QCOMPARE(content->message(), QStringLiteral("Everything runs on the device: nothing crosses."));
    QCOMPARE(content->rows().size(), std::size_t{1});
    QVERIFY(!MultiPathGeometry(*content, {}).message().isEmpty());
    QVERIFY(contentOf("lenet-5", Strategy::Remote)->message().isEmpty());
}

void TestMultiPathGeometry::givesColumnsRoomForTheirNames() {
    // One short layer on the device: its column must not be as narrow.
    const auto model = std::make_shared<const Model>(chainOfTwo());
    const Durations durations = durationsOf(*model);
    const Planner planner(model, durations, std::get<PinnedSides>(resolvePins(*model, Pins{})));
    Cut cut{LayerSet(2)};
    cut.device.set(0);
    const MultiPathContent content(
        model, durations,
        showPlan(*model, planner.planCut(cut, Sequencer::Ej, Execution::Pipelined)));
    for (const double width : {320.0, 900.0}) {
        MultiPathOptions options;
        options.width = width;
        const MultiPathGeometry geometry(content, options);
        QCOMPARE(fault(content, geometry), QString());
        const double name =
            QFontMetricsF(figureFont(11.5)).horizontalAdvance(QStringLiteral("Device"));
        QVERIFY(geometry.deviceHead().width() > name + 18);
        QVERIFY(geometry.deviceHead().right() < geometry.linkHead().left());
        QVERIFY(geometry.linkHead().right() < geometry.serverHead().left());
    }
}

void TestMultiPathGeometry::startsAtTheMarginWithoutDeviceLayers() {
    const auto content = contentOf("googlenet", Strategy::Remote);
    const MultiPathGeometry geometry(*content, {});
    QVERIFY(geometry.deviceHead().isEmpty());
    QCOMPARE(geometry.rows()[0].items[0].rect.left(), geometry.rows()[0].title.left());
}

void TestMultiPathGeometry::elidesAndExpands() {
    const auto content = contentOf("googlenet", Strategy::Remote);
    MultiPathOptions options;
    options.width = 500;
    const MultiPathGeometry folded(*content, options);
    const auto isMore = [](const MultiPathItem& item) {
        return item.kind == MultiPathItem::Kind::More;
    };
    const auto& items = folded.rows()[0].items;
    QCOMPARE(std::count_if(items.begin(), items.end(), isMore), 1);
    options.expanded = {0};
    const MultiPathGeometry expanded(*content, options);
    const auto& all = expanded.rows()[0].items;
    QCOMPARE(std::count_if(all.begin(), all.end(), isMore), 0);
    QVERIFY(expanded.height() > folded.height());
    QVERIFY(all.back().kind == MultiPathItem::Kind::Less);
}

void TestMultiPathGeometry::findsWhatWasHit() {
    const auto content = contentOf("googlenet", Strategy::Ej);
    const MultiPathGeometry geometry(*content, {});
    for (std::size_t row = 0; row < geometry.rows().size(); ++row)
        for (std::size_t item = 0; item < geometry.rows()[row].items.size(); ++item) {
            const auto hit = geometry.itemAt(geometry.rows()[row].items[item].rect.center());
            QVERIFY(hit == (MultiPathHit{row, item}));
        }
    QVERIFY(!geometry.itemAt({-5, -5}));
    for (std::size_t layer = 0; layer < content->model().layerCount(); ++layer) {
        const auto hit = geometry.find(LayerId{layer});
        QVERIFY(hit);
        const MultiPathItem& item = geometry.rows()[hit->row].items[hit->item];
        QVERIFY(item.kind == MultiPathItem::Kind::More ||
                (item.layer == LayerId{layer} && !item.replica));
    }
    for (const TensorId tensor : content->plan().plan.order)
        QVERIFY(geometry.find(tensor));
}

void TestMultiPathGeometry::findsRowsByHeight() {
    const auto content = contentOf("multi-stream", Strategy::Ej);
    const MultiPathGeometry geometry(*content, {});
    const auto& rows = geometry.rows();
    const auto [first, last] = geometry.rowsBetween(rows[1].top + 1, rows[1].bottom - 1);
    QCOMPARE(first, std::size_t{1});
    QCOMPARE(last, std::size_t{2});
    QCOMPARE(geometry.rowsBetween(0, geometry.height()).second, rows.size());
}

void TestMultiPathGeometry::paintsThePartLikeTheWhole() {
    const MultiPathFigure figure(contentOf("multi-stream", Strategy::Ej), ThemeKind::Light, {});
    const QSize size = figure.size().toSize();
    QImage whole(size, QImage::Format_RGB32);
    QImage part(size, QImage::Format_RGB32);
    whole.fill(Qt::white);
    part.fill(Qt::white);
    {
        QPainter painter(&whole);
        figure.paint(painter);
    }
    const QRect visible(0, 60, size.width(), 90);
    {
        QPainter painter(&part);
        painter.setClipRect(visible);
        figure.paintPart(painter, visible, {});
    }
    QVERIFY(whole.copy(visible) == part.copy(visible));
    QImage blank(size, QImage::Format_RGB32);
    blank.fill(Qt::white);
    QVERIFY(whole != blank);
}

}  // namespace trilane

QTEST_MAIN(trilane::TestMultiPathGeometry)
#include "test_multi_path_geometry.moc"
