#include "app/cli/console.h"

#include "app/cli/display_text.h"
#include "app/cli/number_display.h"
#include "app/cli/proof_text.h"
#include "app/cli/signal_hold.h"
#include "core/io/output_error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace trilane {
namespace {

/// Terminals that understand "erase to the end of the line" and bold.
bool isCapableTerminal(int fd) {
    const char* const kind = std::getenv("TERM");
    return ::isatty(fd) == 1 && kind != nullptr && std::strcmp(kind, "dumb") != 0;
}

/// https://no-color.org: any value but the empty one asks for no colour.
bool colourUnwanted() {
    const char* const value = std::getenv("NO_COLOR");
    return value != nullptr && *value != '\0';
}

/// The number of the error that ended the writing, 0 if all is written.
int writeAll(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(fd, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

/// The same while signals wait, so that no line is cut short. A pipe takes as much as is written at
/// once here without blocking if it has room at all; where it has none for long and a signal waits,
/// nobody reads: EINTR.
int writeUnbroken(int fd, std::string_view text) {
    constexpr int kPatienceMs = 200;
    const SignalHold hold;
    while (!text.empty()) {
        pollfd target{fd, POLLOUT, 0};
        const int ready = ::poll(&target, 1, kPatienceMs);
        if (ready == 0 && SignalHold::pending()) return EINTR;
        if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
        const std::string_view part = text.substr(0, PIPE_BUF);
        if (const int error = writeAll(fd, part)) return error;
        text.remove_prefix(part.size());
    }
    return 0;
}

void tell(std::string_view text) {
    // Nobody is left to tell that nobody can be told.
    (void)writeAll(STDERR_FILENO, text);
}

}  // namespace

Console::Console() : m_terminal(isCapableTerminal(STDERR_FILENO)) {}

void Console::message(std::string_view kind, std::string_view text) {
    clearProgress();
    tell(fmt::format("trilane: {}: {}\n", kind, printable(text)));
}

void Console::warn(std::string_view text) {
    if (!m_quiet) message("warning", text);
}

void Console::fail(std::string_view text) {
    message("error", text);
}

void Console::note(std::string_view text) {
    if (m_quiet) return;
    clearProgress();
    tell(fmt::format("{}\n", printable(text)));
}

void Console::showProgress(std::string_view text) {
    if (m_quiet || !m_terminal) return;
    tell("\r" + elideMiddle(printable(text), kTerminalWidth - 1) + "\x1b[K");
    m_progressShown = true;
}

void Console::showProgress(const SearchProgress& progress) {
    if (m_quiet || !m_terminal || Clock::now() < m_nextProgress) return;
    // A search knows no bound before it has looked around.
    const bool bounded = progress.lowerBound > Nanoseconds{};
    showProgress("searching: " + msText(progress.makespan) + " found" +
                 (bounded
                      ? ", at most " + percentText(gapOf(progress.makespan, progress.lowerBound)) +
                            " from the best"
                      : ""));
    m_nextProgress = Clock::now() + std::chrono::milliseconds(100);
}

void Console::clearProgress() {
    if (m_progressShown) tell("\r\x1b[K");
    m_progressShown = false;
}

ResultOutput::ResultOutput(const std::string& path)
    : m_path(path == "-" ? "standard output" : path) {
    if (path == "-")
        m_emphasis = isCapableTerminal(STDOUT_FILENO) && !colourUnwanted();
    else
        m_file = std::make_unique<AtomicFile>(path);
}

void ResultOutput::write(std::string_view text) {
    if (m_file) {
        m_file->write(text);
    } else if (const int error = writeAll(STDOUT_FILENO, text)) {
        throw OutputError(m_path, std::strerror(error));
    }
}

bool ResultOutput::writeWhole(std::string_view text) {
    const auto fd = m_file ? m_file->straightDescriptor() : std::optional(STDOUT_FILENO);
    if (!fd) {
        m_file->write(text);
        return true;
    }
    const int error = writeUnbroken(*fd, text);
    if (error != 0 && error != EINTR) throw OutputError(m_path, std::strerror(error));
    return error == 0;
}

bool ResultOutput::onTerminal() const {
    return !m_file && ::isatty(STDOUT_FILENO) == 1;
}

void ResultOutput::finish() {
    if (m_file) m_file->commit();
}

void prepareStandardStreams() {
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
        // Opened the wrong way round, so that using the stream still fails as it did when closed.
        // The lowest free descriptor is this one: those below are taken.
        (void)::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
    (void)std::signal(SIGPIPE, SIG_IGN);
    (void)std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace trilane
