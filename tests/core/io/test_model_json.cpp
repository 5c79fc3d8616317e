#include "core/io/input_error.h"
#include "core/io/model_json.h"
#include "core/io/read_file.h"

#include <QTest>

using namespace trilane;

namespace {

/// The whole message that reading `text` as "m.json" ends with; empty where it is accepted.
QString messageOf(std::string text) {
    try {
        (void)parseModelJson(std::move(text), "m.json");
    } catch (const InputError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

/// A model text around the lines of its "layers", which begin on line 7.
std::string withLayers(const std::string& layers, const std::string& outputs = "\"b\"",
                       const std::string& tensors = R"("a": {"bytes": 8})") {
    return "{\n  \"format\": \"trilane.model\",\n  \"version\": 1,\n  \"name\": \"toy\",\n"
           "  \"inputs\": [\"x\"], \"tensors\": {\"x\": {\"bytes\": 4}" +
           (tensors.empty() ? "" : ", " + tensors) + "},\n  \"layers\": [\n" + layers +
           "\n  ],\n  \"outputs\": [" + outputs + "]\n}\n";
}

const std::string kA = R"({"name": "a", "inputs": ["x"]})";
const std::string kB = R"({"name": "b", "inputs": ["a"]})";

const char* const kCanonical = TRILANE_TEST_DATA "/io/awkward_names.model.json";

}  // namespace

class TestModelJson : public QObject {
    Q_OBJECT

private slots:
    void readsTheContractsExample() {
        const auto read = parseModelJson(
            R"({"format":"trilane.model","version":1,"name":"toy",
 "inputs":["image"],
 "tensors":{"image":{"dtype":"float32","shape":[1,3,224,224]},"a":{"bytes":4096}},
 "layers":[{"name":"a","op":"Conv","inputs":["image"],"device_ms":3.0,"server_ms":0.2,"flops":1200000,"weight_bytes":900},
           {"name":"b","op":"Relu","inputs":["a"],"outputs":["b_out"],"device_ms":1.0,"server_ms":0.1}],
 "outputs":["b_out"]})",
            "m.json");
        const Model& model = read.model;
        QCOMPARE(model.name(), std::string("toy"));
        QCOMPARE(model.layerCount(), std::size_t{2});
        QCOMPARE(model.tensor(*model.findTensor("image")).bytes->count(), std::int64_t{602112});
        const Layer& a = model.layer(*model.findLayer("a"));
        QCOMPARE(a.deviceTime->count(), std::int64_t{3000000});
        QCOMPARE(a.serverTime->count(), std::int64_t{200000});
        QCOMPARE(a.flops, std::int64_t{1200000});
        QCOMPARE(a.weightBytes.count(), std::int64_t{900});
        QVERIFY(model.findTensor("b_out").has_value());
        QVERIFY(!model.findTensor("b").has_value());
        QVERIFY(read.warnings.empty());
    }

    void hashesTheBytesOfTheFile() {
        const auto read = parseModelJson(withLayers(kA + "," + kB), "m.json");
        QCOMPARE(read.model.sourceSha256().size(), std::size_t{64});
        const auto other = parseModelJson(withLayers(kA + " ," + kB), "m.json");
        QVERIFY(read.model.sourceSha256() != other.model.sourceSha256());
    }

    void writesWhatItRead() {
        const ReadModel read = readModelJson(kCanonical);
        QVERIFY(read.model.findTensor(R"({"json": [1, "x"]})").has_value());
        QCOMPARE(writeModelJson(read.model), readFile(kCanonical));
    }

