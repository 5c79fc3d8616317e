#include "tests/app/cli/program_runner.h"

#include <QFile>
#include <QTest>
#include <QXmlStreamReader>

namespace trilane {

/// packaging/ci-example.yml: its commands, run as they are printed.
class TestCiExample : public QObject {
    Q_OBJECT

private:
    ProgramRunner m_runner;
    QStringList m_commands;

    /// The blocks under "run: |" of every step but the one that installs the program.
    static QStringList commandsOf(const QString& text) {
        QStringList blocks;
        QString step;
        qsizetype indent = -1;
        for (const QString& line : text.split('\n')) {
            qsizetype column = 0;
            while (column < line.size() && line[column] == ' ')
                ++column;
            if (indent >= 0 && (column > indent || line.isEmpty())) {
                // YAML takes away the indentation of the first line.
                if (!step.startsWith("Install")) blocks.last() += line.mid(indent + 2) + '\n';
                continue;
            }
            indent = -1;
            if (line.contains("- name: ")) step = line.section("- name: ", 1);
            if (line.trimmed() != "run: |") continue;
            indent = column;
            if (!step.startsWith("Install")) blocks << QString();
        }
        return blocks;
    }

    /// As the service runs it: the first failure ends the step.
    [[nodiscard]] ProgramRun runStep(const QString& commands) const {
        return m_runner.shell("set -e\n" + commands);
    }

private slots:
    void initTestCase() {
        QFile file(TRILANE_SOURCE_DIR "/packaging/ci-example.yml");
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        const QByteArray job = file.readAll();
        QFile readme(TRILANE_SOURCE_DIR "/README.md");
        QVERIFY2(readme.open(QIODevice::ReadOnly), qPrintable(readme.errorString()));
        QVERIFY(readme.readAll().contains("```yaml\n" + job + "```\n"));
        m_commands = commandsOf(job);
        QCOMPARE(m_commands.size(), 2);
        QVERIFY(QFile::link(TRILANE_SOURCE_DIR "/sample_models", m_runner.path("sample_models")));
    }

    void itPassesAsPrinted() {
        for (const QString& commands : m_commands) {
            const ProgramRun run = runStep(commands);
            QVERIFY2(run.exitCode == 0, (run.out + run.err).constData());
        }
        QXmlStreamReader report(m_runner.read("plans.xml"));
        int cases = 0;
        while (!report.atEnd())
            if (report.readNext() == QXmlStreamReader::StartElement)
                cases += report.name() == QLatin1String("testcase");
        QVERIFY2(!report.hasError(), qPrintable(report.errorString()));
        QCOMPARE(cases, 1);
        QVERIFY(m_runner.read("siamese.policy.json").contains("trilane.policy"));
    }

    void aSlowerPlanFails() {
        QString commands = m_commands.first();
        QVERIFY(commands.contains("\"max\": 460"));
        const ProgramRun run = runStep(commands.replace("\"max\": 460", "\"max\": 450"));
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(QByteArray(run.out).replace(' ', "").contains(R"("status":"fail")"),
                 run.out.constData());
        QVERIFY(m_runner.read("plans.xml").contains("<failure"));
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestCiExample)
#include "test_ci_example.moc"
