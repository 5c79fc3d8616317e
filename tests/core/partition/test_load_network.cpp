#include "core/partition/load_network.h"
#include "tests/support/random_models.h"

#include <QTest>
#include <algorithm>
#include <bit>
#include <chrono>
#include <limits>
#include <vector>

using namespace trilane;
using namespace trilane::test;

namespace {

constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

/// A few layers, many of them in chains, with loads, tensors and some prices that rule a cut out.
struct SmallNetwork {
    struct Priced {
        std::size_t maker = 0;
        std::vector<LoadNetwork::Index> consumers;
        std::int64_t price = 0;
        bool made = false;
    };
    std::vector<std::int64_t> onDevice;
    std::vector<std::int64_t> onServer;
    std::vector<std::vector<std::size_t>> predecessors;
    std::vector<Priced> tensors;

    explicit SmallNetwork(std::uint64_t seed) {
        Dice dice(seed);
        const std::size_t layers = 1 + dice.below(9);
        predecessors.resize(layers);
        for (std::size_t i = 0; i < layers; ++i) {
            onDevice.push_back(dice.between(0, 9));
            onServer.push_back(dice.between(0, 9));
            tensors.push_back({i, {}, dice.percent(5) ? MinCut::kInfinite : dice.between(0, 12)});
            if (i == 0) continue;
            addEdge(dice.percent(70) ? i - 1 : dice.below(i), i);
            if (dice.percent(25)) addEdge(dice.below(i), i);
        }
        Priced input{0, {0}, dice.between(0, 9), true};
        if (layers > 2 && dice.percent(30)) input.consumers.push_back(2);
        tensors.push_back(input);
        std::erase_if(tensors, [](const Priced& tensor) { return tensor.consumers.empty(); });
    }

    void addEdge(std::size_t from, std::size_t to) {
        auto& known = predecessors[to];
        if (std::find(known.begin(), known.end(), from) != known.end()) return;
        known.push_back(from);
        tensors[from].consumers.push_back(static_cast<LoadNetwork::Index>(to));
    }

    void fill(LoadNetwork& network) const {
        network.reset(onDevice.size());
        for (std::size_t i = 0; i < onDevice.size(); ++i) {
            network.addLoad(i, onDevice[i], onServer[i]);
            for (const std::size_t p : predecessors[i])
                network.addPredecessor(i, p);
        }
        for (const Priced& tensor : tensors)
            if (tensor.made)
                network.addMadeTensor(tensor.consumers, tensor.price);
            else
                network.addTensor(tensor.maker, tensor.consumers, tensor.price);
    }

    /// kNoLimit where the cut is not closed or ruled out.
    [[nodiscard]] std::int64_t cost(unsigned device) const {
        const auto has = [device](std::size_t i) { return ((device >> i) & 1U) != 0; };
        std::int64_t total = 0;
        for (std::size_t i = 0; i < onDevice.size(); ++i) {
            total += has(i) ? onDevice[i] : onServer[i];
            for (const std::size_t p : predecessors[i])
                if (has(i) && !has(p)) return kNoLimit;
        }
        for (const Priced& tensor : tensors) {
            if (!tensor.made && !has(tensor.maker)) continue;
            const bool crosses = std::any_of(tensor.consumers.begin(), tensor.consumers.end(),
                                             [&](std::size_t c) { return !has(c); });
            if (crosses && tensor.price == MinCut::kInfinite) return kNoLimit;
            if (crosses) total += tensor.price;
        }
        return total;
    }
};

}  // namespace

class TestLoadNetwork : public QObject {
    Q_OBJECT

private slots:
    void equalsAllCuts() {
        LoadNetwork network;
        const SearchDeadline noDeadline(std::chrono::hours(1), {});
        for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
            const SmallNetwork small(seed);
            std::int64_t lowest = kNoLimit;
            int fewest = 99;
            for (unsigned device = 0; device < 1U << small.onDevice.size(); ++device) {
                const std::int64_t cost = small.cost(device);
                const int size = std::popcount(device);
                if (cost > lowest || (cost == lowest && size >= fewest)) continue;
                lowest = cost;
                fewest = size;
            }
            small.fill(network);
            QVERIFY(network.solve(kNoLimit, noDeadline));
            QCOMPARE(network.flow(), lowest);
            unsigned device = 0;
            for (std::size_t i = 0; i < small.onDevice.size(); ++i)
                if (network.onDevice(i)) device |= 1U << i;
            QCOMPARE(small.cost(device), lowest);
            QCOMPARE(std::popcount(device), fewest);
            // Ended early, the flow is still a bound.
            small.fill(network);
            const std::int64_t enough = lowest / 2;
            (void)network.solve(enough, noDeadline);
            QVERIFY(network.flow() >= std::min(enough, lowest));
            QVERIFY(network.flow() <= lowest);
        }
    }

    void stopEndsIt() {
        std::stop_source stop;
        stop.request_stop();
        LoadNetwork network;
        network.reset(2);
        network.addLoad(0, 0, 5);
        network.addLoad(1, 5, 0);
        network.addPredecessor(1, 0);
        const LoadNetwork::Index consumer = 1;
        network.addTensor(0, {&consumer, 1}, 3);
        QVERIFY(!network.solve(kNoLimit, SearchDeadline(std::chrono::hours(1), stop.get_token())));
        QVERIFY(network.flow() <= 3);
    }
};

QTEST_APPLESS_MAIN(TestLoadNetwork)
#include "test_load_network.moc"
