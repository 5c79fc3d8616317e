#include "core/plan/wide_search.h"

#include "core/plan/cut_block.h"
#include "core/plan/cut_improvement.h"
#include "core/plan/cut_relaxation.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <memory>
#include <queue>
#include <unordered_set>
#include <utility>
#include <vector>

namespace trilane {
namespace {

/// Nodes that are looked at together, whatever the number of threads.
constexpr std::size_t kRound = 16;
/// Local searches beside them, first from good cuts and then from the best, and what each may
/// evaluate.
constexpr std::size_t kFirstDescents = 2;
constexpr std::size_t kDescents = 1;
constexpr std::size_t kTries = 24;

/// Down to this depth the minimum cut behind a node's bound is a start for local search.
constexpr std::uint32_t kStartDepth = 8;

/// What a cut that was tried takes in the table of those, with the table's share.
constexpr std::size_t kBytesOfTried = 48;

/// How often the deadline is asked while the orders of one cut are searched beside other work. A
/// cut that needs more waits until the rest is done, so that it does not hold up a round.
constexpr std::uint64_t kAsksOfCut = 20'000;

constexpr int kRootCuts = 24;
constexpr int kNodeCuts = 6;

/// A set of cuts that is still to be looked at.
struct Node {
    std::size_t block = 0;  ///< index into the blocks of this search
    CutSet cuts;
    Nanoseconds bound;
    LaneWeights weights{};
    std::optional<CutBranch> branch;
    std::uint32_t depth = 0;
    std::uint64_t number = 0;
};

/// The lowest bound first; among equals the one nearest to a complete cut, then the oldest.
struct Later {
    bool operator()(const std::unique_ptr<Node>& a, const std::unique_ptr<Node>& b) const {
        if (a->bound != b->bound) return a->bound > b->bound;
        if (a->depth != b->depth) return a->depth < b->depth;
        return a->number > b->number;
    }
};

/// A cut for local search to begin with.
struct Start {
    std::size_t block = 0;  ///< index into the blocks of this search
    LayerSet cut;
    std::uint64_t kick = 0;  ///< seed of a random change, or 0
};

/// What came of looking at one node.
struct Outcome {
    std::vector<std::unique_ptr<Node>> open;
    std::optional<FoundPlan> plan;
    std::vector<Start> starts;
    std::unordered_set<std::uint64_t> tried;
    std::vector<std::unique_ptr<Node>> hard;  ///< single cuts whose best order was not found
};

class WideSearch {
public:
    WideSearch(const TimedModel& timed, const PinnedSides& pins, Objective objective,
               std::span<const std::size_t> blocks, FoundPlan best, const SearchDeadline& deadline,
               const ProgressCallback& report)
        : m_timed(timed),
          m_objective(objective),
          m_deadline(deadline),
          m_report(report),
          // Nodes and tables have half of the memory, the threads' order searches share the rest.
          m_maxBytes(deadline.memory() / 2),
          m_memoryParts(2 * std::min<std::size_t>(
                                kRound + kFirstDescents,
                                static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()))),
          m_result{std::move(best), {}} {
        m_blocks.reserve(blocks.size());
        for (const std::size_t block : blocks)
            addRoot(block, pins);
    }

    WideResult run() {
        while (!m_open.empty() && !m_deadline.passedNow()) {
            if (m_open.top()->bound >= m_result.best.makespan) break;
            if (m_openBytes + m_tried.size() * kBytesOfTried > m_maxBytes) {
                m_result.outOfMemory = true;
                break;
            }
            std::vector<std::unique_ptr<Node>> round;
            while (round.size() < kRound && !m_open.empty())
                round.push_back(take());
            const std::vector<Start> starts = takeStarts();
            std::vector<Outcome> outcomes(round.size() + starts.size());
            tbb::parallel_for(std::size_t{0}, outcomes.size(), [&](std::size_t i) {
                if (i < starts.size())
                    descend(starts[i], outcomes[i]);
                else
                    look(std::move(round[i - starts.size()]), outcomes[i]);
            });
            for (Outcome& outcome : outcomes)
                merge(outcome);
            report();
        }
        solveHardCuts();
        m_result.openBound = openBound();
        return std::move(m_result);
    }

private:
    void addRoot(std::size_t block, const PinnedSides& pins) {
        const BlockRelations& blocks = m_timed.blocks();
        auto root = std::make_unique<Node>();
        root->block = m_blocks.size();
        m_blocks.emplace_back(m_timed, block);
        CutSet& cuts = root->cuts;
        cuts.device.resize(blocks.size(block));
        cuts.server.resize(blocks.size(block));
        for (std::size_t i = 0; i < blocks.size(block); ++i) {
            cuts.device[i] = pins.device[blocks.first(block) + i];
            cuts.server[i] = pins.server[blocks.first(block) + i];
        }
        m_free.push_back(~(cuts.device | cuts.server));
        push(std::move(root));
    }

