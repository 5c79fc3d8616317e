#include "tests/app/cli/program_runner.h"

#include <nlohmann/json.hpp>

#include <QTest>

namespace trilane {

/// `trilane profile import` and `trilane profile show`.
class TestProfileCommand : public QObject {
    Q_OBJECT

private:
    using Json = nlohmann::ordered_json;
    ProgramRunner m_runner;

    static QString sample(const QString& name) {
        return QStringLiteral(TRILANE_SAMPLES) + "/" + name;
    }

    [[nodiscard]] ProgramRun import(const QString& file, const QStringList& more = {}) const {
        return m_runner.run(QStringList{"profile", "import", file, "--model",
                                        sample("lenet-5.onnx"), "--side", "device"} +
                            more);
    }

    [[nodiscard]] Json written(const QString& name) const {
        return Json::parse(m_runner.read(name).toStdString());
    }

private slots:
    void initTestCase() {
        // LeNet-5 as an engine that fuses some of it would run it. Tanh of c5 and f6 is ours alone.
        m_runner.write("times.csv",
                       "layer,op,ms\nc1,Conv,2.5\nc1/tanh,Tanh,0.5\ns2,AveragePool,0.3\n"
                       "c3,FusedConv,4\ns4,AveragePool,0.1\nc5 + c5/tanh || f6,Gemm,0.9\n"
                       "ReorderOutput,Reorder,0.25\noutput,Gemm,0.05\n");
        m_runner.write("server.csv", "c1,0.1\nprob,0.2\n");
        m_runner.write("ort.json",
                       R"([{"cat":"Session","name":"model_run","ts":0,"dur":40},
                           {"cat":"Node","name":"c1_kernel_time","ts":1,"dur":30,"args":{}},
                           {"cat":"Session","name":"model_run","ts":50,"dur":40},
                           {"cat":"Node","name":"c1_kernel_time","ts":51,"dur":10,"args":{}},
                           {"cat":"Session","name":"model_run","ts":100,"dur":40},
                           {"cat":"Node","name":"c1_kernel_time","ts":101,"dur":13,"args":{}}])");
        m_runner.write("other.csv", "stem,1\n");
        m_runner.write("towers.json", kTowers);
        m_runner.write("trt.json", R"([{"count": 10},
                           {"name": "{ForeignNode[c1...zzz]}", "timeMs": 10, "averageMs": 1},
                           {"name": "c3 + zz + zzz", "timeMs": 10, "averageMs": 1},
                           {"name": "f6", "timeMs": 20, "averageMs": 2}])");
    }

    void reportsWhatIsMatched() {
        const ProgramRun run = import("times.csv", {"-o", "p.json"});
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(QString(run.out),
                 QString("lenet-5: CSV times.csv: 8.6 ms a run (one run)\n"
                         "Matched    97.1 % of the time, 7 of 8 entries: 5 by name, 1 by fused "
                         "node, 1 of\n"
                         "           several layers\n"
                         "Layers     7 of 9 have a time; without: flatten, prob, by the cost model "
                         "20.0 %\n"
                         "           of the time. Planning gives them 0.6001 ms, from the model "
                         "file or\n"
                         "           else as raspberry-pi-4b would need (--device names another "
                         "machine)\n"
                         "\n"
                         "belongs to no layer  op         ms  share\n"
                         "ReorderOutput        Reorder  0.25  2.9 %\n"));
        const ProgramRun ort = import("ort.json", {"-o", "o.json"});
        QVERIFY2(ort.out.startsWith("lenet-5: ONNX Runtime profile ort.json: 0.0115 ms a run "
                                    "(median of 2 runs, 1 of\n  warm-up left out)\n"
                                    "Matched    100 % of the time, 1 of 1 entry: 1 by name\n"),
                 ort.out.constData());
    }

    void tellsOfPartsThatTheModelDoesNotHave() {
        const ProgramRun run = import("trt.json", {"-o", "partly.json"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(QString(run.err),
                 QString("trilane: warning: trt.json: 2 entries are only partly matched: 'lenet-5' "
                         "has no layer 'zzz', 'zz'; their 2 ms go to the layers it has\n"));
        QVERIFY2(run.out.startsWith(
                     "lenet-5: TensorRT profile trt.json: 4 ms a run (average of 10 runs)\n"
                     "Matched    50 % of the time and 50 % partly, 3 of 3 entries: 3 by name\n"
                     "Partly     2 entries, 2 ms, all of it given to the layers that are known;\n"
                     "           unknown: 'zzz', 'zz'\n"
                     "Layers     3 of 9 have a time;"),
                 run.out.constData());
        QVERIFY(written("partly.json")["device"]["layers"] ==
                Json({{"c1", 1.0}, {"c3", 1.0}, {"f6", 2.0}}));
        const ProgramRun json = import("trt.json", {"-o", "partly.json", "--json", "-q"});
        QCOMPARE(json.err, QByteArray());
        const Json report = Json::parse(json.out.toStdString());
        QCOMPARE(report["partly_matched_ms"].get<double>(), 2.0);
        QVERIFY(report["entries"][1]["unknown"] == Json::array({"zz", "zzz"}));
        QVERIFY(report["entries"][2]["unknown"] == Json::array());
    }

    void warnsOfAnotherModelsProfile() {
        const QByteArray warning =
            "only 40 % of the measured time matches a layer of 'lenet-5': is it this model's "
            "profile?\n";
        m_runner.write("chance.csv", "layer,ms\nc1,4\nn12,6\n");
        ProgramRun run = import("chance.csv", {"-o", "chance.json"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.err, "trilane: warning: chance.csv: " + warning);
        run = import("chance.csv", {"-o", "-"});
        QCOMPARE(run.err, "trilane: warning: chance.csv: " + warning);
        QCOMPARE(import("chance.csv", {"-o", "-", "-q"}).err, QByteArray());
        // What is left of a model's own profile: copies.
        m_runner.write("copies.csv", "layer,ms\nc1,9\nReorder,1\n");
        QCOMPARE(import("copies.csv", {"-o", "copies.json"}).err, QByteArray());
    }

    void tellsOfAWarmUpThatMayCount() {
        m_runner.write("once.json",
                       R"([{"cat":"Node","name":"c1_kernel_time","ts":1,"dur":30,"args":{}}])");
        const ProgramRun once = import("once.json", {"-o", "once.profile.json"});
        QVERIFY2(
            once.out.startsWith("lenet-5: ONNX Runtime profile once.json: 0.03 ms a run (one run, "
                                "which may be\n  the warm-up)\n"),
            once.out.constData());
        m_runner.write("twice.json",
                       R"([{"cat":"Node","name":"c1_kernel_time","ts":1,"dur":30,"args":{}},
                           {"cat":"Node","name":"c1_kernel_time","ts":51,"dur":10,"args":{}}])");
        const ProgramRun twice = import("twice.json", {"-o", "twice.profile.json"});
        QVERIFY2(twice.out.contains("(one run, 1 of warm-up\n  left out)"), twice.out.constData());
    }

    void writesTheProfile() {
        QCOMPARE(import("times.csv", {"-o", "p.json"}).exitCode, 0);
        const Json profile = written("p.json");
        QCOMPARE(profile["model"].get<std::string>(), std::string("lenet-5"));
        QCOMPARE(profile["device"]["name"].get<std::string>(), std::string("CSV, times.csv"));
        QVERIFY(!profile.contains("server"));
        const Json& layers = profile["device"]["layers"];
        QCOMPARE(layers.size(), std::size_t{7});
        QCOMPARE(layers["c1"].get<double>(), 3.0);
        QCOMPARE(layers["c3"].get<double>(), 4.0);
        // Shared out, and nothing lost.
        QVERIFY(layers["c5"].get<double>() > layers["f6"].get<double>());
        QCOMPARE(std::llround((layers["c5"].get<double>() + layers["f6"].get<double>()) * 1e6),
                 900'000LL);
        QCOMPARE(import("times.csv", {"-o", "-", "--name", "CSV, times.csv", "-q"}).out,
                 m_runner.read("p.json"));
    }

    void timesOfFusedLayers() {
        QCOMPARE(import("times.csv", {"-o", "fused.json"}).exitCode, 0);
        const QByteArray warning =
            "trilane: warning: fused.json: times of fused layers (4 of 7 on the device) for a "
            "model read without fusing: each counts for the first node alone, and the nodes "
            "behind it are estimated on top\n";
        const QStringList plan{"plan", sample("lenet-5.onnx"), "--profile", "fused.json"};
        QCOMPARE(m_runner.run(plan).err, QByteArray());
        QCOMPARE(m_runner.run(plan + QStringList{"--no-fuse"}).err, warning);
        const QStringList show{"profile", "show", "fused.json", "--model", sample("lenet-5.onnx")};
        QCOMPARE(m_runner.run(show).err, QByteArray());
        QCOMPARE(m_runner.run(show + QStringList{"--no-fuse"}).err, warning);
        // Once for all cases of a suite.
        m_runner.write("suite.json",
                       R"({"format":"trilane.suite","version":1,"defaults":{"model":")" +
                           sample("lenet-5.onnx").toUtf8() +
                           R"(","profile":"fused.json","strategies":["ej"]},"cases":[
                           {"name":"a","no_fuse":true},{"name":"b","no_fuse":true},
                           {"name":"c"}]})");
        const QByteArray batch = m_runner.run({"batch", "suite.json"}).err;
        QCOMPARE(batch.count("times of fused layers"), 1);
        QVERIFY2(batch.contains(warning), batch.constData());
        // Times of nodes are no reason to warn.
        QCOMPARE(import("times.csv", {"--no-fuse", "-o", "apart.json"}).exitCode, 0);
        QCOMPARE(
            m_runner.run({"plan", sample("lenet-5.onnx"), "--profile", "apart.json", "--no-fuse"})
                .err,
            QByteArray());
    }

    void nodesKeptApart() {
        const ProgramRun run = import("times.csv", {"--no-fuse", "-o", "apart.json", "--json"});
        QCOMPARE(run.exitCode, 0);
        const Json report = Json::parse(run.out.toStdString());
        QCOMPARE(report["layer_count"].get<int>(), 13);
        QCOMPARE(report["layers_with_time"].get<int>(), 11);
        // What FusedConv covers besides its namesake, and f6's activation, nobody names.
        QVERIFY(report["entries"][3]["layers"] == Json::array({"c3", "c3/tanh"}));
        QVERIFY(report["entries"][5]["layers"] == Json::array({"c5", "c5/tanh", "f6", "f6/tanh"}));
        QVERIFY(report["unmatched"] == Json::array({"ReorderOutput"}));
        QCOMPARE(report["untimed"][1]["name"].get<std::string>(), std::string("prob"));
        QCOMPARE(report["matched_ms"].get<double>(), 8.35);
        double sum = 0;
        const Json profile = written("apart.json");
        for (const auto& [name, ms] : profile["device"]["layers"].items())
            sum += ms.get<double>();
        QCOMPARE(std::llround(sum * 1e6), 8'350'000LL);
    }

    void planningUsesTheProfile() {
        QCOMPARE(import("times.csv", {"-o", "p.json"}).exitCode, 0);
        const ProgramRun run = m_runner.run({"compare", sample("lenet-5.onnx"), "--profile",
                                             "p.json", "--strategies", "local", "--json"});
        QCOMPARE(run.exitCode, 0);
        const Json local = Json::parse(run.out.toStdString())["strategies"][0];
        QVERIFY(m_runner
                    .run({"compare", sample("lenet-5.onnx"), "--profile", "p.json", "--strategies",
                          "local"})
                    .out.startsWith("lenet-5: device raspberry-pi-4b (default), 7 of 9 layers "
                                    "profiled; server"));
        // 8.35 ms measured, flatten's layer overhead of 0.3 ms and prob's and some bytes'.
        QVERIFY(std::abs(local["makespan_ms"].get<double>() - 8.95) < 0.01);
    }

    void mergesOneSideIntoAnother() {
        QCOMPARE(import("times.csv", {"-o", "p.json", "--name", "Pi"}).exitCode, 0);
        const ProgramRun both =
            m_runner.run({"profile", "import", "server.csv", "--model", sample("lenet-5.onnx"),
                          "--side", "server", "--merge", "p.json", "-o", "p.json"});
        QCOMPARE(both.err, QByteArray());
        QCOMPARE(both.exitCode, 0);
        QVERIFY(!both.out.contains("Replaced"));
        Json profile = written("p.json");
        QCOMPARE(profile["device"]["name"].get<std::string>(), std::string("Pi"));
        QCOMPARE(profile["device"]["layers"].size(), std::size_t{7});
        QCOMPARE(profile["server"]["layers"]["prob"].get<double>(), 0.2);
        // The same side again: it is replaced, and told.
        const ProgramRun again = import("ort.json", {"--merge", "p.json", "-o", "again.json"});
        QVERIFY2(again.out.contains("\nReplaced   the device side 'Pi' of the profile that is "
                                    "merged, 7 layers\n"),
                 again.out.constData());
        profile = written("again.json");
        QVERIFY(profile["device"]["layers"] == Json({{"c1", 0.0115}}));
        QCOMPARE(profile["server"]["layers"].size(), std::size_t{2});
    }

    void showsWhereTheTimeGoes() {
        m_runner.write("shown.json",
                       R"({"format":"trilane.profile","version":1,"model":"towers",
                           "device":{"name":"Pi","layers":{"a":3,"b":0.5,"c":3,"sum":1.5}},
                           "server":{"layers":{"a":0}},"transmit_ms":{"a":1}})");
        const ProgramRun run =
            m_runner.run({"profile", "show", "shown.json", "--model", "towers.json"});
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(QString(run.out), QString("Profile of the model towers\n"
                                           "\n"
                                           "Device 'Pi': 4 layers, 8 ms\n"
                                           "without a time: d\n"
                                           "\n"
                                           "#  layer  op     ms   share  so far\n"
                                           "1  a      Conv  3.0  37.5 %  37.5 %\n"
                                           "2  c      Conv  3.0  37.5 %    75 %\n"
                                           "3  sum    Add   1.5  18.8 %  93.8 %\n"
                                           "4  b      Relu  0.5   6.2 %   100 %\n"
                                           "\n"
                                           "op    layers   ms   share\n"
                                           "Conv       2  6.0    75 %\n"
                                           "Add        1  1.5  18.8 %\n"
                                           "Relu       1  0.5   6.2 %\n"
                                           "\n"
                                           "Server: 1 layer, 0 ms\n"
                                           "without a time: b … sum (4)\n"
                                           "\n"
                                           "#  layer  op    ms  share  so far\n"
                                           "1  a      Conv   0    0 %     0 %\n"
                                           "\n"
                                           "op    layers  ms  share\n"
                                           "Conv       1   0    0 %\n"
                                           "\n"
                                           "Link: the times of 1 tensor are given\n"));
        const ProgramRun top = m_runner.run({"profile", "show", "shown.json", "--top", "1"});
        QVERIFY2(top.out.contains("1  a       3  37.5 %  37.5 %\nand 3 layers more\n"),
                 top.out.constData());
        QVERIFY(!top.out.contains("op"));
        const Json json = Json::parse(
            m_runner.run({"profile", "show", "shown.json", "--model", "towers.json", "--json"})
                .out.toStdString());
        QCOMPARE(json["device"]["total_ms"].get<double>(), 8.0);
        QCOMPARE(json["device"]["layers"][2]["cumulative_share"].get<double>(), 0.9375);
        QCOMPARE(json["device"]["ops"][0]["layers"].get<int>(), 2);
        QVERIFY(json["device"]["untimed"] == Json::array({"d"}));
        QCOMPARE(json["transmit_ms"]["a"].get<double>(), 1.0);
    }

    void failures_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* line, int exitCode, const char* message) {
            QTest::newRow(line) << line << exitCode << message;
        };
        row("import other.csv --model M --side device -o x.json", 3,
            "other.csv: 1 name, as 'stem', none of which the model 'lenet-5' has; expected timings "
            "of that model, with names of its layers, as 'c1', nodes or tensors");
        row("import nope.csv --model M --side device -o x.json", 3, "nope.csv: no such file");
        row("import M --model M --side device -o x.json", 3, nullptr);
        row("import times.csv --model M --side device --merge t.json -o x.json", 3,
            "t.json: /model: a profile of the model 'towers'; expected one of the model 'lenet-5'");
        row("import times.csv --model M --side dvice -o x.json", 2,
            "--side: 'dvice' is no side; did you mean 'device'? See 'trilane profile import "
            "--help'");
        row("import times.csv --model M -o x.json", 2,
            "--side is required; see 'trilane profile import --help'");
        row("import times.csv --model M --side device", 2,
            "--output is required; see 'trilane profile import --help'");
        row("import times.csv --model M --side device -o times.csv", 2,
            "-o: 'times.csv' is the file that FILE reads ('times.csv'); expected another file; see "
            "'trilane profile import --help'");
        row("import - --model - --side device -o x.json", 2,
            "--model: '-' is FILE already; expected a file; see 'trilane profile import --help'");
        row("import times.csv --model - --merge - --side device -o x.json", 2,
            "--merge: '-' is the model already; expected a file; see 'trilane profile import "
            "--help'");
        row("import times.csv --model M --side device --json -o -", 2,
            "--json: not with -o -; only one of both can be standard output; see 'trilane profile "
            "import --help'");
        row("show t.json --top 0", 2,
            "--top: '0'; expected a whole number above 0; see 'trilane profile show --help'");
        row("show t.json --no-fuse", 2,
            "--no-fuse: only with --model; see 'trilane profile show --help'");
        row("show t.json --shape x=1", 2,
            "--shape: only with --model; see 'trilane profile show --help'");
        row("show - --model -", 2,
            "--model: '-' is the profile already; expected a file; see 'trilane profile show "
            "--help'");
        row("show t.json --model M", 3,
            "t.json: /model: a profile of the model 'towers'; expected one of the model 'lenet-5'");
    }
    void failures() {
        QFETCH(QString, line);
        QFETCH(int, exitCode);
        QFETCH(QString, message);
        m_runner.write("t.json", R"({"format":"trilane.profile","version":1,"model":"towers"})");
        QStringList words = QString("profile " + line).split(' ');
        words.replaceInStrings("M", sample("lenet-5.onnx"));
        const ProgramRun run = m_runner.run(words);
        if (!message.isNull()) QCOMPARE(QString(run.err), "trilane: error: " + message + "\n");
        QVERIFY(run.err.startsWith("trilane: error: "));
        QCOMPARE(run.exitCode, exitCode);
        QCOMPARE(m_runner.read("x.json"), QByteArray("no such file"));
    }

    void standardStreams() {
        const ProgramRun run =
            m_runner.shell("trilane profile import - --model " + sample("lenet-5.onnx") +
                           " --side device -o - < times.csv | trilane profile show - --top 1");
        QCOMPARE(run.err, QByteArray("trilane: warning: standard input: 0.25 ms of 8.6 ms "
                                     "measured belong to no layer\n"));
        QVERIFY2(run.out.contains("Device 'CSV, standard input': 7 layers, 8.35 ms\n"),
                 run.out.constData());
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestProfileCommand)
#include "test_profile.moc"
