#include "core/io/reference_json.h"
#include "core/plan/reproduction.h"

#include <QTest>
#include <cmath>

using namespace trilane;

namespace {

/// The printed table, typed a second time: LO, then RO and Our for 3G, 4G, WiFi.
struct Printed {
    const char* model;
    int local;
    int cells[3][2];
};
constexpr Printed kPrinted[] = {
    {"AlexNet-P", 406, {{4422, 406}, {877, 255}, {337, 187}}},
    {"GoogLeNet", 848, {{4475, 848}, {879, 728}, {352, 352}}},
    {"ResNet18", 871, {{4463, 871}, {946, 810}, {341, 341}}},
    {"Siamese", 3919, {{8783, 1998}, {1702, 1087}, {613, 469}}},
    {"Multi-stream", 1198, {{13146, 931}, {2513, 692}, {891, 317}}},
};

Nanoseconds ms(int milliseconds) {
    return Nanoseconds{std::int64_t{milliseconds} * 1'000'000};
}

CalibrationFit fitOf(const ReproductionInputs& inputs) {
    return std::get<CalibrationFit>(fitCalibration(inputs));
}

ReproducedCell cellOf(std::size_t network, Nanoseconds dsl, Nanoseconds ej) {
    return {0,
            network,
            {{Strategy::Dsl, std::nullopt, dsl, false}, {Strategy::Ej, ms(100), ej, false}}};
}

}  // namespace

class TestReproduction : public QObject {
    Q_OBJECT

private:
    ReproductionInputs m_inputs;
    Reproduction m_result;

    [[nodiscard]] std::string nameOf(const ReproducedCell& cell) const {
        return m_inputs.table.rows[cell.row].model + ", " + m_inputs.table.networks[cell.network];
    }

private slots:
    void initTestCase() {
        m_inputs = loadReproduction("icccn2021");
        m_result = std::get<Reproduction>(reproduce(m_inputs));
    }

    void tableIsThePrintedOne() {
        QCOMPARE(m_inputs.table.networks, (std::vector<std::string>{"3G", "4G", "WiFi"}));
        QCOMPARE(m_inputs.table.rows.size(), std::size(kPrinted));
        for (std::size_t i = 0; i < std::size(kPrinted); ++i) {
            const PrintedRow& row = m_inputs.table.rows[i];
            QCOMPARE(row.model, std::string(kPrinted[i].model));
            QCOMPARE(row.local.count(), ms(kPrinted[i].local).count());
            QCOMPARE(row.cells.size(), std::size_t{3});
            for (std::size_t network = 0; network < 3; ++network) {
                QCOMPARE(row.cells[network].remote.count(),
                         ms(kPrinted[i].cells[network][0]).count());
                QCOMPARE(row.cells[network].ej.count(), ms(kPrinted[i].cells[network][1]).count());
            }
        }
    }

    void everyCellHasEveryStrategy() {
        QCOMPARE(m_result.cells.size(), std::size_t{15});
        for (std::size_t i = 0; i < m_result.cells.size(); ++i) {
            const ReproducedCell& cell = m_result.cells[i];
            QCOMPARE(cell.row, i / 3);
            QCOMPARE(cell.network, i % 3);
            QCOMPARE(cell.times.size(), kStrategies.size());
            for (std::size_t s = 0; s < kStrategies.size(); ++s)
                QVERIFY(cell.times[s].strategy == kStrategies[s]);
        }
    }

    void localIsWithinOnePercentEverywhere() {
        QVERIFY(absoluteErrors(m_result, Strategy::Local).largest <= 0.01);
    }

    void remoteIsWithinTwoPercentOnAverage() {
        QVERIFY(absoluteErrors(m_result, Strategy::Remote).mean <= 0.02);
    }

    void ejIsWithinTheMark() {
        const CellSummary errors = absoluteErrors(m_result, Strategy::Ej);
        QVERIFY(errors.mean <= 0.058);
        QVERIFY(errors.largest <= 0.17);
    }

    void everyOptimalIsProven() {
        for (const ReproducedCell& cell : m_result.cells)
            QVERIFY2(cell.time(Strategy::Optimal).optimal, nameOf(cell).c_str());
    }

    // What a strategy adds to another can only help: an order and overlap to DSL's cut, the choice
    // of the cut to EJ on it, the best order to EJ.
    void strategiesKeepTheirRanks() {
        for (const ReproducedCell& cell : m_result.cells) {
            const auto atMost = [&](Strategy better, Strategy worse) {
                QVERIFY2(cell.time(better).ours <= cell.time(worse).ours, nameOf(cell).c_str());
            };
            atMost(Strategy::Optimal, Strategy::Ej);
            atMost(Strategy::Ej, Strategy::DslEj);
            atMost(Strategy::DslEj, Strategy::Dsl);
            atMost(Strategy::DslFifo, Strategy::Dsl);
            atMost(Strategy::Dsl, Strategy::Neurosurgeon);
            atMost(Strategy::Ej, Strategy::Local);
            atMost(Strategy::Ej, Strategy::Remote);
        }
    }

