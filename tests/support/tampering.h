#pragma once

#include "core/plan/plan_document.h"

#include <functional>
#include <string>
#include <vector>

namespace trilane::test {

/// One small change to a plan document that a validator is meant to notice.
struct Tampering {
    std::string what;  ///< "/jobs/1/p2_ms + 1 ns": where, as in the file, and what
    std::function<void(PlanDocument&)> apply;
};

/// Every number moved by one nanosecond (or byte) either way, every name changed, every list with
/// neighbours swapped, an entry gone, an entry twice, and every flag and status turned.
[[nodiscard]] std::vector<Tampering> allTamperings(const PlanDocument& plan);

}  // namespace trilane::test
