#include "core/cost/network.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace trilane;

namespace {

std::optional<Nanoseconds> send(std::int64_t bytes, double mbps, std::int64_t overheadNs = 0) {
    Network network;
    network.mbps = mbps;
    network.overhead = Nanoseconds{overheadNs};
    network.latency = Nanoseconds{1'000'000'000};  // must not count
    return sendTime(Bytes{bytes}, network);
}

std::int64_t transfer(std::int64_t bytes, DataType type, std::optional<DataType> to) {
    return transferBytes(Bytes{bytes}, type, to).count();
}

}  // namespace

class TestNetwork : public QObject {
    Q_OBJECT

private slots:
    void oneImage();
    void overheadAndRounding();
    void limits();
    void conversion();
    void conversionRoundsUp();
    void wideConversionDoesNotOverflow();
};

void TestNetwork::oneImage() {
    // 602,112 bytes = 4,816,896 bit, over 1.1 * 10^6 bit/s = 4.378996363... s
    QCOMPARE(send(602'112, 1.1), Nanoseconds{4'378'996'364});
    QCOMPARE(send(602'112, 1.1)->milliseconds(), 4378.996364);
    QCOMPARE(send(602'112, 5.85), Nanoseconds{823'401'026});   // 823.401025641 ms
    QCOMPARE(send(602'112, 18.88), Nanoseconds{255'132'203});  // 255.132203390 ms
    QCOMPARE(send(602'112, 0.13), Nanoseconds{37'053'046'154});
}

void TestNetwork::overheadAndRounding() {
    QCOMPARE(send(0, 1.0), Nanoseconds{0});
    QCOMPARE(send(0, 1.0, 250), Nanoseconds{250});
    QCOMPARE(send(1, 8.0, 250), Nanoseconds{1250});
    QCOMPARE(send(1, 16'000.0), Nanoseconds{1});  // 0.5 ns rounds up
    QCOMPARE(send(1, 16'001.0), Nanoseconds{0});
}

void TestNetwork::limits() {
    // 1.25 * 10^11 bytes at 1 Mbps are 10^15 ns, exactly kMaxTime.
    QCOMPARE(send(125'000'000'000, 1.0), kMaxTime);
    QVERIFY(!send(125'000'000'001, 1.0));
    QVERIFY(!send(125'000'000'000, 1.0, 1));
    QVERIFY(!send(1, 1e-300));
    QVERIFY(!send(0, 0.0));
    QVERIFY(!send(1, std::numeric_limits<double>::quiet_NaN()));
    QVERIFY(!send(kMaxBytes.count(), 1.0));
    QCOMPARE(send(kMaxBytes.count(), 1e6), Nanoseconds{8'000'000'000'000});
}

void TestNetwork::conversion() {
    QCOMPARE(transfer(4096, DataType::Float32, std::nullopt), std::int64_t{4096});
    QCOMPARE(transfer(4096, DataType::Float32, DataType::Float32), std::int64_t{4096});
    QCOMPARE(transfer(4096, DataType::Float32, DataType::Float16), std::int64_t{2048});
    QCOMPARE(transfer(4096, DataType::Float32, DataType::Int8), std::int64_t{1024});
    QCOMPARE(transfer(4096, DataType::Float64, DataType::Float16), std::int64_t{1024});
    QCOMPARE(transfer(4096, DataType::BFloat16, DataType::Float32), std::int64_t{8192});
    QCOMPARE(transfer(4096, DataType::Unknown, DataType::Float16), std::int64_t{2048});
    QCOMPARE(transfer(4096, DataType::Int32, DataType::Float16), std::int64_t{4096});
    QCOMPARE(transfer(4096, DataType::Bool, DataType::Float16), std::int64_t{4096});
    QCOMPARE(transfer(4096, DataType::Complex64, DataType::Int8), std::int64_t{4096});
    QCOMPARE(transfer(4096, DataType::Float32, DataType::String), std::int64_t{4096});
}

void TestNetwork::conversionRoundsUp() {
    QCOMPARE(transfer(0, DataType::Float32, DataType::Int8), std::int64_t{0});
    QCOMPARE(transfer(1, DataType::Float32, DataType::Int8), std::int64_t{1});
    QCOMPARE(transfer(5, DataType::Float32, DataType::Int8), std::int64_t{2});
    QCOMPARE(transfer(7, DataType::Float32, DataType::Float16), std::int64_t{4});
}

void TestNetwork::wideConversionDoesNotOverflow() {
    const std::int64_t wide = transfer(kMaxBytes.count(), DataType::Float16, DataType::Complex128);
    QCOMPARE(wide, 8 * kMaxBytes.count());
    QVERIFY(!send(wide, 1.0));
}

QTEST_APPLESS_MAIN(TestNetwork)
#include "test_network.moc"
