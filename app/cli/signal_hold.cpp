#include "app/cli/signal_hold.h"

#include <signal.h>

#include <algorithm>
#include <iterator>

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
    // What is held waits even where it is ignored.
    return std::any_of(std::begin(kSignals), std::end(kSignals), [&](int signal) {
        struct sigaction action {};
        return ::sigismember(&waiting, signal) == 1 && ::sigaction(signal, nullptr, &action) == 0 &&
               action.sa_handler != SIG_IGN;
    });
}

void SignalHold::release() {
    if (m_held) (void)::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    m_held = false;
}

}  // namespace trilane
