#include "app/cli/batch_case.h"

#include "app/cli/case_check.h"
#include "app/cli/comparison.h"
#include "app/cli/comparison_report.h"
#include "core/io/input_error.h"
#include "core/io/json_writer.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace trilane {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

/// Plans the case into `result` and gives the line's "strategies".
Json plan(CasePlanning& planning, std::size_t index, const SearchLimits& limits, bool withTiming,
          CaseResult& result) {
    const CaseProblem problem = planning.prepare(index, limits);
    result.name = problem.asked.name;
    result.model = problem.model;
    result.modelPath = problem.modelPath;
    result.profileWarning = problem.profileWarning;
    Comparison comparison = compareStrategies(problem.setup, problem.asked.strategies);
    comparison.withTiming = withTiming;
    result.failures = unmetExpectations(problem.asked.expect, comparison);
    if (!result.failures.empty()) result.status = CaseStatus::Fail;
    return strategiesJson(*problem.setup.model, comparison);
}

}  // namespace

const char* toString(CaseStatus status) {
    switch (status) {
        case CaseStatus::Pass:
            return "pass";
        case CaseStatus::Fail:
            return "fail";
        case CaseStatus::Error:
            break;
    }
    return "error";
}

CaseResult runCase(const SuiteFile& suite, CasePlanning& planning, std::size_t index,
                   const SearchLimits& limits, bool withTiming) {
    const auto start = Clock::now();
    CaseResult result;
    Json strategies = Json::array();
    try {
        strategies = plan(planning, index, limits, withTiming, result);
    } catch (const InputError& error) {
        result.status = CaseStatus::Error;
        result.name = suite.label(index);
        result.failures = {error.what()};
    }
    Json line;
    line["case"] = result.name;
    line["status"] = toString(result.status);
    line["strategies"] = std::move(strategies);
    line["failures"] = result.failures;
    result.line = printJsonLine(line);
    result.time = Clock::now() - start;
    return result;
}

}  // namespace trilane
