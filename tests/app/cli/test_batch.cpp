#include "core/io/shipped.h"
#include "tests/app/cli/program_runner.h"

#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <QLocale>
#include <QTest>
#include <QXmlStreamReader>
#include <csignal>
#include <set>
#include <string>
#include <vector>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

/// Cases with the towers of program_runner.h.
QByteArray suiteOf(const QByteArray& cases, const QByteArray& defaults = "") {
    return R"({"format":"trilane.suite","version":1,
 "defaults":{"model":"towers.json","network":{"mbps":100})" +
           defaults + "},\n\"cases\":[\n" + cases + "]}";
}

std::vector<Json> linesOf(const QByteArray& out) {
    std::vector<Json> lines;
    for (const QByteArray& line : out.split('\n'))
        if (!line.isEmpty()) lines.push_back(Json::parse(line.toStdString()));
    return lines;
}

/// Many cases of which every 59th is broken, one way or another.
QByteArray thousand(std::set<std::string>& broken) {
    constexpr int kCases = 1'000;
    constexpr int kEvery = 59;
    const std::vector<QByteArray> faults{R"(,"model":"none.onnx")", R"(,"strategies":["fastest"])",
                                         R"(,"sever":"laptop")", R"(,"pin_device":["z"])"};
    QByteArray cases;
    for (int i = 0; i < kCases; ++i) {
        const QByteArray name = "c" + QByteArray::number(i);
        const bool wrong = i % kEvery == 5;
        if (wrong) broken.insert(name.toStdString());
        cases += (i > 0 ? ",\n" : "") + QByteArray(R"({"name":")") + name +
                 R"(","network":{"mbps":)" + QByteArray::number(1 + i) + "}" +
                 (wrong ? faults[broken.size() % faults.size()] : QByteArray()) + "}";
    }
    return suiteOf(cases, R"(,"strategies":["local","ej"])");
}

/// Seconds of work.
QByteArray longSuite() {
    QByteArray cases;
    for (int i = 0; i < 30'000; ++i)
        cases += (i > 0 ? ",\n" : "") + QByteArray(R"({"name":"c)") + QByteArray::number(i) +
                 R"(","network":{"mbps":)" + QByteArray::number(1 + i) + "}}";
    return suiteOf(cases);
}

}  // namespace