    void keepsEverythingInARoundTrip() {
        const Model model = readModelJson(kCanonical).model;
        const Model again = parseModelJson(writeModelJson(model), "m.json").model;
        QCOMPARE(again.layerCount(), model.layerCount());
        for (std::size_t i = 0; i < model.layerCount(); ++i) {
            const Layer& a = model.layers()[i];
            const Layer& b = again.layers()[i];
            QCOMPARE(b.name, a.name);
            QCOMPARE(b.op, a.op);
            QVERIFY(b.inputs == a.inputs && b.outputs == a.outputs);
            QVERIFY(b.deviceTime == a.deviceTime && b.serverTime == a.serverTime);
            QVERIFY(b.flops == a.flops && b.weightBytes == a.weightBytes);
            QVERIFY(b.computeType == a.computeType && b.members == a.members);
            QCOMPARE(b.fileIndex, a.fileIndex);
        }
        for (std::size_t i = 0; i < model.tensorCount(); ++i) {
            const Tensor& a = model.tensors()[i];
            const Tensor& b = again.tensors()[i];
            QCOMPARE(b.name, a.name);
            QVERIFY(b.dtype == a.dtype && b.shape == a.shape && b.bytes == a.bytes);
            QVERIFY(b.transmitTime == a.transmitTime && b.estimated == a.estimated);
        }
        QVERIFY(again.inputs() == model.inputs() && again.outputs() == model.outputs());
    }

    void ignoresNotesAndExtensions() {
        QCOMPARE(messageOf(withLayers(R"({"name": "a", "inputs": ["x"], "notes": {"any": 1}},)"
                                      R"({"name": "b", "inputs": ["a"], "x-mine": []})")),
                 QString());
    }

