// The copy of an ONNX file without its weights: what stays, what goes, and what is no ONNX file.

#include "core/io/onnx_parse.h"
#include "core/io/onnx_skim.h"
#include "tests/core/io/onnx_text.h"
#include "tests/support/big_onnx.h"

#include <sys/resource.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>

using namespace trilane;           // NOLINT(google-build-using-namespace)
using namespace trilane::testing;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::uint64_t kEverything = std::numeric_limits<std::uint32_t>::max();
constexpr std::int64_t kManyElements = 100'000;

std::string skimmed(const FileContent& content, std::uint64_t most = kMostConstantBytes) {
    const auto result = skimOnnx(content, most);
    if (const auto* fault = std::get_if<WireFault>(&result))
        return "fault at " + fault->place + ": " + fault->found;
    return std::get<std::string>(result);
}

onnx::ModelProto skimmedModel(const onnx::ModelProto& model) {
    onnx::ModelProto copy;
    if (!copy.ParseFromString(skimmed(FileContent::of(model.SerializeAsString()))))
        copy.set_doc_string("not parsed");
    return copy;
}

std::string faultOf(const std::string& bytes) {
    return skimmed(FileContent::of(bytes));
}

void fillHeavy(onnx::TensorProto* tensor, const std::string& name) {
    tensor->set_name(name);
    tensor->set_data_type(onnx::TensorProto::INT8);
    tensor->add_dims(kManyElements);
    tensor->set_raw_data(std::string(kManyElements, 'w'));
}

std::vector<std::filesystem::path> samples() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(TRILANE_SOURCE_DIR "/sample_models"))
        if (entry.path().extension() == ".onnx") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::int64_t peakKiB() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

}  // namespace

