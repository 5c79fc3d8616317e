#include "core/io/machine_json.h"
#include "core/io/shipped.h"
#include "tests/support/error_text.h"

#include <QTest>

using namespace trilane;
using trilane::test::messageOf;

namespace {

std::string messageOfText(const std::string& rest) {
    return messageOf([&] {
        (void)parseMachine(
            "{\"format\": \"trilane.machine\", \"version\": 1, \"name\": \"m\",\n" + rest + "}",
            "m");
    });
}

}  // namespace

class TestMachineJson : public QObject {
    Q_OBJECT

private slots:
    void readsEveryKey() {
        const Machine machine = parseMachine(
            R"({"format": "trilane.machine", "version": 1, "name": "m", "memory_gbps": 1.5,
                "gflops": {"float32": 12, "int8": 48.5}, "layer_overhead_ms": 0.3,
                "request_overhead_ms": 72, "efficiency": {"Conv": 0.5}, "origin": "measured"})",
            "m");
        QCOMPARE(machine.name, std::string("m"));
        QCOMPARE(machine.gflops.at(DataType::Float32), 12.0);
        QCOMPARE(machine.gflops.at(DataType::Int8), 48.5);
        QCOMPARE(machine.memoryGbps, 1.5);
        QCOMPARE(machine.layerOverhead.count(), std::int64_t{300'000});
        QCOMPARE(machine.requestOverhead.count(), std::int64_t{72'000'000});
        QCOMPARE(machine.efficiency.at("Conv"), 0.5);
        QCOMPARE(machine.origin, std::string("measured"));
        const Machine again = parseMachine(writeMachine(machine), "m");
        QCOMPARE(writeMachine(again), writeMachine(machine));
        QCOMPARE(again.efficiency.size(), std::size_t{1});
    }

    void saysWhatIsWrong() {
        QCOMPARE(messageOfText(R"("gflops": {"float32": 1}, "memory_gbps": 0)"),
                 std::string("m: line 2, /memory_gbps: 0; expected a number above 0, at most "
                             "1000000000000"));
        QCOMPARE(messageOfText(R"("gflops": {"float32": -1}, "memory_gbps": 1)"),
                 std::string("m: line 2, /gflops/float32: -1; expected a number above 0, at most "
                             "1000000000000"));
        QCOMPARE(messageOfText(R"("gflops": {"int8": 1}, "memory_gbps": 1)"),
                 std::string("m: line 2, /gflops: no rate for float32; expected 'float32', which "
                             "other types fall back to"));
        QCOMPARE(messageOfText(R"("gflops": {"flota32": 1}, "memory_gbps": 1)"),
                 std::string("m: line 2, /gflops/flota32: the element type 'flota32'; expected "
                             "'float32'"));
        QCOMPARE(messageOfText(
                     R"("gflops": {"float32": 1}, "memory_gbps": 1, "efficiency": {"Conv": 1.5})"),
                 std::string("m: line 2, /efficiency/Conv: 1.5; expected a number above 0, at most "
                             "1"));
    }

    void shipsMachines() {
        const auto names = shippedMachineNames();
        QCOMPARE(names, (std::vector<std::string_view>{"datacentre-gpu", "i7-8700-gtx-1080",
                                                       "jetson-orin-nano", "laptop", "phone",
                                                       "raspberry-pi-4b", "raspberry-pi-5"}));
        for (const std::string_view name : names) {
            const auto machine = shippedMachine(name);
            QVERIFY(machine.has_value());
            QCOMPARE(machine->name, std::string(name));
            QVERIFY(!machine->origin.empty());
            const auto file = findShipped("machines/", name);
            QCOMPARE(writeMachine(*machine), std::string(file->text));
        }
        const auto pi = shippedMachine("Raspberry-Pi-4B");
        QCOMPARE(pi->gflops.at(DataType::Float32), 14.0);
        QCOMPARE(pi->efficiency.at("LRN"), 0.1);
        QCOMPARE(pi->memoryGbps, 1.35);
        QCOMPARE(shippedMachine("i7-8700-gtx-1080")->requestOverhead.count(),
                 std::int64_t{75'100'000});
        QVERIFY(!shippedMachine("raspberry-pi-3").has_value());
    }

    void loadsByNameOrPath() {
        QCOMPARE(loadMachine("LAPTOP").name, std::string("laptop"));
        QCOMPARE(loadMachine(TRILANE_SOURCE_DIR "/resources/machines/phone.json").name,
                 std::string("phone"));
        QCOMPARE(messageOf([] { (void)loadMachine("jetson-orni-nano"); }),
                 std::string("jetson-orni-nano: neither a shipped machine nor a file; expected "
                             "'jetson-orin-nano', a file, or one of 'datacentre-gpu', "
                             "'i7-8700-gtx-1080', 'laptop', 'phone', 'raspberry-pi-4b' or "
                             "'raspberry-pi-5'"));
        QCOMPARE(messageOf([] { (void)loadMachine("none/such.json"); }),
                 std::string("none/such.json: neither a shipped machine nor a file; expected a "
                             "file, or one of 'datacentre-gpu', 'i7-8700-gtx-1080', "
                             "'jetson-orin-nano', 'laptop', 'phone', 'raspberry-pi-4b' or "
                             "'raspberry-pi-5'"));
    }
};

QTEST_APPLESS_MAIN(TestMachineJson)
#include "test_machine_json.moc"