    void namesEveryFault_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& text, const char* message) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromUtf8(message);
        };
        row("syntax on line 7", withLayers(R"({"name": "a" "inputs": ["x"]})"),
            "m.json: line 7, column 14: \"inputs\"; expected ',' or '}'");
        row("negative time", withLayers(R"({"name": "a", "inputs": ["x"], "device_ms": -3})"),
            "m.json: line 7, /layers/0/device_ms: -3; expected milliseconds from 0 to 1000000000");
        row("time of 1e12 ms", withLayers(R"({"name": "a", "inputs": ["x"], "server_ms": 1e12})"),
            "m.json: line 7, /layers/0/server_ms: 1e12; expected milliseconds from 0 to "
            "1000000000");
        row("time as text", withLayers(R"({"name": "a", "inputs": ["x"], "device_ms": "NaN"})"),
            "m.json: line 7, /layers/0/device_ms: \"NaN\"; expected milliseconds from 0 to "
            "1000000000");
        row("NaN", withLayers(R"({"name": "a", "inputs": ["x"], "device_ms": NaN})"),
            "m.json: line 7, column 45: NaN, which is no JSON number; expected a finite number");
        row("1e18 bytes", withLayers(kA, "\"a\"", R"("a": {"bytes": 1e18})"),
            "m.json: line 5, /tensors/a/bytes: 1e18; expected a whole number from 0 to "
            "1000000000000000");
        row("negative bytes", withLayers(kA, "\"a\"", R"("a": {"bytes": -1})"),
            "m.json: line 5, /tensors/a/bytes: -1; expected a whole number from 0 to "
            "1000000000000000");
        row("half a byte", withLayers(kA, "\"a\"", R"("a": {"bytes": 0.5})"),
            "m.json: line 5, /tensors/a/bytes: 0.5; expected a whole number from 0 to "
            "1000000000000000");
        row("negative dimension", withLayers(kA, "\"a\"", R"("a": {"shape": [1, -1]})"),
            "m.json: line 5, /tensors/a/shape/1: -1; expected a whole number from 0 to "
            "1000000000000000");
        row("absurd shape",
            withLayers(kA, "\"a\"", R"("a": {"dtype": "float32", "shape": [100000000, 10000000]})"),
            "m.json: line 5, /tensors/a/shape: the shape [100000000, 10000000], whose size exceeds "
            "1000000000000000 bytes; expected a smaller shape");
        row("element type", withLayers(kA, "\"a\"", R"("a": {"dtype": "flaot32"})"),
            "m.json: line 5, /tensors/a/dtype: \"flaot32\"; expected 'float32'");
        row("two layers of one name", withLayers(kA + ",\n" + kB + ",\n" + kA),
            "m.json: line 9, /layers/2/name: two layers are named 'a' (layers 1 and 3); expected "
            "names that differ");
        row("a tensor made twice",
            withLayers(kA + ",\n" + R"({"name": "c", "inputs": [], "outputs": ["d", "a"]})"),
            "m.json: line 8, /layers/1/outputs/1: layer 'c' makes tensor 'a', which layer 'a' "
            "already gives; expected each tensor made once");
        row("cycle",
            withLayers(R"({"name": "a", "inputs": ["b"]},)"
                       "\n" +
                       kB),
            "m.json: line 7, /layers/0: the layers form a cycle: a -> b -> a; expected an acyclic "
            "graph");
        row("a tensor nobody makes", withLayers(kA + R"(,{"name": "b", "inputs": ["a", "q"]})"),
            "m.json: line 7, /layers/1/inputs/1: layer 'b' consumes tensor 'q', which nobody "
            "makes; "
            "expected a model input or a layer's output");
        row("an output nobody makes", withLayers(kA + "," + kB, R"("b", "q")"),
            "m.json: line 9, /outputs/1: model output 'q' is a tensor that nobody makes; expected "
            "a "
            "model input or a layer's output");
        row("a size that is missing", withLayers(kA + "," + kB, "\"b\"", ""),
            "m.json: line 7, /layers/0: tensor 'a' has no size; expected bytes, or dtype and "
            "shape, "
            "or transmit_ms under \"tensors\"");
        row("a tensor that is not there", withLayers(kA, "\"a\"", R"("q": {"bytes": 8})"),
            "m.json: line 5, /tensors/q: tensor 'q' is described, but no input and no layer makes "
            "it; expected a model input or a layer's output");
        row("unknown key", withLayers(R"({"name": "a", "inputs": ["x"], "devize_ms": 3})"),
            "m.json: line 7, /layers/0/devize_ms: the unknown key 'devize_ms'; expected "
            "'device_ms'");
        row("unknown key like none", withLayers(R"({"name": "a", "inputs": ["x"], "colour": 3})"),
            "m.json: line 7, /layers/0/colour: the unknown key 'colour'; expected 'name', 'op', "
            "'inputs', 'outputs', 'device_ms', 'server_ms', 'flops', 'weight_bytes', "
            "'compute_dtype' or 'fused'");
        row("no name", withLayers(R"({"inputs": ["x"]})"),
            "m.json: line 7, /layers/0: an object without the key 'name'; expected 'name'");
        row("empty name", withLayers(R"({"name": "", "inputs": ["x"]})"),
            "m.json: line 7, /layers/0/name: \"\"; expected a name");
        row("no outputs", withLayers(R"({"name": "a", "inputs": ["x"], "outputs": []})"),
            "m.json: line 7, /layers/0/outputs: an empty array; expected at least one tensor, or "
            "no "
            "key 'outputs'");
        row("layers that are no array", R"({"format": "trilane.model", "version": 1, "name": "m",
            "inputs": [], "outputs": [], "layers": {}})",
            "m.json: line 2, /layers: an empty object; expected an array");
        row("another format", R"({"format": "trilane.plan", "version": 1})",
            "m.json: line 1, /format: format 'trilane.plan'; expected 'trilane.model'");
        row("no format", "{}",
            "m.json: line 1: an object without the key 'format'; expected \"format\": "
            "\"trilane.model\"");
        row("not an object", "[1]",
            "m.json: line 1: an array; expected an object with \"format\": \"trilane.model\"");
        row("a newer version", "{\"format\": \"trilane.model\",\n\"version\": 2, \"new\": 1}",
            "m.json: line 2, /version: version 2, newer than this program reads; expected version "
            "1");
        row("no such version", "{\"format\": \"trilane.model\",\n\"version\": \"one\"}",
            "m.json: line 2, /version: version \"one\"; expected version 1");
    }

    void namesEveryFault() {
        QFETCH(QString, text);
        QFETCH(QString, message);
        QCOMPARE(messageOf(text.toStdString()), message);
    }
};

QTEST_APPLESS_MAIN(TestModelJson)
#include "test_model_json.moc"
