#include "tests/app/cli/program_runner.h"

#include <QRegularExpression>
#include <QTest>

namespace trilane {

/// The program as a whole: help, wrong usage, bad input, streams.
class TestProgram : public QObject {
    Q_OBJECT

private:
    ProgramRunner m_runner;

private slots:
    void initTestCase() {
        m_runner.write("towers.json", kTowers);
        // Models are opened by content, so that the examples' name serves as well.
        m_runner.write("model.onnx", kTowers);
        m_runner.write("suite.json",
                       R"({"format":"trilane.suite","version":1,
                           "cases":[{"name":"towers","model":"model.onnx"}]})");
        m_runner.write("broken.json", "{\"format\":\"trilane.model\",\"version\":1,}");
        m_runner.write("names.txt", "a\n\nzz\n");
        m_runner.write("empty.onnx", "");
        m_runner.write("m.onnx", kTowers);
        m_runner.write("times.csv", "layer,ms\na,1\nb,2\nc,3\nd,4\nsum,5\n");
        m_runner.write("t.csv", "layer,ms\na,0.1\nb,0.2\nc,0.3\nd,0.4\nsum,0.5\n");
        m_runner.write("marked.json", "\xEF\xBB\xBF" + kTowers);
    }

    void helpAndVersion() {
        const ProgramRun alone = m_runner.run({});
        QCOMPARE(alone.exitCode, 2);
        const ProgramRun help = m_runner.run({"--help"});
        QCOMPARE(help.exitCode, 0);
        QCOMPARE(help.out, alone.out);
        for (const char* command :
             {"inspect", "plan", "compare", "sweep", "convert", "export", "batch", "schedule",
              "validate", "reproduce", "profile", "schema"})
            QVERIFY2(help.out.contains(QByteArray("\n  ") + command + " "), command);
        const ProgramRun version = m_runner.run({"--version"});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(QRegularExpression("^trilane \\d+\\.\\d+\\.\\d+\n$").match(version.out).hasMatch());
    }

    void examplesOfEveryHelpRun() {
        // In this order: `export` and `validate` read what examples of `plan` and `sweep` wrote.
        for (const char* name :
             {"inspect", "plan", "compare", "sweep", "convert", "export", "batch", "schedule",
              "validate", "reproduce", "profile", "profile import", "profile show", "schema"}) {
            const QString command = name;
            const ProgramRun help = m_runner.run(command.split(' ') << "--help");
            QCOMPARE(help.exitCode, 0);
            const QString text = help.out;
            for (const QString& line : text.split('\n'))
                QVERIFY2(line.size() <= 80, qPrintable(line));
            const QStringList examples =
                text.mid(text.indexOf("\nExamples:\n") + 11).split('\n', Qt::SkipEmptyParts);
            QVERIFY(examples.size() >= 2);
            for (const QString& example : examples) {
                QVERIFY2((example + ' ').startsWith("  trilane " + command + " "),
                         qPrintable(example));
                const ProgramRun run = m_runner.shell(example);
                QVERIFY2(run.exitCode == 0, qPrintable(example + "\n" + run.err));
                // A batch sums up what came of its cases.
                const bool summary = command == "batch" && run.err.startsWith("1 passed, ");
                QVERIFY2(run.err.isEmpty() || summary, run.err.constData());
            }
        }
    }

    void aModelMayBeCalledLikeACommand() {
        m_runner.write("plan", kTowers);
        const ProgramRun run = m_runner.run({"inspect", "plan"});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QVERIFY(run.out.startsWith("Model "));
    }

