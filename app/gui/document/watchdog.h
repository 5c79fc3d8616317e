#pragma once

#include <QSocketNotifier>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace trilane {

/// Measures how long the event loop of its thread is kept from answering: a thread of its own asks,
/// and asks again 2 ms after each answer. For development and tests.
class Watchdog {
public:
    struct Block {
        std::chrono::nanoseconds since;  ///< from the watchdog's beginning to the block's
        std::chrono::nanoseconds wall;   ///< how long the loop did not answer
        /// What the thread computed meanwhile; less where the machine was busy with other work.
        std::chrono::nanoseconds cpu;
    };

    /// One frame of a display at 60 Hz: what is longer can be seen.
    static constexpr std::chrono::milliseconds kFrame{16};

    Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;
    ~Watchdog();

    /// Those that took kFrame or longer, in order.
    [[nodiscard]] const std::vector<Block>& blocks() const { return m_blocks; }
    [[nodiscard]] std::chrono::nanoseconds longest() const { return m_longest; }
    /// Longest block and all in blocks(), as text for people.
    [[nodiscard]] std::string report() const;

    /// The environment asks for one: TRILANE_WATCHDOG=1.
    [[nodiscard]] static bool isWanted();

private:
    using Clock = std::chrono::steady_clock;

    void ask();
    void answer();

    const Clock::time_point m_start = Clock::now();
    int m_eventFd = -1;
    std::optional<QSocketNotifier> m_notifier;
    std::atomic<std::int64_t> m_askedAt{0};  ///< ns after m_start; 0: not asked
    std::atomic<bool> m_stop{false};
    std::chrono::nanoseconds m_cpu{};  ///< of the thread at its last answer
    std::chrono::nanoseconds m_longest{};
    std::vector<Block> m_blocks;
    std::thread m_thread;
};

/// A watchdog that prints its report to the standard error output at its end, if one is wanted.
class WatchdogReport {
public:
    WatchdogReport();
    WatchdogReport(const WatchdogReport&) = delete;
    WatchdogReport& operator=(const WatchdogReport&) = delete;
    ~WatchdogReport();

private:
    std::optional<Watchdog> m_watchdog;
};

}  // namespace trilane