class TestOnnxSkim : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private slots:
    void aWholeCopyIsTheSameModel() {
        for (const auto& path : samples()) {
            onnx::ModelProto whole;
            std::ifstream file(path, std::ios::binary);
            QVERIFY(whole.ParseFromIstream(&file));
            onnx::ModelProto copy;
            QVERIFY(copy.ParseFromString(skimmed(FileContent::open(path), kEverything)));
            QVERIFY2(copy.SerializeAsString() == whole.SerializeAsString(), path.c_str());
        }
    }

    void aFileThatStaysOnDiskGivesTheSameCopy() {
        for (const auto& path : samples())
            for (const std::uint64_t most : {std::uint64_t{0}, kMostConstantBytes, kEverything})
                QVERIFY2(skimmed(FileContent::open(path, 1), most) ==
                             skimmed(FileContent::open(path), most),
                         path.c_str());
    }

    void weightsGoWhereverTheyStand() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        fillHeavy(graph.graph().add_initializer(), "initializer");
        auto* sparse = graph.graph().add_sparse_initializer();
        fillHeavy(sparse->mutable_values(), "sparse values");
        fillHeavy(sparse->mutable_indices(), "sparse indices");
        sparse->add_dims(5);
        auto& node = graph.node("Constant", {}, {"c"});
        using Attribute = onnx::AttributeProto;
        fillHeavy(attribute(node, "value", Attribute::TENSOR).mutable_t(), "t");
        fillHeavy(attribute(node, "tensors", Attribute::TENSORS).add_tensors(), "tensors");
        fillHeavy(attribute(node, "s", Attribute::SPARSE_TENSOR)
                      .mutable_sparse_tensor()
                      ->mutable_values(),
                  "sparse t");
        fillHeavy(
            attribute(node, "ss", Attribute::SPARSE_TENSORS).add_sparse_tensors()->mutable_values(),
            "sparse ts");
        fillHeavy(addGraph(node, "g").graph().add_initializer(), "in g");
        fillHeavy(attribute(node, "gs", Attribute::GRAPHS).add_graphs()->add_initializer(),
                  "in graphs");
        auto* function = builder.model().add_functions();
        fillHeavy(attribute(*function->add_node(), "value", Attribute::TENSOR).mutable_t(),
                  "in function");
        auto* training = builder.model().add_training_info();
        fillHeavy(training->mutable_initialization()->add_initializer(), "initialization");
        fillHeavy(training->mutable_algorithm()->add_initializer(), "algorithm");
        attribute(node, "engine", Attribute::STRING).set_s(std::string(kManyElements, 's'));
        node.set_doc_string(std::string(kManyElements, 'd'));

        const auto copy = skimmedModel(builder.model());
        const std::string bytes = copy.SerializeAsString();
        QVERIFY2(bytes.size() < 2'000, std::to_string(bytes.size()).c_str());
        for (const char* name :
             {"initializer", "sparse values", "sparse indices", "t", "tensors", "sparse t",
              "sparse ts", "in g", "in graphs", "in function", "initialization", "algorithm"})
            QVERIFY2(bytes.find(name) != std::string::npos, name);
        const auto& kept = copy.graph().initializer(0);
        QCOMPARE(kept.dims(0), kManyElements);
        QCOMPARE(kept.data_type(), static_cast<int>(onnx::TensorProto::INT8));
        QVERIFY(kept.has_raw_data());
        QVERIFY(kept.raw_data().empty());
        QCOMPARE(copy.graph().sparse_initializer(0).dims(0), 5);
        // The string is still there, although nobody knows what it says.
        QVERIFY(copy.graph().node(0).attribute(6).has_s());
    }

    void weightsInListsGoToo_data() {
        QTest::addColumn<int>("type");
        QTest::newRow("float") << static_cast<int>(onnx::TensorProto::FLOAT);
        QTest::newRow("double") << static_cast<int>(onnx::TensorProto::DOUBLE);
        QTest::newRow("int32") << static_cast<int>(onnx::TensorProto::INT32);
        QTest::newRow("int64") << static_cast<int>(onnx::TensorProto::INT64);
        QTest::newRow("uint64") << static_cast<int>(onnx::TensorProto::UINT64);
        QTest::newRow("string") << static_cast<int>(onnx::TensorProto::STRING);
    }
    void weightsInListsGoToo() {
        QFETCH(int, type);
        OnnxBuilder builder;
        auto* tensor = builder.graph().graph().add_initializer();
        tensor->set_data_type(type);
        tensor->add_dims(kManyElements);
        for (std::int64_t i = 0; i < kManyElements; ++i) {
            if (type == onnx::TensorProto::FLOAT) tensor->add_float_data(1);
            if (type == onnx::TensorProto::DOUBLE) tensor->add_double_data(1);
            if (type == onnx::TensorProto::INT32) tensor->add_int32_data(1);
            if (type == onnx::TensorProto::INT64) tensor->add_int64_data(1);
            if (type == onnx::TensorProto::UINT64) tensor->add_uint64_data(1);
            if (type == onnx::TensorProto::STRING) tensor->add_string_data("word");
        }
        const auto copy = skimmedModel(builder.model());
        QVERIFY(copy.ByteSizeLong() <= 2 * kMostConstantBytes);
        QCOMPARE(copy.graph().initializer(0).dims(0), kManyElements);
        QVERIFY(decodeTensor(copy.graph().initializer(0)) == nullptr);
    }

    void listsOfSingleElementsGoToo() {
        // A writer may give every number a key of its own.
        const auto model = [](std::int64_t dims, int count) {
            std::string tensor = "\x08" + std::string(dims == 4096 ? "\x80\x20" : "\x02");
            tensor += "\x10\x07";
            for (int i = 0; i < count; ++i)
                tensor += "\x38\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01";
            onnx::TensorProto parsed;
            if (!parsed.ParseFromString(tensor)) return onnx::ModelProto();
            // Protobuf itself writes them in one piece; what is tested needs its bytes as they are.
            const std::string graph = "\x2a" + varint(tensor.size()) + tensor;
            const std::string bytes = "\x3a" + varint(graph.size()) + graph;
            onnx::ModelProto copy;
            copy.ParseFromString(skimmed(FileContent::of(bytes)));
            return copy;
        };
        const auto most = decodeTensor(model(4096, 4096).graph().initializer(0));
        QVERIFY(most != nullptr);
        QCOMPARE(most->ints, std::vector<std::int64_t>(4096, -1));
        // One more than the shape says is as wrong as it was before some were left out.
        QVERIFY(decodeTensor(model(4096, 4097).graph().initializer(0)) == nullptr);
        const auto many = model(4096, 20'000);
        QVERIFY(decodeTensor(many.graph().initializer(0)) == nullptr);
        QCOMPARE(many.graph().initializer(0).int64_data_size(), 4097);
    }

    void smallConstantsStay() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.ints("shape", std::vector<std::int64_t>(4096, -1)).floats("scales", {1, 2, 2.5});
        auto* raw = graph.graph().add_initializer();
        raw->set_data_type(onnx::TensorProto::DOUBLE);
        raw->add_dims(4096);
        raw->set_raw_data(std::string(std::size_t{4096} * 8, '\1'));
        setIntTensor(graph.node("Constant", {}, {"c"}), "value", {7, 8, 9});
        QCOMPARE(skimmedModel(builder.model()).SerializeAsString(), builder.bytes());
    }

    void shapesFollowFromWhatStays() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape(1, 24));
        fillHeavy(graph.graph().add_initializer(), "w");
        graph.ints("shape", {0, 2, -1});
        graph.node("Reshape", {"x", "shape"}, {"r"}, "reshape");
        graph.node("Mystery", {"r", "w"}, {"y"}, "mystery");
        graph.output("y");
        const auto model = read(builder).model;
        COMPARE_TEXT(tensorText(model.tensor(model.layers()[0].outputs[0])),
                     "r float32 1x2x12 (96)");
        QCOMPARE(model.layers()[1].weightBytes.count(), kManyElements);
    }

    void gigabytesAreNotRead_data() {
        QTest::addColumn<qlonglong>("weights");
        QTest::newRow("2 GB") << qlonglong{2'000'000'000};
        // Beyond what protobuf reads, and beyond 32 bits.
        QTest::newRow("9 GB") << qlonglong{9'000'000'000};
    }
    void gigabytesAreNotRead() {
        QFETCH(qlonglong, weights);
        const std::string path = m_folder.filePath("big.onnx").toStdString();
        writeOnnxWithHole(path, weights);
        const std::int64_t before = peakKiB();
        const auto read = readOnnx(path);
        QVERIFY2(peakKiB() - before < 64 << 10, std::to_string(peakKiB() - before).c_str());
        QVERIFY(!read.model.sourceDigest().known());
        QCOMPARE(read.model.layers()[0].weightBytes.count(), weights);
        COMPARE_TEXT(modelText(read.model),
                     QString("in x float32 1x1 (4)\nproduct [MatMul] x -> y float32 1x%1 (%2)\n"
                             "out y\n")
                         .arg(weights / 4)
                         .arg(weights)
                         .toUtf8());
        QVERIFY(std::filesystem::remove(path));
    }

    void aLargeFileThatIsCutOff() {
        const std::string path = m_folder.filePath("cut.onnx").toStdString();
        writeOnnxWithHole(path, 3'000'000'000);
        const auto whole = std::filesystem::file_size(path);
        std::filesystem::resize_file(path, 2'500'000'000);
        try {
            static_cast<void>(readOnnx(path));
            QFAIL("no error");
        } catch (const InputError& error) {
            // What follows the graph: its opset, and the version.
            const std::uint64_t graph = whole - 6 - 6;
            COMPARE_TEXT(error.what(),
                         QString("%1: byte 0: a field of %2 bytes where 2499999994 are left (cut "
                                 "off or corrupt); expected an ONNX model (a protobuf message "
                                 "with a graph)")
                             .arg(path.c_str())
                             .arg(graph)
                             .toUtf8());
        }
    }

    void malformedFiles_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char* name, const char* bytes, int size, const char* fault) {
            QTest::newRow(name) << QByteArray(bytes, size) << fault;
        };
        row("field 0", "\x08\x07\x02\x00", 4, "byte 2: no valid protobuf field");
        row("key of six bytes", "\x88\x80\x80\x80\x80\x00\x01", 7, "");
        row("key beyond 32 bits", "\x88\x80\x80\x80\x10\x01", 6, "byte 0: no valid protobuf field");
        row("key without end", "\x88\x80", 2, "byte 0: no valid protobuf field");
        row("wire type 6", "\x08\x07\x0e\x00", 4, "byte 2: no valid protobuf field (wire type 6)");
        row("group", "\x0b\x08\x01\x0c", 4, "byte 0: a protobuf group, which ONNX has none of");
        row("end of a group", "\x0c", 1, "byte 0: a protobuf group, which ONNX has none of");
        row("number without end", "\x08\xff\xff", 3, "byte 0: a number that does not end");
        row("number of eleven bytes", "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 12,
            "byte 0: a number that does not end");
        row("length without end", "\x3a\xff", 2, "byte 0: a length that does not end");
        row("length beyond all files", "\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11,
            "byte 0: a field of 18446744073709551615 bytes where 0 are left (cut off or corrupt)");
        row("fixed number cut off", "\x0d\x01\x02", 3,
            "byte 0: a field of 4 bytes where 2 are left (cut off or corrupt)");
        row("inside an input's shape", "\x3a\x0a\x5a\x08\x12\x06\x0a\x04\x12\x02\x0a\x05", 12,
            "byte 10, in graph.input[0].type.tensor_type.shape: a field of 5 bytes where 0 are "
            "left (cut off or corrupt)");
        row("inside the second initializer", "\x3a\x08\x2a\x02\x08\x01\x2a\x02\x4a\x09", 10,
            "byte 8, in graph.initializer[1]: a field of 9 bytes where 0 are left (cut off or "
            "corrupt)");
    }
    void malformedFiles() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, fault);
        const std::string text = faultOf(bytes.toStdString());
        if (fault.isEmpty())
            QVERIFY(!text.starts_with("fault"));
        else
            COMPARE_TEXT(text, ("fault at " + fault).toUtf8());
    }

    void damagedFilesGiveTheSameFromMemoryAndFromDisk() {
        OnnxBuilder builder;
        auto graph = builder.graph();
        graph.input("x", shape("n", 3, 8, 8)).ints("i", {1, 2, 3});
        fillHeavy(graph.graph().add_initializer(), "w");
        setInts(graph.node("Conv", {"x", "w"}, {"c"}, "conv"), "strides", {2, 2});
        auto& choice = graph.node("If", {"x"}, {"y"});
        addGraph(choice, "then_branch").node("Relu", {"c"}, {"r"});
        graph.output("y");
        const std::string bytes = builder.bytes();
        const std::string path = m_folder.filePath("damaged.onnx").toStdString();
        std::mt19937 random(7);
        int parsed = 0;
        for (int round = 0; round < 500; ++round) {
            std::string damaged = bytes;
            // Most of the file is weights: damage what is around them.
            const std::size_t at = random() % 400;
            auto& byte = damaged[at < 200 ? at : bytes.size() - (400 - at)];
            byte = static_cast<char>(byte ^ static_cast<char>(1 + random() % 255));
            if (random() % 4 == 0) damaged.resize(random() % damaged.size());
            std::ofstream(path, std::ios::binary) << damaged;
            const FileContent memory = FileContent::of(damaged);
            const std::string copy = skimmed(memory, kEverything);
            QVERIFY(skimmed(FileContent::open(path, 0), kEverything) == copy);
            QCOMPARE(skimmed(memory).starts_with("fault"), copy.starts_with("fault"));
            onnx::ModelProto whole;
            if (!whole.ParsePartialFromString(damaged) || copy.starts_with("fault")) continue;
            onnx::ModelProto parsedCopy;
            QVERIFY(parsedCopy.ParsePartialFromString(copy));
            QVERIFY(parsedCopy.SerializePartialAsString() == whole.SerializePartialAsString());
            ++parsed;
        }
        QVERIFY2(parsed > 50, std::to_string(parsed).c_str());
    }
};

QTEST_APPLESS_MAIN(TestOnnxSkim)
#include "test_onnx_skim.moc"
