#include "core/io/policy_json.h"
#include "tests/core/io/sample_policy.h"
#include "tests/support/error_text.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace trilane;
using nlohmann::json;

namespace {

std::string messageOf(const std::string& text) {
    return test::messageOf([&] { (void)parsePolicy(text, "p"); });
}

}  // namespace

class TestPolicyJson : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryField() {
        const PolicyDocument policy = samplePolicy();
        const std::string text = writePolicy(policy);
        const PolicyFile file = parsePolicy(text, "p");
        QVERIFY(file.digestMatches());
        const PolicyDocument& read = file.document;
        QCOMPARE(read.modelName, policy.modelName);
        QCOMPARE(read.modelSha256, policy.modelSha256);
        QCOMPARE(read.strategy, policy.strategy);
        QVERIFY(read.network == policy.network);
        QCOMPARE(read.lowMbps, policy.lowMbps);
        QCOMPARE(read.highMbps, policy.highMbps);
        QCOMPARE(read.accuracyPercent, policy.accuracyPercent);
        QCOMPARE(read.intervals.size(), policy.intervals.size());
        QCOMPARE(file.plans.size(), policy.intervals.size());
        for (std::size_t i = 0; i < read.intervals.size(); ++i) {
            const PolicyInterval& found = read.intervals[i];
            const PolicyInterval& expected = policy.intervals[i];
            QVERIFY(found.fromMbps == expected.fromMbps && found.toMbps == expected.toMbps);
            QVERIFY(found.gapPercent == expected.gapPercent);
            QVERIFY(found.fromMakespan == expected.fromMakespan);
            QVERIFY(found.toMakespan == expected.toMakespan);
            QVERIFY(file.plans[i].digestMatches());
            QCOMPARE(writePlan(found.plan), writePlan(expected.plan));
        }
        QCOMPARE(writePolicy(read), text);
    }

    void aPlanTakenOutIsAPlanFile() {
        const json policy = json::parse(writePolicy(samplePolicy()));
        const PlanFile plan = parsePlan(policy["intervals"][1]["plan"].dump(), "plan");
        QVERIFY(plan.digestMatches());
        QCOMPARE(writePlan(plan.document), writePlan(samplePolicy().intervals[1].plan));
    }

    void anyChangeChangesTheDigest() {
        for (const char* const place :
             {"/intervals/0/to_mbps", "/intervals/1/plan/network/mbps", "/range/from_mbps"}) {
            json document = json::parse(writePolicy(samplePolicy()));
            document.at(json::json_pointer(place)) = 0.25;
            QVERIFY(!parsePolicy(document.dump(), "p").digestMatches());
        }
        json noted = json::parse(writePolicy(samplePolicy()));
        noted["intervals"][0]["notes"] = "the slow one";
        QVERIFY(parsePolicy(noted.dump(), "p").digestMatches());
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* patch, const char* message) {
            QTest::newRow(message) << QByteArray(patch) << QByteArray(message);
        };
        row(R"({"op": "replace", "path": "/format", "value": "trilane.plan"})",
            "p: line 1, /format: format 'trilane.plan'; expected 'trilane.policy'");
        row(R"({"op": "replace", "path": "/version", "value": 2})",
            "p: line 1, /version: version 2, newer than this program reads; expected version 1");
        row(R"({"op": "remove", "path": "/intervals"})",
            "p: line 1: an object without the key 'intervals'; expected 'intervals'");
        row(R"({"op": "replace", "path": "/intervals/0/to_mbps", "value": "fast"})",
            "p: line 1, /intervals/0/to_mbps: \"fast\"; expected a number, or null");
        row(R"({"op": "replace", "path": "/intervals/0/to_mbps", "value": 0})",
            "p: line 1, /intervals/0/to_mbps: 0; expected a number above 0, at most 1000000000");
        row(R"({"op": "replace", "path": "/intervals/1/gap_percent", "value": -1})",
            "p: line 1, /intervals/1/gap_percent: -1; expected a number from 0 up, or null");
        row(R"({"op": "replace", "path": "/intervals/1/plan/format", "value": "trilane.model"})",
            "p: line 1, /intervals/1/plan/format: format 'trilane.model'; expected "
            "'trilane.plan'");
        row(R"({"op": "remove", "path": "/intervals/1/plan/jobs/0/tensor"})",
            "p: line 1, /intervals/1/plan/jobs/0: an object without the key 'tensor'; expected "
            "'tensor'");
        row(R"({"op": "replace", "path": "/accuracy_percent", "value": 0})",
            "p: line 1, /accuracy_percent: 0; expected a number above 0, at most "
            "1000000000000");
        row(R"({"op": "add", "path": "/range/to_mpbs", "value": 1})",
            "p: line 1, /range/to_mpbs: the unknown key 'to_mpbs'; expected 'to_mbps'");
    }

    void saysWhatIsWrong() {
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, message);
        const json document = json::parse(writePolicy(samplePolicy()))
                                  .patch(json::array({json::parse(patch.toStdString())}));
        QCOMPARE(messageOf(document.dump()), message.toStdString());
    }
};

QTEST_APPLESS_MAIN(TestPolicyJson)
#include "test_policy_json.moc"