    void shippedCalibrationIsTheFit() {
        const CalibrationFit fit = fitOf(m_inputs);
        QVERIFY(fit.deviceScale == m_inputs.calibration.deviceScale);
        QCOMPARE(fit.requestOverhead.count(), m_inputs.server.requestOverhead.count());
    }

    void fitDoesNotStartFromTheShippedFigures() {
        ReproductionInputs inputs = m_inputs;
        for (auto& [model, scale] : inputs.calibration.deviceScale)
            scale = 1;
        inputs.server.requestOverhead = ms(500);
        const CalibrationFit fit = fitOf(inputs);
        QVERIFY(fit.deviceScale == m_inputs.calibration.deviceScale);
        QCOMPARE(fit.requestOverhead.count(), m_inputs.server.requestOverhead.count());
    }

    void fitDoesNotLookAtOur() {
        ReproductionInputs inputs = m_inputs;
        for (PrintedRow& row : inputs.table.rows)
            for (PrintedCell& cell : row.cells)
                cell.ej = ms(1);
        const CalibrationFit fit = fitOf(inputs);
        QVERIFY(fit.deviceScale == m_inputs.calibration.deviceScale);
        QCOMPARE(fit.requestOverhead.count(), m_inputs.server.requestOverhead.count());
    }

    // The largest remainder stays the largest, whatever it is: the median does not follow it.
    void fitDoesNotFollowASingleCell() {
        ReproductionInputs inputs = m_inputs;
        std::size_t most = 0;
        const auto remainder = [&](std::size_t i) {
            const ReproducedTime& time = m_result.cells[i].time(Strategy::Remote);
            return *time.printed - time.ours;
        };
        for (std::size_t i = 1; i < m_result.cells.size(); ++i)
            if (remainder(i) > remainder(most)) most = i;
        inputs.table.rows[most / 3].cells[most % 3].remote += ms(10'000);
        const CalibrationFit fit = fitOf(inputs);
        QVERIFY(fit.deviceScale == m_inputs.calibration.deviceScale);
        QCOMPARE(fit.requestOverhead.count(), m_inputs.server.requestOverhead.count());
    }

    void scaleFollowsItsOwnLocalAlone() {
        ReproductionInputs inputs = m_inputs;
        inputs.table.rows[3].local = ms(2 * 3919);
        const CalibrationFit fit = fitOf(inputs);
        for (const auto& [model, scale] : m_inputs.calibration.deviceScale) {
            const double expected = model == "Siamese" ? 2 * scale : scale;
            QVERIFY2(std::abs(fit.deviceScale.at(model) - expected) <= 1.01e-4, model.c_str());
        }
    }

    void requestOverheadMovesWithTheColumn() {
        ReproductionInputs inputs = m_inputs;
        for (PrintedRow& row : inputs.table.rows)
            for (PrintedCell& cell : row.cells)
                cell.remote += ms(20);
        QCOMPARE(fitOf(inputs).requestOverhead.count(),
                 (m_inputs.server.requestOverhead + ms(20)).count());
    }

    void scaleBeyondAllTimesIsAFault() {
        ReproductionInputs inputs = m_inputs;
        inputs.calibration.deviceScale["Siamese"] = 1e9;
        const auto result = reproduce(inputs);
        const auto* fault = std::get_if<CostFault>(&result);
        QVERIFY(fault != nullptr);
        QCOMPARE(fault->subject, std::string("the scaled device times of Siamese"));
    }

    void summariesAreByHand() {
        Reproduction two;
        two.cells = {cellOf(0, ms(200), ms(90)), cellOf(1, ms(125), ms(120))};
        const CellSummary errors = absoluteErrors(two, Strategy::Ej);
        QCOMPARE(errors.mean, 0.15);
        QCOMPARE(errors.largest, 0.2);
        QCOMPARE(errors.largestCell, std::size_t{1});
        QCOMPARE(two.cells[0].time(Strategy::Ej).error(), -0.1);
        QCOMPARE(two.cells[0].time(Strategy::Dsl).error(), 0.0);
        const CellSummary saved = savings(two, Strategy::Ej, Strategy::Dsl);
        QCOMPARE(saved.mean, (0.55 + 0.04) / 2);
        QCOMPARE(saved.largest, 0.55);
        QCOMPARE(saved.largestCell, std::size_t{0});
        QCOMPARE(savings({}, Strategy::Ej, Strategy::Dsl).mean, 0.0);
    }
};

QTEST_APPLESS_MAIN(TestReproduction)
#include "test_reproduction.moc"
