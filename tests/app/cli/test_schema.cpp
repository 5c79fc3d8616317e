#include "tests/app/cli/program_runner.h"
#include "tests/support/schema_check.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QTest>

namespace trilane {

/// `trilane schema`, and that everything the program prints as JSON is what the schemas say.
class TestSchemaCommand : public QObject {
    Q_OBJECT

private:
    using Json = nlohmann::json;
    ProgramRunner m_runner;

    [[nodiscard]] std::string schemaOf(const QString& name) const {
        const ProgramRun run = m_runner.run({"schema", name});
        return run.exitCode == 0 ? run.out.toStdString() : "{\"not\": {}}";
    }

    [[nodiscard]] Json printed(const QString& line) const {
        const ProgramRun run = m_runner.shell("trilane " + line);
        return Json::parse(run.out.toStdString(), nullptr, false);
    }

private slots:
    void initTestCase() {
        m_runner.write("towers.json", kTowers);
        QCOMPARE(m_runner.run({"plan", "towers.json", "-o", "towers.plan.json"}).exitCode, 0);
        m_runner.write("times.csv", "layer,ms\na,3\nd,1.5\ncopy,0.25\n");
        QCOMPARE(m_runner
                     .run({"profile", "import", "times.csv", "--model", "towers.json", "--side",
                           "server", "-o", "towers.profile.json"})
                     .exitCode,
                 0);
    }

    void whatIsPrinted_data() {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* schema, const QString& line) {
            QTest::newRow(qPrintable(line)) << QString(schema) << line;
        };
        const QString sample = QString(TRILANE_SAMPLES) + "/siamese.onnx";
        row("plan", "plan towers.json --json");
        row("plan", "plan " + sample + " --mbps 3 --transfer-dtype float16 -o -");
        row("plan", "plan towers.json --device-layers a,b --sequence topological --json");
        row("compare", "compare towers.json --json");
        row("compare", "compare " + sample + " --json --no-timing --transfer-dtype int8");
        row("compare", "compare towers.json --device-layers a --json");
        row("sweep", "sweep towers.json --mbps 1:1000:5 --json");
        row("sweep", "sweep " + sample + " --strategies dsl,ej --transfer-dtype int8 --json");
        row("policy", "sweep towers.json --mbps 1:1000:5 --format policy -o -");
        row("policy", "sweep " + sample + " --transfer-dtype int8 --format policy -o -");
        row("policy", "sweep towers.json --strategies remote --format policy -o -");
        row("schedule", "schedule --paths '3,2,5;3,2,2;4,3,3;4,2,3' --json");
        row("inspect", "inspect towers.json --json --layers");
        row("inspect", "inspect " + sample + " --json");
        row("model", "convert " + sample + " --format json -o -");
        row("validate", "validate towers.plan.json --model towers.json --json");
        row("validate", "validate towers.plan.json --model " + sample + " --json");
        const QString import = "profile import times.csv --model towers.json --side device -o ";
        row("profile", import + "-");
        row("profile-import", import + "p.json --json");
        row("profile-show", "profile show towers.profile.json --json");
        row("profile-show", "profile show towers.profile.json --model towers.json --json");
        row("fit", "reproduce --fit --json");
        row("reproduce", "reproduce --json");
    }

    void whatIsPrinted() {
        QFETCH(QString, schema);
        QFETCH(QString, line);
        const Json document = printed(line);
        QVERIFY(document.is_object());
        const std::string text = schemaOf(schema);
        QCOMPARE(test::schemaComplaint(document, text), std::string());
        // A schema that lets anything through says nothing.
        Json changed = document;
        changed["surprise"] = 1;
        QVERIFY(!test::schemaComplaint(changed, text).empty());
        for (auto it = document.begin(); it != document.end(); ++it) {
            Json other = document;
            other[it.key()] = it->is_object() ? Json("text") : Json::object();
            QVERIFY2(!test::schemaComplaint(other, text).empty(), it.key().c_str());
        }
    }

    void everyPlanOfAPolicyIsAPlan() {
        const Json policy = printed("sweep towers.json --mbps 1:1000:5 --format policy -o -");
        const std::string text = schemaOf("plan");
        QVERIFY(policy["intervals"].size() > 1);
        for (const Json& interval : policy["intervals"])
            QCOMPARE(test::schemaComplaint(interval["plan"], text), std::string());
    }

    void theListNamesEverySchema() {
        const ProgramRun list = m_runner.run({"schema"});
        QCOMPARE(list.exitCode, 0);
        int listed = 0;
        for (const QByteArray& line : list.out.split('\n')) {
            QVERIFY2(QString::fromUtf8(line).size() <= 80, line.constData());
            if (line.isEmpty() || line.startsWith(' ')) continue;
            const QString name = line.split(' ').front();
            const QByteArray text = m_runner.run({"schema", name}).out;
            QCOMPARE(m_runner.run({"schema", "trilane." + name}).out, text);
            QFile file(
                QString(TRILANE_SOURCE_DIR "/resources/schemas/trilane.%1.schema.json").arg(name));
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
            QCOMPARE(text, file.readAll());
            QVERIFY(Json::parse(text.toStdString()).contains("description"));
            ++listed;
        }
        const QDir folder(TRILANE_SOURCE_DIR "/resources/schemas");
        QCOMPARE(listed, static_cast<int>(folder.entryList({"*.schema.json"}).size()));
    }

    void aFileIsWritten() {
        QCOMPARE(m_runner.run({"schema", "plan", "-o", "plan.schema.json"}).exitCode, 0);
        QCOMPARE(m_runner.read("plan.schema.json"), m_runner.run({"schema", "plan"}).out);
    }

    void anUnknownNameIsTold() {
        const ProgramRun near = m_runner.run({"schema", "trilane.polcy"});
        QCOMPARE(near.exitCode, 2);
        QCOMPARE(near.err, QByteArray("trilane: error: NAME: 'polcy' is no format; did you mean "
                                      "'policy'? See 'trilane schema --help'\n"));
        const ProgramRun far = m_runner.run({"schema", "xyzzy"});
        QCOMPARE(far.exitCode, 2);
        QVERIFY2(far.err.startsWith("trilane: error: NAME: 'xyzzy' is no format; expected "
                                    "'batch-line'"),
                 far.err.constData());
        QCOMPARE(m_runner.run({"schema", ""}).exitCode, 2);
        QVERIFY(m_runner.run({"schema", "--help"})
                    .out.startsWith("Usage: trilane schema [NAME] [OPTIONS]\n"));
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestSchemaCommand)
#include "test_schema.moc"
