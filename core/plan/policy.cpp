#include "core/plan/policy.h"

#include "core/plan/make_document.h"
#include "core/plan/policy_samples.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace trilane {
namespace {

/// Neighbours that differ are planned between until they are no further apart: 0.1 %.
constexpr double kBreakRatio = 1.001;
/// More bandwidths are not planned: what is not proven by then stays so.
constexpr std::size_t kMostSamples = 20'000;
/// Into how many parts a stretch is cut at once.
constexpr std::size_t kMostParts = 64;

/// From one bandwidth to the next, seen over 1 / bandwidth, in which send times are straight lines;
/// the slower link stands at 1.
struct Stretch {
    double fastEnd = 0;    ///< the faster link's place, below 1
    double fastBound = 0;  ///< no plan is shorter there
    double slowBound = 0;  ///< nor here, at 1
    double fixed = 0;      ///< of every plan that sends, what no bandwidth shortens

    /// No plan is shorter at `x`.
    [[nodiscard]] double bound(double x) const {
        const double rest = std::min(fixed, slowBound);
        return std::max(fastBound, rest + (slowBound - rest) * x);
    }

    /// The largest excess over bound() from `from` to `to`, as a share, of a convex function, from
    /// its values at the stretch's ends. Both are made of straight pieces: the largest ratio stands
    /// where one ends.
    [[nodiscard]] double gap(double fastValue, double slowValue, double from, double to) const {
        const auto excess = [&](double x) {
            const double along = (x - fastEnd) / (1 - fastEnd);
            const double value = fastValue + (slowValue - fastValue) * along;
            const double least = bound(x);
            if (least > 0) return std::max(0.0, value / least - 1);
            return value > 0 ? std::numeric_limits<double>::infinity() : 0.0;
        };
        double largest = std::max(excess(from), excess(to));
        const double rest = std::min(fixed, slowBound);
        if (slowBound > rest) {
            const double bend = (fastBound - rest) / (slowBound - rest);
            largest = std::max(largest, excess(std::clamp(bend, from, to)));
        }
        return largest;
    }
};

double asDouble(Nanoseconds time) {
    return static_cast<double>(time.count());
}

/// With seven digits, more than any link is known to.
double shortened(double mbps) {
    constexpr int kDigits = 7;
    std::array<char, 32> text{};
    const auto written =
        std::to_chars(text.begin(), text.end(), mbps, std::chars_format::scientific, kDigits - 1);
    double result = mbps;
    std::from_chars(text.begin(), written.ptr, result);
    return result;
}

class PolicySearch {
public:
    PolicySearch(const SweepProblem& problem, const PolicyGoal& goal, const SweepLimits& limits)
        : m_problem(problem), m_goal(goal), m_samples(problem, limits) {
        m_fixed =
            asDouble(problem.sources.network.latency + problem.sources.server.requestOverhead);
    }

    /// False where it was stopped or a time cannot be written.
    bool run(const PolicyProgress& progress) {
        std::vector<double> next = bandwidths(m_goal.range);
        while (!next.empty()) {
            const std::size_t known = m_samples.size() + next.size();
            const auto tell = [&] {
                if (progress) progress(m_samples.size(), known);
            };
            if (!m_samples.add(next, tell)) return false;
            choose();
            next = nextBandwidths();
        }
        return true;
    }

    [[nodiscard]] const std::optional<CostFault>& fault() const { return m_samples.fault(); }

    [[nodiscard]] PolicyDocument document();

private:
    [[nodiscard]] bool optimal() const { return m_problem.strategies.front() == Strategy::Optimal; }
    [[nodiscard]] double value(std::size_t number, std::size_t i) {
        return asDouble(m_samples.makespan(number, i));
    }
    [[nodiscard]] double bound(std::size_t i) const {
        return asDouble(m_samples[i].plan.lowerBound);
    }
    [[nodiscard]] double ratio(std::size_t i) const {
        return m_samples[i + 1].mbps / m_samples[i].mbps;
    }

    [[nodiscard]] bool complete(std::size_t i) const { return m_samples[i].plan.searchComplete(); }

