#include "core/graph/category.h"
#include "core/graph/path_count.h"
#include "core/graph/series_blocks.h"
#include "core/io/model_json.h"
#include "core/io/onnx_reader.h"
#include "sample_models/samples.h"

#include <fmt/format.h>

#include <QFile>
#include <QTest>
#include <limits>
#include <map>

using namespace trilane;
using samples::NodeRecord;
using samples::SampleModel;

namespace {

const std::string kFolder = TRILANE_SOURCE_DIR "/sample_models/";

/// Fused layers, as every command sees a model unless it is told otherwise.
struct Structure {
    const char* model;
    Category category;
    std::size_t layers;
    std::uint64_t paths;
    std::uint64_t cuts;
};

constexpr std::uint64_t power(std::uint64_t base, int exponent) {
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
}

// Worked out by hand from the architectures. A layer that everything passes adds one cut; so does
// each layer of a chain, with or without a connection around it. Between two such layers chains of
// a, b, ... layers add (a + 1)(b + 1)... - 1. And nothing on the device is a cut, too.
constexpr Structure kStructures[] = {
    // Six layers a tower up to the cross-connection, four after it; concat, flatten, fc6, fc7, fc8
    // and softmax.
    {"alexnet-p", Category::GeneralDag, 2 * 6 + 1 + 2 * 4 + 6, 2 * 2,
     1 + (7 * 7 - 1) + 1 + (5 * 5 - 1) + 6},
    // Two layers before, then 58 times BN+Relu, Conv+BN+Relu, Conv, Concat (the second fused BN
    // belongs to the first convolution), three transitions of three layers, four at the end. All
    // are in one chain that connections go around.
    {"densenet121", Category::GeneralDag, 2 + 58 * 4 + 3 * 3 + 4, power(2, 58), 1 + 247},
    // 13 layers in line, nine modules of seven layers in four branches and a concat.
    {"googlenet", Category::GeneralDag, 13 + 9 * 8, power(4, 9), 1 + 13 + 9 * (2 * 3 * 3 * 3)},
    {"inception-module", Category::MultiPath, 8, 4, 1 + 2 * 3 * 3 * 3},
    // Stem of 7; blocks A, B and C with branches of 1, 2, 3 and 1, 3 layers, then concat, up
    // (scaled) and add; reductions with branches of 1, 3, 1 and 2, 2, 3, 1; four layers at the end.
    {"inception-resnet-v1", Category::GeneralDag,
     7 + 5 * (6 + 3) + (5 + 1) + 10 * (4 + 3) + (8 + 1) + 6 * (4 + 3) + 4,
     power(4, 5) * 3 * power(3, 10) * 4 * power(3, 6),
     1 + 7 + 5 * (2 * 3 * 4 + 2) + 2 * 4 * 2 + 10 * (2 * 4 + 2) + 3 * 3 * 4 * 2 + 6 * (2 * 4 + 2) +
         4},
    {"lenet-5", Category::Line, 9, 1, 1 + 9},
    // 35 convolutions with and 17 without activation, 10 additions, pool, flatten, full.
    {"mobilenetv2", Category::GeneralDag, 52 + 10 + 3, power(2, 10), 1 + 65},
    // Three towers of thirteen, cat and f8.
    {"multi-stream", Category::MultiPath, 3 * 13 + 2, 3, power(14, 3) + 2},
    {"nin", Category::Line, 12 + 3 + 3, 1, 1 + 18},
    // Five blocks of three with a connection around, three with a projection beside two.
    {"resnet18", Category::GeneralDag, 2 + 5 * 3 + 3 * 4 + 3, power(2, 8),
     1 + 2 + 5 * 3 + 3 * (3 * 2) + 3},
    // Two towers of thirteen, Sub, Abs and Gemm+Sigmoid.
    {"siamese", Category::MultiPath, 2 * 13 + 3, 2, power(14, 2) + 3},
    {"tiny-yolov2", Category::Line, 9 + 6, 1, 1 + 15},
    // Query and key (three layers each) meet in three layers of scores, (4 x 4 + 3) sets, beside
    // the value's three; five layers up to the first sum, two normalizations of nine, seven of the
    // feed-forward net and its sum. Paths: query, key or value; GELU's two or none; two forks in
    // each normalization.
    {"transformer-encoder", Category::GeneralDag, 12 + 5 + 2 * 9 + 8, 3 * 3 * power(4, 2),
     (4 * 4 + 3) * 4 + 5 + 2 * 9 + 8},
    {"vgg16", Category::Line, 13 + 5 + 1 + 3 + 1, 1, 1 + 23},
};

std::uint64_t cutsOf(const Model& model) {
    return countCuts(BlockRelations(model), std::numeric_limits<std::uint64_t>::max());
}

std::string pathOf(const std::string& model) {
    return kFolder + model + ".onnx";
}

/// "60,965,224".
std::string grouped(std::int64_t number) {
    std::string text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

/// What follows the description in the model's row of README.md.
std::string readmeCells(const SampleModel& sample, const Model& model) {
    return fmt::format("| {} | {} | {:.4g} | {} | {} | {} | {} |", model.layerCount(),
                       grouped(sample.parameters), 2e-9 * static_cast<double>(sample.macs()),
                       title(classify(model)), shortText(countPaths(model)),
                       grouped(static_cast<std::int64_t>(cutsOf(model))),
                       grouped(static_cast<std::int64_t>(sample.bytes.size())));
}

}  // namespace

class TestSampleStructure : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        for (SampleModel& sample : samples::makeAllSamples())
            m_samples.emplace(sample.name, std::move(sample));
        QCOMPARE(std::size(kStructures), m_samples.size());
    }

    void structureIsTheArchitectures_data() {
        QTest::addColumn<std::size_t>("row");
        for (std::size_t i = 0; i < std::size(kStructures); ++i)
            QTest::newRow(kStructures[i].model) << i;
    }
    void structureIsTheArchitectures() {
        QFETCH(const std::size_t, row);
        const Structure& expected = kStructures[row];
        const ReadModel read = readOnnx(pathOf(expected.model));
        QVERIFY2(read.warnings.empty(), read.warnings.empty() ? "" : read.warnings[0].c_str());
        QCOMPARE(read.model.name(), std::string(expected.model));
        QCOMPARE(title(classify(read.model)), title(expected.category));
        QCOMPARE(read.model.layerCount(), expected.layers);
        QCOMPARE(countPaths(read.model).decimal, std::to_string(expected.paths));
        QCOMPARE(cutsOf(read.model), expected.cuts);
    }

    // The builder's shapes and counts are its own; the reader's come from the file.
    void readerAgreesWithBuilder_data() { addModelRows(); }
    void readerAgreesWithBuilder() {
        QFETCH(const QString, model);
        OnnxOptions options;
        options.fuse = false;
        const Model read = readOnnx(pathOf(model.toStdString()), options).model;
        const SampleModel& sample = m_samples.at(model.toStdString());
        QCOMPARE(read.layerCount(), sample.nodes.size());
        for (const NodeRecord& node : sample.nodes) {
            const auto id = read.findLayer(node.name);
            QVERIFY2(id, node.name.c_str());
            const Layer& layer = read.layer(*id);
            QCOMPARE(layer.op, node.op);
            QCOMPARE(layer.weightBytes.count(), node.weightBytes);
            QCOMPARE(layer.outputs.size(), std::size_t{1});
            const Tensor& output = read.tensor(layer.outputs[0]);
            QVERIFY2(output.shape == node.shape, node.name.c_str());
            QCOMPARE(output.bytes->count(), 4 * samples::elements(node.shape));
            if (node.work.macs > 0)
                QCOMPARE(layer.flops, 2 * node.work.macs + node.work.biasAdditions);
        }
    }

    // As large as a float32 image of 224 x 224 pixels, which explains the paper's RO column.
    void imagesAreFloat32() {
        for (const char* name : {"alexnet-p", "googlenet", "resnet18", "siamese", "multi-stream"}) {
            const Model model = readOnnx(pathOf(name)).model;
            for (const TensorId input : model.inputs())
                QCOMPARE(model.tensor(input).bytes->count(), 602'112);
        }
        QCOMPARE(readOnnx(pathOf("siamese")).model.inputs().size(), std::size_t{2});
        QCOMPARE(readOnnx(pathOf("multi-stream")).model.inputs().size(), std::size_t{3});
    }

    void toyHasFourDisjointPaths() {
        const ReadModel toy = readModelJson(kFolder + "toy.json");
        QVERIFY(toy.warnings.empty());
        QCOMPARE(title(classify(toy.model)), title(Category::MultiPath));
        QCOMPARE(countPaths(toy.model).decimal, std::string("4"));
        QCOMPARE(cutsOf(toy.model), power(3, 4) + 1);
    }

    void readmeTellsTheFigures_data() { addModelRows(); }
    void readmeTellsTheFigures() {
        QFETCH(const QString, model);
        QFile file(QString::fromStdString(kFolder + "README.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString head = "| `" + model + ".onnx` |";
        QString row;
        for (const QString& line : QString::fromUtf8(file.readAll()).split('\n'))
            if (line.startsWith(head)) row = line;
        const std::string cells = readmeCells(m_samples.at(model.toStdString()),
                                              readOnnx(pathOf(model.toStdString())).model);
        QVERIFY2(row.endsWith(QString::fromStdString(cells)), cells.c_str());
    }

private:
    static void addModelRows() {
        QTest::addColumn<QString>("model");
        for (const Structure& row : kStructures)
            QTest::newRow(row.model) << QString::fromUtf8(row.model);
    }

    std::map<std::string, SampleModel> m_samples;
};

QTEST_GUILESS_MAIN(TestSampleStructure)
#include "test_sample_structure.moc"
