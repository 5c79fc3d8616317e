#pragma once

#include <QSocketNotifier>
#include <QTimer>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace trilane {

/// Progress is told no more often than this.
inline constexpr std::chrono::milliseconds kProgressInterval{50};

/// Work off the thread of its owner, of which only the newest request matters: one runs, one waits,
/// and a later request takes the place of the one that waits. What the work delivers runs on the
/// owner's thread, in order, from the event loop. All members but Run's belong to that thread, and
/// destruction stops the work and waits for it.
///
/// The threads meet in a mutex and a file descriptor alone, so that ThreadSanitizer sees all of it
/// although Qt is not built for that.
class LatestJob {
public:
    /// What the work may ask and tell while it runs.
    class Run {
    public:
        /// Stops once nobody wants the result any more: cancel(), or the owner is gone.
        [[nodiscard]] const std::stop_token& cancelled() const { return m_cancelled; }
        /// Stops then, and also once a newer request waits.
        [[nodiscard]] const std::stop_token& superseded() const { return m_superseded; }
        /// Runs `result` on the owner's thread, unless cancel() comes before.
        void deliver(std::function<void()> result);
        /// The same for what may be left out: only the newest one, every kProgressInterval, and
        /// none after a result.
        void progress(std::function<void()> message);

    private:
        friend class LatestJob;
        Run(LatestJob& job, std::uint64_t epoch) : m_job(job), m_epoch(epoch) {}

        LatestJob& m_job;
        std::uint64_t m_epoch;
        std::stop_token m_cancelled;
        std::stop_token m_superseded;
    };
    /// Must not throw.
    using Work = std::function<void(Run&)>;

    /// @param onIdle  called on the owner's thread when the last request is done, not when it is
    ///                cancelled
    explicit LatestJob(std::function<void()> onIdle = {});
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;
    ~LatestJob();

    void request(Work work);
    /// Returns at once; nothing of what was requested before arrives any more. The work may go on
    /// until it notices.
    void cancel();
    /// A request is neither done nor cancelled.
    [[nodiscard]] bool isBusy() const { return m_open; }
    /// The thread is still at work, perhaps on what was cancelled.
    [[nodiscard]] bool isRunning() const;

private:
    struct Delivery {
        std::uint64_t epoch;
        std::function<void()> act;
    };

    void post(Delivery delivery, bool progress);
    void work();
    void receive();
    void showProgress();

    mutable std::mutex m_mutex;  // guards what follows, up to m_stop
    std::condition_variable m_wake;
    std::optional<Work> m_next;
    std::deque<Delivery> m_deliveries;
    std::optional<Delivery> m_progress;
    std::uint64_t m_epoch = 0;     ///< one more at every cancel()
    std::uint64_t m_requests = 0;  ///< one more at every request
    std::stop_source m_cancelSource;
    std::stop_source m_supersedeSource;
    bool m_running = false;
    bool m_stop = false;

    std::function<void()> m_onIdle;
    bool m_open = false;
    int m_eventFd = -1;
    std::optional<QSocketNotifier> m_notifier;
    QTimer m_progressTimer;  ///< runs while it is too early for more progress
    std::thread m_thread;
};

}  // namespace trilane
