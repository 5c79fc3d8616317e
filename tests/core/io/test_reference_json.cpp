#include "core/io/read_file.h"
#include "core/io/reference_json.h"
#include "core/io/shipped.h"
#include "tests/support/error_text.h"

#include <QTest>

using namespace trilane;
using trilane::test::messageOf;

namespace {

std::string tableWith(const std::string& rest) {
    return R"({"format": "trilane.table", "version": 1, "source": "s",)" + rest + "}";
}

std::string tableMessage(const std::string& rest) {
    return messageOf([&] { (void)parseReferenceTable(tableWith(rest), "t"); });
}

std::string rowMessage(const std::string& row) {
    return tableMessage(R"("networks": ["4G"], "rows": [)" + row + "]");
}

const std::string kRow =
    R"({"model": "m", "file": "m.onnx", "local_ms": 3, "cells": {"4G": {"remote_ms": 2.5, "ej_ms": 2}}})";

}  // namespace

class TestReferenceJson : public QObject {
    Q_OBJECT

private slots:
    void readsATable() {
        const ReferenceTable table = parseReferenceTable(
            tableWith(R"("networks": ["4G"], "notes": 1, "rows": [)" + kRow + "]"), "t");
        QCOMPARE(table.source, std::string("s"));
        QCOMPARE(table.networks, std::vector<std::string>{"4G"});
        QCOMPARE(table.rows.size(), std::size_t{1});
        QCOMPARE(table.rows[0].model, std::string("m"));
        QCOMPARE(table.rows[0].file, std::string("m.onnx"));
        QCOMPARE(table.rows[0].local.count(), std::int64_t{3'000'000});
        QCOMPARE(table.rows[0].cells.size(), std::size_t{1});
        QCOMPARE(table.rows[0].cells[0].remote.count(), std::int64_t{2'500'000});
        QCOMPARE(table.rows[0].cells[0].ej.count(), std::int64_t{2'000'000});
    }

    void saysWhatIsWrongWithATable() {
        QCOMPARE(tableMessage(R"("networks": ["4G", "4G"], "rows": [])"),
                 std::string("t: line 1, /networks/1: '4G' twice; expected each network once"));
        QCOMPARE(rowMessage(kRow + "," + kRow),
                 std::string("t: line 1, /rows/1: a second row for 'm'; expected one row for each "
                             "model"));
        QCOMPARE(rowMessage(R"({"model": "m", "file": "f", "local_ms": 0, "cells": {}})"),
                 std::string("t: line 1, /rows/0/local_ms: 0; expected a time above 0 ms"));
        QCOMPARE(rowMessage(R"({"model": "m", "file": "f", "local_ms": 1, "cells": {}})"),
                 std::string("t: line 1, /rows/0/cells: no times for network '4G'; expected a "
                             "member for each of /networks"));
        std::string extra = kRow;
        extra.replace(extra.find("\"4G\""), 4, R"("5G": {"remote_ms": 1, "ej_ms": 1}, "4G")");
        QCOMPARE(rowMessage(extra), std::string("t: line 1, /rows/0/cells/5G: network '5G'; "
                                                "expected one of /networks"));
    }

    void readsACalibration() {
        const Calibration calibration = parseCalibration(
            R"({"format": "trilane.calibration", "version": 1, "device": "d", "server": "s",
                "device_scale": {"m": 1.25, "n": 2}, "origin": "o"})",
            "c");
        QCOMPARE(calibration.device, std::string("d"));
        QCOMPARE(calibration.server, std::string("s"));
        QCOMPARE(calibration.deviceScale.size(), std::size_t{2});
        QCOMPARE(calibration.deviceScale.at("m"), 1.25);
        QCOMPARE(messageOf([] {
                     (void)parseCalibration(R"({"format": "trilane.calibration", "version": 1,
                         "device": "d", "server": "s", "device_scale": {"m": 0}})",
                                            "c");
                 }),
                 std::string("c: line 2, /device_scale/m: 0; expected a number above 0, at most "
                             "1000000"));
    }

    // The embedded bytes are the files', so that the program needs none of them.
    void modelsAreEmbeddedByteByByte() {
        QCOMPARE(shippedModels().size(), std::size_t{5});
        for (const ShippedFile& model : shippedModels())
            QVERIFY2(readFile(TRILANE_SOURCE_DIR "/sample_models/" + std::string(model.path)) ==
                         model.text,
                     std::string(model.path).c_str());
        for (const ShippedFile& file : shippedFiles())
            QVERIFY2(
                readFile(TRILANE_SOURCE_DIR "/resources/" + std::string(file.path)) == file.text,
                std::string(file.path).c_str());
    }

    void loadsWhatTheTableNames() {
        const ReproductionInputs inputs = loadReproduction("icccn2021");
        QCOMPARE(inputs.models.size(), inputs.table.rows.size());
        QCOMPARE(inputs.networks.size(), inputs.table.networks.size());
        QCOMPARE(inputs.device.name, std::string("raspberry-pi-4b"));
        QCOMPARE(inputs.server.name, std::string("i7-8700-gtx-1080"));
        for (std::size_t i = 0; i < inputs.models.size(); ++i)
            QCOMPARE(inputs.models[i]->name() + ".onnx", inputs.table.rows[i].file);
        QCOMPARE(messageOf([] { (void)loadReproduction("icccn2022"); }),
                 std::string("icccn2022_table: no shipped reference of that name"));
    }
};

QTEST_APPLESS_MAIN(TestReferenceJson)
#include "test_reference_json.moc"
