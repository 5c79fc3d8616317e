#include "core/io/suite_json.h"
#include "tests/support/error_text.h"

#include <QTest>
#include <set>
#include <string>

using namespace trilane;
using trilane::test::messageOf;

namespace {

std::string suiteText(const std::string& cases, const std::string& defaults = "{}") {
    return R"({"format": "trilane.suite", "version": 1, "defaults": )" + defaults +
           ",\n\"cases\": [\n" + cases + "]}";
}

SuiteCase only(const std::string& members, const std::string& defaults = "{}") {
    const std::string text = R"({"name": "c", "model": "m")" + members + "}";
    return SuiteFile::parse(suiteText(text, defaults), "s").readCase(0);
}

std::string messageWith(const std::string& members, const std::string& defaults = "{}") {
    return messageOf([&] { (void)only(members, defaults); });
}

std::string structureMessage(const std::string& text) {
    return messageOf([&] { (void)SuiteFile::parse(text, "s"); });
}

}  // namespace

class TestSuiteJson : public QObject {
    Q_OBJECT

private slots:
    void readsEveryField() {
        const SuiteCase all = only(R"(, "shape": {"x": [1, 3]}, "no_fuse": true, "device": "d",
            "server": "s", "profile": "p", "network": {"mbps": 2.5, "latency_ms": 1},
            "transfer_dtype": "int8", "strategies": ["ej", "local"], "pin_device": ["a"],
            "pin_server": ["b", "c"], "keep_inputs_local": true, "device_layers": ["a"],
            "sequence": "optimal", "execution": "staged", "time_limit": 0.5, "notes": 1,
            "expect": {"makespan_ms": {"ej": {"max": 900}, "manual": {"min": 1, "max": 1}},
                       "speedup_over": {"local": {"ej": {"min": 1.5}}},
                       "gap_percent": {"ej": {"max": 0}}, "optimal": ["manual", "ej"],
                       "x-mine": 2})");
        QCOMPARE(all.name, std::string("c"));
        QCOMPARE(all.model, std::string("m"));
        QVERIFY(all.shapes.at("x") == (std::vector<std::int64_t>{1, 3}));
        QVERIFY(!all.fuse);
        QVERIFY(all.device == "d" && all.server == "s" && all.profile == "p" && !all.network);
        QCOMPARE(all.link->mbps, 2.5);
        QCOMPARE(all.link->latency.count(), std::int64_t{1'000'000});
        QVERIFY(all.transferType == DataType::Int8);
        QVERIFY(all.strategies == (std::vector{Strategy::Ej, Strategy::Local}));
        QVERIFY(all.pinDevice == std::vector<std::string>{"a"});
        QCOMPARE(all.pinServer.size(), std::size_t{2});
        QVERIFY(all.keepInputsLocal);
        QVERIFY(all.cut->sequencer == Sequencer::Optimal);
        QVERIFY(all.cut->execution == Execution::Staged);
        QVERIFY(all.timeLimit == std::chrono::milliseconds(500));
        QCOMPARE(all.expect.makespans.size(), std::size_t{2});
        QVERIFY(all.expect.makespans[0].plan == Strategy::Ej);
        QCOMPARE(all.expect.makespans[0].range.max->milliseconds(), 900.0);
        QVERIFY(!all.expect.makespans[1].plan);
        QVERIFY(all.expect.speedups[0].base == Strategy::Local);
        QCOMPARE(*all.expect.speedups[0].range.min, 1.5);
        QCOMPARE(*all.expect.gaps[0].range.max, 0.0);
        QVERIFY(all.expect.optimal == (std::vector<SuitePlan>{std::nullopt, Strategy::Ej}));
    }

    void fillsInDefaults() {
        const std::string defaults =
            R"({"network": "4G", "strategies": ["ej"], "expect": {"optimal": ["ej"]}})";
        const SuiteCase plain = only("", defaults);
        QVERIFY(plain.network == "4G");
        QVERIFY(plain.strategies == std::vector{Strategy::Ej});
        QCOMPARE(plain.expect.optimal.size(), std::size_t{1});
        // As a whole: nothing of the default's network or expectations is left.
        const SuiteCase own = only(R"(, "network": {"mbps": 1}, "expect": {})", defaults);
        QVERIFY(!own.network);
        QCOMPARE(own.link->mbps, 1.0);
        QVERIFY(own.expect.optimal.empty());
        QCOMPARE(only("").strategies.size(), kStrategies.size());
        // A sequence that only some cases have a use for.
        QVERIFY(!only("", R"({"sequence": "ej"})").cut);
    }

