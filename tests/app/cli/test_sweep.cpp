#include "tests/app/cli/program_runner.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>

namespace trilane {

/// `trilane sweep`.
class TestSweepCommand : public QObject {
    Q_OBJECT

private:
    using Json = nlohmann::ordered_json;
    ProgramRunner m_runner;

private slots:
    void initTestCase() { m_runner.write("towers.json", kTowers); }

    void jsonAgreesWithCompare() {
        const ProgramRun run =
            m_runner.run({"sweep", "towers.json", "--mbps", "10:1000:5", "--json"});
        QCOMPARE(run.exitCode, 0);
        const Json sweep = Json::parse(run.out.toStdString());
        QCOMPARE(sweep["points"].size(), std::size_t{5});
        QCOMPARE(sweep["points"][0]["mbps"].get<double>(), 10.0);
        QCOMPARE(sweep["points"][4]["mbps"].get<double>(), 1'000.0);
        const Json compared = Json::parse(
            m_runner.run({"compare", "towers.json", "--mbps", "10", "--json"}).out.toStdString());
        for (const Json& entry : compared["strategies"])
            QCOMPARE(sweep["points"][0]["makespan_ms"][entry["strategy"].get<std::string>()]
                         .get<double>(),
                     entry["makespan_ms"].get<double>());
        QVERIFY(sweep["points"][0]["proven"].get<bool>());
    }

    void cutChangesAreWhereComparisonsDiffer() {
        const Json sweep =
            Json::parse(m_runner.run({"sweep", "towers.json", "--mbps", "1:10000:9", "--json"})
                            .out.toStdString());
        QCOMPARE(sweep["cut_changes"]["strategy"].get<std::string>(), std::string("optimal"));
        const Json& changes = sweep["cut_changes"]["at"];
        QVERIFY(!changes.empty());
        const auto layersAt = [this](double mbps) {
            const Json plan = Json::parse(m_runner
                                              .run({"plan", "towers.json", "--mbps",
                                                    QString::number(mbps, 'g', 17), "--json"})
                                              .out.toStdString());
            return plan["cut"]["device_layers"];
        };
        for (const Json& change : changes) {
            QVERIFY(change["mbps_high"].get<double>() <= change["mbps_low"].get<double>() * 1.001);
            QVERIFY(layersAt(change["mbps_low"]) != layersAt(change["mbps_high"]));
        }
    }

    void csvHasARowForEachBandwidth() {
        const ProgramRun run = m_runner.run(
            {"sweep", "towers.json", "--mbps", "1:4:3", "--strategies", "local,ej", "-o", "s.csv"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(m_runner.read("s.csv").left(9), QByteArray("mbps,loca"));
        const QList<QByteArray> lines = m_runner.read("s.csv").split('\n');
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[0], QByteArray("mbps,local,ej\r"));
        // EJ by hand: a, b, c, d on the device until 10 ms; b on the air from 5 to 13 ms, d to 17;
        // the server's sum takes 0.9.
        QCOMPARE(lines[2], QByteArray("2,19.000000,17.900000\r"));
    }

    void textTellsTheChanges() {
        const QByteArray text = m_runner.run({"sweep", "towers.json", "--mbps", "1:10000:9"}).out;
        // Long lines are broken, wherever that is.
        QVERIFY2(text.simplified().contains("network 1 to 10000 Mbps"), text.constData());
        QVERIFY(text.contains("\nThe cut of Optimal changes at:\n"));
        QVERIFY(text.contains(" to the server\n"));
        for (const QString& line : QString::fromUtf8(text).split('\n'))
            QVERIFY2(line.size() <= 80, qPrintable(line));
        const QByteArray flat =
            m_runner.run({"sweep", "towers.json", "--mbps", "0.01:0.02:2", "--strategies", "local"})
                .out;
        QVERIFY(flat.contains("The cut of LO is the same at all bandwidths.\n"));
    }

    void picturesAndRepeats() {
        for (const QString file : {"s.svg", "s.pdf", "s.png", "s.csv", "s.json", "s.txt"}) {
            const auto run = [&] {
                return m_runner.run({"sweep", "towers.json", "--mbps", "1:100:9", "-o", file});
            };
            QCOMPARE(run().exitCode, 0);
            const QByteArray once = m_runner.read(file);
            QVERIFY(once.size() > 100);
            QCOMPARE(run().exitCode, 0);
            QCOMPARE(m_runner.read(file), once);
        }
        QVERIFY(m_runner.read("s.svg").contains(">Makespan (ms, log)<"));
    }

    void bandwidthsTooLowAreTold() {
        const ProgramRun run = m_runner.run({"sweep", "towers.json", "--mbps", "0.0000001:1:3"});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.err.contains("expected bandwidths from 0.000001"), run.err.constData());
        const ProgramRun form = m_runner.run({"sweep", "towers.json", "--mbps", "5"});
        QCOMPARE(form.exitCode, 2);
        QCOMPARE(form.err, QByteArray("trilane: error: --mbps: '5'; expected LOW:HIGH or "
                                      "LOW:HIGH:POINTS, as in 0.1:100:60; see 'trilane sweep "
                                      "--help'\n"));
        QCOMPARE(m_runner.run({"sweep", "towers.json", "-o", "x.doc"}).exitCode, 2);
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestSweepCommand)
#include "test_sweep.moc"
