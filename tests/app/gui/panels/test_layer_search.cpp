#include "app/gui/panels/layer_search.h"
#include "tests/core/graph/sample_graphs.h"

#include <QtTest>

using namespace trilane;

class TestLayerSearch : public QObject {
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void nothingIsOpen();
};

namespace {

std::shared_ptr<const Model> makeModel() {
    ModelDescription description;
    description.name = "sample";
    description.inputs = {"in"};
    description.tensors["in"].bytes = Bytes{1};
    const auto add = [&](const char* name, const char* op, const char* input,
                         std::vector<std::int64_t> shape, std::vector<std::string> members = {}) {
        LayerDescription layer = samples::layer(name, {input}, op);
        layer.members = std::move(members);
        description.layers.push_back(std::move(layer));
        description.tensors[name].shape = std::move(shape);
        description.tensors[name].dtype = DataType::Float32;
    };
    add("Block1/Conv 7", "Conv+Relu", "in", {1, 64, 56, 56}, {"Block1/Conv 7", "act_7"});
    add("block1/pool", "MaxPool", "Block1/Conv 7", {1, 64, 28, 28});
    add("block2/conv", "Conv", "block1/pool", {1, 640, 28, 28});
    add("softmax", "Softmax", "block2/conv", {11, 64});
    return std::make_shared<const Model>(samples::build(std::move(description)));
}

}  // namespace

void TestLayerSearch::finds_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("found");
    const auto row = [](const char* query, const char* found) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromLatin1(found);
    };
    row("", "0 1 2 3");
    row("   ", "0 1 2 3");
    row("op:", "0 1 2 3");
    row("CONV", "0 2");
    row("block1 conv", "0");
    row("op:conv", "0 2");
    row("op:relu name:block", "0");
    row("name:max", "3");
    row("op:max", "1 3");
    row("act_7", "0");
    row("\"conv 7\"", "0");
    row("shape:1x64", "0 1 2");
    row("shape:1x64x", "0 1");
    row("shape:28", "1 2");
    row("64×56", "0");
    row("shape:4x28", "");
    row("nothing", "");
}

void TestLayerSearch::finds() {
    QFETCH(QString, query);
    QFETCH(QString, found);
    LayerSearch search(makeModel());
    QStringList ids;
    for (const LayerId layer : search.find(query))
        ids << QString::number(layer.index());
    QCOMPARE(ids.join(QChar(' ')), found);
}

void TestLayerSearch::nothingIsOpen() {
    QVERIFY(LayerSearch().find(QStringLiteral("conv")).empty());
    QVERIFY(LayerSearch::isBlank(QStringLiteral(" op: ")));
    QVERIFY(!LayerSearch::isBlank(QStringLiteral("c")));
}

QTEST_APPLESS_MAIN(TestLayerSearch)
#include "test_layer_search.moc"
