#pragma once

#include <csignal>

namespace trilane {

/// Keeps the signals by which a user ends a program (SIGINT, SIGTERM, SIGHUP) from this thread, and
/// from threads that it starts, while it lives. What came meanwhile takes effect afterwards.
class SignalHold {
public:
    SignalHold();
    SignalHold(const SignalHold&) = delete;
    SignalHold& operator=(const SignalHold&) = delete;
    ~SignalHold() { release(); }

    /// True if such a signal waits that is not ignored, as SIGHUP is under nohup.
    [[nodiscard]] static bool pending();
    /// Ends the hold early: what is pending takes effect, unless another hold goes on.
    void release();

private:
    sigset_t m_before{};
    bool m_held = false;
};

}  // namespace trilane
