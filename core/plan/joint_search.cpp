#include "core/plan/joint_search.h"

#include "core/partition/dsl_cut.h"
#include "core/plan/cut_evaluation.h"
#include "core/plan/partial_cut.h"
#include "core/plan/wide_search.h"

#include <algorithm>
#include <utility>

namespace trilane {
namespace {

/// Looks at a tensor that are spent on walking a model's cuts one after the other, before those of
/// the blocks that are left are searched in earnest: some tens of milliseconds.
constexpr std::size_t kPlainEffort = 4'000'000;

/// Evaluates cuts one by one, keeps the best, and remembers the bound of what stayed open.
class Incumbent {
public:
    Incumbent(const TimedModel& timed, Objective objective, const SearchDeadline& deadline,
              const ProgressCallback& progress)
        : m_timed(timed), m_objective(objective), m_deadline(deadline), m_progress(progress) {}

    [[nodiscard]] Nanoseconds makespan() const { return m_best.makespan; }
    [[nodiscard]] const FoundPlan& best() const { return m_best; }
    [[nodiscard]] bool outOfTime() const { return m_deadline.passed(); }

    void leaveForMemory() { m_outOfMemory = true; }

    /// Something with this bound will not be looked at.
    void leaveOpen(Nanoseconds bound) { m_open = std::min(m_open, bound); }

    void consider(const BlockCut& cut) {
        CutVerdict verdict = solveCut(m_timed, cut, m_objective, m_best.makespan, m_deadline);
        if (verdict.plan) take(*std::move(verdict.plan));
        if (verdict.bound >= m_best.makespan) return;
        leaveOpen(verdict.bound);
        if (verdict.outOfMemory) leaveForMemory();
    }

    /// The same without a proof, for cuts that the search comes to in any case.
    void beginWith(const BlockCut& cut) {
        CutVerdict verdict = tryCut(m_timed, cut, m_objective, m_best.makespan, m_deadline);
        if (verdict.plan) take(*std::move(verdict.plan));
    }

    void take(FoundPlan plan) {
        if (plan.makespan >= m_best.makespan) return;
        m_best = std::move(plan);
        if (m_progress) m_progress({m_best.makespan, {}});
    }

    JointResult result() {
        JointResult result{m_timed.toCut(m_best.cut), std::move(m_best.order), m_best.makespan,
                           std::min(m_best.makespan, m_open)};
        if (!result.complete())
            result.end = m_deadline.stopRequested() ? SearchEnd::Stopped
                         : m_outOfMemory            ? SearchEnd::MemoryLimit
                                                    : SearchEnd::TimeLimit;
        return result;
    }

private:
    const TimedModel& m_timed;
    Objective m_objective;
    const SearchDeadline& m_deadline;
    const ProgressCallback& m_progress;
    FoundPlan m_best;
    Nanoseconds m_open = kNever;
    bool m_outOfMemory = false;
};

/// The cuts through one block, by deciding its layers in topological order.
class BlockSearch {
public:
    BlockSearch(const TimedModel& timed, const PinnedSides& pins, std::size_t block,
                Incumbent& incumbent)
        : m_timed(timed),
          m_blocks(timed.blocks()),
          m_pins(pins),
          m_block(block),
          m_first(m_blocks.first(block)),
          m_size(m_blocks.size(block)),
          m_bound(timed, block),
          m_incumbent(incumbent) {}

    [[nodiscard]] PartialCut root() const {
        PartialCut root;
        root.device.resize(m_size);
        root.server.resize(m_size);
        root.deviceTime = m_timed.deviceBefore(m_block);
        root.serverTime = m_timed.serverFrom(m_block + 1);
        root.bound = m_bound(root);
        return root;
    }

