#include "tests/app/cli/program_runner.h"

#include <nlohmann/json.hpp>

#include <QImage>
#include <QTest>
#include <set>

namespace trilane {

/// `trilane export`, without a display.
class TestExport : public QObject {
    Q_OBJECT

private:
    ProgramRunner m_runner;

    /// The file that a run writes; its error where it fails.
    [[nodiscard]] QByteArray exported(const QStringList& arguments, const QString& file) const {
        const ProgramRun run =
            m_runner.run(QStringList{"export"} + arguments + QStringList{"-o", file});
        if (run.exitCode != 0)
            return "exit code " + QByteArray::number(run.exitCode) + ": " + run.err;
        if (!run.out.isEmpty() || !run.err.isEmpty()) return "noise: " + run.out + run.err;
        return m_runner.read(file);
    }

private slots:
    void initTestCase() {
        m_runner.write("towers.json", kTowers);
        QCOMPARE(m_runner.run({"plan", "towers.json", "--mbps", "100", "-o", "plan.json"}).exitCode,
                 0);
    }

    void ganttShowsAllAskedStrategiesInTheirOrder() {
        const QByteArray all = exported({"towers.json"}, "all.svg");
        QVERIFY2(all.startsWith("<?xml"), all.constData());
        for (const char* title : {">LO<", ">RO<", ">EJ<", ">Optimal<", ">DSL + EJ<"})
            QVERIFY2(all.contains(title), title);
        const QByteArray two = exported({"towers.json", "--strategies", "remote,local"}, "two.svg");
        QVERIFY(two.indexOf(">RO<") > 0 && two.indexOf(">RO<") < two.indexOf(">LO<"));
        QVERIFY(!two.contains(">EJ<"));
    }

