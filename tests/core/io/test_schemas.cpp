#include "core/io/input_error.h"
#include "core/io/machine_json.h"
#include "core/io/model_json.h"
#include "core/io/network_json.h"
#include "core/io/plan_json.h"
#include "core/io/policy_json.h"
#include "core/io/profile_json.h"
#include "core/io/project_json.h"
#include "core/io/project_link.h"
#include "core/io/read_file.h"
#include "core/io/reference_json.h"
#include "core/io/shipped.h"
#include "core/io/suite_json.h"
#include "tests/core/io/sample_plan.h"
#include "tests/core/io/sample_policy.h"
#include "tests/core/io/sample_project.h"
#include "tests/support/schema_check.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace trilane;
using nlohmann::json;

namespace {

/// What the schema of `document`'s format says against it; empty where it is valid.
std::string complaint(const json& document) {
    const std::string format = document.at("format").get<std::string>();
    const std::string_view text = shippedSchema(format);
    if (text.empty()) return "no schema for " + format;
    return test::schemaComplaint(document, text);
}

std::string modelText() {
    return readFile(TRILANE_TEST_DATA "/io/awkward_names.model.json");
}

/// Every key once.
const std::string kSuite = R"({"format": "trilane.suite", "version": 1, "name": "all",
  "defaults": {"device": "laptop", "server": "s.json", "notes": 1},
  "cases": [{"name": "c", "model": "m", "shape": {"x": [1]}, "no_fuse": false, "profile": "p",
    "network": {"mbps": 1, "latency_ms": 0, "overhead_ms": 0.5}, "transfer_dtype": "int8",
    "strategies": ["ej", "local"], "pin_device": ["a"], "pin_server": [],
    "keep_inputs_local": true, "device_layers": ["a"], "sequence": "ej", "execution": "staged",
    "time_limit": 0.5, "x-mine": null,
    "expect": {"makespan_ms": {"ej": {"max": 900}}, "gap_percent": {"manual": {"max": 3}},
               "speedup_over": {"local": {"ej": {"min": 1, "max": 2}}}, "optimal": ["ej"]}}]})";

Profile sampleProfile() {
    Profile profile;
    profile.model = "toy";
    profile.device = SideProfile{"pi", {{"notes", Nanoseconds{1}}, {"x-layer", Nanoseconds{2}}}};
    profile.server = SideProfile{"", {}};
    profile.transmit.emplace("{\"json\": 1}", kMaxTime);
    return profile;
}

}  // namespace

class TestSchemas : public QObject {
    Q_OBJECT

private slots:
    void acceptWhatIsShipped() {
        std::size_t checked = 0;
        for (const ShippedFile& file : shippedFiles()) {
            if (file.path.starts_with("schemas/")) continue;
            QCOMPARE(complaint(json::parse(file.text)), std::string());
            ++checked;
        }
        QCOMPARE(checked, std::size_t{13});
    }

    void acceptWhatIsWritten() {
        const Model model = parseModelJson(modelText(), "m").model;
        QCOMPARE(complaint(json::parse(writeModelJson(model))), std::string());
        QCOMPARE(complaint(json::parse(writeProfile(sampleProfile()))), std::string());
        QCOMPARE(complaint(json::parse(writePlan(samplePlan()))), std::string());
        QCOMPARE(complaint(json::parse(writePolicy(samplePolicy()))), std::string());
        QCOMPARE(complaint(json::parse(writeProject(sampleProject()))), std::string());
        Project plain;
        plain.link = defaultLink();
        plain.modelPath = "m.onnx";
        QCOMPARE(complaint(json::parse(writeProject(plain))), std::string());
        PlanDocument plan = samplePlan();
        plan.lowerBound = Nanoseconds{0};
        plan.network.transferType.reset();
        plan.modelSha256.clear();
        QCOMPARE(complaint(json::parse(writePlan(plan))), std::string());
    }

    void acceptSuites() {
        QCOMPARE(complaint(json::parse(kSuite)), std::string());
        QCOMPARE(SuiteFile::parse(kSuite, "s").readCase(0).name, std::string("c"));
        QCOMPARE(complaint(json::parse(readFile(TRILANE_SOURCE_DIR "/sample_models/suite.json"))),
                 std::string());
    }

