#include "tests/app/cli/program_runner.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>

namespace trilane {

/// `trilane sweep -o X.policy.json` and what is done with the file.
class TestPolicyCommand : public QObject {
    Q_OBJECT

private:
    using Json = nlohmann::ordered_json;
    ProgramRunner m_runner;

    [[nodiscard]] Json readJson(const QString& name) const {
        return Json::parse(m_runner.read(name).toStdString());
    }

    [[nodiscard]] Json planAt(double mbps) const {
        return Json::parse(
            m_runner
                .run({"plan", "towers.json", "--mbps", QString::number(mbps, 'g', 17), "--json"})
                .out.toStdString());
    }

private slots:
    void initTestCase() {
        m_runner.write("towers.json", kTowers);
        const ProgramRun run =
            m_runner.run({"sweep", "towers.json", "--mbps", "1:10000:9", "-o", "d.policy.json"});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QVERIFY(run.out.isEmpty() && run.err.isEmpty());
    }

    void everyBandwidthHasThePlanThatIsBestThere() {
        const Json policy = readJson("d.policy.json");
        QCOMPARE(policy["format"].get<std::string>(), std::string("trilane.policy"));
        QCOMPARE(policy["strategy"].get<std::string>(), std::string("optimal"));
        const Json& intervals = policy["intervals"];
        QVERIFY(intervals.size() > 2);
        QVERIFY(intervals.front()["from_mbps"].is_null() && intervals.back()["to_mbps"].is_null());
        for (std::size_t i = 0; i < intervals.size(); ++i) {
            if (i > 0) QVERIFY(intervals[i]["from_mbps"] == intervals[i - 1]["to_mbps"]);
            const double low = i > 0 ? intervals[i]["from_mbps"].get<double>() : 1;
            const bool last = i + 1 == intervals.size();
            const double high = last ? 10'000 : intervals[i]["to_mbps"].get<double>();
            const Json& plan = intervals[i]["plan"];
            QVERIFY(intervals[i]["gap_percent"].get<double>() <= 0.1 * (1 + 1e-9));
            // Clear of the bounds, which are exact to 0.1 %.
            for (const double mbps : {low * 1.001, std::sqrt(low * high), high / 1.001}) {
                const Json best = planAt(mbps);
                QVERIFY(best["cut"]["device_layers"] == plan["cut"]["device_layers"]);
                QCOMPARE(best["jobs"].size(), plan["jobs"].size());
                for (std::size_t j = 0; j < best["jobs"].size(); ++j)
                    QVERIFY(best["jobs"][j]["tensor"] == plan["jobs"][j]["tensor"]);
            }
        }
    }

    void aPlanTakenOutIsValid() {
        const Json policy = readJson("d.policy.json");
        for (const Json& interval : policy["intervals"]) {
            const ProgramRun run = m_runner.run({"validate", "-", "--model", "towers.json"},
                                                QByteArray::fromStdString(interval["plan"].dump()));
            QVERIFY2(run.exitCode == 0, run.out.constData());
        }
    }

    void validateChecksThePolicy() {
        const auto validated = [this] {
            return m_runner.run({"validate", "d.policy.json", "--model", "towers.json"});
        };
        const Json policy = readJson("d.policy.json");
        QCOMPARE(validated().out,
                 QByteArray("d.policy.json: valid; strategy optimal, ") +
                     QByteArray::number(static_cast<int>(policy["intervals"].size())) +
                     " intervals from 1 to 10000 Mbps\n");
        Json changed = policy;
        changed["intervals"][1]["from_mbps"] = 2;
        m_runner.write("c.policy.json", QByteArray::fromStdString(changed.dump()));
        const ProgramRun run =
            m_runner.run({"validate", "c.policy.json", "--model", "towers.json", "--json"});
        QCOMPARE(run.exitCode, 1);
        const Json verdict = Json::parse(run.out.toStdString());
        QCOMPARE(verdict["policy"].get<std::string>(), std::string("c.policy.json"));
        QVERIFY(!verdict["valid"].get<bool>());
        QCOMPARE(verdict["violations"][0]["place"].get<std::string>(), std::string("/digest"));
        QCOMPARE(verdict["violations"][1]["place"].get<std::string>(),
                 std::string("/intervals/1/from_mbps"));
        QCOMPARE(verdict["violations"][1]["found"].get<std::string>(), std::string("2"));
    }

    void theWholeWayThroughAPipe() {
        const ProgramRun run = m_runner.shell(
            "trilane sweep towers.json --mbps 1:100:5 --format policy -o - --strategies ej | "
            "trilane validate - --model towers.json");
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QVERIFY2(run.out.startsWith("standard input: valid; strategy ej, "), run.out.constData());
    }

    void theSameInputGivesTheSameBytes() {
        const QByteArray once = m_runner.read("d.policy.json");
        QCOMPARE(m_runner
                     .run({"sweep", "towers.json", "--mbps", "1:10000:9", "--format", "policy",
                           "-o", "-"})
                     .out,
                 once);
        // The suffix says more than --json.
        QCOMPARE(m_runner
                     .run({"sweep", "towers.json", "--mbps", "1:10000:9", "--json", "-o",
                           "again.policy.json"})
                     .exitCode,
                 0);
        QCOMPARE(m_runner.read("again.policy.json"), once);
    }

    void wrongUsageIsTold_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("two strategies")
            << QStringList{"--strategies", "ej,optimal", "-o", "x.policy.json"}
            << QByteArray("--strategies: 'ej,optimal'; expected one for a policy");
        QTest::newRow("gap without a policy")
            << QStringList{"--gap", "1"} << QByteArray("--gap: only for a policy");
        QTest::newRow("gap of nothing")
            << QStringList{"--gap", "0", "-o", "x.policy.json"}
            << QByteArray("--gap: '0'; expected percent from 0.001 to 100");
        QTest::newRow("a picture's width") << QStringList{"--width", "500", "-o", "x.policy.json"}
                                           << QByteArray("--width: only for a picture");
    }

    void wrongUsageIsTold() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, message);
        const ProgramRun run = m_runner.run(QStringList{"sweep", "towers.json"} + arguments);
        QCOMPARE(run.exitCode, 2);
        QCOMPARE(run.err, "trilane: error: " + message + "; see 'trilane sweep --help'\n");
        QCOMPARE(m_runner.read("x.policy.json"), QByteArray("no such file"));
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestPolicyCommand)
#include "test_policy.moc"