    /// The best cut and order that is known for a sample: its own, unless time ran out there.
    [[nodiscard]] std::size_t best(std::size_t i) {
        std::size_t found = m_samples[i].answer;
        if (!optimal() || complete(i)) return found;
        for (std::size_t number = 0; number < m_samples.choiceCount(); ++number)
            if (m_samples.makespan(number, i) < m_samples.makespan(found, i)) found = number;
        return found;
    }

    /// Another strategy's plan is its own answer; of the best ones the one before is as good.
    [[nodiscard]] bool keeps(std::size_t number, std::size_t i) {
        if (m_samples[i].answer == number) return true;
        return optimal() &&
               m_samples.makespan(number, i) <= m_samples[i].makespan + m_samples.rounding(number);
    }

    /// Goes up from the slow end and changes the cut and order as rarely as that allows.
    void choose() {
        m_chosen.clear();
        for (std::size_t i = 0; i < m_samples.size(); ++i)
            m_chosen.push_back(i > 0 && keeps(m_chosen.back(), i) ? m_chosen.back() : best(i));
    }

    /// How much longer than any other plan the chosen ones may be from sample i to the next.
    [[nodiscard]] double gapAfter(std::size_t i) {
        const Stretch stretch{1 / ratio(i), bound(i + 1), bound(i), m_fixed};
        const auto gap = [&](std::size_t number, double from, double to) {
            return stretch.gap(value(number, i + 1), value(number, i), from, to);
        };
        if (m_chosen[i] == m_chosen[i + 1]) return gap(m_chosen[i], stretch.fastEnd, 1);
        const double change = m_samples[i].mbps / boundAfter(i);
        const double exact =
            std::max(gap(m_chosen[i], change, 1), gap(m_chosen[i + 1], stretch.fastEnd, change));
        // Also, up to the bound the first is no longer than at its own sample, from it on the
        // second by no more than the link is slower than at its own.
        const auto excess = [&](std::size_t j) {
            const double least = bound(j);
            const double found = value(m_chosen[j], j);
            return least > 0   ? found / least * ratio(i) - 1
                   : found > 0 ? std::numeric_limits<double>::infinity()
                               : 0.0;
        };
        return std::min(exact, std::max(excess(i), excess(i + 1)));
    }

    /// Into how many parts the stretch from sample i to the next has to be cut.
    [[nodiscard]] std::size_t partsOf(std::size_t i) {
        // What no search could finish is not searched for still more bandwidths.
        const bool finished = !optimal() || (complete(i) && complete(i + 1));
        if (m_chosen[i] != m_chosen[i + 1]) return finished && ratio(i) > kBreakRatio ? 2 : 1;
        const double goal = m_goal.gapPercent / 100;
        if (!optimal() || ratio(i) <= 1 + goal) return 1;
        // Where the search itself left a gap, more bandwidths do not close it.
        for (const std::size_t j : {i, i + 1})
            if (value(m_chosen[j], j) > bound(j) * (1 + goal / 2)) return 1;
        const double parts = std::ceil(gapAfter(i) / goal);
        return static_cast<std::size_t>(std::clamp(parts, 1.0, double{kMostParts}));
    }

    [[nodiscard]] std::vector<double> nextBandwidths() {
        std::vector<double> next;
        for (std::size_t i = 0; i + 1 < m_samples.size(); ++i) {
            const std::size_t parts = partsOf(i);
            const double low = m_samples[i].mbps;
            const double high = m_samples[i + 1].mbps;
            for (std::size_t part = 1; part < parts; ++part) {
                const double mbps = low * std::pow(high / low, static_cast<double>(part) /
                                                                   static_cast<double>(parts));
                const bool room = m_samples.size() + next.size() < kMostSamples;
                if (room && mbps > low && mbps < high) next.push_back(mbps);
            }
        }
        return next;
    }