/// `trilane batch`.
class TestBatchCommand : public QObject {
    Q_OBJECT

private:
    ProgramRunner m_runner;
    std::set<std::string> m_broken;

private slots:
    void initTestCase() {
        m_runner.write("towers.json", kTowers);
        m_runner.write("thousand.json", thousand(m_broken));
        m_runner.write("mixed.json", suiteOf(R"({"name":"good"},
{"name":"slow","strategies":["local","ej"],"expect":{"makespan_ms":{"local":{"max":18.5},"ej":{"min":1}},
 "speedup_over":{"local":{"local":{"min":2,"max":3}}}}},
{"name":"bad","modle":"x"},
{"name":"last"})"));
    }

    void strategiesAreThoseOfCompare() {
        m_runner.write("one.json",
                       suiteOf(R"({"name":"all","device_layers":["a","b"],"sequence":"optimal",
                                   "execution":"staged","pin_device":["a"]})"));
        const ProgramRun batch = m_runner.run({"batch", "one.json", "--no-timing"});
        QCOMPARE(batch.err, QByteArray("1 passed, 0 failed, 0 errors\n"));
        QCOMPARE(batch.exitCode, 0);
        const ProgramRun compare = m_runner.run(
            {"compare", "towers.json", "--mbps", "100", "--device-layers", "a,b", "--sequence",
             "optimal", "--execution", "staged", "--pin-device", "a", "--json", "--no-timing"});
        const std::vector<Json> lines = linesOf(batch.out);
        QCOMPARE(lines.size(), std::size_t{1});
        QCOMPARE(lines[0]["case"].get<std::string>(), std::string("all"));
        QCOMPARE(lines[0]["status"].get<std::string>(), std::string("pass"));
        QVERIFY(lines[0]["failures"].empty());
        QCOMPARE(lines[0]["strategies"].size(), std::size_t{9});
        QCOMPARE(lines[0]["strategies"].dump(),
                 Json::parse(compare.out.toStdString())["strategies"].dump());
        const Json timed = linesOf(m_runner.run({"batch", "one.json"}).out)[0];
        QVERIFY(timed["strategies"][0].contains("solve_ms"));
        QVERIFY(!lines[0]["strategies"][0].contains("solve_ms"));
    }

    void exactLine() {
        m_runner.write("line.json", suiteOf(R"({"name":"é\n","strategies":["local"]})"));
        QCOMPARE(QString(m_runner.run({"batch", "line.json", "--no-timing", "-q"}).out),
                 QString("{\"case\": \"é\\n\", \"status\": \"pass\", \"strategies\": "
                         "[{\"strategy\": \"local\", \"makespan_ms\": 19.000000, "
                         "\"speedup_over_local\": 1, \"lower_bound_ms\": 5.600000, "
                         "\"optimal\": false, \"device_layers\": [\"a\", \"b\", \"c\", \"d\", "
                         "\"sum\"], \"order\": []}], \"failures\": []}\n"));
    }

    void tellsWhatIsNotMet() {
        const ProgramRun run = m_runner.run({"batch", "mixed.json"});
        QCOMPARE(run.exitCode, 3);
        const std::vector<Json> lines = linesOf(run.out);
        QCOMPARE(lines.size(), std::size_t{4});
        QCOMPARE(lines[1]["status"].get<std::string>(), std::string("fail"));
        QCOMPARE(lines[1]["failures"].dump(),
                 std::string("[\"local: makespan 19 ms; expected at most 18.5 ms\","
                             "\"local: speed-up over local 1; expected from 2 to 3\"]"));
        QCOMPARE(lines[2].dump(),
                 std::string("{\"case\":\"bad\",\"status\":\"error\",\"strategies\":[],"
                             "\"failures\":[\"mixed.json: line 7, /cases/2/modle: the unknown "
                             "key 'modle'; expected 'model'\"]}"));
        QCOMPARE(lines[3]["status"].get<std::string>(), std::string("pass"));
        QVERIFY2(run.err.startsWith("2 passed, 1 failed, 1 error in "), run.err.constData());
        QVERIFY2(run.err.contains("; slowest '"), run.err.constData());
    }

    void expectsGapsAndProofs() {
        m_runner.write("proof.json", suiteOf(R"({"name":"c","strategies":["local","optimal"],
 "expect":{"gap_percent":{"local":{"max":1},"optimal":{"max":0}},"optimal":["optimal","local"]}})"));
        const ProgramRun run = m_runner.run({"batch", "proof.json", "-q"});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(linesOf(run.out)[0]["failures"].dump(),
                 std::string("[\"local: gap 239.28571428571428 %; expected at most 1 %\","
                             "\"local: makespan 19 ms, where 5.6 ms is the lower bound; "
                             "expected the optimum\"]"));
    }

    void sameBytesWhateverTheThreads() {
        const ProgramRun one = m_runner.run(
            {"batch", "thousand.json", "--no-timing", "--jobs", "1", "--junit", "1.xml"});
        const ProgramRun four = m_runner.run(
            {"batch", "thousand.json", "--no-timing", "--jobs", "4", "--junit", "4.xml"});
        QCOMPARE(one.exitCode, 3);
        QCOMPARE(one.out, four.out);
        QCOMPARE(one.err, four.err);
        QCOMPARE(m_runner.read("1.xml"), m_runner.read("4.xml"));
        QCOMPARE(four.err, QByteArray("983 passed, 0 failed, 17 errors\n"));
        std::set<std::string> found;
        const auto lines = linesOf(four.out);
        QCOMPARE(lines.size(), std::size_t{1'000});
        for (std::size_t i = 0; i < lines.size(); ++i) {
            QCOMPARE(lines[i]["case"].get<std::string>(), "c" + std::to_string(i));
            if (lines[i]["status"] == "error") found.insert(lines[i]["case"].get<std::string>());
        }
        QVERIFY(found == m_broken);
    }

    void shardsAreThePartsOfTheSuite() {
        const QByteArray whole = m_runner.run({"batch", "thousand.json", "--no-timing"}).out;
        std::multiset<QByteArray> parts;
        for (const char* const shard : {"1/3", "2/3", "3/3"})
            for (const QByteArray& line :
                 m_runner.run({"batch", "thousand.json", "--no-timing", "--shard", shard})
                     .out.split('\n'))
                if (!line.isEmpty()) parts.insert(line);
        std::multiset<QByteArray> lines;
        for (const QByteArray& line : whole.split('\n'))
            if (!line.isEmpty()) lines.insert(line);
        QCOMPARE(lines.size(), std::size_t{1'000});
        QVERIFY(parts == lines);
        const ProgramRun none = m_runner.run({"batch", "mixed.json", "--shard", "9/9"});
        QCOMPARE(none.exitCode, 0);
        QCOMPARE(none.out, QByteArray());
        QCOMPARE(none.err, QByteArray("no case in shard 9/9 of 4 cases\n"));
    }

    void suiteWithoutCasesIsTold() {
        m_runner.write("empty.json", suiteOf(""));
        const ProgramRun run = m_runner.run({"batch", "empty.json", "--junit", "empty.xml"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.out, QByteArray());
        QCOMPARE(run.err, QByteArray("no case in the suite\n"));
        QVERIFY(m_runner.read("empty.xml").contains("tests=\"0\""));
        QCOMPARE(m_runner.run({"batch", "empty.json", "-q"}).err, QByteArray());
    }

    void failFastEndsAtTheFirst() {
        for (const char* const jobs : {"1", "4"}) {
            const ProgramRun run = m_runner.run({"batch", "mixed.json", "--fail-fast", "--jobs",
                                                 jobs, "--no-timing", "--junit", "fast.xml"});
            QCOMPARE(run.exitCode, 1);
            QCOMPARE(linesOf(run.out).size(), std::size_t{2});
            QCOMPARE(run.err, QByteArray("1 passed, 1 failed, 0 errors; 2 not run\n"));
            QVERIFY(m_runner.read("fast.xml").contains("tests=\"2\" failures=\"1\" errors=\"0\""));
        }
    }

    void junitHoldsEveryCase() {
        const ProgramRun run =
            m_runner.run({"batch", "mixed.json", "--junit", "j.xml", "-o", "lines.jsonl"});
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(run.out, QByteArray());
        QCOMPARE(linesOf(m_runner.read("lines.jsonl")).size(), std::size_t{4});
        QXmlStreamReader xml(m_runner.read("j.xml"));
        QStringList elements;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::StartElement)
                elements << xml.name().toString() + " " + xml.attributes().value("name").toString();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(elements.join(", "),
                 QString("testsuite mixed, testcase good, testcase slow, failure , testcase bad, "
                         "error , testcase last"));
    }

    void linesFollowTheirSchema() {
        using Adapter = valijson::adapters::NlohmannJsonAdapter;
        const auto document = nlohmann::json::parse(shippedSchema("trilane.batch-line"));
        valijson::Schema schema;
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(Adapter(document), schema);
        const auto valid = [&](const nlohmann::json& line) {
            valijson::Validator validator;
            return validator.validate(schema, Adapter(line), nullptr);
        };
        for (const Json& line : linesOf(m_runner.run({"batch", "mixed.json"}).out))
            QVERIFY2(valid(nlohmann::json(line)), line.dump().c_str());
        QVERIFY(!valid({{"case", "c"},
                        {"status", "fail"},
                        {"strategies", nlohmann::json::array()},
                        {"failures", nlohmann::json::array()}}));
    }

    void pathsAreRelativeToTheSuite() {
        QVERIFY(QDir(m_runner.path(".")).mkpath("below/models"));
        m_runner.write("below/models/t.json", kTowers);
        m_runner.write("below/s.json", R"({"format":"trilane.suite","version":1,
            "cases":[{"name":"a","model":"models/t.json"},{"name":"b","model":"towers.json"},
                     {"name":"c","model":"../towers.json"}]})");
        const ProgramRun run = m_runner.run({"batch", "below/s.json", "--no-timing"});
        QCOMPARE(run.err, QByteArray("2 passed, 0 failed, 1 error\n"));
        QCOMPARE(linesOf(run.out)[1]["failures"][0].get<std::string>(),
                 std::string("below/s.json: line 2, /cases/1/model: 'towers.json', which is no "
                             "file; expected a file, named relative to the suite's folder"));
    }

    void errorsOfCasesNameTheirPlace_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QString>("message");
        QTest::newRow("model") << QByteArray(R"("model":"mixed.json")")
                               << "/cases/0/model: mixed.json: a trilane.suite file; expected a "
                                  "model, ONNX or trilane.model; run suites with 'trilane batch "
                                  "SUITE'";
        QTest::newRow("layer") << QByteArray(R"("pin_server":["a","summ"])")
                               << "/cases/0/pin_server/1: no layer is named 'summ'; expected a "
                                  "layer of the model, perhaps 'sum'";
        QTest::newRow("pins") << QByteArray(R"("pin_device":["sum"],"pin_server":["d"])")
                              << "/cases/0/pin_server: layer 'd' must run on the device ('sum' is "
                                 "pinned to the device) and on the server ('d' is pinned to the "
                                 "server); layer 'sum' must run on the device ('sum' is pinned to "
                                 "the device) and on the server ('d' is pinned to the server); "
                                 "expected pins that some cut obeys: all predecessors of a device "
                                 "layer are on the device";
        QTest::newRow("cut") << QByteArray(R"("device_layers":["b"])")
                             << "/cases/0/device_layers: layer 'b' needs 'a', which is not "
                                "listed; expected 'a' on the device too, since nothing flows back "
                                "from the server";
        QTest::newRow("machine") << QByteArray(R"("device":"laptpo")")
                                 << "/cases/0/device: laptpo: neither a shipped machine nor a "
                                    "file; expected 'laptop', a file, or one of 'datacentre-gpu', "
                                    "'i7-8700-gtx-1080', 'jetson-orin-nano', 'phone', "
                                    "'raspberry-pi-4b' or 'raspberry-pi-5'";
        QTest::newRow("profile") << QByteArray(R"("profile":"towers.json")")
                                 << "/cases/0/profile: towers.json: line 1, /format: format "
                                    "'trilane.model'; expected 'trilane.profile'";
    }
    void errorsOfCasesNameTheirPlace() {
        QFETCH(QByteArray, members);
        QFETCH(QString, message);
        m_runner.write("e.json", suiteOf(R"({"name":"e",)" + members + "}"));
        const ProgramRun run = m_runner.run({"batch", "e.json", "-q"});
        QCOMPARE(run.exitCode, 3);
        const auto lines = linesOf(run.out);
        QCOMPARE(lines.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(lines[0]["failures"][0].get<std::string>()),
                 "e.json: line 4, " + message);
    }

    void casesReadFilesOnly_data() {
        QTest::addColumn<QByteArray>("member");
        for (const char* const key : {"model", "profile", "device", "server", "network"})
            QTest::newRow(key) << QByteArray(key);
    }
    void casesReadFilesOnly() {
        QFETCH(QByteArray, member);
        const QByteArray pipe = "pipe-" + member;
        QCOMPARE(::mkfifo(m_runner.path(pipe).toLocal8Bit().constData(), 0600), 0);
        m_runner.write("pipes.json", suiteOf(R"({"name":"p",")" + member + R"(":")" + pipe +
                                             R"("},{"name":"d",")" + member +
                                             R"(":"/dev/zero"},{"name":"good"})"));
        // Nobody writes to the pipe.
        const ProgramRun run = m_runner.run({"batch", "pipes.json", "--no-timing"});
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(run.err, QByteArray("1 passed, 0 failed, 2 errors\n"));
        const auto lines = linesOf(run.out);
        QCOMPARE(lines.size(), std::size_t{3});
        const std::string key = member.toStdString();
        QCOMPARE(
            lines[0]["failures"][0].get<std::string>(),
            "pipes.json: line 4, /cases/0/" + key + ": pipe-" + key + ": a pipe; expected a file");
        QCOMPARE(lines[1]["failures"][0].get<std::string>(),
                 "pipes.json: line 4, /cases/1/" + key + ": /dev/zero: a device; expected a file");
    }

    void wrongUsage_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* arguments, const char* message) {
            QTest::newRow(arguments) << QString("trilane batch mixed.json ") + arguments << message;
        };
        row("--jobs 0", "--jobs: '0'; expected a whole number from 1 to 256");
        row("--jobs 1.5", "--jobs: '1.5'; expected a whole number from 1 to 256");
        row("--shard 4/3", "--shard: '4/3'; expected I/N with I from 1 to N, as in 2/5");
        row("--shard 0/3", "--shard: '0/3'; expected I/N with I from 1 to N, as in 2/5");
        row("--shard 3", "--shard: '3'; expected I/N with I from 1 to N, as in 2/5");
        row("--junit -", "--junit: '-'; expected a file, since standard output is for the lines");
        row("--junit mixed.json",
            "--junit: 'mixed.json' is the file that SUITE reads ('mixed.json'); expected another "
            "file");
        row("-o towers.json",
            "-o: 'towers.json' is the file that case 'good' reads ('towers.json'); expected "
            "another file");
        row("-o same --junit ./same",
            "--junit: './same' is where -o writes; expected another file");
        row("--time-limit x", "--time-limit: 'x'; expected seconds from 0 to 1,000,000");
    }
    void wrongUsage() {
        QFETCH(QString, line);
        QFETCH(QString, message);
        const ProgramRun run = m_runner.shell(line);
        QCOMPARE(run.exitCode, 2);
        QCOMPARE(run.out, QByteArray());
        QCOMPARE(QString(run.err), "trilane: error: " + message + "; see 'trilane batch --help'\n");
    }