    [[nodiscard]] static std::size_t bytesOf(const Node& node) {
        return sizeof(Node) + 64 + node.cuts.device.size() / 4 +
               (node.cuts.sent.size() + node.cuts.kept.size()) * sizeof(CutBlock::Local);
    }

    void push(std::unique_ptr<Node> node) {
        node->number = m_number++;
        m_openBytes += bytesOf(*node);
        m_open.push(std::move(node));
    }

    std::unique_ptr<Node> take() {
        // The queue gives only const access, though what leaves it may change.
        auto node = std::move(const_cast<std::unique_ptr<Node>&>(m_open.top()));
        m_open.pop();
        m_openBytes -= bytesOf(*node);
        return node;
    }

    /// Local search accompanies each round: from the roots' minimum cuts, then from the best plan,
    /// first as it is and then changed at random.
    std::vector<Start> takeStarts() {
        std::vector<Start> starts;
        while (starts.size() < kFirstDescents && !m_starts.empty()) {
            starts.push_back(std::move(m_starts.front()));
            m_starts.pop_front();
        }
        const auto own = std::find_if(m_blocks.begin(), m_blocks.end(), [&](const CutBlock& block) {
            return block.block() == m_result.best.cut.block;
        });
        if (own == m_blocks.end()) return starts;
        if (m_descendedFrom != m_result.best.makespan) m_kicks = 0;
        m_descendedFrom = m_result.best.makespan;
        for (; starts.size() < kDescents; ++m_kicks)
            starts.push_back({static_cast<std::size_t>(own - m_blocks.begin()),
                              m_result.best.cut.inside, m_kicks});
        return starts;
    }

    void descend(const Start& start, Outcome& outcome) {
        const SearchDeadline deadline = m_deadline.withMemoryOf(m_memoryParts);
        outcome.plan = improveCut(m_blocks[start.block], m_free[start.block], m_objective,
                                  start.cut, start.kick, kTries, m_result.best.makespan, deadline);
    }

    CutRelaxation& relaxation(std::size_t block) {
        auto& mine = m_relaxations.local();
        if (mine.size() <= block) mine.resize(m_blocks.size());
        if (!mine[block]) mine[block] = std::make_unique<CutRelaxation>(m_blocks[block]);
        return *mine[block];
    }

    [[nodiscard]] Nanoseconds limit(const Outcome& outcome) const {
        return outcome.plan ? outcome.plan->makespan : m_result.best.makespan;
    }

    void look(std::unique_ptr<Node> node, Outcome& outcome) {
        const SearchDeadline deadline = m_deadline.withMemoryOf(m_memoryParts);
        if (node->bound >= m_result.best.makespan) return;
        if (deadline.passedNow()) {
            outcome.open.push_back(std::move(node));
            return;
        }
        if (node->weights == LaneWeights{} && !node->branch) {  // a root
            estimate(std::move(node), kRootCuts, deadline, outcome);
            return;
        }
        const CutBlock& block = m_blocks[node->block];
        const auto [ofTensor, index] = *node->branch;
        auto other = std::make_unique<Node>(*node);
        if (ofTensor) {
            node->cuts.kept.push_back(static_cast<CutBlock::Local>(index));
            other->cuts.sent.push_back(static_cast<CutBlock::Local>(index));
        } else {
            node->cuts.device |= block.ancestors(index);
            other->cuts.server |= block.descendants(index);
        }
        for (auto* child : {&node, &other}) {
            (*child)->branch.reset();
            ++(*child)->depth;
            estimate(std::move(*child), kNodeCuts, deadline, outcome);
        }
    }