    /// Where the plan of sample i gives way to that of the next: where the two take equally long.
    [[nodiscard]] double boundAfter(std::size_t i) {
        double low = m_samples[i].mbps;
        double high = m_samples[i + 1].mbps;
        // Far enough apart that they need not be straight between.
        while (high > low * kBreakRatio) {
            const double middle = std::sqrt(low * high);
            const bool first = m_samples.makespanAt(m_chosen[i], middle) <=
                               m_samples.makespanAt(m_chosen[i + 1], middle);
            (first ? low : high) = middle;
        }
        const auto lead = [&](double mbps) {
            return asDouble(m_samples.makespanAt(m_chosen[i + 1], mbps) -
                            m_samples.makespanAt(m_chosen[i], mbps));
        };
        const double before = lead(low);
        const double after = -lead(high);
        // Above sample i, which is the plan's own.
        constexpr double kLeast = 0.001;
        const double along =
            before >= 0 && after > 0 ? std::max(kLeast, before / (before + after)) : 0.5;
        const double mbps = 1 / (1 / low + (1 / high - 1 / low) * along);
        const double brief = shortened(mbps);
        const auto between = [&](double bound) {
            return bound > m_samples[i].mbps && bound <= m_samples[i + 1].mbps;
        };
        return between(brief) ? brief : std::min(mbps, m_samples[i + 1].mbps);
    }

    /// The sample of first … last that is nearest to `middle`, among those whose own answer the
    /// chosen plan is, if there is one.
    [[nodiscard]] std::size_t planSample(std::size_t first, std::size_t last, double middle) const {
        const auto rank = [&](std::size_t i) {
            return std::pair(m_samples[i].answer != m_chosen[first],
                             std::abs(std::log(m_samples[i].mbps / middle)));
        };
        std::size_t nearest = first;
        for (std::size_t i = first + 1; i <= last; ++i)
            if (rank(i) < rank(nearest)) nearest = i;
        return nearest;
    }

    [[nodiscard]] PolicyInterval interval(std::size_t first, std::size_t last);

    const SweepProblem& m_problem;
    const PolicyGoal& m_goal;
    PolicySamples m_samples;
    double m_fixed = 0;
    std::vector<std::size_t> m_chosen;  ///< by sample: the number of its cut and order
};

PolicyInterval PolicySearch::interval(std::size_t first, std::size_t last) {
    PolicyInterval result;
    double from = m_samples[first].mbps;
    double to = m_samples[last].mbps;
    double gap = 0;
    if (first > 0) {
        result.fromMbps = from = boundAfter(first - 1);
        gap = std::max(gap, gapAfter(first - 1));
    }
    if (last + 1 < m_samples.size()) {
        result.toMbps = to = boundAfter(last);
        gap = std::max(gap, gapAfter(last));
    }
    for (std::size_t i = first; i < last; ++i)
        gap = std::max(gap, gapAfter(i));
    if (std::isfinite(gap)) result.gapPercent = 100 * gap;
    const std::size_t chosen = m_chosen[first];
    result.fromMakespan = m_samples.makespanAt(chosen, from);
    result.toMakespan = m_samples.makespanAt(chosen, to);
    result.plan = m_samples.documentOf(chosen, planSample(first, last, std::sqrt(from * to)));
    return result;
}

PolicyDocument PolicySearch::document() {
    const CostSources& sources = m_problem.sources;
    PolicyDocument document;
    document.modelName = m_problem.model->name();
    document.modelSha256 = m_problem.model->sourceSha256();
    document.strategy = std::string(id(m_problem.strategies.front()));
    document.network = {sources.network.latency, sources.network.overhead,
                        sources.server.requestOverhead, sources.transferType};
    document.lowMbps = m_goal.range.low;
    document.highMbps = m_goal.range.high;
    double widest = kBreakRatio;
    for (std::size_t first = 0; first < m_samples.size();) {
        std::size_t last = first;
        while (last + 1 < m_samples.size() && m_chosen[last + 1] == m_chosen[first])
            ++last;
        if (last + 1 < m_samples.size()) widest = std::max(widest, ratio(last));
        document.intervals.push_back(interval(first, last));
        first = last + 1;
    }
    // 0.1, not what is left of it after a division.
    document.accuracyPercent = std::ceil((widest - 1) * 1e5 - 1e-6) / 1e3;
    return document;
}

}  // namespace

std::variant<PolicyDocument, CostFault, PolicyStopped> makePolicy(const SweepProblem& problem,
                                                                  const PolicyGoal& goal,
                                                                  const SweepLimits& limits,
                                                                  const PolicyProgress& progress) {
    PolicySearch search(problem, goal, limits);
    if (search.run(progress)) return search.document();
    if (search.fault()) return *search.fault();
    return PolicyStopped{};
}

}  // namespace trilane
