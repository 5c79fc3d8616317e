#pragma once

#include "app/cli/case_planning.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trilane {

enum class CaseStatus : std::uint8_t {
    Pass,
    Fail,   ///< an expectation is not met
    Error,  ///< the case cannot be read or planned
};

/// "pass", as files write it.
[[nodiscard]] const char* toString(CaseStatus status);

/// What came of one case. Small: the plans are in `line` only.
struct CaseResult {
    std::string name;
    CaseStatus status = CaseStatus::Pass;
    std::vector<std::string> failures;  ///< of status Error: one message
    std::string line;                   ///< of the batch's output (DESIGN section 6), with its end
    std::chrono::nanoseconds time{};    ///< reading and planning
    std::string modelPath;
    std::shared_ptr<const CaseModel> model;  ///< null where it was not read
    std::optional<std::string> profileWarning;
};

/// Plans a case and holds the plans against what it expects. Bad input becomes a result.
/// @param withTiming  let the line say how long solving took
[[nodiscard]] CaseResult runCase(const SuiteFile& suite, CasePlanning& planning, std::size_t index,
                                 const SearchLimits& limits, bool withTiming);

}  // namespace trilane
