#pragma once

#include "core/graph/layer_set.h"
#include "core/graph/model.h"
#include "core/plan/plan_document.h"
#include "core/plan/validator.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trilane::validation {

/// Collects what is wrong, up to a number that a person still reads.
class Findings {
public:
    void add(std::string place, std::string found, std::string expected);
    [[nodiscard]] std::size_t count() const { return m_seen; }
    [[nodiscard]] std::vector<PlanViolation> take() && { return std::move(m_list); }

private:
    std::vector<PlanViolation> m_list;
    std::size_t m_seen = 0;
};

/// The plan's names turned into ids, so that the later checks need not doubt them. Filled check by
/// check; a job is known by its number, its place in `crossing`.
struct Subject {
    const PlanDocument& plan;
    const Model& model;
    LayerSet device;                      ///< D
    std::vector<TensorId> crossing;       ///< in TensorId order
    std::vector<std::size_t> order;       ///< job numbers in the plan's sending order
    std::vector<LayerSet> above;          ///< by job: its ancestors in D
    std::vector<LayerSet> below;          ///< by job: its descendants in S
    std::vector<Nanoseconds> send;        ///< by job
    std::vector<Nanoseconds> duration;    ///< by layer, on the side where it runs
    std::vector<std::size_t> deviceBars;  ///< indices into plan.timeline
    std::vector<std::size_t> linkBars;
    std::vector<std::size_t> serverBars;
};

/// What an operation of the expected timeline takes up.
struct Span {
    std::size_t what = 0;  ///< a layer's index; on the link a job number
    Nanoseconds start;
    Nanoseconds end;
};

/// The timeline that DESIGN section 2 prescribes for an order.
struct Lanes {
    std::vector<Span> device;
    std::vector<Span> link;
    std::vector<Span> server;
    Nanoseconds makespan;
};

/// Every time that is let through is at most this, so that no sum below overflows: three lanes and
/// two latencies stay under four times kMaxTotalTime.
inline constexpr Nanoseconds kHorizon{4 * kMaxTotalTime.count()};

[[nodiscard]] std::string ms(Nanoseconds time);
[[nodiscard]] std::string quoted(std::string_view name);
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

// The checks, in the order in which each may trust those before it. Those that return bool say
// whether what they fill in can be used.
void checkHeader(const PlanDocument& plan, const Model& model, Findings& findings);
[[nodiscard]] bool checkNetwork(const PlanNetwork& network, Findings& findings);
[[nodiscard]] bool checkCut(Subject& subject, Findings& findings);
[[nodiscard]] bool checkCrossing(Subject& subject, bool networkUsable, Findings& findings);
[[nodiscard]] bool checkOrder(Subject& subject, Findings& findings);
void checkJobLists(const Subject& subject, Findings& findings);
[[nodiscard]] bool checkBars(Subject& subject, Findings& findings);
void checkDurations(const Subject& subject, Findings& findings);
void checkLanes(const Subject& subject, Findings& findings);
void checkStages(const Subject& subject, Findings& findings);
void checkBounds(const Subject& subject, Findings& findings);

/// @param order  job numbers
[[nodiscard]] Lanes expectedLanes(const Subject& subject, const std::vector<std::size_t>& order,
                                  bool staged);

}  // namespace trilane::validation