    void brokenStructureIsOneMessage() {
        const ProgramRun run = m_runner.run({"batch", "-", "--junit", "none.xml"},
                                            R"({"format":"trilane.suite","version":1,"cases":3})");
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(run.out, QByteArray());
        QCOMPARE(run.err, QByteArray("trilane: error: standard input: line 1, /cases: 3; expected "
                                     "an array of cases\n"));
        QCOMPARE(m_runner.read("none.xml"), QByteArray("no such file"));
    }

    void interruptKeepsWhatIsDone_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void interruptKeepsWhatIsDone() {
        QFETCH(int, signal);
        m_runner.write("long.json", longSuite());
        m_runner.write("kept.jsonl", "old");
        m_runner.write("kept.xml", "old");
        QProcess process;
        process.setWorkingDirectory(m_runner.path("."));
        process.start(TRILANE_PROGRAM, {"batch", "long.json", "-o", "kept.jsonl", "--junit",
                                        "kept.xml", "--jobs", "2", "--no-timing"});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY(m_runner.read(".trilane-" + QString::number(process.processId()) + "-0.tmp")
                        .count('\n') > 2);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(process.exitCode(), signal);
        const QByteArray kept = m_runner.read("kept.jsonl");
        QVERIFY(kept.endsWith('\n'));
        const auto lines = linesOf(kept);
        QVERIFY(lines.size() > 2);
        std::set<std::string> names;
        for (const Json& line : lines)
            names.insert(line["case"].get<std::string>());
        QCOMPARE(names.size(), lines.size());
        const QByteArray count = QByteArray::number(static_cast<int>(lines.size()));
        QCOMPARE(process.readAllStandardError(),
                 "interrupted: " +
                     QLocale(QLocale::English).toString(static_cast<int>(lines.size())).toUtf8() +
                     " of 30,000 cases done, " + count + " passed, 0 failed, 0 errors\n");
        QVERIFY(m_runner.read("kept.xml").contains("tests=\"" + count + "\""));
        QVERIFY(m_runner.read("kept.xml").endsWith("</testsuite>\n"));
    }

