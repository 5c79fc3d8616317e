#include "core/plan/cut_improvement.h"

#include "core/plan/cut_walk.h"

#include <algorithm>
#include <random>
#include <utility>

namespace trilane {
namespace {

/// Layers that one walk along a branch moves at most, and cuts that are remembered of one walk.
constexpr std::size_t kSteps = 1'000;
constexpr std::size_t kKept = 4;

/// Neighbours that are evaluated in one step, those with the lowest bounds first.
constexpr std::size_t kLooks = 6;

/// A descent may begin above the limit, by this part of it.
constexpr std::int64_t kDetour = 10;

/// A cut that differs from the present one by the layers flipped, and its bound.
struct Neighbour {
    Nanoseconds bound;
    std::size_t walk;
    std::size_t steps;
};

class CutDescent {
public:
    CutDescent(const CutBlock& block, const LayerSet& free, Objective objective, std::size_t tries,
               Nanoseconds limit, const SearchDeadline& deadline)
        : m_block(block),
          m_free(free),
          m_objective(objective),
          m_tries(tries),
          m_wanted(limit),
          m_limit(limit + Nanoseconds{limit.count() / kDetour}),
          m_deadline(deadline) {}

    std::optional<FoundPlan> run(const LayerSet& start, std::uint64_t kick) {
        CutWalk walk(m_block, start);
        if (kick != 0) change(walk, kick);
        while (m_tries > 0 && !m_deadline.passedNow())
            if (!step(walk)) break;
        if (m_best && m_best->makespan >= m_wanted) m_best.reset();
        return std::move(m_best);
    }

private:
    /// The next layer of a walk: a neighbour of the last one that may follow it.
    [[nodiscard]] std::size_t following(const CutWalk& walk, std::size_t last, bool forward) const {
        const auto& candidates = forward ? m_block.successors(last) : m_block.predecessors(last);
        for (const CutBlock::Local next : candidates)
            if (m_free[next] && (forward ? walk.mayJoinDevice(next) : walk.mayLeaveDevice(next)))
                return next;
        return LayerSet::npos;
    }

    /// Moves the cut along one to four branches, each to the best place among some at random.
    void change(CutWalk& walk, std::uint64_t seed) {
        std::mt19937_64 random(seed);
        for (std::uint64_t moves = 1 + random() % 4; moves > 0; --moves) {
            const std::vector<std::size_t> ends = endsOfBranches(walk);
            if (ends.empty()) return;
            std::size_t layer = ends[random() % ends.size()];
            const bool forward = walk.mayJoinDevice(layer);
            const std::size_t reach = std::size_t{1} << random() % 9;
            std::vector<std::size_t> layers;
            std::size_t best = 0;
            Nanoseconds bestBound = kNever;
            while (layer != LayerSet::npos && layers.size() < reach) {
                walk.flip(layer);
                layers.push_back(layer);
                if (walk.bound() < bestBound) {
                    bestBound = walk.bound();
                    best = layers.size();
                }
                layer = following(walk, layer, forward);
            }
            moveBack(walk, layers, layers.size());
            move(walk, layers, best);
        }
    }

    [[nodiscard]] std::vector<std::size_t> endsOfBranches(const CutWalk& walk) const {
        std::vector<std::size_t> ends;
        for (std::size_t i = m_free.find_first(); i != LayerSet::npos; i = m_free.find_next(i))
            if (walk.mayJoinDevice(i) || walk.mayLeaveDevice(i)) ends.push_back(i);
        return ends;
    }

    /// Goes to the best neighbour that is shorter than everything so far; false if there is none.
    bool step(CutWalk& walk) {
        std::vector<std::vector<std::size_t>> walks;
        std::vector<Neighbour> neighbours;
        if (walk.bound() < m_limit) {
            walks.emplace_back();
            neighbours.push_back({walk.bound(), 0, 0});
        }
        for (const std::size_t end : endsOfBranches(walk)) {
            if (m_deadline.passedNow()) return false;
            follow(walk, end, walks, neighbours);
        }
        std::stable_sort(neighbours.begin(), neighbours.end(),
                         [](const Neighbour& a, const Neighbour& b) { return a.bound < b.bound; });
        std::optional<Neighbour> chosen;
        std::size_t looks = 0;
        for (const Neighbour& neighbour : neighbours) {
            if (neighbour.bound >= m_limit || looks == kLooks || m_tries == 0) break;
            if (m_deadline.passedNow()) return false;
            --m_tries;
            ++looks;
            const std::vector<std::size_t>& layers = walks[neighbour.walk];
            move(walk, layers, neighbour.steps);
            if (!walk.device().all()) {
                CutVerdict verdict = tryCut(m_block.timed(), {m_block.block(), walk.device()},
                                            m_objective, m_limit, m_deadline);
                if (verdict.plan) {
                    m_limit = verdict.plan->makespan;
                    m_best = std::move(verdict.plan);
                    chosen = neighbour;
                }
            }
            moveBack(walk, layers, neighbour.steps);
        }
        if (chosen) move(walk, walks[chosen->walk], chosen->steps);
        return chosen.has_value();
    }

    static void move(CutWalk& walk, const std::vector<std::size_t>& layers, std::size_t steps) {
        for (std::size_t i = 0; i < steps; ++i)
            walk.flip(layers[i]);
    }

    static void moveBack(CutWalk& walk, const std::vector<std::size_t>& layers, std::size_t steps) {
        for (std::size_t i = steps; i-- > 0;)
            walk.flip(layers[i]);
    }

    /// Walks from the end of a branch, remembers the best cuts on the way, and goes back.
    void follow(CutWalk& walk, std::size_t end, std::vector<std::vector<std::size_t>>& walks,
                std::vector<Neighbour>& neighbours) const {
        const bool forward = walk.mayJoinDevice(end);
        std::vector<std::size_t> layers;
        std::vector<Neighbour> seen;
        for (std::size_t layer = end; layer != LayerSet::npos && layers.size() < kSteps;
             layer = following(walk, layer, forward)) {
            walk.flip(layer);
            layers.push_back(layer);
            const Nanoseconds bound = walk.bound();
            if (bound < m_limit) seen.push_back({bound, walks.size(), layers.size()});
        }
        moveBack(walk, layers, layers.size());
        const std::size_t kept = std::min(kKept, seen.size());
        std::partial_sort(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(kept),
                          seen.end(), [](const Neighbour& a, const Neighbour& b) {
                              return std::pair(a.bound, a.steps) < std::pair(b.bound, b.steps);
                          });
        if (kept == 0) return;
        neighbours.insert(neighbours.end(), seen.begin(),
                          seen.begin() + static_cast<std::ptrdiff_t>(kept));
        walks.push_back(std::move(layers));
    }

    const CutBlock& m_block;
    const LayerSet& m_free;
    Objective m_objective;
    std::size_t m_tries;
    Nanoseconds m_wanted;
    Nanoseconds m_limit;  ///< of the present cut
    const SearchDeadline& m_deadline;
    std::optional<FoundPlan> m_best;
};

}  // namespace

std::optional<FoundPlan> improveCut(const CutBlock& block, const LayerSet& free,
                                    Objective objective, const LayerSet& start, std::uint64_t kick,
                                    std::size_t tries, Nanoseconds limit,
                                    const SearchDeadline& deadline) {
    return CutDescent(block, free, objective, tries, limit, deadline).run(start, kick);
}

}  // namespace trilane
