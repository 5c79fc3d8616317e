#include "app/gui/document/watchdog.h"

#include <fmt/format.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <QtGlobal>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <string>
#include <system_error>

namespace trilane {
namespace {

constexpr std::chrono::milliseconds kPause{2};

std::chrono::nanoseconds threadCpu() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

double ms(std::chrono::nanoseconds time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

}  // namespace

Watchdog::Watchdog() : m_eventFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_cpu(threadCpu()) {
    if (m_eventFd < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    m_notifier.emplace(m_eventFd, QSocketNotifier::Read);
    QObject::connect(&*m_notifier, &QSocketNotifier::activated, &*m_notifier, [this] { answer(); });
    m_thread = std::thread([this] { ask(); });
}

Watchdog::~Watchdog() {
    m_stop = true;
    m_thread.join();
    m_notifier.reset();
    ::close(m_eventFd);
}

void Watchdog::ask() {
    while (!m_stop) {
        if (m_askedAt == 0) {
            m_askedAt = std::max<std::int64_t>((Clock::now() - m_start).count(), 1);
            const std::uint64_t one = 1;
            [[maybe_unused]] const ssize_t written = ::write(m_eventFd, &one, sizeof(one));
        }
        std::this_thread::sleep_for(kPause);
    }
}

void Watchdog::answer() {
    std::uint64_t count = 0;
    if (::read(m_eventFd, &count, sizeof(count)) < 0) return;
    const std::chrono::nanoseconds since(m_askedAt.exchange(0));
    const std::chrono::nanoseconds wall = (Clock::now() - m_start) - since;
    const auto cpu = threadCpu();
    m_longest = std::max(m_longest, wall);
    if (wall >= kFrame) m_blocks.push_back({since, wall, std::min(wall, cpu - m_cpu)});
    m_cpu = cpu;
}

std::string Watchdog::report() const {
    std::string text = fmt::format("watchdog: {} blocks of {} ms or more, the longest {:.1f} ms\n",
                                   m_blocks.size(), kFrame.count(), ms(m_longest));
    for (const Block& block : m_blocks)
        text += fmt::format("  at {:8.3f} s: {:6.1f} ms, {:6.1f} ms of it computing\n",
                            ms(block.since) / 1000, ms(block.wall), ms(block.cpu));
    return text;
}

bool Watchdog::isWanted() {
    return qEnvironmentVariableIntValue("TRILANE_WATCHDOG") == 1;
}

WatchdogReport::WatchdogReport() {
    if (Watchdog::isWanted()) m_watchdog.emplace();
}

WatchdogReport::~WatchdogReport() {
    if (m_watchdog) std::fputs(m_watchdog->report().c_str(), stderr);
}

}  // namespace trilane
