#include "tests/app/cli/program_runner.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <limits>

namespace trilane {
namespace {

const char* const kPaperPaths = "3,2,5;3,2,2;4,3,3;4,2,3";

nlohmann::json parsed(const QByteArray& text) {
    return nlohmann::json::parse(text.toStdString());
}

}  // namespace

/// What each command prints, on a model small enough to compute by hand.
class TestCommands : public QObject {
    Q_OBJECT

private:
    ProgramRunner m_runner;

private slots:
    void initTestCase() { m_runner.write("towers.json", kTowers); }

    void schedulePaperExample() {
        const ProgramRun run = m_runner.run({"schedule", "--paths", kPaperPaths});
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(QString(run.out),
                 QString("path  device ms  link ms  server ms\n"
                         "   1          3        2          5\n"
                         "   2          3        2          2\n"
                         "   3          4        3          3\n"
                         "   4          4        2          3\n"
                         "\n"
                         "EJ       order 1, 3, 4, 2; makespan 18 ms, optimal: no order is faster\n"
                         "         H = {1}, L = {3, 4, 2}\n"
                         "Optimal  order 1, 3, 4, 2; makespan 18 ms, optimal: no order is faster\n"
                         "Proof    theorem 3 holds: EJ's order is optimal for these paths\n"));
    }