    void failures_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const QStringList& arguments, int exitCode,
                            const QByteArray& message) {
            QTest::newRow(name) << arguments << exitCode << message;
        };
        const QByteArray seePlan = "; see 'trilane plan --help'";
        row("command", {"plam"}, 2,
            "unknown command 'plam'; did you mean 'plan'? See 'trilane --help'");
        row("command of a command", {"profile", "improt", "t.csv"}, 2,
            "unknown command 'profile improt'; did you mean 'import'? See 'trilane profile "
            "--help'");
        row("no such command of a command", {"profile", "x", "show"}, 2,
            "unknown command 'profile x'; expected 'import' or 'show'; see 'trilane profile show "
            "--help'");
        row("no command of a command", {"profile"}, 2,
            "profile: a command is missing; expected 'import' or 'show'; see 'trilane profile "
            "--help'");
        row("option of a command of a command", {"profile", "show", "p.json", "--tpo", "3"}, 2,
            "unknown option '--tpo'; did you mean '--top'? See 'trilane profile show --help'");
        row("no file of a command of a command", {"profile", "import"}, 2,
            "FILE is required; see 'trilane profile import --help'");
        row("option", {"plan", "towers.json", "--mpbs", "3"}, 2,
            "unknown option '--mpbs'; did you mean '--mbps'? See 'trilane plan --help'");
        row("no model", {"plan"}, 2, "MODEL is required" + seePlan);
        row("extra", {"plan", "towers.json", "x"}, 2, "unexpected argument 'x'" + seePlan);
        row("no value", {"plan", "towers.json", "--mbps"}, 2,
            "--mbps: a value is missing" + seePlan);
        row("twice", {"plan", "towers.json", "--mbps", "1", "--mbps", "2"}, 2,
            "--mbps: given more than once" + seePlan);
        row("flag with value", {"plan", "towers.json", "--json=3"}, 2,
            "--json: takes no value" + seePlan);
        for (const char* figure : {"-5", "0", "nan", "inf", "x", "1e10"})
            row(figure, {"plan", "towers.json", "--mbps", figure}, 2,
                QByteArray("--mbps: '") + figure +
                    "'; expected a bandwidth above 0 and up to 10^9 Mbps" + seePlan);
        row("latency", {"plan", "towers.json", "--latency-ms", "-1"}, 2,
            "--latency-ms: '-1'; expected a time from 0 to 1,000,000,000 ms" + seePlan);
        row("overhead", {"plan", "towers.json", "--overhead-ms", "nan"}, 2,
            "--overhead-ms: 'nan'; expected a time from 0 to 1,000,000,000 ms" + seePlan);
        row("time limit", {"plan", "towers.json", "--time-limit", "inf"}, 2,
            "--time-limit: 'inf'; expected seconds from 0 to 1,000,000" + seePlan);
        row("strategy", {"plan", "towers.json", "--strategy", "optmal"}, 2,
            "--strategy: 'optmal' is no strategy; did you mean 'optimal'? See 'trilane plan "
            "--help'");
        row("both cuts", {"plan", "towers.json", "--strategy", "ej", "--device-layers", "a"}, 2,
            "--strategy: not with --device-layers, which is a cut of your own" + seePlan);
        row("sequence alone", {"plan", "towers.json", "--sequence", "ej"}, 2,
            "--sequence: only with --device-layers; a strategy brings its own" + seePlan);
        row("transfer", {"plan", "towers.json", "--transfer-dtype", "flota16"}, 2,
            "--transfer-dtype: 'flota16' is no transfer type; did you mean 'float16'? See "
            "'trilane plan --help'");
        row("suffix", {"convert", "towers.json", "-o", "x.txt"}, 2,
            "-o: 'x.txt' ends in no known suffix; expected .json or .dot, or --format json|dot; "
            "see 'trilane convert --help'");
        // Each of them has an -o of its own.
        const QString whose =
            "inspect plan compare sweep schedule reproduce export convert batch schema validate";
        for (const QString& command : whose.split(' '))
            row(qPrintable("no output of " + command), {command, "-o", ""}, 2,
                "-o: ''; expected a file, or - for standard output; see 'trilane " +
                    command.toUtf8() + " --help'");
        row("no output of profile import", {"profile", "import", "towers.json", "-o", ""}, 2,
            "-o: ''; expected a file, or - for standard output; see 'trilane profile import "
            "--help'");
        row("no report", {"batch", "towers.json", "--junit", ""}, 2,
            "--junit: ''; expected a file; see 'trilane batch --help'");
        row("max paths",
            {"convert", "towers.json", "-o", "x.dot", "--multi-path", "--max-paths", "0"}, 2,
            "--max-paths: '0'; expected a whole number from 1 to 1,000; see 'trilane convert "
            "--help'");
        row("more paths than memory",
            {"convert", "towers.json", "-o", "x.dot", "--multi-path", "--max-paths", "1001"}, 2,
            "--max-paths: '1001'; expected a whole number from 1 to 1,000; see 'trilane convert "
            "--help'");
        row("empty network", {"plan", "nope.onnx", "--network", ""}, 3,
            "--network: an empty name; expected a shipped network or a file");
        row("empty device", {"plan", "nope.onnx", "--device", ""}, 3,
            "--device: an empty name; expected a shipped machine or a file");
        row("empty server", {"compare", "nope.onnx", "--server", ""}, 3,
            "--server: an empty name; expected a shipped machine or a file");
        row("endless", {"inspect", "/dev/zero"}, 3,
            "/dev/zero: a device; expected a file, a pipe or -");
        row("byte order mark", {"inspect", "marked.json"}, 3,
            "marked.json: line 1, column 1: a byte order mark; expected UTF-8 without one");
        row("stdin twice", {"validate", "-", "--model", "-"}, 2,
            "--model: '-' is the plan already; expected a file; see 'trilane validate --help'");
        row("stdin for two lists",
            {"plan", "towers.json", "--pin-device", "@-", "--pin-server", "@-"}, 2,
            "--pin-server: '-' is --pin-device already; expected a file; see 'trilane plan "
            "--help'");
        row("stdin for model and list", {"compare", "-", "--pin-device", "@-"}, 2,
            "--pin-device: '-' is MODEL already; expected a file; see 'trilane compare --help'");
        row("no file", {"plan", "nope.onnx"}, 3, "nope.onnx: no such file");
        row("unknown pin", {"plan", "towers.json", "--pin-device", "summ"}, 3,
            "--pin-device: no layer is named 'summ'; expected a layer of the model, perhaps 'sum'");
        row("unknown in file", {"plan", "towers.json", "--device-layers", "@names.txt"}, 3,
            "names.txt: line 3: no layer is named 'zz'; expected a layer of the model ('trilane "
            "inspect MODEL --layers' lists them)");
        row("not closed", {"plan", "towers.json", "--device-layers", "b"}, 3,
            "--device-layers: layer 'b' needs 'a', which is not listed; expected 'a' on the device "
            "too, since nothing flows back from the server");
        row("cut against pin", {"plan", "towers.json", "--device-layers", "a", "--pin-server", "a"},
            3,
            "--device-layers: layer 'a' is listed; expected no layer that the pins send to the "
            "server");
        row("infeasible", {"plan", "towers.json", "--pin-device", "b", "--pin-server", "b"}, 3,
            "pins: layer 'b' must run on the device ('b' is pinned to the device) and on the "
            "server "
            "('b' is pinned to the server); expected pins that some cut obeys: all predecessors of "
            "a device layer are on the device");
        row("paths", {"schedule", "--paths", "3,2,5;3,2"}, 3,
            "--paths: path 2: '3,2', 2 times; expected three: device, link, server");
        row("full disk", {"plan", "towers.json", "-o", "/dev/full"}, 3,
            "/dev/full: No space left on device");
    }
    void failures() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, message);
        const ProgramRun run = m_runner.run(arguments);
        QCOMPARE(run.err, "trilane: error: " + message + "\n");
        QCOMPARE(run.exitCode, exitCode);
    }

    void badFilesNameTheFileAndThePlace() {
        const ProgramRun broken = m_runner.run({"inspect", "broken.json"});
        QCOMPARE(broken.exitCode, 3);
        QVERIFY2(broken.err.startsWith("trilane: error: broken.json: line 1"),
                 broken.err.constData());
        const ProgramRun empty = m_runner.run({"inspect", "empty.onnx"});
        QCOMPARE(empty.exitCode, 3);
        QVERIFY2(empty.err.startsWith("trilane: error: empty.onnx: "), empty.err.constData());
        QCOMPARE(m_runner.run({"plan", "towers.json", "-o", "p.json", "-q"}).exitCode, 0);
        const ProgramRun plan = m_runner.run({"plan", "p.json"});
        QCOMPARE(plan.exitCode, 3);
        QCOMPARE(plan.err, QByteArray("trilane: error: p.json: a trilane.plan file; expected a "
                                      "model, ONNX or trilane.model; check plans with 'trilane "
                                      "validate PLAN --model MODEL'\n"));
    }

    void optionsWithoutEffectAreTold() {
        const ProgramRun run = m_runner.run(
            {"plan", "towers.json", "--server", "laptop", "--shape", "x=1", "--no-fuse"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.err.count("trilane: warning: "), 3);
        QVERIFY(run.err.contains("--server has no effect: the model gives all server times"));
        const ProgramRun quiet = m_runner.run({"plan", "towers.json", "--server", "laptop", "-q"});
        QCOMPARE(quiet.err, QByteArray());
        QCOMPARE(quiet.out, run.out);
    }

    void unusableStandardOutputIsAnError() {
        const ProgramRun full = m_runner.shell("trilane plan towers.json > /dev/full");
        QCOMPARE(full.err,
                 QByteArray("trilane: error: standard output: No space left on device\n"));
        QCOMPARE(full.exitCode, 3);
        const ProgramRun closed = m_runner.shell("trilane plan towers.json -o closed.json >&-");
        QCOMPARE(closed.err, QByteArray("trilane: error: standard output: Bad file descriptor\n"));
        QCOMPARE(closed.exitCode, 3);
        // The reader is gone before the program writes.
        const ProgramRun pipe = m_runner.shell(
            "{ sleep 0.3; trilane inspect towers.json; echo $? > code; } | true; cat code");
        QCOMPARE(pipe.out, QByteArray("3\n"));
        QVERIFY2(pipe.err.contains("standard output: Broken pipe"), pipe.err.constData());
        // Nobody reads the message either: the exit code remains.
        QCOMPARE(m_runner.shell("trilane plan nope.onnx 2>&-").exitCode, 3);
    }

    void inputsAreNotOverwritten_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("message");
        const auto row = [](const QString& line, const QString& message) {
            QTest::newRow(qPrintable(line)) << line << message;
        };
        for (const QString command : {"inspect", "plan", "compare"})
            row(command + " in.json -o in.json",
                "-o: 'in.json' is the file that MODEL reads "
                "('in.json')");
        row("convert in.json -o in.json", "-o: 'in.json' is the file that MODEL reads ('in.json')");
        row("plan ./in.json -o hard.json",
            "-o: 'hard.json' is the file that MODEL reads ('./in.json')");
        row("plan in.json -o soft.json",
            "-o: 'soft.json' is the file that MODEL reads ('in.json')");
        row("plan - -o in.json < in.json",
            "-o: 'in.json' is the file that MODEL reads ('standard input')");
        for (const QString option : {"--device", "--server", "--network", "--profile"})
            row("plan towers.json " + option + " in.json -o in.json",
                "-o: 'in.json' is the file that " + option + " reads ('in.json')");
        for (const QString option : {"--pin-device", "--pin-server", "--device-layers"})
            row("compare towers.json " + option + " @in.json -o in.json",
                "-o: 'in.json' is the file that " + option + " reads ('in.json')");
        row("validate in.json --model towers.json -o in.json",
            "-o: 'in.json' is the file that PLAN reads ('in.json')");
        row("validate plan.json --model in.json -o in.json",
            "-o: 'in.json' is the file that --model reads ('in.json')");
    }
    void inputsAreNotOverwritten() {
        QFETCH(QString, line);
        QFETCH(QString, message);
        m_runner.write("in.json", kTowers);
        (void)m_runner.shell("ln -f in.json hard.json; ln -sf in.json soft.json");
        const ProgramRun run = m_runner.shell("trilane " + line);
        const QString command = line.section(' ', 0, 0);
        QCOMPARE(QString(run.err), "trilane: error: " + message +
                                       "; expected another file; see 'trilane " + command +
                                       " --help'\n");
        QCOMPARE(run.exitCode, 2);
        QCOMPARE(m_runner.read("in.json"), kTowers);
    }

    void shippedNamesAreNoInputFiles() {
        m_runner.write("laptop", "a file of that name");
        m_runner.write("WiFi", "a file of that name");
        for (const QString name : {"laptop", "WiFi"}) {
            const ProgramRun run = m_runner.run({"plan", "towers.json", "-q", "--device", "laptop",
                                                 "--network", "WiFi", "-o", name});
            QCOMPARE(run.err, QByteArray());
            QCOMPARE(run.exitCode, 0);
        }
    }

    void plansHoldForTheSameFileWhateverItsName() {
        const QString model = QStringLiteral(TRILANE_SAMPLES) + "/inception-module.onnx";
        const ProgramRun piped = m_runner.shell("trilane plan - -o piped.json < " + model +
                                                " && trilane validate "
                                                "piped.json --model " +
                                                model);
        QVERIFY2(piped.exitCode == 0, piped.err + piped.out);
        // The odd file goes away at once: Qt could not remove it with the directory.
        const ProgramRun odd = m_runner.shell(
            "f=$(printf 'caf\\351').onnx; cp " + model +
            " $f && trilane plan $f -o odd.json && trilane validate odd.json --model $f; "
            "code=$?; rm $f; exit $code");
        QVERIFY2(odd.exitCode == 0, odd.err + odd.out);
        QVERIFY(m_runner.read("odd.json").contains("\"caf\xEF\xBF\xBD\""));
        // The name alone changed: only the digest tells.
        const ProgramRun renamed = m_runner.shell(
            "sed 's/\"standard input\"/\"other\"/' piped.json > renamed.json; "
            "trilane validate renamed.json --model " +
            model);
        QCOMPARE(renamed.exitCode, 1);
        QVERIFY2(renamed.out.startsWith("renamed.json: invalid; 1 violation\n  /digest: "),
                 renamed.out.constData());
    }

    void standardInputIsCalledByItsName() {
        QByteArray slow = kTowers;
        slow.replace("\"op\":\"Conv\",\"inputs\":[\"left\"],\"device_ms\":3",
                     "\"op\":\"Conv\",\"inputs\":[\"left\"],\"flops\":1e18");
        QVERIFY(slow != kTowers);
        const ProgramRun run = m_runner.run({"plan", "-"}, slow);
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.err.startsWith("trilane: error: standard input: "), run.err.constData());
        m_runner.write("profile.json",
                       "{\"format\":\"trilane.profile\",\"version\":1,"
                       "\"model\":\"towers\",\"device\":{\"layers\":{\"zz\":1}}}");
        for (const QString options :
             {"--device-layers @- < names.txt", "--profile - < profile.json"}) {
            const ProgramRun other = m_runner.shell("trilane plan towers.json " + options);
            QCOMPARE(other.exitCode, 3);
            QVERIFY2(other.err.startsWith("trilane: error: standard input: "),
                     other.err.constData());
        }
    }

    void failedWritingLeavesTheOldFile() {
        m_runner.write("kept.json", "old");
        const ProgramRun run =
            m_runner.shell("ulimit -f 0; trilane plan towers.json --json -o kept.json 2>&1 | cat");
        QVERIFY2(run.out.contains("kept.json: File too large"), run.out.constData());
        QCOMPARE(m_runner.read("kept.json"), QByteArray("old"));
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestProgram)
#include "test_program.moc"
