#include "core/io/network_json.h"
#include "core/io/shipped.h"
#include "tests/support/error_text.h"

#include <QTest>

using namespace trilane;
using trilane::test::messageOf;

namespace {

std::string messageOfText(const std::string& rest) {
    return messageOf([&] {
        (void)parseNetwork("{\"format\": \"trilane.network\", \"version\": 1,\n" + rest + "}", "n");
    });
}

}  // namespace

class TestNetworkJson : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryKey() {
        const char* const text = R"({
  "format": "trilane.network",
  "version": 1,
  "name": "home",
  "mbps": 0.1,
  "latency_ms": 12.500000,
  "overhead_ms": 0.000001,
  "origin": "measured"
}
)";
        const Network network = parseNetwork(text, "n");
        QCOMPARE(network.mbps, 0.1);
        QCOMPARE(network.latency.count(), std::int64_t{12'500'000});
        QCOMPARE(network.overhead.count(), std::int64_t{1});
        QCOMPARE(writeNetwork(network), std::string(text));
    }

    void saysWhatIsWrong() {
        for (const char* const mbps : {"0", "-1", "1e10", "\"5\"", "null"})
            QCOMPARE(messageOfText(std::string(R"("name": "n", "mbps": )") + mbps),
                     std::string("n: line 2, /mbps: ") + mbps +
                         "; expected a number above 0, at most 1000000000");
        QCOMPARE(messageOfText(R"("name": "n", "mbps": 1, "latency": 2)"),
                 std::string("n: line 2, /latency: the unknown key 'latency'; expected "
                             "'latency_ms'"));
    }

    void shipsTheUplinksOfDads() {
        QCOMPARE(shippedNetworkNames(),
                 (std::vector<std::string_view>{"3G", "4G", "CAT1", "WiFi"}));
        const std::vector<std::pair<const char*, double>> uplinks{
            {"cat1", 0.13}, {"3g", 1.1}, {"4G", 5.85}, {"wifi", 18.88}};
        for (const auto& [name, mbps] : uplinks) {
            const Network network = loadNetwork(name);
            QCOMPARE(network.mbps, mbps);
            QCOMPARE(network.latency.count(), std::int64_t{0});
            QCOMPARE(network.overhead.count(), std::int64_t{0});
            const auto file = findShipped("networks/", name);
            QCOMPARE(writeNetwork(network), std::string(file->text));
        }
    }

    void namesTheNetworkThatWasMeant() {
        QCOMPARE(messageOf([] { (void)loadNetwork("wify"); }),
                 std::string("wify: neither a shipped network nor a file; expected 'WiFi', a file, "
                             "or one of '3G', '4G' or 'CAT1'"));
    }
};

QTEST_APPLESS_MAIN(TestNetworkJson)
#include "test_network_json.moc"
