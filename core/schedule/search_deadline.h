#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stop_token>

namespace trilane {

/// What a search may keep, in bytes, beside the model: cuts and orders that are still to be looked
/// at. With what the largest models take themselves this stays below 2 GB.
inline constexpr std::size_t kSearchMemory = 1'000'000'000;

/// When a search must stop, cheap to ask often.
class SearchDeadline {
public:
    using Clock = std::chrono::steady_clock;

    SearchDeadline(std::chrono::nanoseconds time, std::stop_token stop,
                   std::size_t memory = kSearchMemory)
        : m_end(endAfter(time)), m_stop(std::move(stop)), m_memory(memory) {}

    /// True once the time is over or a stop was requested. For tight loops: looks at the clock at
    /// every 64th call.
    [[nodiscard]] bool passed() const {
        if (m_passed) return true;
        if (++m_asked > m_mostAsked) return m_passed = true;
        if (m_stop.stop_requested()) return m_passed = true;
        return (++m_calls & 63U) == 0 && passedNow();
    }

    /// The same, looking at the clock: for loops whose steps take long.
    [[nodiscard]] bool passedNow() const {
        m_passed =
            m_passed || ++m_asked > m_mostAsked || m_stop.stop_requested() || Clock::now() >= m_end;
        return m_passed;
    }

    [[nodiscard]] bool stopRequested() const { return m_stop.stop_requested(); }
    [[nodiscard]] const std::stop_token& stopToken() const { return m_stop; }

    /// The same stop without the time: for what must be answered however late it is.
    [[nodiscard]] SearchDeadline withoutTime() const {
        return {std::chrono::nanoseconds::max(), m_stop, m_memory};
    }

    /// The same with a part of the time that is left, 1 / `parts`: for what others come after.
    [[nodiscard]] SearchDeadline part(int parts) const {
        SearchDeadline result = *this;
        const auto now = Clock::now();
        result.m_end = now + (m_end - now) / parts;
        return result;
    }

    /// The same, but passed after it was asked so often, too: an end that is the same on every
    /// machine.
    [[nodiscard]] SearchDeadline withAsks(std::uint64_t asks) const {
        SearchDeadline result = *this;
        result.m_asked = 0;
        result.m_mostAsked = asks;
        return result;
    }

    /// What the search may keep, in bytes.
    [[nodiscard]] std::size_t memory() const { return m_memory; }
    /// The same with a part of the memory, 1 / `parts`.
    [[nodiscard]] SearchDeadline withMemoryOf(std::size_t parts) const {
        SearchDeadline result = *this;
        result.m_memory /= parts;
        return result;
    }

private:
    static Clock::time_point endAfter(std::chrono::nanoseconds time) {
        const auto now = Clock::now();
        return time >= Clock::time_point::max() - now ? Clock::time_point::max() : now + time;
    }

    Clock::time_point m_end;
    std::stop_token m_stop;
    std::size_t m_memory;
    std::uint64_t m_mostAsked = std::numeric_limits<std::uint64_t>::max();
    mutable std::uint64_t m_asked = 0;
    mutable unsigned m_calls = 0;
    mutable bool m_passed = false;
};

}  // namespace trilane
