#include "core/plan/planner.h"
#include "tests/support/brute_force.h"
#include "tests/support/every_lane.h"
#include "tests/support/planner_check.h"
#include "tests/support/random_models.h"

#include <QTest>
#include <cstdint>
#include <string>
#include <variant>

using namespace trilane;
using namespace trilane::test;

namespace {

/// How many random problems; TRILANE_RANDOM_PROBLEMS shortens or lengthens the run.
std::uint64_t problemCount() {
    bool good = false;
    const int asked = qEnvironmentVariableIntValue("TRILANE_RANDOM_PROBLEMS", &good);
    return good && asked > 0 ? static_cast<std::uint64_t>(asked) : 12'000;
}

/// Counts the problems that differ and prints the first few, so that they can be repeated by hand.
class Tally {
public:
    void add(std::uint64_t seed, const std::string& failures) {
        if (failures.empty()) return;
        ++m_failed;
        // Qt cuts long failure messages short; a warning comes out whole.
        if (m_failed <= kShown)
            qWarning("seed %llu\n%s", static_cast<unsigned long long>(seed), failures.c_str());
    }
    [[nodiscard]] bool good() const { return m_failed == 0; }
    [[nodiscard]] std::string text() const { return std::to_string(m_failed) + " problems differ"; }

private:
    static constexpr std::size_t kShown = 3;
    std::size_t m_failed = 0;
};

}  // namespace

/// The planner beside brute force and the validator, by the thousand.
class TestAgainstBruteForce : public QObject {
    Q_OBJECT

private slots:
    void withoutPins() {
        Tally tally;
        for (std::uint64_t seed = 1; seed <= problemCount() * 3 / 4; ++seed)
            tally.add(seed, comparePlannerWithBruteForce(randomProblem(seed), seed));
        QVERIFY2(tally.good(), tally.text().c_str());
    }

    void withPins() {
        RandomProblemOptions options;
        options.pins = true;
        Tally tally;
        for (std::uint64_t seed = 1; seed <= problemCount() / 4; ++seed)
            tally.add(seed,
                      comparePlannerWithBruteForce(randomProblem(1'000'000 + seed, options), seed));
        QVERIFY2(tally.good(), tally.text().c_str());
    }

    void optimumOverEveryLane() {
        RandomProblemOptions options;
        options.maxLayers = 5;
        options.maxOrders = 400;
        Tally tally;
        for (std::uint64_t seed = 1; seed <= problemCount() / 10; ++seed) {
            const Problem problem = randomProblem(2'000'000 + seed, options);
            const BruteForce brute(problem);
            std::optional<Nanoseconds> shortest;
            for (const LayerMask device : brute.cuts()) {
                const Nanoseconds value = shortestOverEveryLane(problem, brute.toCut(device));
                shortest = shortest ? std::min(*shortest, value) : value;
            }
            const auto pins = resolvePins(*problem.model, problem.pins);
            const Planner planner(problem.model, problem.durations, std::get<PinnedSides>(pins));
            const Plan plan = planner.plan(Strategy::Optimal);
            tally.add(seed, plan.makespan() == shortest && plan.optimal() ? std::string()
                                                                          : describe(problem));
        }
        QVERIFY2(tally.good(), tally.text().c_str());
    }
};

QTEST_APPLESS_MAIN(TestAgainstBruteForce)
#include "test_against_brute_force.moc"