    void interruptedLinesAreWhole() {
        QProcess process;
        process.setWorkingDirectory(m_runner.path("."));
        // The signal comes with the first line, so that it finds the program writing.
        process.start(TRILANE_PROGRAM, {"batch", "thousand.json", "--no-timing", "--junit",
                                        "cut.xml", "--jobs", "2"});
        QVERIFY(process.waitForReadyRead(10'000));
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(10'000));
        const QByteArray out = process.readAllStandardOutput();
        QVERIFY(out.endsWith('\n'));
        const auto lines = linesOf(out);
        // What was ready is there, also where a case before it was not.
        int last = -1;
        for (const Json& line : lines) {
            const int number = std::stoi(line["case"].get<std::string>().substr(1));
            QVERIFY(number > last);
            last = number;
        }
        QCOMPARE(m_runner.read("cut.xml").count("<testcase "), static_cast<int>(lines.size()));
        QVERIFY(QDir(m_runner.path("."))
                    .entryList({".trilane-*"}, QDir::Hidden | QDir::Files)
                    .isEmpty());
    }

    void interruptEndsAtOnceWhereNobodyReads() {
        // A pipe that is full: the shell's second command never reads from it.
        const ProgramRun run =
            m_runner.shell("{ '" TRILANE_PROGRAM
                           "' batch thousand.json --jobs 2 & pid=$!; sleep 0.3; "
                           "kill -TERM $pid; wait $pid; echo $? > code; } | sleep 1");
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(m_runner.read("code"), QByteArray("143\n"));
    }

    void sampleSuitePasses() {
        const ProgramRun run =
            m_runner.run({"batch", TRILANE_SAMPLES "/suite.json", "--jobs", "4", "--no-timing"});
        QCOMPARE(run.err, QByteArray("5 passed, 0 failed, 0 errors\n"));
        QCOMPARE(run.exitCode, 0);
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestBatchCommand)
#include "test_batch.moc"
