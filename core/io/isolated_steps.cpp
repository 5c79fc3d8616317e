#include "core/io/isolated_steps.h"

#include "core/io/descriptor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TRILANE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TRILANE_SANITIZED 1
#endif
#endif

namespace trilane {
namespace {

using Clock = std::chrono::steady_clock;

/// No step of an honest child says more, nor do all of its steps.
constexpr std::uint64_t kMaxAnswer = 64ULL << 20U;
constexpr std::uint64_t kMaxAnswers = 1ULL << 30U;
/// What a child may allocate on top of what it inherits.
[[maybe_unused]] constexpr rlim_t kChildMemory = 2ULL << 30U;  // not with sanitizers

bool writeAll(int fd, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(fd, data, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        data += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

/// The address space in use, so that the limit lies above it. 0 where the system does not say.
[[maybe_unused]] rlim_t addressSpaceInUse() {
    const Descriptor file(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
    std::array<char, 64> text{};
    if (file.get() < 0 || ::read(file.get(), text.data(), text.size() - 1) <= 0) return 0;
    const auto pages = std::strtoull(text.data(), nullptr, 10);
    return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

/// Every descriptor above the standard three but `kept`: another thread's pipe, of which this child
/// would hold the writing end, would not tell that thread when its own child dies.
void closeAllBut(int kept) {
    const auto fd = static_cast<unsigned>(kept);
    if (fd > STDERR_FILENO + 1U) ::close_range(STDERR_FILENO + 1U, fd - 1, 0);
    ::close_range(fd + 1, std::numeric_limits<unsigned>::max(), 0);
}

/// Where memory runs out for all, the system ends this process before any other.
void volunteerForOom() {
    const Descriptor file(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
    if (file.get() >= 0) writeAll(file.get(), "1000", 4);
}

/// A child must not outlive its parent, disturb the terminal, run the program's handlers, hold its
/// files open or leave a core file.
void enterChild(pid_t parent, int pipe) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);  // it ended before it could be asked
    closeAllBut(pipe);
    volunteerForOom();
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTERM, SIGINT, SIGPIPE})
        ::signal(signal, SIG_DFL);
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        ::dup2(null, STDOUT_FILENO);
        ::dup2(null, STDERR_FILENO);
    }
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
#ifndef TRILANE_SANITIZED
    // Sanitizers reserve terabytes of address space.
    if (const rlim_t used = addressSpaceInUse(); used > 0) {
        rlimit limit{};
        ::getrlimit(RLIMIT_AS, &limit);
        limit.rlim_cur = std::min(limit.rlim_max, used + kChildMemory);
        ::setrlimit(RLIMIT_AS, &limit);
    }
#endif
}

[[noreturn]] void runChild(const IsolatedSteps& steps, std::size_t first, pid_t parent, int fd) {
    enterChild(parent, fd);
    try {
        for (std::size_t i = first; i < steps.count; ++i) {
            const std::string answer = steps.work(i);
            const std::uint64_t size = answer.size();
            // One write a step: the parent must know at which one the child dies.
            std::string message(reinterpret_cast<const char*>(&size), sizeof(size));
            message += answer;
            if (!writeAll(fd, message.data(), message.size())) ::_exit(1);
        }
    } catch (...) {
        ::_exit(1);
    }
    ::_exit(0);
}

/// The parent's end of a child.
class Child {
public:
    Child(pid_t pid, int fd) : m_pid(pid), m_pipe(fd) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        ::kill(m_pid, SIGKILL);
        while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

    /// The next answer; empty when the child has died, says too much or says nothing until
    /// `deadline`, which hasStalled() tells apart.
    std::optional<std::string> next(Clock::time_point deadline) {
        std::uint64_t size = 0;
        if (!fill(sizeof(size), deadline)) return std::nullopt;
        std::memcpy(&size, m_buffer.data() + m_start, sizeof(size));
        m_said += std::min(size, kMaxAnswers);
        if (size > kMaxAnswer || m_said > kMaxAnswers || !fill(sizeof(size) + size, deadline))
            return std::nullopt;
        std::string answer = m_buffer.substr(m_start + sizeof(size), size);
        m_start += sizeof(size) + size;
        return answer;
    }

    [[nodiscard]] bool hasStalled() const { return m_stalled; }

private:
    /// Reads until `size` bytes are there.
    bool fill(std::size_t size, Clock::time_point deadline) {
        if (m_start > 0 && m_buffer.size() - m_start < size) {
            m_buffer.erase(0, m_start);
            m_start = 0;
        }
        while (m_buffer.size() - m_start < size) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
            if (left.count() <= 0) {
                m_stalled = true;
                return false;
            }
            pollfd waiting{m_pipe.get(), POLLIN, 0};
            const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()));
            if (ready < 0 && errno != EINTR) return false;
            if (ready <= 0) continue;
            std::array<char, 65536> chunk;  // NOLINT(cppcoreguidelines-pro-type-member-init)
            const ssize_t got = ::read(m_pipe.get(), chunk.data(), chunk.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return false;
            m_buffer.append(chunk.data(), static_cast<std::size_t>(got));
        }
        return true;
    }

    pid_t m_pid;
    Descriptor m_pipe;
    std::string m_buffer;
    std::uint64_t m_said = 0;  ///< bytes of all answers
    std::size_t m_start = 0;
    bool m_stalled = false;
};

/// At which step a child ended, and whether it had to be ended.
struct Ending {
    std::size_t step;
    bool stalled = false;
};

/// Runs a child from step `first` on.
Ending runOneChild(const IsolatedSteps& steps, std::size_t first, Clock::time_point end,
                   const IsolationLimits& limits) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {first};
    Descriptor writeEnd(ends[1]);
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::close(ends[0]);
        runChild(steps, first, parent, ends[1]);
    }
    if (pid < 0) {
        ::close(ends[0]);
        return {first};
    }
    Child child(pid, ends[0]);
    writeEnd.close();
    for (std::size_t i = first; i < steps.count; ++i) {
        const auto answer = child.next(std::min(end, Clock::now() + limits.stall));
        if (!answer || !steps.accept(i, *answer)) return {i, child.hasStalled()};
    }
    return {steps.count};
}

}  // namespace

std::size_t runIsolated(const IsolatedSteps& steps, const IsolationLimits& limits) {
    std::size_t substituted = 0;
    std::size_t next = 0;
    std::optional<std::size_t> stalledAt;
    const auto end = Clock::now() + limits.total;
    for (int child = 0; next < steps.count; ++child) {
        if (child < limits.children && Clock::now() < end) {
            const Ending ending = runOneChild(steps, next, end, limits);
            next = ending.step;
            // A stall need not be the step's fault: the machine may be busy, or the child may wait
            // for a lock that another thread held at the fork. Once more, then.
            if (ending.stalled && stalledAt != next) {
                stalledAt = next;
                continue;
            }
        }
        if (next == steps.count) break;
        steps.substitute(next++);
        ++substituted;
    }
    return substituted;
}

}  // namespace trilane
