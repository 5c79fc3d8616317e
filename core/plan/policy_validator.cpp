#include "core/plan/policy_validator.h"

#include "core/plan/validator_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace trilane {
namespace {

using validation::Findings;
using validation::ms;
using validation::quoted;
using validation::Subject;

std::string at(std::size_t interval, const char* key) {
    return fmt::format("/intervals/{}/{}", interval, key);
}

std::string boundText(const std::optional<double>& mbps) {
    return mbps ? fmt::format("{}", *mbps) : "null";
}

/// How long a valid plan takes when only the bandwidth changes; empty where that is too long.
std::optional<Nanoseconds> makespanAt(const PlanDocument& plan, const Model& model, double mbps) {
    Findings ignored;
    Subject subject{plan, model, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    const bool usable = validation::checkCut(subject, ignored) &&
                        validation::checkCrossing(subject, true, ignored) &&
                        validation::checkOrder(subject, ignored) &&
                        validation::checkBars(subject, ignored);
    if (!usable) return std::nullopt;
    for (std::size_t j = 0; j < subject.send.size(); ++j) {
        const PlanCrossing& crossing = plan.crossing[j];
        if (crossing.fixed) continue;
        const long double time = static_cast<long double>(plan.network.overhead.count()) +
                                 8000.0L * static_cast<long double>(crossing.bytes.count()) /
                                     static_cast<long double>(mbps);
        if (time > static_cast<long double>(kMaxTime.count())) return std::nullopt;
        subject.send[j] = Nanoseconds{std::llround(time)};
    }
    return validation::expectedLanes(subject, subject.order, plan.execution == "staged").makespan;
}

/// The parts of the range that a policy's intervals cover.
struct Coverage {
    double low = 0;   ///< the range's end in the first interval, which has none of its own
    double high = 0;  ///< likewise in the last
};

Coverage coverageOf(const PolicyDocument& policy, std::size_t i) {
    return {policy.intervals[i].fromMbps.value_or(policy.lowMbps),
            policy.intervals[i].toMbps.value_or(policy.highMbps)};
}

/// Whether the intervals follow on each other, from however slow to however fast.
bool checkBounds(const PolicyDocument& policy, Findings& findings) {
    const auto& intervals = policy.intervals;
    const std::size_t before = findings.count();
    if (!(policy.lowMbps > 0 && policy.lowMbps < policy.highMbps) ||
        !std::isfinite(policy.highMbps))
        findings.add("/range", fmt::format("{} to {}", policy.lowMbps, policy.highMbps),
                     "a low end above 0 and below the high end");
    if (intervals.empty()) findings.add("/intervals", "no interval", "at least one");
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        const auto& from = intervals[i].fromMbps;
        const auto& to = intervals[i].toMbps;
        if (i == 0 && from)
            findings.add(at(i, "from_mbps"), boundText(from), "null: however slow the link is");
        if (i > 0 && from != intervals[i - 1].toMbps)
            findings.add(at(i, "from_mbps"), boundText(from),
                         boundText(intervals[i - 1].toMbps) + ", where the interval before ends");
        if (i + 1 == intervals.size() && to)
            findings.add(at(i, "to_mbps"), boundText(to), "null: however fast the link is");
        if (i + 1 < intervals.size() &&
            !(to && *to > from.value_or(policy.lowMbps) && *to <= policy.highMbps))
            findings.add(at(i, "to_mbps"), boundText(to),
                         fmt::format("more than {}, at most {}", from.value_or(policy.lowMbps),
                                     policy.highMbps));
    }
    return findings.count() == before;
}

void checkHead(const PolicyDocument& policy, const PlanDocument& plan, std::size_t i,
               Findings& findings) {
    const auto same = [&](const char* key, const std::string& found, const std::string& expected) {
        if (found != expected)
            findings.add(at(i, "plan") + key, found, expected + ", as the policy says");
    };
    same("/model/name", quoted(plan.modelName), quoted(policy.modelName));
    same("/model/sha256", quoted(plan.modelSha256), quoted(policy.modelSha256));
    same("/strategy", quoted(plan.strategy), quoted(policy.strategy));
    same("/network/latency_ms", ms(plan.network.latency), ms(policy.network.latency));
    same("/network/overhead_ms", ms(plan.network.overhead), ms(policy.network.overhead));
    same("/network/request_overhead_ms", ms(plan.network.requestOverhead),
         ms(policy.network.requestOverhead));
    const auto typeText = [](const std::optional<DataType>& type) {
        return type ? quoted(toString(*type)) : "no other element type";
    };
    same("/network/transfer_dtype", typeText(plan.network.transferType),
         typeText(policy.network.transferType));
    const Coverage covered = coverageOf(policy, i);
    const double mbps = plan.network.mbps;
    const bool last = !policy.intervals[i].toMbps;
    if (!(mbps >= covered.low && (mbps < covered.high || (last && mbps == covered.high))))
        findings.add(
            at(i, "plan") + "/network/mbps", fmt::format("{}", mbps),
            fmt::format("a bandwidth of the interval, {} to {}", covered.low, covered.high));
}

/// One nanosecond for each send time that is rounded.
Nanoseconds rounding(const PlanDocument& plan) {
    return Nanoseconds{static_cast<std::int64_t>(plan.jobs.size())};
}

void checkMakespans(const PolicyDocument& policy, std::size_t i, const Model& model,
                    Findings& findings) {
    const PolicyInterval& interval = policy.intervals[i];
    const Coverage covered = coverageOf(policy, i);
    const auto compare = [&](Nanoseconds found, double mbps, const char* key) {
        const auto expected = makespanAt(interval.plan, model, mbps);
        const Nanoseconds most = rounding(interval.plan);
        if (!expected)
            findings.add(at(i, key), ms(found), "a send time that can be written");
        else if (found > *expected + most || *expected > found + most)
            findings.add(at(i, key), ms(found),
                         fmt::format("{}: the plan at {} Mbps", ms(*expected), mbps));
    };
    compare(interval.fromMakespan, covered.low, "from_makespan_ms");
    compare(interval.toMakespan, covered.high, "to_makespan_ms");
}

/// A neighbour's plan at the common bound is a plan too.
void checkGaps(const PolicyDocument& policy, std::size_t i, const Model& model,
               Findings& findings) {
    const PolicyInterval& interval = policy.intervals[i];
    if (!interval.gapPercent) return;
    const auto compare = [&](std::size_t neighbour, double mbps, Nanoseconds own) {
        const PlanDocument& plan = policy.intervals[neighbour].plan;
        const auto other = makespanAt(plan, model, mbps);
        if (!other) return;
        const double most = static_cast<double>((*other + rounding(plan)).count()) *
                            (1 + *interval.gapPercent / 100);
        if (static_cast<double>((own - rounding(interval.plan)).count()) > most * (1 + 1e-12))
            findings.add(at(i, "gap_percent"), fmt::format("{}", *interval.gapPercent),
                         fmt::format("more: at {} Mbps the plan takes {}, that of interval {} {}",
                                     mbps, ms(own), neighbour, ms(*other)));
    };
    const Coverage covered = coverageOf(policy, i);
    if (i > 0) compare(i - 1, covered.low, interval.fromMakespan);
    if (i + 1 < policy.intervals.size()) compare(i + 1, covered.high, interval.toMakespan);
}

bool sameDecisions(const PlanDocument& a, const PlanDocument& b) {
    const auto sameTensor = [](const PlanJob& x, const PlanJob& y) { return x.tensor == y.tensor; };
    return a.deviceLayers == b.deviceLayers &&
           std::equal(a.jobs.begin(), a.jobs.end(), b.jobs.begin(), b.jobs.end(), sameTensor);
}

}  // namespace

std::vector<PlanViolation> validatePolicy(const PolicyDocument& policy, const Model& model) {
    Findings findings;
    const bool ordered = checkBounds(policy, findings);
    for (std::size_t i = 0; i < policy.intervals.size(); ++i) {
        const PlanDocument& plan = policy.intervals[i].plan;
        if (ordered) checkHead(policy, plan, i, findings);
        if (i > 0 && sameDecisions(policy.intervals[i - 1].plan, plan))
            findings.add(at(i, "plan"), "the cut and order of the interval before",
                         "one interval for both");
        for (PlanViolation& violation : validatePlan(plan, model))
            findings.add(at(i, "plan") + violation.place, std::move(violation.found),
                         std::move(violation.expected));
    }
    // What is said about the ends can be looked at once the plans themselves are in order.
    if (findings.count() > 0) return std::move(findings).take();
    for (std::size_t i = 0; i < policy.intervals.size(); ++i)
        checkMakespans(policy, i, model, findings);
    if (findings.count() > 0) return std::move(findings).take();
    for (std::size_t i = 0; i < policy.intervals.size(); ++i)
        checkGaps(policy, i, model, findings);
    return std::move(findings).take();
}

}  // namespace trilane
