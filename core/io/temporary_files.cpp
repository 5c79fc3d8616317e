#include "core/io/temporary_files.h"

#include "core/io/atomic_file.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <mutex>

namespace trilane {
namespace {

/// A path where a signal handler can read it: no allocation, no lock.
struct Slot {
    std::atomic<bool> used = false;
    std::array<char, PATH_MAX> path{};
};

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGXFSZ};
constexpr std::size_t kSlots = 16;

std::array<Slot, kSlots> slots;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<bool>::is_always_lock_free);

struct Handlers {
    std::mutex mutex;  ///< guards what follows, and taking and leaving slots
    std::size_t open = 0;
    std::array<bool, kSignals.size()> installed{};
};

Handlers& handlers() {
    static Handlers instance;
    return instance;
}

extern "C" void removeAndDie(int signal) {
    const int saved = errno;
    removeTemporaryFiles();
    errno = saved;
    // The default action was restored on entry (SA_RESETHAND); it follows once this returns.
    (void)::raise(signal);
}

/// Takes over those signals that would end the program without a word.
void install(Handlers& state) {
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        struct sigaction old {};
        if (::sigaction(kSignals[i], nullptr, &old) != 0) continue;
        if ((old.sa_flags & SA_SIGINFO) != 0 || old.sa_handler != SIG_DFL) continue;
        struct sigaction action {};
        action.sa_handler = removeAndDie;
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        ::sigemptyset(&action.sa_mask);
        state.installed[i] = ::sigaction(kSignals[i], &action, nullptr) == 0;
    }
}

void uninstall(Handlers& state) {
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        if (!state.installed[i]) continue;
        state.installed[i] = false;
        struct sigaction now {};
        const bool ours = ::sigaction(kSignals[i], nullptr, &now) == 0 &&
                          (now.sa_flags & SA_SIGINFO) == 0 && now.sa_handler == removeAndDie;
        if (!ours) continue;
        now = {};
        now.sa_handler = SIG_DFL;
        ::sigemptyset(&now.sa_mask);
        (void)::sigaction(kSignals[i], &now, nullptr);
    }
}

}  // namespace

int rememberTemporary(const std::string& path) {
    if (path.size() >= PATH_MAX) return -1;
    Handlers& state = handlers();
    const std::scoped_lock lock(state.mutex);
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i].used.load()) continue;
        path.copy(slots[i].path.data(), path.size());
        slots[i].path[path.size()] = '\0';
        slots[i].used.store(true);
        if (state.open++ == 0) install(state);
        return static_cast<int>(i);
    }
    return -1;
}

void forgetTemporary(int handle) {
    if (handle < 0) return;
    Handlers& state = handlers();
    const std::scoped_lock lock(state.mutex);
    slots[static_cast<std::size_t>(handle)].used.store(false);
    if (--state.open == 0) uninstall(state);
}

void removeTemporaryFiles() noexcept {
    for (const Slot& slot : slots)
        if (slot.used.load()) (void)::unlink(slot.path.data());
}

}  // namespace trilane