    /// False if the block is too wide to be looked at this way: nothing is known of it then.
    /// `effort` is what may be spent, in looks at a tensor, and then what is left of it.
    [[nodiscard]] bool run(std::size_t& effort) {
        const std::size_t price = 1 + m_timed.tensorsAround(m_block).size();
        std::vector<PartialCut> open{root()};
        while (!open.empty()) {
            if (effort < price) return false;
            effort -= price;
            PartialCut cut = std::move(open.back());
            open.pop_back();
            if (cut.bound >= m_incumbent.makespan()) continue;
            if (m_incumbent.outOfTime()) {
                m_incumbent.leaveOpen(cut.bound);
                continue;
            }
            while (cut.next < m_size && !cut.undecided(cut.next))
                ++cut.next;
            if (cut.next == m_size) {
                // The full block is the empty one of the next.
                if (cut.server.any()) m_incumbent.consider({m_block, std::move(cut.device)});
                continue;
            }
            branch(std::move(cut), open);
        }
        return true;
    }

private:
    /// Puts both decisions about layer `cut.next` on the stack, the more promising one on top.
    void branch(PartialCut cut, std::vector<PartialCut>& open) {
        const std::size_t local = cut.next;
        const std::size_t layer = m_first + local;
        PartialCut server = cut;
        PartialCut device = std::move(cut);
        device.device.set(local);
        device.deviceTime += m_timed.durations().device[layer];
        device.next = local + 1;
        device.bound = std::max(device.bound, m_bound(device));

        const LayerSet& following = m_blocks.descendants(LayerId{layer});
        for (std::size_t i = local; i != LayerSet::npos; i = following.find_next(i)) {
            if (server.server[i]) continue;
            server.server.set(i);
            server.serverTime += m_timed.durations().server[m_first + i];
        }
        server.next = local + 1;
        server.bound = std::max(server.bound, m_bound(server));

        // The pinned sets are closed, so a descendant of an unpinned layer is not pinned to the
        // device.
        const bool mayServe = !m_pins.device[layer];
        const bool mayStay = !m_pins.server[layer];
        const bool serverFirst = server.bound < device.bound;
        if (mayServe && !serverFirst) open.push_back(server);
        if (mayStay) open.push_back(std::move(device));
        if (mayServe && serverFirst) open.push_back(std::move(server));
    }

    const TimedModel& m_timed;
    const BlockRelations& m_blocks;
    const PinnedSides& m_pins;
    std::size_t m_block;
    std::size_t m_first;
    std::size_t m_size;
    PartialCutBound m_bound;
    Incumbent& m_incumbent;
};

/// The blocks that a cut under these pins may cross, count() standing for "all on the device": none
/// before the last layer pinned to the device, none after the first one pinned to the server.
std::pair<std::size_t, std::size_t> allowedBlocks(const SeriesBlocks& blocks,
                                                  const PinnedSides& pins) {
    std::size_t from = 0;
    for (std::size_t i = pins.device.find_first(); i != LayerSet::npos;
         i = pins.device.find_next(i))
        from = blocks.blockOf(LayerId{i});
    const std::size_t firstServer = pins.server.find_first();
    const std::size_t to =
        firstServer == LayerSet::npos ? blocks.count() : blocks.blockOf(LayerId{firstServer});
    return {from, to};
}

}  // namespace

JointResult searchAllCuts(const TimedModel& timed, const PinnedSides& pins, Objective objective,
                          SearchEffort effort, const std::vector<Cut>& starts,
                          const SearchDeadline& deadline, const ProgressCallback& progress) {
    const BlockRelations& blocks = timed.blocks();
    Incumbent incumbent(timed, objective, deadline, progress);
    for (const Cut& start : starts)
        incumbent.beginWith(timed.toBlockCut(start));

    const auto [from, to] = allowedBlocks(blocks, pins);
    if (to == blocks.count()) incumbent.consider({blocks.count(), {}});
    std::vector<std::pair<Nanoseconds, std::size_t>> byBound;
    for (std::size_t block = from; block <= to && block < blocks.count(); ++block)
        byBound.emplace_back(BlockSearch(timed, pins, block, incumbent).root().bound, block);
    std::sort(byBound.begin(), byBound.end());
    std::vector<std::size_t> wide;
    Nanoseconds wideBound = kNever;
    std::size_t looks = kPlainEffort;
    for (const auto& [bound, block] : byBound) {
        if (bound >= incumbent.makespan()) break;
        if (BlockSearch(timed, pins, block, incumbent).run(looks)) continue;
        wide.push_back(block);
        wideBound = std::min(wideBound, bound);
    }
    if (!wide.empty() && effort == SearchEffort::Plain) {
        incumbent.leaveOpen({});
    } else if (!wide.empty()) {
        WideResult found =
            searchBlocks(timed, pins, objective, wide, incumbent.best(), deadline, progress);
        incumbent.take(std::move(found.best));
        if (found.outOfMemory) incumbent.leaveForMemory();
        if (found.openBound < incumbent.makespan())
            incumbent.leaveOpen(std::max(found.openBound, wideBound));
    }
    JointResult result = incumbent.result();
    if (objective == Objective::BestOrder && !result.complete()) {
        const Nanoseconds load =
            loadBound(timed.model(), timed.durations(), pins, deadline.withoutTime());
        result.lowerBound = std::max(result.lowerBound, std::min(result.makespan, load));
        if (result.complete()) result.end = SearchEnd::Complete;
    }
    return result;
}

}  // namespace trilane
