#include "core/schedule/request_wait.h"

#include <QTest>

namespace trilane {
namespace {

Nanoseconds ms(std::int64_t count) {
    return Nanoseconds{count * 1'000'000};
}

/// A tensor is sent until 4 ms and arrives at 14, of which 8 are the request's.
Durations durations() {
    Durations result;
    result.latency = ms(10);
    result.requestOverhead = ms(8);
    return result;
}

Schedule schedule(const std::vector<LayerBar>& server) {
    return {{}, {{TensorId{0}, ms(2), ms(4)}}, server, ms(20)};
}

}  // namespace

class TestRequestWait : public QObject {
    Q_OBJECT

private slots:
    void endsWithTheLayerThatAnArrivalSetsOff() {
        const auto wait = requestWait(schedule({{LayerId{0}, ms(14), ms(15)}}), durations());
        QVERIFY(wait == std::optional(LaneWait{ms(6), ms(14)}));
    }

    void beginsNoEarlierThanTheServerIsFree() {
        const auto wait = requestWait(
            schedule({{LayerId{0}, ms(0), ms(9)}, {LayerId{1}, ms(14), ms(15)}}), durations());
        QVERIFY(wait == std::optional(LaneWait{ms(9), ms(14)}));
    }

    void isNotWhereNothingArrivesOrNoTimeIsNeeded() {
        QVERIFY(!requestWait(schedule({}), durations()));
        QVERIFY(!requestWait(schedule({{LayerId{0}, ms(0), ms(9)}}), durations()));
        QVERIFY(!requestWait(schedule({{LayerId{0}, ms(15), ms(16)}}), durations()));
        Durations swift = durations();
        swift.requestOverhead = {};
        QVERIFY(!requestWait(schedule({{LayerId{0}, ms(14), ms(15)}}), swift));
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestRequestWait)
#include "test_request_wait.moc"