    /// Bounds a node, tries its cuts, and keeps it if something better may be in it.
    void estimate(std::unique_ptr<Node> node, int cuts, const SearchDeadline& deadline,
                  Outcome& outcome) {
        CutBounds bounds = relaxation(node->block)
                               .solve(node->cuts, node->weights, limit(outcome), cuts, deadline);
        node->bound = std::max(node->bound, bounds.bound);
        node->weights = bounds.weights;
        node->branch = bounds.branch;
        const std::size_t block = m_blocks[node->block].block();
        if (node->bound >= limit(outcome)) return;
        const bool leaf = (node->cuts.device | node->cuts.server).all();
        if (leaf) {
            if (node->cuts.server.none()) return;  // the empty cut of the next block
            CutVerdict verdict = solveCut(m_timed, {block, node->cuts.device}, m_objective,
                                          limit(outcome), deadline.withAsks(kAsksOfCut));
            node->bound = std::max(node->bound, verdict.bound);
            if (verdict.plan) outcome.plan = std::move(verdict.plan);
            if (node->bound < limit(outcome)) outcome.hard.push_back(std::move(node));
            return;
        }
        if (node->depth < kStartDepth && !bounds.nearest.empty() && !bounds.nearest.all())
            outcome.starts.push_back({node->block, std::move(bounds.nearest), 0});
        for (LayerSet& cut : bounds.cuts) {
            if (cut.all() || deadline.passedNow()) continue;
            const std::uint64_t key = keyOf(node->block, cut);
            if (m_tried.contains(key) || !outcome.tried.insert(key).second) continue;
            CutVerdict verdict =
                tryCut(m_timed, {block, std::move(cut)}, m_objective, limit(outcome), deadline);
            if (verdict.plan) outcome.plan = std::move(verdict.plan);
        }
        if (node->bound < limit(outcome)) outcome.open.push_back(std::move(node));
    }

    /// Two cuts of one key would cost a try, nothing else.
    [[nodiscard]] static std::uint64_t keyOf(std::size_t block, const LayerSet& cut) {
        return boost::hash_value(cut) * 0x9E3779B97F4A7C15U + block;
    }

    void merge(Outcome& outcome) {
        m_tried.merge(outcome.tried);
        std::move(outcome.starts.begin(), outcome.starts.end(), std::back_inserter(m_starts));
        if (outcome.plan && outcome.plan->makespan < m_result.best.makespan)
            m_result.best = *std::move(outcome.plan);
        for (auto& node : outcome.hard) {
            m_openBytes += bytesOf(*node);
            m_hard.push_back(std::move(node));
        }
        for (auto& node : outcome.open)
            push(std::move(node));
    }

    /// The cuts that were left, the most promising first, each until it is done.
    void solveHardCuts() {
        std::stable_sort(m_hard.begin(), m_hard.end(),
                         [](const auto& a, const auto& b) { return a->bound < b->bound; });
        for (auto& node : m_hard) {
            if (node->bound >= m_result.best.makespan || m_deadline.passedNow()) break;
            CutVerdict verdict =
                solveCut(m_timed, {m_blocks[node->block].block(), node->cuts.device}, m_objective,
                         m_result.best.makespan, m_deadline.withMemoryOf(2));
            node->bound = std::max(node->bound, verdict.bound);
            if (verdict.plan) m_result.best = *std::move(verdict.plan);
            m_result.outOfMemory |= verdict.outOfMemory && node->bound < m_result.best.makespan;
            report();
        }
    }

    void report() {
        if (!m_report) return;
        const SearchProgress now{m_result.best.makespan, openBound()};
        if (now.makespan == m_reported.makespan && now.lowerBound == m_reported.lowerBound) return;
        m_reported = now;
        m_report(now);
    }

    [[nodiscard]] Nanoseconds openBound() const {
        const Nanoseconds queued = m_open.empty() ? kNever : m_open.top()->bound;
        Nanoseconds lowest = std::min(m_result.best.makespan, queued);
        for (const auto& node : m_hard)
            lowest = std::min(lowest, node->bound);
        return lowest;
    }

    const TimedModel& m_timed;
    Objective m_objective;
    const SearchDeadline& m_deadline;
    const ProgressCallback& m_report;
    std::size_t m_maxBytes;
    std::size_t m_memoryParts;
    std::vector<CutBlock> m_blocks;
    std::vector<LayerSet> m_free;  ///< by block: what the pins leave open
    std::deque<Start> m_starts;
    Nanoseconds m_descendedFrom = kNever;
    std::uint64_t m_kicks = 0;
    std::priority_queue<std::unique_ptr<Node>, std::vector<std::unique_ptr<Node>>, Later> m_open;
    tbb::enumerable_thread_specific<std::vector<std::unique_ptr<CutRelaxation>>> m_relaxations;
    std::unordered_set<std::uint64_t> m_tried;  ///< cuts whose good orders are known
    std::vector<std::unique_ptr<Node>> m_hard;
    std::uint64_t m_number = 0;
    std::size_t m_openBytes = 0;
    SearchProgress m_reported{};
    WideResult m_result;
};

}  // namespace

WideResult searchBlocks(const TimedModel& timed, const PinnedSides& pins, Objective objective,
                        std::span<const std::size_t> blocks, FoundPlan best,
                        const SearchDeadline& deadline, const ProgressCallback& report) {
    return WideSearch(timed, pins, objective, blocks, std::move(best), deadline, report).run();
}

}  // namespace trilane
