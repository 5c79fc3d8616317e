#include "core/graph/path_count.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace trilane;

namespace {

std::string textOf(std::string decimal, std::size_t bits = 0) {
    PathCount count;
    count.decimal = std::move(decimal);
    count.bits = bits;
    return shortText(count);
}

}  // namespace

class TestPathCount : public QObject {
    Q_OBJECT

private slots:
    void googLeNet();
    void smallShapes();
    void agreesWithEnumeration();
    void saturates();
    void hugeNumbersStayExact();
    void shortTexts();
};

void TestPathCount::googLeNet() {
    const PathCount count = countPaths(samples::inceptionChain(9));
    QCOMPARE(count.decimal, std::string("262144"));
    QCOMPARE(count.bits, std::size_t{19});
    QCOMPARE(count.saturated, std::uint64_t{262'144});
    QCOMPARE(count.approximate, 262144.0);
    QCOMPARE(shortText(count), std::string("262,144"));
}

void TestPathCount::smallShapes() {
    QCOMPARE(countPaths(samples::graph(0, {})), PathCount{});
    QCOMPARE(countPaths(samples::chain(5)).decimal, std::string("1"));
    QCOMPARE(countPaths(samples::graph(2, {{0, 1}, {0, 1}})).decimal, std::string("1"));
    QCOMPARE(countPaths(samples::graph(3, {})).decimal, std::string("3"));
    QCOMPARE(countPaths(samples::graph(5, {{0, 2}, {1, 2}, {2, 3}, {2, 4}})).decimal,
             std::string("4"));
}

void TestPathCount::agreesWithEnumeration() {
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        const Model model = samples::randomDag(seed, 11);
        const PathCount count = countPaths(model);
        const std::size_t expected = samples::allPaths(model).size();
        QVERIFY2(count.saturated == expected, qPrintable(QString("seed %1").arg(seed)));
        QCOMPARE(count.decimal, std::to_string(expected));
        QCOMPARE(count.approximate, static_cast<double>(expected));
    }
}

void TestPathCount::saturates() {
    // 4^31 is the last power of four below 2^64, 4^32 = 2^64 the first number that does not fit.
    const PathCount fits = countPaths(samples::inceptionChain(31));
    QCOMPARE(fits.decimal, std::string("4611686018427387904"));
    QCOMPARE(fits.saturated, std::uint64_t{4'611'686'018'427'387'904});
    const PathCount beyond = countPaths(samples::inceptionChain(32));
    QCOMPARE(beyond.decimal, std::string("18446744073709551616"));
    QCOMPARE(beyond.bits, std::size_t{65});
    QCOMPARE(beyond.saturated, std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(beyond.approximate, 0x1p64);
}

void TestPathCount::hugeNumbersStayExact() {
    QCOMPARE(countPaths(samples::inceptionChain(511)).approximate, 0x1p1022);
    const PathCount count = countPaths(samples::inceptionChain(2000));
    QCOMPARE(count.bits, std::size_t{4001});
    QCOMPARE(count.decimal.size(), std::size_t{1205});  // 4000 log10(2) = 1204.1
    QCOMPARE(count.decimal.substr(0, 6), std::string("131820"));
    QCOMPARE(count.decimal.substr(1199), std::string("949376"));
    QVERIFY(std::isinf(count.approximate));
    QCOMPARE(shortText(count), std::string("1.3e+1204 (4001 bits)"));
}

void TestPathCount::shortTexts() {
    QCOMPARE(textOf("0"), std::string("0"));
    QCOMPARE(textOf("999"), std::string("999"));
    QCOMPARE(textOf("1000"), std::string("1,000"));
    QCOMPARE(textOf("999999999999999"), std::string("999,999,999,999,999"));
    QCOMPARE(textOf("1249999999999999", 51), std::string("1.2e+15 (51 bits)"));
    QCOMPARE(textOf("1250000000000000", 51), std::string("1.3e+15 (51 bits)"));
    QCOMPARE(textOf("9960000000000000", 54), std::string("1.0e+16 (54 bits)"));
}

QTEST_APPLESS_MAIN(TestPathCount)
#include "test_path_count.moc"
