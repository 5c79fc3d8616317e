#include "tests/app/cli/program_runner.h"

#include <QTest>

namespace trilane {

/// One command's standard output as the next one's standard input, through the shell.
class TestPipes : public QObject {
    Q_OBJECT

private:
    ProgramRunner m_runner;

private slots:
    void initTestCase() { m_runner.write("towers.json", kTowers); }

    void aPlanIsValidated() {
        for (const char* const plan :
             {"trilane plan towers.json --json", "trilane plan towers.json -o -",
              "trilane plan towers.json --strategy dsl --json -o -"}) {
            const ProgramRun run =
                m_runner.shell(QString(plan) + " | trilane validate - --model towers.json");
            QVERIFY2(run.exitCode == 0, run.err.constData());
            QVERIFY2(run.out.startsWith("standard input: valid; strategy "), run.out.constData());
            QVERIFY(run.err.isEmpty());
        }
    }

    void aPlanOfAnotherModelIsRefused() {
        QByteArray other = kTowers;
        m_runner.write("other.json", other.replace("\"device_ms\":3", "\"device_ms\":4"));
        const ProgramRun run = m_runner.shell(
            "trilane plan towers.json --json | trilane validate - --model other.json");
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.out.startsWith("standard input: invalid; "), run.out.constData());
    }

    void aPlanIsDrawn() {
        const ProgramRun file = m_runner.shell(
            "trilane plan towers.json --mbps 100 -o - | trilane export - -o gantt.svg");
        QVERIFY2(file.exitCode == 0, file.err.constData());
        const QByteArray picture = m_runner.read("gantt.svg");
        QVERIFY(picture.startsWith("<?xml") && picture.contains(">Optimal<"));
        // The same picture through a pipe on either side.
        const ProgramRun both = m_runner.shell(
            "trilane plan towers.json --mbps 100 -o - | trilane export - --format svg -o - | cat");
        QCOMPARE(both.exitCode, 0);
        QCOMPARE(both.out, picture);
    }

    void theGraphOfAPlanNeedsItsModel() {
        const ProgramRun run = m_runner.shell(
            "trilane plan towers.json -o - | "
            "trilane export - --model towers.json --figure graph -o graph.dot");
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QVERIFY(m_runner.read("graph.dot").startsWith("digraph"));
    }

    void nothingOnThePipeIsTold() {
        const ProgramRun run = m_runner.shell(
            "trilane plan missing.onnx --json 2>/dev/null | "
            "trilane validate - --model towers.json");
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.err.startsWith("trilane: error: standard input: "), run.err.constData());
        QCOMPARE(run.err.count('\n'), 1);
    }

    /// A reader that has seen enough is no failure that anybody needs to hear about twice.
    void aClosedPipeEndsTheProgram() {
        const ProgramRun run =
            m_runner.shell("trilane schema | head -n 1; trilane schema plan | head -c 1");
        QCOMPARE(run.exitCode, 0);
        QVERIFY(run.out.endsWith("{"));
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestPipes)
#include "test_pipes.moc"
