#pragma once

#include <chrono>
#include <stop_token>

namespace trilane {

/// When a search must stop, cheap to ask often.
class SearchDeadline {
public:
    using Clock = std::chrono::steady_clock;

    SearchDeadline(std::chrono::nanoseconds time, std::stop_token stop)
        : m_end(endAfter(time)), m_stop(std::move(stop)) {}

    /// True once the time is over or a stop was requested. For tight loops: looks at the clock at
    /// every 64th call.
    [[nodiscard]] bool passed() const {
        if (m_passed) return true;
        if (m_stop.stop_requested()) return m_passed = true;
        return (++m_calls & 63U) == 0 && passedNow();
    }

    /// The same, looking at the clock: for loops whose steps take long.
    [[nodiscard]] bool passedNow() const {
        m_passed = m_passed || m_stop.stop_requested() || Clock::now() >= m_end;
        return m_passed;
    }

    /// The same stop without the time: for what must be answered however late it is.
    [[nodiscard]] SearchDeadline withoutTime() const {
        return {std::chrono::nanoseconds::max(), m_stop};
    }

private:
    static Clock::time_point endAfter(std::chrono::nanoseconds time) {
        const auto now = Clock::now();
        return time >= Clock::time_point::max() - now ? Clock::time_point::max() : now + time;
    }

    Clock::time_point m_end;
    std::stop_token m_stop;
    mutable unsigned m_calls = 0;
    mutable bool m_passed = false;
};

}  // namespace trilane