    void everyFormatIsWhatItSays() {
        QVERIFY(exported({"towers.json"}, "form.pdf").startsWith("%PDF-"));
        const QImage one = QImage::fromData(exported({"towers.json"}, "form.png"));
        QCOMPARE(one.width(), 900);
        const QImage two = QImage::fromData(
            exported({"towers.json", "--scale", "2", "--width", "600"}, "form2.png"));
        QCOMPARE(two.width(), 1'200);
        QVERIFY(exported({"towers.json"}, "form.csv")
                    .startsWith("strategy,lane,kind,name,op,job,start_ms,end_ms,duration_ms\r\n"));
        QVERIFY(exported({"towers.json"}, "form.dot").startsWith("digraph"));
        const auto trace =
            nlohmann::json::parse(exported({"towers.json"}, "form.trace.json").toStdString());
        std::set<int> processes;
        for (const auto& event : trace["traceEvents"])
            processes.insert(event["pid"].get<int>());
        QCOMPARE(processes.size(), std::size_t{8});
    }

    void themesDiffer() {
        const QImage light = QImage::fromData(exported({"towers.json"}, "l.png"));
        const QImage dark = QImage::fromData(exported({"towers.json", "--theme", "dark"}, "d.png"));
        QVERIFY(light.pixelColor(2, 2).lightness() > 200);
        QVERIFY(dark.pixelColor(2, 2).lightness() < 60);
    }

    void theSameInputGivesTheSameBytes_data() {
        QTest::addColumn<QString>("file");
        for (const char* file :
             {"x.svg", "x.png", "x.pdf", "x.trace.json", "x.csv", "x.dot", "X.SVG"})
            QTest::newRow(file) << QString(file);
    }
    void theSameInputGivesTheSameBytes() {
        QFETCH(QString, file);
        const QByteArray once = exported({"towers.json"}, file);
        QVERIFY(once.size() > 100);
        QCOMPARE(exported({"towers.json"}, file), once);
        // The environment of a desktop changes nothing.
        const ProgramRun run = m_runner.shell(
            "unset QT_QPA_PLATFORM; DISPLAY=:99 LC_ALL=de_DE.UTF-8 QT_FONT_DPI=144 "
            "QT_SCALE_FACTOR=2 trilane export towers.json -o again-" +
            file);
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(m_runner.read("again-" + file), once);
    }

    void graphAndPathsShowOnePlan_data() {
        QTest::addColumn<QString>("figure");
        QTest::newRow("graph") << "graph";
        QTest::newRow("multipath") << "multipath";
    }
    void graphAndPathsShowOnePlan() {
        QFETCH(QString, figure);
        const QStringList base{"towers.json", "--figure", figure};
        const QByteArray optimal = exported(base, "g.svg");
        QVERIFY2(optimal.startsWith("<?xml"), optimal.constData());
        QCOMPARE(exported(base + QStringList{"--strategies", "optimal,local"}, "g2.svg"), optimal);
        QVERIFY(exported(base + QStringList{"--strategies", "remote"}, "g3.svg") != optimal);
        const QByteArray cut = exported(base + QStringList{"--device-layers", "a,b"}, "g4.svg");
        QVERIFY(cut.startsWith("<?xml") && cut != optimal);
        QVERIFY(exported(base, "g.dot").startsWith("digraph"));
    }

    void pathsAreAsWideAsAsked() {
        const QStringList base{"towers.json", "--figure", "multipath"};
        QCOMPARE(QImage::fromData(exported(base, "w.png")).width(), 900);
        QCOMPARE(QImage::fromData(exported(base + QStringList{"--width", "600"}, "w.png")).width(),
                 600);
        // Its file tells all that the form of a plan shows.
        m_runner.write("opt.json",
                       m_runner.run({"plan", "towers.json", "--mbps", "100", "--json"}).out);
        QCOMPARE(exported({"opt.json", "--model", "towers.json", "--figure", "multipath"}, "p.svg"),
                 exported({"towers.json", "--mbps", "100", "--figure", "multipath"}, "m.svg"));
    }

    void aPlanIsDrawnFromItsFileAlone() {
        const QByteArray alone = exported({"plan.json"}, "p.svg");
        QVERIFY2(alone.contains(">Optimal<"), alone.constData());
        const ProgramRun piped =
            m_runner.run({"export", "-", "-o", "-", "--format", "svg"}, m_runner.read("plan.json"));
        QCOMPARE(piped.out, alone);
        const QByteArray csv = exported({"plan.json"}, "p.csv");
        const QByteArray direct =
            exported({"towers.json", "--mbps", "100", "--strategies", "optimal"}, "m.csv");
        QCOMPARE(csv.count('\n'), direct.count('\n'));
        QVERIFY(exported({"plan.json", "--model", "towers.json"}, "pm.csv") == direct);
        QVERIFY(exported({"plan.json", "--model", "towers.json", "--figure", "graph"}, "pg.svg")
                    .startsWith("<?xml"));
    }

    void aPlanMayComeThroughAPipe() {
        const ProgramRun piped = m_runner.shell(
            "trilane plan towers.json --mbps 100 --strategy ej -o - | trilane export - -o "
            "piped.svg");
        QCOMPARE(piped.exitCode, 0);
        QVERIFY(piped.err.isEmpty());
        QVERIFY(m_runner.read("piped.svg").contains(">EJ<"));
    }

    void aModelMayComeThroughAPipe() {
        const ProgramRun piped = m_runner.run(
            {"export", "-", "-o", "-", "--format", "csv", "--strategies", "local"}, kTowers);
        QCOMPARE(piped.exitCode, 0);
        QCOMPARE(piped.out.count("\r\n"), 6);
    }

    void failures_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const QStringList& arguments, int exitCode,
                            const QByteArray& message) {
            QTest::newRow(name) << arguments << exitCode << message;
        };
        const QByteArray see = "; see 'trilane export --help'";
        row("suffix", {"towers.json", "-o", "a.txt"}, 2,
            "-o: 'a.txt' ends in no known suffix; expected .svg, .png, .pdf, .trace.json, .csv or "
            ".dot, or --format svg|png|pdf|trace|csv|dot" +
                see);
        row("output", {"towers.json"}, 2, "--output is required" + see);
        row("figure", {"towers.json", "-o", "a.svg", "--figure", "gant"}, 2,
            "--figure: 'gant' is no figure; did you mean 'gantt'? See 'trilane export --help'");
        row("figure of csv", {"towers.json", "-o", "a.csv", "--figure", "gantt"}, 2,
            "--figure: only for a picture or DOT; this file holds the schedule" + see);
        row("gantt as dot", {"towers.json", "-o", "a.dot", "--figure", "gantt"}, 2,
            "--figure: DOT holds graphs; expected graph or multipath" + see);
        row("scale of svg", {"towers.json", "-o", "a.svg", "--scale", "2"}, 2,
            "--scale: only for a PNG" + see);
        row("scale", {"towers.json", "-o", "a.png", "--scale", "9"}, 2,
            "--scale: '9'; expected a factor from 0.05 to 8" + see);
        row("theme of csv", {"towers.json", "-o", "a.csv", "--theme", "dark"}, 2,
            "--theme: only for a picture" + see);
        row("width", {"towers.json", "-o", "a.svg", "--width", "10"}, 2,
            "--width: '10'; expected pixels from 300 to 20,000" + see);
        row("width of graph", {"towers.json", "-o", "a.svg", "--figure", "graph", "--width", "800"},
            2, "--width: not for a graph, which is as wide as it is" + see);
        row("planning a plan", {"plan.json", "-o", "a.svg", "--mbps", "3"}, 2,
            "--mbps: only with a model; a plan is planned already" + see);
        row("strategies of a plan", {"plan.json", "-o", "a.svg", "--strategies", "ej"}, 2,
            "--strategies: only with a model; a plan is planned already" + see);
        row("graph without model", {"plan.json", "-o", "a.svg", "--figure", "graph"}, 2,
            "--model is required for the graph of a plan, which holds no edges" + see);
        row("model of a model", {"towers.json", "-o", "a.svg", "--model", "towers.json"}, 2,
            "--model: only with a plan; INPUT is a model already" + see);
        row("missing", {"nope.onnx", "-o", "a.svg"}, 3, "nope.onnx: no such file");
        row("too large", {"towers.json", "-o", "a.png", "--width", "20000", "--scale", "8"}, 3,
            "a.png: the picture would be 160,000 x ");
        row("own input", {"towers.json", "-o", "towers.json", "--format", "csv"}, 2,
            "-o: 'towers.json' is the file that INPUT reads ('towers.json'); expected another "
            "file" +
                see);
    }
    void failures() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, message);
        const ProgramRun run = m_runner.run(QStringList{"export"} + arguments);
        QCOMPARE(run.exitCode, exitCode);
        QVERIFY2(run.err.startsWith("trilane: error: " + message), run.err.constData());
        QCOMPARE(run.err.count('\n'), 1);
        for (const char* file : {"a.svg", "a.png", "a.csv", "a.dot"})
            QVERIFY2(!QFile::exists(m_runner.path(file)), file);
    }

    void aPlanThatDoesNotFitIsBadInput() {
        QByteArray bad = m_runner.read("plan.json");
        bad.replace("\"layer\": \"sum\"", "\"layer\": \"nobody\"");
        m_runner.write("bad.json", bad);
        const ProgramRun run = m_runner.run({"export", "bad.json", "-o", "bad.svg"});
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.err.contains("bad.json: the plan was changed after it was written"),
                 run.err.constData());
        QVERIFY2(run.err.contains("error: bad.json: /timeline/"), run.err.constData());
        QVERIFY(!QFile::exists(m_runner.path("bad.svg")));
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestExport)
#include "test_export.moc"