    void acceptNotesAndExtensions() {
        json document = json::parse(writePlan(samplePlan()));
        for (const char* const place : {"", "/model", "/network", "/cut", "/cut/crossing/0",
                                        "/jobs/0", "/timeline/0", "/certificates"}) {
            json& object = document.at(json::json_pointer(place));
            object["notes"] = json::array({1});
            object["x-mine"] = nullptr;
        }
        QCOMPARE(complaint(document), std::string());
        QVERIFY(parsePlan(document.dump(), "p").digestMatches());
    }

    void rejectWhatReadersReject_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("patch");
        const auto row = [](const char* name, const std::string& text, const char* patch) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(patch);
        };
        const std::string model = modelText();
        const std::string profile = writeProfile(sampleProfile());
        const std::string plan = writePlan(samplePlan());
        const auto shipped = [](const char* folder, const char* name) {
            return std::string(findShipped(folder, name)->text);
        };
        const std::string machine = shipped("machines/", "laptop");
        const std::string network = shipped("networks/", "4G");
        row("model: unknown key", model, R"({"op": "add", "path": "/layers/0/ops", "value": 1})");
        row("model: negative time", model,
            R"({"op": "add", "path": "/layers/0/device_ms", "value": -1})");
        row("model: no name", model, R"({"op": "remove", "path": "/layers/0/name"})");
        row("model: no outputs", model,
            R"({"op": "add", "path": "/layers/0/outputs", "value": []})");
        row("model: too many bytes", model,
            R"({"op": "add", "path": "/tensors/a/bytes", "value": 1e18})");
        row("model: version", model, R"({"op": "replace", "path": "/version", "value": 2})");
        row("model: element type", model,
            R"({"op": "add", "path": "/tensors/a/dtype", "value": "unknown"})");
        row("profile: time", profile,
            R"({"op": "add", "path": "/device/layers/a", "value": 1e10})");
        row("profile: no layers", profile, R"({"op": "remove", "path": "/device/layers"})");
        row("machine: no float32", machine,
            R"({"op": "replace", "path": "/gflops", "value": {"int8": 1}})");
        row("machine: text has no rate", machine,
            R"({"op": "add", "path": "/gflops/string", "value": 1})");
        row("machine: efficiency", machine,
            R"({"op": "add", "path": "/efficiency", "value": {"Conv": 2}})");
        row("network: mbps", network, R"({"op": "replace", "path": "/mbps", "value": 0})");
        row("network: latency", network,
            R"({"op": "replace", "path": "/latency_ms", "value": "1"})");
        const std::string table = shipped("reference/", "icccn2021_table");
        const std::string calibration = shipped("reference/", "icccn2021_calibration");
        row("table: no local time", table, R"({"op": "remove", "path": "/rows/0/local_ms"})");
        row("table: zero time", table,
            R"({"op": "replace", "path": "/rows/0/cells/4G/ej_ms", "value": 0})");
        row("table: unknown key", table,
            R"({"op": "add", "path": "/rows/0/cells/4G/our_ms", "value": 1})");
        row("table: network twice", table,
            R"({"op": "add", "path": "/networks/-", "value": "4G"})");
        row("calibration: scale", calibration,
            R"({"op": "replace", "path": "/device_scale/Siamese", "value": 0})");
        row("calibration: no device", calibration, R"({"op": "remove", "path": "/device"})");
        const std::string project = writeProject(sampleProject());
        row("project: no model", project, R"({"op": "remove", "path": "/model"})");
        row("project: no path", project,
            R"({"op": "replace", "path": "/model/path", "value": ""})");
        row("project: dimension", project,
            R"({"op": "add", "path": "/model/shapes/image/0", "value": 0})");
        row("project: time", project,
            R"({"op": "add", "path": "/edits/server_ms/a", "value": "1"})");
        row("project: unknown edit", project,
            R"({"op": "add", "path": "/edits/flops", "value": {}})");
        row("project: pin", project, R"({"op": "add", "path": "/pins/device/0", "value": ""})");
        row("project: sequence", project,
            R"({"op": "replace", "path": "/manual_cut/sequence", "value": "fifo"})");
        row("project: heat", project,
            R"({"op": "replace", "path": "/view/heat", "value": "flops"})");
        row("project: state", project,
            R"({"op": "replace", "path": "/view/states/gantt", "value": 1})");
        row("project: mbps", project, R"({"op": "replace", "path": "/network/mbps", "value": 0})");
        row("suite: cases", kSuite, R"({"op": "replace", "path": "/cases", "value": {}})");
        row("suite: unknown key", kSuite,
            R"({"op": "add", "path": "/cases/0/modle", "value": "m"})");
        row("suite: no name", kSuite, R"({"op": "remove", "path": "/cases/0/name"})");
        row("suite: standard input", kSuite,
            R"({"op": "replace", "path": "/cases/0/model", "value": "-"})");
        row("suite: default's name", kSuite,
            R"({"op": "add", "path": "/defaults/name", "value": "n"})");
        row("suite: strategy twice", kSuite,
            R"({"op": "add", "path": "/cases/0/strategies/-", "value": "ej"})");
        row("suite: network", kSuite, R"({"op": "remove", "path": "/cases/0/network/mbps"})");
        row("suite: dimension", kSuite,
            R"({"op": "replace", "path": "/cases/0/shape/x/0", "value": 0})");
        row("suite: no bound", kSuite,
            R"({"op": "remove", "path": "/cases/0/expect/makespan_ms/ej/max"})");
        row("suite: base", kSuite,
            R"({"op": "add", "path": "/cases/0/expect/speedup_over/LO", "value": {}})");
        row("suite: negative", kSuite,
            R"({"op": "replace", "path": "/cases/0/expect/gap_percent/manual/max", "value": -1})");
        row("suite: time limit", kSuite,
            R"({"op": "add", "path": "/defaults/time_limit", "value": "1"})");
        row("plan: lane", plan,
            R"({"op": "replace", "path": "/timeline/0/lane", "value": "link"})");
        row("plan: certificate", plan,
            R"({"op": "replace", "path": "/certificates/theorem3", "value": true})");
        row("plan: no jobs", plan, R"({"op": "remove", "path": "/jobs"})");
        row("plan: makespan", plan, R"({"op": "replace", "path": "/makespan_ms", "value": 4.1e9})");
    }

    void rejectWhatPolicyReadersReject_data() {
        QTest::addColumn<QByteArray>("patch");
        for (const char* const patch :
             {R"({"op": "remove", "path": "/range"})",
              R"({"op": "replace", "path": "/range/to_mbps", "value": 0})",
              R"({"op": "replace", "path": "/accuracy_percent", "value": 0})",
              R"({"op": "replace", "path": "/intervals/0/gap_percent", "value": -1})",
              R"({"op": "replace", "path": "/intervals/0/to_mbps", "value": "1"})",
              R"({"op": "add", "path": "/intervals/0/mbps", "value": 1})",
              R"({"op": "remove", "path": "/intervals/0/from_mbps"})",
              R"({"op": "replace", "path": "/intervals/0/plan/format", "value": "trilane.model"})",
              R"({"op": "replace", "path": "/network/latency_ms", "value": -1})"})
            QTest::newRow(patch) << QByteArray(patch);
    }

    void rejectWhatPolicyReadersReject() {
        QFETCH(QByteArray, patch);
        const json broken = json::parse(writePolicy(samplePolicy()))
                                .patch(json::array({json::parse(patch.toStdString())}));
        QVERIFY(!complaint(broken).empty());
        QVERIFY_THROWS_EXCEPTION(InputError, (void)parsePolicy(broken.dump(), "f"));
    }

    void rejectWhatReadersReject() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, patch);
        const json document = json::parse(text.toStdString());
        QCOMPARE(complaint(document), std::string());
        const json broken = document.patch(json::array({json::parse(patch.toStdString())}));
        QVERIFY(!complaint(broken).empty());
        const std::string format = document.at("format").get<std::string>();
        const std::string brokenText = broken.dump();
        bool refused = false;
        try {
            readAny(format, brokenText);
        } catch (const InputError&) {
            refused = true;
        }
        QVERIFY(refused);
    }

private:
    static void readAny(const std::string& format, const std::string& text) {
        if (format == "trilane.model") (void)parseModelJson(text, "f");
        if (format == "trilane.profile") (void)parseProfile(text, "f");
        if (format == "trilane.machine") (void)parseMachine(text, "f");
        if (format == "trilane.network") (void)parseNetwork(text, "f");
        if (format == "trilane.table") (void)parseReferenceTable(text, "f");
        if (format == "trilane.calibration") (void)parseCalibration(text, "f");
        if (format == "trilane.project") (void)parseProject(text, "f");
        if (format == "trilane.plan") (void)parsePlan(text, "f");
        if (format == "trilane.suite") (void)SuiteFile::parse(text, "f").readCase(0);
    }
};

QTEST_APPLESS_MAIN(TestSchemas)
#include "test_schemas.moc"