    void rangesHoldBothEnds() {
        const SuiteRange<double> range{1.0, 2.0};
        QVERIFY(range.contains(1.0) && range.contains(2.0));
        QVERIFY(!range.contains(0.999) && !range.contains(2.001));
        QVERIFY((SuiteRange<double>{{}, 2.0}.contains(0)));
    }

    void structureErrors_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("no JSON") << "{\"cases\": [{]}"
                                 << "s: line 1, column 13: ]; expected a key in double quotes";
        QTest::newRow("format") << R"({"format": "trilane.plan", "version": 1})"
                                << "s: line 1, /format: format 'trilane.plan'; expected "
                                   "'trilane.suite'";
        QTest::newRow("version") << R"({"format": "trilane.suite", "version": 2, "cases": []})"
                                 << "s: line 1, /version: version 2, newer than this program "
                                    "reads; expected version 1";
        QTest::newRow("no cases") << R"({"format": "trilane.suite", "version": 1})"
                                  << "s: line 1: an object without the key 'cases'; expected "
                                     "'cases'";
        QTest::newRow("no array") << R"({"format": "trilane.suite", "version": 1, "cases": {}})"
                                  << "s: line 1, /cases: an empty object; expected an array of "
                                     "cases";
        QTest::newRow("key") << R"({"format": "trilane.suite", "version": 1, "case": []})"
                             << "s: line 1, /case: the unknown key 'case'; expected 'cases'";
        QTest::newRow("key twice") << QString::fromStdString(suiteText(R"({"name": 1, "name": 2})"))
                                   << "s: line 3, /cases/0/name: the key 'name' a second time; "
                                      "expected each key once";
        QTest::newRow("defaults") << QString::fromStdString(suiteText("", R"({"netwrok": "4G"})"))
                                  << "s: line 1, /defaults/netwrok: the unknown key 'netwrok'; "
                                     "expected 'network'";
        QTest::newRow("default's value")
            << QString::fromStdString(suiteText("", R"({"strategies": ["optimum"]})"))
            << "s: line 1, /defaults/strategies/0: \"optimum\"; expected 'optimal'";
    }
    void structureErrors() {
        QFETCH(QString, text);
        QFETCH(QString, message);
        QCOMPARE(QString::fromStdString(structureMessage(text.toStdString())), message);
    }

    void caseErrors_data() {
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* members, const char* message) {
            QTest::newRow(name) << members << QString("s: line 3, /cases/0%1").arg(message);
        };
        row("key", R"(, "modle": "x")", "/modle: the unknown key 'modle'; expected 'model'");
        row("strategy", R"(, "strategies": ["jj"])", "/strategies/0: \"jj\"; expected 'ej'");
        row("strategy twice", R"(, "strategies": ["ej", "ej"])",
            "/strategies/1: 'ej' a second time; expected each strategy once");
        row("no strategy", R"(, "strategies": [])",
            "/strategies: an empty array; expected one strategy or more");
        row("standard input", R"(, "profile": "-")",
            "/profile: \"-\"; expected a file: cases cannot read the standard input");
        row("network", R"(, "network": 4)",
            "/network: 4; expected a network: its name, its file or an object with 'mbps'");
        row("bandwidth", R"(, "network": {"latency_ms": 4})",
            "/network: an object without the key 'mbps'; expected 'mbps'");
        row("dimension", R"(, "shape": {"x": [0]})",
            "/shape/x/0: 0; expected a whole number from 1 to 9223372036854775807");
        row("negative dimension", R"(, "shape": {"x": [3, -1]})",
            "/shape/x/1: -1; expected a whole number from 1 to 9223372036854775807");
        row("transfer type", R"(, "transfer_dtype": "float8")",
            "/transfer_dtype: \"float8\"; expected 'float16', 'int8', 'bfloat16', 'float32', "
            "'float64' or 'uint8'");
        row("time limit", R"(, "time_limit": -1)",
            "/time_limit: -1; expected seconds from 0 to 1,000,000");
        row("sequence alone", R"(, "sequence": "ej")",
            "/sequence: a case with 'sequence' but without 'device_layers'; expected both or "
            "neither: a strategy brings its own sequence");
        row("expectation", R"(, "expect": {"makespan": {}})",
            "/expect/makespan: the unknown key 'makespan'; expected 'makespan_ms'");
        row("plan", R"(, "expect": {"makespan_ms": {"dsl_ej": {"max": 1}}})",
            "/expect/makespan_ms/dsl_ej: the unknown key 'dsl_ej'; expected 'dsl-ej'");
        row("no bound", R"(, "expect": {"gap_percent": {"ej": {}}})",
            "/expect/gap_percent/ej: an empty object; expected an object with 'min', 'max' or "
            "both");
        row("empty range", R"(, "expect": {"gap_percent": {"ej": {"min": 2, "max": 1}}})",
            "/expect/gap_percent/ej: a 'min' above the 'max'; expected a range that holds a "
            "figure");
        row("not planned", R"(, "strategies": ["ej"], "expect": {"optimal": ["optimal"]})",
            "/expect/optimal/0: an expectation of 'optimal', which this case does not plan; "
            "expected 'optimal' among its strategies too");
        row("no manual cut", R"(, "expect": {"speedup_over": {"local": {"manual": {"min": 1}}}})",
            "/expect/speedup_over/local/manual: an expectation of the plan 'manual'; expected "
            "'device_layers' in this case too");
    }
    void caseErrors() {
        QFETCH(QString, members);
        QFETCH(QString, message);
        QCOMPARE(QString::fromStdString(messageWith(members.toStdString())), message);
    }

    void localIsAlwaysABase() {
        QCOMPARE(messageWith(R"(, "strategies": ["ej"],
                     "expect": {"speedup_over": {"local": {"ej": {"min": 1}}}})"),
                 std::string("accepted"));
    }

    void eachCaseStandsAlone() {
        const SuiteFile suite = SuiteFile::parse(
            suiteText("{\"name\": \"a\", \"model\": \"m\"},\n5,\n{\"model\": \"m\"},\n"
                      "{\"name\": \"a\", \"model\": \"m\"},\n{\"name\": \"b\"},\n[[\"]\"]],\n"
                      "{\"name\": \"c, ]\\\"}\", \"model\": \"m\"}"),
            "s");
        QCOMPARE(suite.size(), std::size_t{7});
        const auto message = [&](std::size_t i) {
            return messageOf([&] { (void)suite.readCase(i); });
        };
        QCOMPARE(message(0), std::string("accepted"));
        QCOMPARE(message(1), std::string("s: line 4, /cases/1: 5; expected an object"));
        QCOMPARE(message(2), std::string("s: line 5, /cases/2: an object without the key 'name'; "
                                         "expected 'name'"));
        QCOMPARE(message(3), std::string("s: line 6, /cases/3/name: 'a', the name of /cases/0 "
                                         "too; expected a name of its own"));
        QCOMPARE(message(4), std::string("s: line 7, /cases/4: an object without the key "
                                         "'model'; expected 'model'"));
        QCOMPARE(message(5), std::string("s: line 8, /cases/5: an array; expected an object"));
        QCOMPARE(message(6), std::string("accepted"));
        QCOMPARE(suite.label(3), std::string("a"));
        QCOMPARE(suite.label(2), std::string("/cases/2"));
        QCOMPARE(suite.label(5), std::string("/cases/5"));
        QCOMPARE(suite.label(6), std::string("c, ]\"}"));
    }

    void namesThePlaceInCaseOrDefaults() {
        const SuiteFile suite = SuiteFile::parse(
            suiteText(R"({"name": "a", "model": "m"})", R"({"pin_device": ["x"]})"), "s");
        QCOMPARE(messageOf([&] { suite.fail(0, "/model", "f", "e"); }),
                 std::string("s: line 3, /cases/0/model: f; expected e"));
        QCOMPARE(messageOf([&] { suite.fail(0, "/pin_device/0", "f", "e"); }),
                 std::string("s: line 1, /defaults/pin_device/0: f; expected e"));
        QCOMPARE(messageOf([&] { suite.fail(0, "/device", "f", "e"); }),
                 std::string("s: line 3, /cases/0: f; expected e"));
    }

    void findsExactlyTheBrokenOfAThousand() {
        std::string cases;
        std::set<std::size_t> broken;
        constexpr std::size_t kCases = 1'000;
        constexpr std::size_t kEvery = 59;
        for (std::size_t i = 0; i < kCases; ++i) {
            const bool wrong = i % kEvery == 3;
            if (wrong) broken.insert(i);
            cases += (i > 0 ? ",\n" : "") + std::string("{\"name\": \"c") + std::to_string(i) +
                     "\", \"model\": " + (wrong ? "7}" : "\"m\"}");
        }
        QCOMPARE(broken.size(), std::size_t{17});
        const SuiteFile suite = SuiteFile::parse(suiteText(cases), "s");
        std::set<std::size_t> found;
        for (std::size_t i = 0; i < suite.size(); ++i)
            if (messageOf([&] { (void)suite.readCase(i); }) != "accepted") found.insert(i);
        QVERIFY(found == broken);
    }
};

QTEST_APPLESS_MAIN(TestSuiteJson)
#include "test_suite_json.moc"
