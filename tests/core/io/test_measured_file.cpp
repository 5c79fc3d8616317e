#include "core/io/measured_file.h"
#include "core/io/read_file.h"
#include "tests/support/error_text.h"

#include <fmt/format.h>

#include <QTest>
#include <algorithm>

using namespace trilane;
using trilane::test::messageOf;

namespace {

const char* const kKnown =
    "; expected measured timings: of ONNX Runtime (JSON), TensorRT (trtexec --exportProfile), "
    "OpenVINO (counters, CSV or JSON), TFLite (CSV), or lines 'layer,ms'";

/// "ONNX Runtime profile, median of 2 runs, 1 of warm-up, 0 not run\nname [op] nanoseconds\n"
std::string textOf(const MeasuredTimes& times) {
    const char* const statistic = times.statistic == MeasuredStatistic::Single   ? "single"
                                  : times.statistic == MeasuredStatistic::Median ? "median"
                                                                                 : "average";
    std::string text =
        fmt::format("{}, {} of {} runs, {} of warm-up, {} not run\n", title(times.format),
                    statistic, times.runs, times.warmUp, times.notRun);
    for (const MeasuredEntry& entry : times.entries)
        text += fmt::format("{} [{}] {}\n", entry.name, entry.op, entry.time.count());
    return text;
}

std::string textOf(const std::string& content) {
    return textOf(parseMeasuredTimes(content, "m"));
}

/// One of the files that the fuzz target starts from.
std::string seed(const std::string& name) {
    return readFile(TRILANE_SOURCE_DIR "/tests/fuzz/corpus/fuzz_measured_times/" + name);
}

std::string messageOfText(const std::string& content) {
    return messageOf([&] { (void)parseMeasuredTimes(content, "m"); });
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    return at == std::string::npos ? "nothing to replace" : text.replace(at, from.size(), to);
}

}  // namespace

class TestMeasuredFile : public QObject {
    Q_OBJECT

private slots:
    void onnxRuntime() {
        // The first run is left out, fences too, and what runs within a loop is the loop's.
        QCOMPARE(textOf(seed("onnx_runtime.json")),
                 std::string("ONNX Runtime profile, median of 2 runs, 1 of warm-up, 0 not run\n"
                             "conv1 [Conv] 11500\n"
                             "loop [Loop] 20500\n"));
    }

