#include "tests/app/cli/program_runner.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>
#include <set>

namespace trilane {

/// `trilane reproduce`, run in a folder that holds none of the program's files.
class TestReproduce : public QObject {
    Q_OBJECT

private:
    using Json = nlohmann::ordered_json;
    ProgramRunner m_runner;

    [[nodiscard]] Json json(const QStringList& options = {}) const {
        const ProgramRun run = m_runner.run(QStringList{"reproduce", "--json"} + options);
        return run.exitCode == 0 ? Json::parse(run.out.toStdString()) : Json();
    }

    static std::vector<std::string> keysOf(const Json& object) {
        std::vector<std::string> keys;
        for (const auto& [key, value] : object.items())
            keys.push_back(key);
        return keys;
    }

private slots:
    void jsonHasTheAgreedShape() {
        const Json document = json();
        QCOMPARE(keysOf(document), (std::vector<std::string>{"rows", "mean_abs_error"}));
        QCOMPARE(keysOf(document["mean_abs_error"]), (std::vector<std::string>{"remote", "ej"}));
        const std::set<std::string> printed{"local", "remote", "ej"};
        const char* const strategies[] = {"local",    "remote", "neurosurgeon", "dsl",
                                          "dsl-fifo", "dsl-ej", "ej",           "optimal"};
        const char* const models[] = {"AlexNet-P", "GoogLeNet", "ResNet18", "Siamese",
                                      "Multi-stream"};
        const char* const networks[] = {"3G", "4G", "WiFi"};
        QCOMPARE(document["rows"].size(), std::size_t{5 * 3 * 8});
        for (std::size_t i = 0; i < document["rows"].size(); ++i) {
            const Json& row = document["rows"][i];
            QCOMPARE(row["model"].get<std::string>(), std::string(models[i / 24]));
            QCOMPARE(row["network"].get<std::string>(), std::string(networks[i / 8 % 3]));
            QCOMPARE(row["strategy"].get<std::string>(), std::string(strategies[i % 8]));
            QVERIFY(row["ours_ms"].get<double>() > 0);
            const std::vector<std::string> withPrinted{"model", "network", "strategy", "printed_ms",
                                                       "ours_ms"};
            const std::vector<std::string> alone{"model", "network", "strategy", "ours_ms"};
            QCOMPARE(keysOf(row), printed.contains(row["strategy"]) ? withPrinted : alone);
        }
        QCOMPARE(document["rows"][22]["printed_ms"].get<double>(), 187.0);
    }

    void errorsFollowFromTheRows() {
        const Json document = json();
        for (const char* strategy : {"remote", "ej"}) {
            double sum = 0;
            int count = 0;
            for (const Json& row : document["rows"])
                if (row["strategy"] == strategy) {
                    const double printed = row["printed_ms"];
                    sum += std::abs(row["ours_ms"].get<double>() - printed) / printed;
                    ++count;
                }
            QCOMPARE(count, 15);
            const double mean = document["mean_abs_error"][strategy];
            QVERIFY(std::abs(mean - sum / count) < 1e-9);
        }
    }

    void textFitsATerminalAndStandsInTheReadme() {
        const ProgramRun run = m_runner.run({"reproduce", "--no-timing"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.err, QByteArray());
        for (const QString& line : QString::fromUtf8(run.out).split('\n'))
            QVERIFY2(line.size() <= 80, qPrintable(line));
        QVERIFY(run.out.contains("\nProven: Optimal in 15 of 15 cells.\n"));
        QVERIFY(run.out.contains("\nEJ over DSL: "));
        QVERIFY(run.out.contains("\nOptimal over EJ: "));
        QFile readme(QStringLiteral(TRILANE_SOURCE_DIR "/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        QVERIFY2(readme.readAll().contains("```\n" + run.out + "```\n"),
                 "the README's table is not what the program prints");
        QCOMPARE(m_runner.run({"reproduce", "--no-timing"}).out, run.out);
    }

    void timingIsToldUnlessRefused() {
        const QByteArray text = m_runner.run({"reproduce"}).out;
        QVERIFY(text.contains("\nPlanning: 120 plans in "));
        QVERIFY(!m_runner.run({"reproduce", "--no-timing"}).out.contains("Planning:"));
    }

    void fitIsTheShippedCalibration() {
        const ProgramRun text = m_runner.run({"reproduce", "--fit"});
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.out.endsWith("\nThe shipped calibration is this fit.\n"));
        const Json fit = json({"--fit"});
        QCOMPARE(keysOf(fit), (std::vector<std::string>{"device_scale", "request_overhead_ms"}));
        QFile file(
            QStringLiteral(TRILANE_SOURCE_DIR "/resources/reference/icccn2021_calibration.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto shipped = nlohmann::json::parse(file.readAll().toStdString());
        QCOMPARE(nlohmann::json(fit["device_scale"]).dump(), shipped["device_scale"].dump());
    }

    void resultGoesToAFile() {
        const ProgramRun run = m_runner.run({"reproduce", "--json", "-o", "table.json"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.out, QByteArray());
        QCOMPARE(m_runner.read("table.json"), m_runner.run({"reproduce", "--json"}).out);
    }

    void pictureBySuffix() {
        for (const auto& [file, head] : {std::pair("t.svg", "<?xml"), std::pair("t.png", "\x89PNG"),
                                         std::pair("t.pdf", "%PDF-")}) {
            const ProgramRun run = m_runner.run({"reproduce", "-o", file});
            QCOMPARE(run.err, QByteArray());
            QCOMPARE(run.exitCode, 0);
            QCOMPARE(run.out, QByteArray());
            QVERIFY2(m_runner.read(file).startsWith(head), file);
        }
        const QByteArray svg = m_runner.read("t.svg");
        for (const char* const word : {"AlexNet-P", "Multi-stream", "+16.5 %", "EJ error"})
            QVERIFY2(svg.contains(word), word);
        QCOMPARE(m_runner.run({"reproduce", "-o", "again.svg"}).exitCode, 0);
        QCOMPARE(m_runner.read("again.svg"), svg);
        QCOMPARE(m_runner.run({"reproduce", "-o", "dark.svg", "--theme", "dark"}).exitCode, 0);
        QVERIFY(m_runner.read("dark.svg") != svg);
    }

    void pictureOptionsAreForPictures() {
        const auto fault = [this](const QStringList& options) {
            const ProgramRun run = m_runner.run(QStringList{"reproduce"} + options);
            return QString::number(run.exitCode) + ' ' + QString::fromUtf8(run.err);
        };
        const QString see = "; see 'trilane reproduce --help'\n";
        QCOMPARE(fault({"--theme", "dark"}), "2 trilane: error: --theme: only for a picture" + see);
        QCOMPARE(fault({"--width", "900", "--json", "-o", "t.svg"}),
                 "2 trilane: error: --width: only for a picture" + see);
        QCOMPARE(fault({"--fit", "-o", "fit.svg"}),
                 "2 trilane: error: -o: 'fit.svg' is a picture; expected none with --fit" + see);
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestReproduce)
#include "test_reproduce.moc"
