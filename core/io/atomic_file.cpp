#include "core/io/atomic_file.h"

#include "core/io/output_error.h"
#include "core/io/temporary_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

namespace trilane {
namespace {

namespace fs = std::filesystem;

/// The open descriptor that `path` is another name of. Opening such a path anew would write over
/// the beginning of a file that the stream has already written to.
std::optional<int> descriptorOf(std::string_view path) {
    if (path == "/dev/stdout") return STDOUT_FILENO;
    if (path == "/dev/stderr") return STDERR_FILENO;
    for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
        if (!path.starts_with(folder)) continue;
        int fd = -1;
        const auto [end, error] =
            std::from_chars(path.data() + folder.size(), path.data() + path.size(), fd);
        if (error == std::errc() && end == path.data() + path.size()) return fd;
    }
    return std::nullopt;
}

/// Where symbolic links lead, also where nothing stands there yet.
fs::path followLinks(fs::path path) {
    constexpr int kMostLinks = 40;
    std::error_code error;
    for (int i = 0; i < kMostLinks; ++i) {
        const fs::path link = fs::read_symlink(path, error);
        if (error) return path;
        path = link.is_absolute() ? link : path.parent_path() / link;
    }
    return path;
}

/// Files whose rename is not on the disk yet may be lost in a crash; that the directory cannot be
/// synchronised is no reason to call the write a failure.
void synchronizeDirectory(const fs::path& directory) {
    const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    (void)::fsync(fd);
    (void)::close(fd);
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : m_path(path) {
    if (path.empty()) throw OutputError("''", "an empty path");
    if (const auto fd = descriptorOf(path)) {
        m_fd = ::fcntl(*fd, F_DUPFD_CLOEXEC, 3);
        if (m_fd < 0) failBySystem(errno);
        return;
    }
    struct stat status {};
    const bool exists = ::stat(path.c_str(), &status) == 0;
    if (!exists && errno != ENOENT) failBySystem(errno);
    if (exists && S_ISDIR(status.st_mode)) failBySystem(EISDIR);
    if (exists && !S_ISREG(status.st_mode)) {
        openStraight(path);
        return;
    }
    // A rename would replace even a file that may not be written.
    if (exists && ::access(path.c_str(), W_OK) != 0) failBySystem(errno);
    std::error_code error;
    m_target = followLinks(fs::absolute(path, error)).string();
    if (error) failBySystem(error.value());
    openTemporary(exists, status.st_mode);
}

AtomicFile::~AtomicFile() {
    close();
    if (m_temporary.empty()) return;
    (void)::unlink(m_temporary.c_str());
    forgetTemporary(m_slot);
}

void AtomicFile::openStraight(const std::string& path) {
    do {
        m_fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    } while (m_fd < 0 && errno == EINTR);
    if (m_fd < 0) failBySystem(errno);
}

void AtomicFile::openTemporary(bool exists, unsigned mode) {
    static std::atomic<unsigned> counter = 0;
    const fs::path directory = fs::path(m_target).parent_path();
    constexpr unsigned kNewMode = 0666;
    do {
        forgetTemporary(m_slot);
        m_temporary =
            (directory / fmt::format(".trilane-{}-{}.tmp", ::getpid(), counter++)).string();
        // Remembered first, so that no signal falls between the file and its memory.
        m_slot = rememberTemporary(m_temporary);
        m_fd = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kNewMode);
    } while (m_fd < 0 && (errno == EEXIST || errno == EINTR));
    if (m_fd < 0) {
        const int error = errno;
        forgetTemporary(m_slot);
        failBySystem(error);
    }
    constexpr unsigned kModeBits = 07777;
    if (exists && ::fchmod(m_fd, static_cast<mode_t>(mode & kModeBits)) != 0) {
        const int error = errno;
        close();
        (void)::unlink(m_temporary.c_str());
        forgetTemporary(m_slot);
        failBySystem(error);
    }
}

void AtomicFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) failBySystem(errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void AtomicFile::commit() {
    if (!m_temporary.empty() && ::fsync(m_fd) != 0) failBySystem(errno);
    const int fd = m_fd;
    m_fd = -1;
    // Not tried again after EINTR: on Linux the descriptor is gone by then.
    if (::close(fd) != 0 && errno != EINTR) failBySystem(errno);
    if (m_temporary.empty()) return;
    if (std::rename(m_temporary.c_str(), m_target.c_str()) != 0) failBySystem(errno);
    m_temporary.clear();
    forgetTemporary(m_slot);
    synchronizeDirectory(fs::path(m_target).parent_path());
}

void AtomicFile::close() {
    if (m_fd >= 0) (void)::close(m_fd);
    m_fd = -1;
}

void AtomicFile::failBySystem(int error) {
    throw OutputError(m_path, std::generic_category().message(error));
}

void writeFile(const std::string& path, std::string_view bytes) {
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

}  // namespace trilane