    void onnxRuntimeOlderFiles() {
        // Without the runs of the model, those of the executor tell them apart.
        std::string text = seed("onnx_runtime.json");
        while (text.find("model_run") != std::string::npos)
            text = replaced(text, "model_run", "other");
        QCOMPARE(textOf(text), textOf(seed("onnx_runtime.json")));
        // Without either, a run begins where the first name comes back; numbers may be strings.
        QCOMPARE(textOf(R"([{"cat":"Node","name":"a_kernel_time","dur":"50"},
                            {"cat":"Node","name":"b_kernel_time","dur":1},
                            {"cat":"Node","name":"b_kernel_time","dur":2},
                            {"cat":"Node","name":"a_kernel_time","dur":7},
                            {"cat":"Node","name":"b_kernel_time","dur":4},
                            {"cat":"Node","name":"b_kernel_time","dur":0.0004}])"),
                 std::string("ONNX Runtime profile, single of 1 runs, 1 of warm-up, 0 not run\n"
                             "a [] 7000\n"
                             "b [] 4000\n"));
    }

    void onnxRuntimeRunsAtOnce() {
        // Two runs overlap on two threads; each event belongs to the run of its thread.
        QCOMPARE(textOf(R"([{"cat":"Session","name":"model_run","ts":0,"dur":100,"tid":1},
                            {"cat":"Session","name":"model_run","ts":10,"dur":100,"tid":2},
                            {"cat":"Session","name":"model_run","ts":200,"dur":100,"tid":1},
                            {"cat":"Node","name":"a_kernel_time","ts":20,"dur":70,"tid":1},
                            {"cat":"Node","name":"a_kernel_time","ts":30,"dur":8,"tid":2},
                            {"cat":"Node","name":"a_kernel_time","ts":210,"dur":6,"tid":1}])"),
                 std::string("ONNX Runtime profile, median of 2 runs, 1 of warm-up, 0 not run\n"
                             "a [] 7000\n"));
    }

    void onnxRuntimeOnGraphicsProcessors() {
        const MeasuredTimes times = parseMeasuredTimes(
            R"([{"cat":"Node","name":"a_kernel_time","dur":5,
                 "args":{"provider":"CUDAExecutionProvider"}},
                {"cat":"Node","name":"b_kernel_time","dur":5,
                 "args":{"provider":"CPUExecutionProvider"}}])",
            "m");
        QCOMPARE(times.warnings,
                 std::vector<std::string>{"CUDAExecutionProvider only starts its work within a "
                                          "node's time: these times may be too short"});
        QVERIFY(parseMeasuredTimes(seed("onnx_runtime.json"), "m").warnings.empty());
    }

    void oneRunIsNoWarmUp() {
        QCOMPARE(textOf(R"([{"cat":"Node","name":"a_kernel_time","dur":5}])"),
                 std::string("ONNX Runtime profile, single of 1 runs, 0 of warm-up, 0 not run\n"
                             "a [] 5000\n"));
    }

    void tensorRt() {
        QCOMPARE(textOf(seed("tensorrt.json")),
                 std::string("TensorRT profile, median of 41 runs, 0 of warm-up, 0 not run\n"
                             "conv1 input reformatter 0 [] 90000\n"
                             "conv1 + relu1 [] 980000\n"
                             "left || right [] 500000\n"
                             "{ForeignNode[a \"quoted\" name...fc\\8]} [] 410000\n"));
        // Older files have no median; what somebody else wrote is plain JSON.
        QCOMPARE(textOf(R"([{"count": 4}, {"name": "a\tb", "averageMs": "0.5"},
                            {"name": "c", "timeMs": 10}])"),
                 std::string("TensorRT profile, average of 4 runs, 0 of warm-up, 0 not run\n"
                             "a\tb [] 500000\n"
                             "c [] 2500000\n"));
    }

    /// A search to the end of the line, or of the file, for every name would not come to its end.
    void manyNamesOnOneLine() {
        constexpr int kLayers = 50'000;
        std::string text = R"([{ "count" : 1 })";
        for (int i = 0; i < kLayers; ++i)
            text += fmt::format(R"(, {{ "name" : "l{}", "timeMs" : 1, "averageMs" : 0.001 }})", i);
        for (int i = 0; i < kLayers; ++i)
            text += fmt::format(R"(, {{ "name" : "m{}", "averageMs" : 0.001 }})", i);
        const MeasuredTimes times = parseMeasuredTimes(text + "]", "m");
        QCOMPARE(times.entries.size(), std::size_t{2 * kLayers});
        QCOMPARE(times.entries.back().name, std::string("m49999"));
    }

    void tensorRtEscapesNoNames() {
        const std::string names = seed("tensorrt_raw_names.json");
        const std::string read =
            "TensorRT profile, average of 10 runs, 0 of warm-up, 0 not run\n"
            "{\"x\": 1} [] 1000000\n"
            "C:\\new\\table + b\" [] 2000000\n"
            "ends in \\ [] 3000000\n"
            "\", \"name\" : \" [] 4000000\n"
            "plain [] 5000000\n";
        QCOMPARE(textOf(names), read);
        // On one line, with other spaces, or with the key on a line of its own.
        std::string line = names;
        line.erase(std::remove(line.begin(), line.end(), '\n'), line.end());
        QCOMPARE(textOf(line), read);
        std::string apart = names;
        for (std::size_t i = 0; i < 5; ++i)
            apart = replaced(apart, ", \"timeMs\" :", ",\n  \"timeMs\": ");
        QCOMPARE(textOf(apart), read);
        // A file that is JSON is read as such.
        QCOMPARE(textOf("[{\"count\": 1}, {\"name\": \"a\\\"b\\\\c\", \"timeMs\": 1}]"),
                 std::string("TensorRT profile, average of 1 runs, 0 of warm-up, 0 not run\n"
                             "a\"b\\c [] 1000000\n"));
        // What is broken elsewhere stays so.
        QCOMPARE(messageOfText("[{ \"name\" : \"a\", \"timeMs\" : 1"),
                 std::string("m: line 1, column 30: the end of the file; expected ',' or '}'"));
    }

    void openVino() {
        QCOMPARE(textOf(seed("openvino_average.csv")),
                 std::string("OpenVINO counters, average of 0 runs, 0 of warm-up, 2 not run\n"
                             "conv1 [Convolution] 1250000\n"
                             "relu;odd name [Relu] 20000\n"));
        QCOMPARE(textOf(seed("openvino_detailed.csv")),
                 std::string("OpenVINO counters, median of 3 runs, 0 of warm-up, 0 not run\n"
                             "conv1 [Convolution] 1300000\n"
                             "fc [FullyConnected] 500000\n"));
        QCOMPARE(textOf(seed("openvino_average.json")),
                 std::string("OpenVINO counters, average of 0 runs, 0 of warm-up, 1 not run\n"
                             "conv1 [Convolution] 1250000\n"));
        QCOMPARE(textOf(seed("openvino_detailed.json")),
                 std::string("OpenVINO counters, median of 2 runs, 0 of warm-up, 0 not run\n"
                             "conv1 [Convolution] 1375000\n"));
    }

    void tfLite() {
        QCOMPARE(textOf(seed("tflite.csv")),
                 std::string("TFLite profile, average of 0 runs, 0 of warm-up, 0 not run\n"
                             "net/conv1/Relu;net/conv1/BiasAdd, net/aux [CONV_2D] 93039\n"
                             "net/elu [ELU] 170\n"));
    }

    void layerCsv() {
        QCOMPARE(textOf(seed("layers.csv")),
                 std::string("CSV, median of 2 runs, 0 of warm-up, 0 not run\n"
                             "conv1 [Conv] 3000000\n"
                             "a, \"b\" [Relu] 250000\n"));
        // A spreadsheet's byte order mark and line breaks; no header; blank lines.
        QCOMPARE(textOf("\xEF\xBB\xBF"
                        "conv1, 3.5\r\n\r\nfc,1e-3\r\n"),
                 std::string("CSV, single of 1 runs, 0 of warm-up, 0 not run\n"
                             "conv1 [] 3500000\n"
                             "fc [] 1000\n"));
        QCOMPARE(textOf("Name,ms\n7,1\n"),
                 std::string("CSV, single of 1 runs, 0 of warm-up, 0 not run\n7 [] 1000000\n"));
        // What stands behind the columns that matter may be missing.
        QCOMPARE(textOf("layer,ms,remark\na,1,cold\nb,2\n"),
                 std::string("CSV, single of 1 runs, 0 of warm-up, 0 not run\n"
                             "a [] 1000000\nb [] 2000000\n"));
    }

    void saysWhatIsNoMeasurement() {
        QCOMPARE(messageOfText(" \n"), std::string("m: line 1: an empty file") + kKnown);
        QCOMPARE(messageOfText("\nhello there, world, again\n"),
                 std::string("m: line 2: 'hello there, world, again'") + kKnown);
        QCOMPARE(messageOfText(std::string("\x08\0\x12", 3)),
                 std::string("m: a binary file") + kKnown);
        QCOMPARE(messageOfText("{}"), std::string("m: line 1: an empty object") + kKnown);
        QCOMPARE(messageOfText("[{\"a\": 1}]"), std::string("m: line 1: an array") + kKnown);
        QCOMPARE(messageOfText("[1, 2"),
                 std::string("m: line 1, column 6: the end of the file; expected ',' or ']'"));
        QCOMPARE(messageOfText("{\"format\": \"trilane.profile\"}"),
                 std::string("m: line 1: a trilane.profile file") + kKnown +
                     "; profiles are used with --profile and added to with --merge");
        const std::string ticks =
            "a list of numbers without names, such as OpenCV's ticks; expected names too: lines "
            "'layer,ms', with ticks / cv::getTickFrequency() * 1000 as the time";
        QCOMPARE(messageOfText(seed("ticks.txt")), "m: line 1: " + ticks);
        QCOMPARE(messageOfText("[12031, 4410, 0]"), "m: line 1: " + ticks);
    }

    void saysWhatIsWrongInJson() {
        const std::string ort = seed("onnx_runtime.json");
        QCOMPARE(messageOfText(replaced(ort, "\"dur\" :90,\"ts\" :100", "\"dur\" :-1,\"ts\" :100")),
                 std::string("m: line 4, /2/dur: -1; expected a time from 0 to 1,000,000,000 ms"));
        QCOMPARE(messageOfText(replaced(ort, "\"dur\" :90,\"ts\" :100", "\"ts\" :100")),
                 std::string("m: line 4, /2: an object without the key 'dur'; expected 'dur'"));
        QCOMPARE(messageOfText("[{\"cat\": \"Session\"}]"),
                 std::string("m: line 1: no event of a node; expected events with \"cat\": "
                             "\"Node\" and a name that ends in \"_kernel_time\" (run the model at "
                             "least once before the profile ends)"));
        QCOMPARE(messageOfText("[{\"cat\": \"Node\", \"name\": \"a_kernel_time\", \"dur\": 1}, 3]"),
                 std::string("m: line 1, /1: 3; expected an event"));
        const std::string trt = seed("tensorrt.json");
        QCOMPARE(messageOfText(replaced(trt, "\"medianMs\" : 0.98", "\"medianMs\" : \"1,5\"")),
                 std::string("m: line 4, /2/medianMs: \"1,5\"; expected a time from 0 to "
                             "1,000,000,000 ms"));
        QCOMPARE(messageOfText("[{\"name\": \"a\", \"timeMs\": 3}]"),
                 std::string("m: line 1, /0: a layer without the keys 'medianMs' and 'averageMs'; "
                             "expected 'medianMs' or 'averageMs', or 'timeMs' and a count before"));
        // Only names are forgiven.
        QCOMPARE(messageOfText(replaced(trt, "\"count\" : 41", "\"count\" : 4\"1")),
                 std::string("m: line 2, column 20: invalid string: control character U+000A (LF) "
                             "must be escaped to \\u000A or \\n"));
        QCOMPARE(
            messageOfText(replaced(seed("openvino_average.json"), "\"real_time\": 1.25, ", "")),
            std::string("m: line 5, /avg_performance/nodes/1: an object without the key "
                        "'real_time'; expected 'real_time'"));
        QCOMPARE(
            messageOfText("{\"avg_performance\": {\"nodes\": []}}"),
            std::string("m: line 1: no node that ran; expected the nodes that OpenVINO timed"));
    }

    void saysWhatIsWrongInLines() {
        const std::string header = "layerName;execStatus;layerType;execType;realTime (ms);\n";
        QCOMPARE(messageOfText(header + "conv;EXECUTED;1.0;\n"),
                 std::string("m: line 2: 3 fields; expected 5, as in the header"));
        QCOMPARE(messageOfText(header + "conv;EXECUTED;C;c;1,25;\n"),
                 std::string("m: line 2: '1,25'; expected a time from 0 to 1,000,000,000 ms"));
        QCOMPARE(messageOfText(header + "Total;;;;0;\n"),
                 std::string("m: line 2: no layer that ran; expected the layers that OpenVINO "
                             "timed"));
        QCOMPARE(messageOfText("layerName;execStatus;realTime (ms);\n"),
                 std::string("m: line 1: a header without 'layerType'; expected the column "
                             "'layerType'"));
        const std::string tflite = seed("tflite.csv");
        QCOMPARE(messageOfText(replaced(tflite, "Regular Benchmark Runs", "Initialization")),
                 std::string("m: line 25: no section 'Run Order' of benchmark runs; expected one "
                             "with a header that begins with 'node type,'"));
        QCOMPARE(messageOfText(replaced(tflite, "0.0930388", "fast")),
                 std::string("m: line 13: 'fast'; expected a time from 0 to 1,000,000,000 ms"));
        QCOMPARE(messageOfText(replaced(tflite, ", 0, 2, [net/elu]", ", 0, x, [net/elu]")),
                 std::string("m: line 14: 'x' calls; expected a whole number from 0 to 1,000,000"));
        QCOMPARE(messageOfText("layer,ms\na,1\nb\n"),
                 std::string("m: line 3: 1 field; expected 2, as in the header"));
        // A decimal comma must not become another number.
        QCOMPARE(messageOfText("layer,ms\nn0,1,5\n"),
                 std::string("m: line 2: 3 fields; expected 2, as in the header (numbers have a "
                             "decimal point: 1.5, not 1,5)"));
        QCOMPARE(messageOfText("layer,op,ms\na,Conv,1\nn0,Conv,1,5\n"),
                 std::string("m: line 3: 4 fields; expected 3, as in the header (numbers have a "
                             "decimal point: 1.5, not 1,5)"));
        QCOMPARE(messageOfText("a,1\nb,2,3\n"),
                 std::string("m: line 2: 3 fields; expected two: a layer and milliseconds (numbers "
                             "have a decimal point: 1.5, not 1,5)"));
        QCOMPARE(messageOfText("a,1\nb,nan\n"),
                 std::string("m: line 2: 'nan'; expected a time from 0 to 1,000,000,000 ms"));
        QCOMPARE(messageOfText("a,1\n\"b,2\n"),
                 std::string("m: line 2: a quoted field without its end; expected fields as RFC "
                             "4180 has them"));
        QCOMPARE(messageOfText("a,1\n,2\n"),
                 std::string("m: line 2: an empty name; expected the name of a layer"));
        QCOMPARE(messageOfText("layer,ms\n"),
                 std::string("m: line 1: no layers; expected lines of a layer and its time"));
        QCOMPARE(messageOfText("a,1e9\nb,1\n"),
                 std::string("m: times that add up to 1000000001 ms and more; expected at most "
                             "1000000000 ms in sum"));
    }
};

QTEST_APPLESS_MAIN(TestMeasuredFile)
#include "test_measured_file.moc"
