#include "core/io/input_error.h"
#include "core/io/plan_json.h"
#include "tests/core/io/sample_plan.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace trilane;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) qFatal("'%s' is not in the text", from.c_str());
    return text.replace(at, from.size(), to);
}

std::string messageOf(const std::string& text) {
    try {
        (void)parsePlan(text, "p");
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

class TestPlanJson : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryField() {
        const PlanDocument plan = samplePlan();
        const std::string text = writePlan(plan);
        const PlanFile file = parsePlan(text, "p");
        QVERIFY(file.digestMatches());
        QCOMPARE(file.gapPercent.value(), 100.0 * 2'000'001 / 8'000'000);
        const PlanDocument& read = file.document;
        QCOMPARE(read.modelName, plan.modelName);
        QCOMPARE(read.modelSha256, plan.modelSha256);
        QCOMPARE(read.strategy, plan.strategy);
        QCOMPARE(read.sequence, plan.sequence);
        QCOMPARE(read.execution, plan.execution);
        QCOMPARE(read.device, plan.device);
        QCOMPARE(read.server, plan.server);
        QCOMPARE(read.network.name, plan.network.name);
        QCOMPARE(read.network.mbps, plan.network.mbps);
        QVERIFY(read.network.latency == plan.network.latency);
        QVERIFY(read.network.overhead == plan.network.overhead);
        QVERIFY(read.network.requestOverhead == plan.network.requestOverhead);
        QVERIFY(read.network.transferType == plan.network.transferType);
        QVERIFY(read.makespan == plan.makespan && read.lowerBound == plan.lowerBound);
        QVERIFY(read.cutLowerBound == plan.cutLowerBound && read.optimal == plan.optimal);
        QVERIFY(read.theorem3 == plan.theorem3 && read.theorem4 == plan.theorem4);
        QVERIFY(read.deviceLayers == plan.deviceLayers && read.serverLayers == plan.serverLayers);
        QVERIFY(read.deviceRest == plan.deviceRest && read.serverFirst == plan.serverFirst);
        QCOMPARE(read.crossing.size(), plan.crossing.size());
        for (std::size_t i = 0; i < plan.crossing.size(); ++i) {
            QCOMPARE(read.crossing[i].tensor, plan.crossing[i].tensor);
            QVERIFY(read.crossing[i].bytes == plan.crossing[i].bytes);
            QVERIFY(read.crossing[i].send == plan.crossing[i].send);
            QCOMPARE(read.crossing[i].fixed, plan.crossing[i].fixed);
        }
        QCOMPARE(read.jobs.size(), plan.jobs.size());
        for (std::size_t i = 0; i < plan.jobs.size(); ++i) {
            QCOMPARE(read.jobs[i].tensor, plan.jobs[i].tensor);
            QVERIFY(read.jobs[i].deviceLayers == plan.jobs[i].deviceLayers);
            QVERIFY(read.jobs[i].serverLayers == plan.jobs[i].serverLayers);
            QVERIFY(read.jobs[i].p1 == plan.jobs[i].p1 && read.jobs[i].p2 == plan.jobs[i].p2 &&
                    read.jobs[i].p3 == plan.jobs[i].p3);
        }
        QCOMPARE(read.timeline.size(), plan.timeline.size());
        for (std::size_t i = 0; i < plan.timeline.size(); ++i) {
            QVERIFY(read.timeline[i].lane == plan.timeline[i].lane);
            QCOMPARE(read.timeline[i].name, plan.timeline[i].name);
            QVERIFY(read.timeline[i].start == plan.timeline[i].start);
            QVERIFY(read.timeline[i].end == plan.timeline[i].end);
        }
        QCOMPARE(writePlan(read), text);
    }

    void writesTheGap() {
        PlanDocument plan = samplePlan();
        plan.lowerBound = Nanoseconds{0};
        QVERIFY(!parsePlan(writePlan(plan), "p").gapPercent.has_value());
        plan.makespan = Nanoseconds{0};
        QCOMPARE(parsePlan(writePlan(plan), "p").gapPercent.value(), 0.0);
    }

    void noticesWhatWasChanged_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* name, const char* from, const char* to, bool matches) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << matches;
        };
        row("a number", "\"p3_ms\": 0.000009", "\"p3_ms\": 0.000010", false);
        row("a number below the nanosecond", "\"p3_ms\": 0.000009", "\"p3_ms\": 0.0000091", false);
        row("an order", "[\"a\", \"b\"]", "[\"b\", \"a\"]", false);
        row("a name", "\"laptop\"", "\"laptops\"", false);
        row("a flag", "\"optimal\": false", "\"optimal\": true", false);
        row("the digest", "\"sha256:", "\"sha256:0", false);
        row("a digest that is missing", "\"digest\"", "\"x-digest\"", false);
        row("blanks", "\"jobs\": [", "\"jobs\":[ ", true);
        row("a number's form", "\"p1_ms\": 0.000000", "\"p1_ms\": 0", true);
        row("a number's form again", "\"send_ms\": 5.000000", "\"send_ms\": 0.5e1", true);
        row("notes", "\"jobs\": [", "\"notes\": \"mine\", \"x-a\": 1, \"jobs\": [", true);
    }

    void noticesWhatWasChanged() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(bool, matches);
        const std::string text =
            replaced(writePlan(samplePlan()), from.toStdString(), to.toStdString());
        QCOMPARE(parsePlan(text, "p").digestMatches(), matches);
    }

    void digestsWhatItSays() {
        auto document = nlohmann::json::parse(writePlan(samplePlan()));
        const auto shuffled = nlohmann::json::parse(document.dump(7)).dump();
        QVERIFY(parsePlan(shuffled, "p").digestMatches());
    }

    void saysWhatIsWrong() {
        const std::string text = writePlan(samplePlan());
        QCOMPARE(messageOf(text), std::string("accepted"));
        QCOMPARE(messageOf(replaced(text, "\"theorem3\": \"holds\"", "\"theorem3\": \"hold\"")),
                 std::string("p: line 26, /certificates/theorem3: \"hold\"; expected 'holds'"));
        QCOMPARE(messageOf(replaced(text, "\"sequence\": \"ej\"", "\"sequence\": \"random\"")),
                 std::string("p: line 9, /sequence: \"random\"; expected 'ej', 'optimal' or "
                             "'topological'"));
        QCOMPARE(messageOf(replaced(text, "\"lane\": \"link\", \"tensor\"",
                                    "\"lane\": \"link\", \"layer\"")),
                 std::string("p: line 57, /timeline/1/layer: a layer on the link; expected "
                             "'tensor'"));
        QCOMPARE(messageOf(replaced(text, "\"device_rest\"", "\"x-rest\"")),
                 std::string("p: line 1: an object without the key 'device_rest'; expected "
                             "'device_rest'"));
        QCOMPARE(messageOf(replaced(text, "\"makespan_ms\": 10.000001", "\"makespan_ms\": 4.1e9")),
                 std::string("p: line 21, /makespan_ms: 4.1e9; expected milliseconds from 0 to "
                             "4000000000"));
    }
};

QTEST_APPLESS_MAIN(TestPlanJson)
#include "test_plan_json.moc"
