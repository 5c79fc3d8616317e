#pragma once

#include "app/cli/comparison_report.h"
#include "core/plan/suite.h"

#include <string>
#include <vector>

namespace trilane {

/// Every expectation that the plans do not meet, in words: plan, found and expected figure. Empty:
/// the case passes. The comparison must hold every plan that `expected` names; `local` is known
/// even where it holds no such plan.
[[nodiscard]] std::vector<std::string> unmetExpectations(const SuiteExpectations& expected,
                                                         const Comparison& comparison);

}  // namespace trilane
