#include "core/graph/branches.h"
#include "core/partition/job_assignment.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>
#include <set>

using namespace trilane;

namespace {

/// "in 0, L0 0, …"
QString textOf(const Model& model) {
    const std::vector<std::size_t> branches = branchesOf(model);
    QStringList parts;
    for (std::size_t i = 0; i < branches.size(); ++i)
        parts << QString::fromStdString(model.tensors()[i].name) + ' ' +
                     QString::number(branches[i]);
    return parts.join(QStringLiteral(", "));
}

JobAssignment jobsUnder(const Model& model, const std::vector<std::size_t>& device) {
    Cut cut{LayerSet(model.layerCount())};
    for (const std::size_t layer : device)
        cut.device.set(layer);
    return assignLayersToJobs(model, convertUnderCut(model, cut, crossingTensors(model, cut)));
}

}  // namespace

class TestBranches : public QObject {
    Q_OBJECT

private slots:
    void aLineIsOneBranch() {
        QCOMPARE(textOf(samples::chain(3)), QStringLiteral("in 0, L0 0, L1 0, L2 0"));
    }

    void forksBeginBranchesAndJoinsEndThem() {
        // Two modules of two ways each, one of the ways two layers long.
        const Model model = samples::graph(
            8, {{0, 1}, {1, 2}, {0, 3}, {2, 4}, {3, 4}, {4, 5}, {4, 6}, {5, 7}, {6, 7}});
        QCOMPARE(textOf(model), QStringLiteral("in 0, L0 0, L1 0, L2 0, L3 1, L4 0, L5 0, L6 1, "
                                               "L7 0"));
    }

    void towersKeepTheirsWhereverTheCutIs() {
        // Three towers of two layers from one input, joined at the end.
        const Model model = samples::graph(7, {{0, 1}, {2, 3}, {4, 5}, {1, 6}, {3, 6}, {5, 6}});
        QCOMPARE(textOf(model), QStringLiteral("in 0, L0 0, L1 0, L2 1, L3 1, L4 2, L5 2, L6 0"));
        for (const std::vector<std::size_t>& device :
             {std::vector<std::size_t>{0, 2, 4}, {0, 1, 2, 4}, {0, 1, 2, 3, 4, 5}})
            QCOMPARE(jobsUnder(model, device).branches, (std::vector<std::size_t>{0, 1, 2}));
        // The input crosses as well for the third tower: the first tower's is older and keeps it.
        const JobAssignment mixed = jobsUnder(model, {0, 1, 2});
        QCOMPARE(mixed.tensors.size(), std::size_t{3});
        QCOMPARE(mixed.branches, (std::vector<std::size_t>{0, 2, 1}));
    }

    void jobsOfAPlanNeverLookAlike() {
        for (std::uint32_t seed = 1; seed <= 400; ++seed) {
            const Model model = samples::randomDag(seed, 12);
            const Cut cut = samples::randomCut(model, seed);
            const JobAssignment jobs =
                assignLayersToJobs(model, convertUnderCut(model, cut, crossingTensors(model, cut)));
            QCOMPARE(jobs.branches.size(), jobs.tensors.size());
            const std::set<std::size_t> numbers(jobs.branches.begin(), jobs.branches.end());
            QCOMPARE(numbers.size(), jobs.tensors.size());
            // Whoever is first on a branch has its number.
            const std::vector<std::size_t> branches = branchesOf(model);
            std::set<std::size_t> seen;
            for (std::size_t job = 0; job < jobs.tensors.size(); ++job) {
                const std::size_t branch = branches[jobs.tensors[job].index()];
                if (seen.insert(branch).second) QCOMPARE(jobs.branches[job], branch);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestBranches)
#include "test_branches.moc"
