#pragma once

#include "app/cli/batch_case.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace trilane {

/// Gathers the results of a batch for continuous integration, as JUnit's XML: one testsuite with a
/// testcase for each case. Keeps the finished elements only, so that it stays small.
class JUnitReport {
public:
    /// @param suite       the testsuite's name and the class of its cases
    /// @param withTiming  write how long each case took
    JUnitReport(std::string suite, bool withTiming);

    void add(const CaseResult& result);
    /// The document: well-formed whatever names and messages hold; what XML 1.0 has no place for,
    /// as most control characters, is U+FFFD.
    [[nodiscard]] std::string print() const;

private:
    std::string m_suite;
    bool m_withTiming;
    std::string m_elements;
    std::size_t m_tests = 0;
    std::size_t m_failures = 0;
    std::size_t m_errors = 0;
    std::chrono::nanoseconds m_time{};
};

}  // namespace trilane
