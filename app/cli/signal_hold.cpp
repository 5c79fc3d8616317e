#include "app/cli/signal_hold.h"

#include <signal.h>

namespace trilane {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

}  // namespace

SignalHold::SignalHold() {
    sigset_t held;
    ::sigemptyset(&held);
    for (const int signal : kSignals)
        ::sigaddset(&held, signal);
    m_held = ::pthread_sigmask(SIG_BLOCK, &held, &m_before) == 0;
}

bool SignalHold::pending() {
    sigset_t waiting;
    if (::sigpending(&waiting) != 0) return false;
    for (const int signal : kSignals)
        if (::sigismember(&waiting, signal) == 1) return true;
    return false;
}

void SignalHold::release() {
    if (m_held) (void)::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    m_held = false;
}

}  // namespace trilane
