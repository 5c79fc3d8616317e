#pragma once

#include "app/cli/signal_hold.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace trilane {

/// Does numbered pieces of work on several threads and hands the results over in their order, on
/// the caller's thread, each as soon as those before it are through. Threads that are far ahead
/// wait, so that memory does not grow with the number of pieces. Signals are left to the caller's
/// thread.
template <class Result>
class OrderedJobs {
public:
    /// @param threads  1 or more
    OrderedJobs(std::size_t count, std::size_t threads)
        : m_count(count), m_threads(std::min(count, threads)), m_ahead(kAheadOfEach * threads) {}

    /// Called once.
    /// @param work  Result(std::size_t), on any thread; what it throws is thrown here in its turn
    /// @param take  bool(std::size_t, Result); false ends it all once pieces in work are done
    template <class Work, class Take>
    void run(const Work& work, const Take& take) {
        run(
            work, take, [] { return false; }, [] {});
    }

    /// The same, but it can be ended from outside.
    /// @param interrupted  bool(), asked before each result and while one is waited for; true:
    /// those
    ///                     that stand ready are handed over, also where some before them are not
    /// @param leave        void(), called then, before the pieces in work are waited for
    template <class Work, class Take, class Interrupted, class Leave>
    void run(const Work& work, const Take& take, const Interrupted& interrupted,
             const Leave& leave) {
        std::vector<std::jthread> threads;
        const Closing closing{*this};  // on every way out, before the threads are joined
        {
            const SignalHold inherited;
            for (std::size_t i = 0; i < m_threads; ++i)
                threads.emplace_back([this, &work] { workAlong(work); });
        }
        for (std::size_t i = 0; i < m_count; ++i) {
            if (!awaitResult(i, interrupted)) {
                takeReady(take);
                leave();
                return;
            }
            if (take(i, resultOf(i))) continue;
            if (interrupted()) leave();
            return;
        }
    }

private:
    using Outcome = std::variant<Result, std::exception_ptr>;
    static constexpr std::size_t kAheadOfEach = 16;

    struct Closing {
        OrderedJobs& jobs;
        ~Closing() {
            const std::scoped_lock lock(jobs.m_mutex);
            jobs.m_closed = true;
            jobs.m_room.notify_all();
        }
    };

    template <class Work>
    void workAlong(const Work& work) {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_room.wait(lock, [this] {
                return m_closed || m_begun == m_count || m_begun < m_taken + m_ahead;
            });
            if (m_closed || m_begun == m_count) return;
            const std::size_t index = m_begun++;
            lock.unlock();
            Outcome outcome = attempt(work, index);
            lock.lock();
            m_done.emplace(index, std::move(outcome));
            if (index == m_taken) m_ready.notify_one();
        }
    }

    template <class Work>
    static Outcome attempt(const Work& work, std::size_t index) {
        try {
            return work(index);
        } catch (...) {
            return std::current_exception();
        }
    }

    /// False where it is interrupted before or meanwhile.
    template <class Interrupted>
    bool awaitResult(std::size_t index, const Interrupted& interrupted) {
        constexpr auto kPause = std::chrono::milliseconds(50);
        while (!interrupted()) {
            std::unique_lock lock(m_mutex);
            if (m_ready.wait_for(lock, kPause, [&] { return m_done.contains(index); })) return true;
        }
        return false;
    }

    template <class Take>
    void takeReady(const Take& take) {
        std::map<std::size_t, Outcome> ready;
        {
            const std::scoped_lock lock(m_mutex);
            m_closed = true;
            ready.swap(m_done);
        }
        for (auto& [index, outcome] : ready)
            if (auto* const result = std::get_if<Result>(&outcome))
                if (!take(index, std::move(*result))) return;
    }

    /// One that stands ready.
    Result resultOf(std::size_t index) {
        std::unique_lock lock(m_mutex);
        Outcome outcome = std::move(m_done.extract(index).mapped());
        m_taken = index + 1;
        m_room.notify_all();
        lock.unlock();
        if (const auto* failure = std::get_if<std::exception_ptr>(&outcome))
            std::rethrow_exception(*failure);
        return std::get<Result>(std::move(outcome));
    }

    std::size_t m_count;
    std::size_t m_threads;
    std::size_t m_ahead;  ///< pieces that may be begun before the oldest is taken
    std::mutex m_mutex;   ///< guards what follows
    std::condition_variable m_room;
    std::condition_variable m_ready;
    std::size_t m_begun = 0;
    std::size_t m_taken = 0;
    bool m_closed = false;
    std::map<std::size_t, Outcome> m_done;
};

}  // namespace trilane
