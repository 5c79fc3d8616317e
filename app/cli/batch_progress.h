#pragma once

#include "app/cli/batch_case.h"
#include "app/cli/console.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

namespace trilane {

/// Counts a batch's results and shows how far it has come.
class BatchProgress {
public:
    /// @param shown  show a bar while it goes on (on a terminal only, as all progress)
    BatchProgress(std::size_t cases, bool shown, Console& console);

    void add(const CaseResult& result);
    [[nodiscard]] std::size_t count(CaseStatus status) const {
        return m_counts.at(static_cast<std::size_t>(status));
    }
    /// "4 passed, 1 failed, 0 errors in 12 ms; slowest 'googlenet-4g', 8 ms".
    [[nodiscard]] std::string summary(bool withTiming) const;
    /// "interrupted: 5 of 9 cases done, 4 passed, …".
    [[nodiscard]] std::string interruption(bool withTiming) const;
    [[nodiscard]] std::size_t done() const;

private:
    using Clock = std::chrono::steady_clock;

    void show();
    [[nodiscard]] std::string counts() const;
    [[nodiscard]] std::string outcome(bool withTiming) const;

    std::size_t m_cases;
    bool m_shown;
    Console& m_console;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_nextShow{};
    std::array<std::size_t, 3> m_counts{};  ///< by CaseStatus
    std::string m_slowest;
    std::chrono::nanoseconds m_slowestTime{-1};
};

}  // namespace trilane