    void schedulePaperExampleJson() {
        const ProgramRun run = m_runner.run({"schedule", "--paths", kPaperPaths, "--json"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(
            QString(run.out),
            QString(
                "{\n"
                "  \"strategies\": [\n"
                "    {\"strategy\": \"ej\", \"order\": [1, 3, 4, 2], \"makespan_ms\": 18.000000, "
                "\"optimal\": true},\n"
                "    {\"strategy\": \"optimal\", \"order\": [1, 3, 4, 2], \"makespan_ms\": "
                "18.000000, \"optimal\": true}\n"
                "  ],\n"
                "  \"H\": [1],\n"
                "  \"L\": [3, 4, 2],\n"
                "  \"lower_bound_ms\": 18.000000,\n"
                "  \"theorem3\": true,\n"
                "  \"theorem4\": true\n"
                "}\n"));
    }

    void scheduleWhereEjIsNotOptimal() {
        // Both paths tie for EJ, so that it sends path 1 first: the server then has nothing to do
        // while path 2 is sent, and ends at 3. The reverse overlaps and ends at 2.
        const ProgramRun run = m_runner.run({"schedule", "--paths", "0,1,0;0,1,1"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(QString(run.out).section('\n', 4),
                 QString("EJ       order 1, 2; makespan 3 ms, 50 % above the best\n"
                         "         H = {1, 2}, L = {}\n"
                         "Optimal  order 2, 1; makespan 2 ms, optimal: no order is faster\n"
                         "Proof    theorem 3 does not hold; EJ's order is within 5/3 of the best "
                         "for these\n"
                         "         paths (theorem 4)\n"));
    }

    void planTellsTheWholePlan() {
        const ProgramRun run = m_runner.run({"plan", "towers.json", "--mbps", "8"});
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(run.exitCode, 0);
        // a: 4000 bytes take 4 ms; d: 1000 bytes 1 ms. Device a, c, d: 3 + 4 + 1 = 8 ms; d arrives
        // at 9, then sum takes 0.9 ms.
        const QString expected =
            "towers: device times from the model; server times from the model; network 8 Mbps\n"
            "Optimal (default): the best cut with the best order, pipelined\n"
            "\n"
            "Jobs in sending order; p1, p2, p3: device, link and server time of a job as EJ\n"
            "sees it; all times in ms\n"
            "#  tensor  KB   p1   p2   p3  starts  arrives\n"
            "1  a        4  3.0  4.0  0.2     3.0      7.0\n"
            "2  d        1  5.0  1.0  0.0     8.0      9.0\n"
            "\n"
            "Device    3 of 5 layers: a, c, d\n"
            "Server    2 of 5 layers: b, sum\n"
            "Idle      device 19.2 %, link 49.5 %, server 88.9 %\n"
            "Makespan  9.9 ms; the device alone takes 19 ms (1.92 times as long)\n"
            "Bounds    no order of this cut is below 9.9 ms; no plan is below 9.9 ms\n"
            "Proof     optimal: no cut and no order is faster\n"
            "Theorems  theorem 3 does not hold; EJ's order is within 5/3 of the best for this\n"
            "          cut (theorem 4)\n";
        QCOMPARE(QString(run.out), expected);
    }

    void planFileIsTheJsonAndIsValid() {
        const ProgramRun json = m_runner.run({"plan", "towers.json", "--json"});
        QCOMPARE(json.exitCode, 0);
        const ProgramRun file = m_runner.run({"plan", "towers.json", "-o", "plan.json"});
        QCOMPARE(file.exitCode, 0);
        QVERIFY(file.out.startsWith("towers: "));
        QCOMPARE(m_runner.read("plan.json"), json.out);
        QCOMPARE(m_runner.run({"plan", "towers.json", "-o", "-"}).out, json.out);
        const ProgramRun valid =
            m_runner.run({"validate", "-", "--model", "towers.json"}, json.out);
        QVERIFY2(valid.out.startsWith("standard input: valid; strategy optimal"),
                 valid.out.constData());
        QCOMPARE(valid.exitCode, 0);
    }

    void everyStrategyAndCutRoundTrips_data() {
        QTest::addColumn<QStringList>("options");
        for (const char* strategy :
             {"local", "remote", "neurosurgeon", "dsl", "dsl-fifo", "dsl-ej", "ej", "optimal"})
            QTest::newRow(strategy) << QStringList{"--strategy", strategy};
        QTest::newRow("own cut") << QStringList{"--device-layers", "a,c",         "--sequence",
                                                "topological",     "--execution", "staged"};
        QTest::newRow("nothing on the device") << QStringList{"--device-layers", ""};
        QTest::newRow("latency") << QStringList{"--latency-ms", "3", "--overhead-ms", "0.5"};
        QTest::newRow("pins") << QStringList{"--keep-inputs-local", "--pin-server", "sum"};
    }
    void everyStrategyAndCutRoundTrips() {
        QFETCH(QStringList, options);
        const ProgramRun plan =
            m_runner.run(QStringList{"plan", "towers.json", "--json"} + options);
        QCOMPARE(plan.err, QByteArray());
        const ProgramRun valid =
            m_runner.run({"validate", "-", "--model", "towers.json", "--json"}, plan.out);
        QCOMPARE(valid.err, QByteArray());
        QCOMPARE(valid.exitCode, 0);
        QVERIFY(parsed(valid.out)["violations"].empty());
    }

    void tamperedPlanIsRejected() {
        const ProgramRun plan = m_runner.run({"plan", "towers.json", "--json"});
        auto document = nlohmann::ordered_json::parse(plan.out.toStdString());
        document["makespan_ms"] = document["makespan_ms"].get<double>() + 1;
        const QByteArray tampered = QByteArray::fromStdString(document.dump());
        const ProgramRun text = m_runner.run({"validate", "-", "--model", "towers.json"}, tampered);
        QCOMPARE(text.exitCode, 1);
        QVERIFY2(text.out.startsWith("standard input: invalid; "), text.out.constData());
        QVERIFY(text.out.contains("  /digest: found\n"));
        QVERIFY(text.out.contains("  /makespan_ms: found 10.323729 ms; expected 9.323729 ms"));
        const ProgramRun json =
            m_runner.run({"validate", "-", "--model", "towers.json", "--json"}, tampered);
        QCOMPARE(json.exitCode, 1);
        const auto report = parsed(json.out);
        QCOMPARE(report["valid"].get<bool>(), false);
        QCOMPARE(report["violations"][0]["place"].get<std::string>(), std::string("/digest"));
    }

    void planOfAnotherModelIsRejected() {
        const ProgramRun plan = m_runner.run({"plan", "towers.json", "--json"});
        m_runner.write("changed.json",
                       QByteArray(kTowers).replace("\"device_ms\":9", "\"device_ms\":8"));
        const ProgramRun run = m_runner.run({"validate", "-", "--model", "changed.json"}, plan.out);
        QCOMPARE(run.exitCode, 1);
        QVERIFY(run.out.contains("/model/sha256"));
    }

    void compareIsOneTable() {
        const ProgramRun run = m_runner.run({"compare", "towers.json", "--no-timing", "--mbps", "8",
                                             "--strategies", "local,remote,dsl,optimal"});
        QCOMPARE(run.err, QByteArray());
        const QString expected =
            "towers: device times from the model; server times from the model; network 8 Mbps\n"
            "\n"
            "          makespan  speed-up                    device  sent\n"
            "strategy        ms   over LO      gap  proof    layers    KB\n"
            "LO            19.0      1.00   91.9 %  exact       5/5     0\n"
            "RO           151.4      0.13  1,429 %  exact       0/5   150\n"
            "DSL           13.9      1.37   40.4 %  exact       4/5     3\n"
            "Optimal        9.9      1.92      0 %  optimal     3/5     5\n"
            "\n"
            "Best: 9.9 ms by optimal; 3 of 5 layers stay on the device: a, c, d; a (4.0 KB)\n"
            "  and d (1.0 KB) are sent.\n"
            "Bound: no cut and no order is faster than 9.9 ms; gaps are exact.\n";
        QCOMPARE(QString(run.out), expected);
    }

    void timeLimitIsToldWithTheGap() {
        // Thirty paths whose lane loads leave a gap that no search closes at once.
        QStringList paths;
        unsigned state = 12345;
        const auto next = [&] { return (state = state * 1103515245U + 12345U) >> 16U; };
        for (int i = 0; i < 30; ++i)
            paths << QStringLiteral("%1,%2,%3").arg(next() % 31).arg(next() % 31).arg(next() % 31);
        const ProgramRun run =
            m_runner.run({"schedule", "--paths", paths.join(';'), "--time-limit", "0", "--json"});
        QCOMPARE(run.exitCode, 0);
        const auto best = parsed(run.out)["strategies"][1];
        const double bound = parsed(run.out)["lower_bound_ms"];
        QVERIFY(best["makespan_ms"].get<double>() >= bound);
        QCOMPARE(best["optimal"].get<bool>(), best["makespan_ms"].get<double>() == bound);
        const QByteArray text =
            m_runner.run({"schedule", "--paths", paths.join(';'), "--time-limit", "0"}).out;
        QCOMPARE(text.simplified().contains("not proven optimal: at most"),
                 !best["optimal"].get<bool>());
    }

    void compareJsonHasTheAgreedKeys() {
        const ProgramRun run = m_runner.run({"compare", "towers.json", "--json"});
        QCOMPARE(run.exitCode, 0);
        const auto document = parsed(run.out);
        QCOMPARE(document["model"].get<std::string>(), std::string("towers"));
        QCOMPARE(document["network"]["mbps"].get<double>(), 18.88);
        QCOMPARE(document["strategies"].size(), std::size_t{8});
        for (const auto& entry : document["strategies"])
            for (const char* key :
                 {"strategy", "makespan_ms", "speedup_over_local", "lower_bound_ms", "optimal",
                  "device_layers", "order", "solve_ms"})
                QVERIFY2(entry.contains(key), key);
        QCOMPARE(document["strategies"][0]["speedup_over_local"].get<double>(), 1.0);
        QVERIFY(document["strategies"][7]["optimal"].get<bool>());
    }

    void twoRunsGiveTheSameBytes() {
        for (const QStringList& arguments :
             {QStringList{"compare", "towers.json", "--no-timing", "--json"},
              QStringList{"plan", "towers.json", "--json"},
              QStringList{"convert", "towers.json", "--multi-path", "--format", "dot", "-o", "-"},
              QStringList{"inspect", "towers.json", "--json"}}) {
            const ProgramRun first = m_runner.run(arguments);
            QCOMPARE(first.exitCode, 0);
            QVERIFY(!first.out.isEmpty());
            QCOMPARE(m_runner.run(arguments).out, first.out);
        }
    }

    void longNamesKeepTheTablesNarrow() {
        const QByteArray longName(150, 'n');
        m_runner.write("long.json", QByteArray(kTowers)
                                        .replace("\"a\"", "\"" + longName + "\"")
                                        .replace("\"towers\"", "\"" + QByteArray(90, 't') + "\""));
        for (const QStringList& arguments :
             {QStringList{"plan", "long.json"}, QStringList{"compare", "long.json"},
              QStringList{"inspect", "long.json", "--layers"}}) {
            const ProgramRun run = m_runner.run(arguments);
            QCOMPARE(run.exitCode, 0);
            for (const QString& line : QString::fromUtf8(run.out).split('\n'))
                QVERIFY2(line.size() <= 80, qPrintable(line));
            QVERIFY2(run.out.contains("n…n"), run.out.constData());
        }
    }

    void inspectTellsTheModel() {
        const ProgramRun run = m_runner.run({"inspect", "towers.json", "--json", "--layers"});
        const auto document = parsed(run.out);
        QCOMPARE(document["layers"].get<int>(), 5);
        QCOMPARE(document["category"].get<std::string>(), std::string("Multi-path"));
        QCOMPARE(document["paths"].get<std::string>(), std::string("2"));
        // Each tower gives 0, 1 or 2 layers to the device, and all may be there.
        QCOMPARE(document["cuts"].get<int>(), 10);
        QCOMPARE(document["layer_list"].size(), std::size_t{5});
        QVERIFY(
            m_runner.run({"inspect", "towers.json"}).out.contains("\nCategory    Multi-path\n"));
    }

    void inspectListsTheFirstOfManyTensors() {
        constexpr int kInputs = 1500;
        nlohmann::json model{{"format", "trilane.model"}, {"version", 1}, {"name", "wide"}};
        model["layers"] = {{{"name", "sum"}, {"op", "Sum"}, {"outputs", {"y"}}}};
        for (int i = 0; i < kInputs; ++i) {
            const std::string name = "x" + std::to_string(i);
            model["inputs"].push_back(name);
            model["layers"][0]["inputs"].push_back(name);
            model["tensors"][name] = {{"dtype", "float32"}, {"shape", {1}}};
        }
        model["tensors"]["y"] = {{"dtype", "float32"}, {"shape", {1}}};
        model["outputs"] = {"y"};
        m_runner.write("wide.json", QByteArray::fromStdString(model.dump()));
        const ProgramRun run = m_runner.run({"inspect", "wide.json"});
        QVERIFY2(run.out.contains("            x19, float32 1, 4 bytes\n"
                                  "            and 1,480 more, 1,500 in all\n"),
                 run.out.constData());
        QVERIFY(!run.out.contains("x20,"));
        const auto document = parsed(m_runner.run({"inspect", "wide.json", "--json"}).out);
        QCOMPARE(document["inputs"].size(), std::size_t{kInputs});
    }

    /// A petabyte is the most that one tensor may have; of all of them no integer holds the sum.
    void sumsOfSizesSaturate() {
        constexpr int kOutputs = 9'300;
        nlohmann::json model{{"format", "trilane.model"}, {"version", 1}, {"name", "huge"}};
        model["inputs"] = {"x"};
        model["tensors"]["x"] = {{"bytes", 1}};
        model["layers"] = {{{"name", "split"}, {"op", "Split"}, {"inputs", {"x"}}}};
        for (int i = 0; i < kOutputs; ++i) {
            const std::string name = "y" + std::to_string(i);
            model["layers"][0]["outputs"].push_back(name);
            model["outputs"].push_back(name);
            model["tensors"][name] = {{"bytes", 1'000'000'000'000'000}};
        }
        m_runner.write("huge.json", QByteArray::fromStdString(model.dump()));
        const auto document =
            parsed(m_runner.run({"inspect", "huge.json", "--json", "--layers"}).out);
        QCOMPARE(document["layer_list"][0]["output_bytes"].get<std::int64_t>(),
                 std::numeric_limits<std::int64_t>::max());
    }

    void convertedModelsAreReadAgain() {
        QCOMPARE(m_runner.run({"convert", "towers.json", "-o", "again.json"}).exitCode, 0);
        QCOMPARE(m_runner.run({"convert", "again.json", "-o", "twice.json"}).exitCode, 0);
        QCOMPARE(m_runner.read("twice.json"), m_runner.read("again.json"));
        QCOMPARE(
            m_runner.run({"convert", "towers.json", "--multi-path", "-o", "paths.json"}).exitCode,
            0);
        const auto facts = parsed(m_runner.run({"inspect", "paths.json", "--json"}).out);
        QCOMPARE(facts["layers"].get<int>(), 6);
        const ProgramRun limited = m_runner.run(
            {"convert", "towers.json", "--multi-path", "--max-paths", "1", "-o", "one.dot"});
        QCOMPARE(limited.err, QByteArray("trilane: warning: the first 1 of 2 paths are written; "
                                         "--max-paths raises this\n"));
        QVERIFY(m_runner.read("one.dot").startsWith("digraph"));
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestCommands)
#include "test_commands.moc"
