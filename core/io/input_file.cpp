#include "core/io/input_file.h"

#include "core/io/input_error.h"
#include "core/io/read_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace trilane {
namespace {

constexpr std::size_t kGiB = std::size_t{1} << 30U;
constexpr std::size_t kLargestStream = 2 * kGiB;

[[noreturn]] void failBySystem(const std::string& file, int error) {
    if (error == ENOENT) throw InputError(file, "", "no such file", "");
    if (error == EISDIR) throw InputError(file, "", "a directory", "a file");
    throw InputError(file, "", "cannot be read: " + std::generic_category().message(error), "");
}

/// The standard input stays open: a copy of it is closed.
int openInput(const std::string& path) {
    if (path.find('\0') != std::string::npos)
        throw InputError(path, "", "a NUL byte in a path", "the path of a file");
    return path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                       : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

}  // namespace

InputFile::InputFile(const std::string& path) : m_name(inputName(path)), m_fd(openInput(path)) {
    if (m_fd.get() < 0) {
        if (path.empty()) throw InputError("''", "", "an empty path", "the path of a file");
        failBySystem(m_name, errno);
    }
    if (::fstat(m_fd.get(), &m_status) != 0) failBySystem(m_name, errno);
    if (S_ISDIR(m_status.st_mode)) failBySystem(m_name, EISDIR);
    // Most devices never end. One that is redirected to "-" was chosen with care: mostly /dev/null.
    if (S_ISCHR(m_status.st_mode) && path != "-" && ::isatty(m_fd.get()) == 0)
        throw InputError(m_name, "", "a device", "a file, a pipe or -");
}

std::uint64_t InputFile::knownSize() const {
    // What stands before the offset of a redirected file is not for us.
    const bool whole = S_ISREG(m_status.st_mode) && ::lseek(m_fd.get(), 0, SEEK_CUR) == 0;
    return whole && m_status.st_size > 0 ? static_cast<std::uint64_t>(m_status.st_size) : 0;
}

std::string InputFile::readAll() {
    const bool regular = S_ISREG(m_status.st_mode);
    const std::size_t most = regular ? kLargestFile : kLargestStream;
    std::string content;
    if (regular && m_status.st_size > 0)
        content.reserve(std::min(static_cast<std::size_t>(m_status.st_size) + 1, kLargestFile));
    std::size_t size = 0;
    for (;;) {
        constexpr std::size_t kChunk = std::size_t{1} << 16U;
        content.resize(std::max(content.capacity(), size + kChunk));
        const ssize_t count = ::read(m_fd.get(), content.data() + size, content.size() - size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) failBySystem(m_name, errno);
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
        if (size > most)
            throw InputError(m_name, "", fmt::format("more than {} GiB", most / kGiB),
                             fmt::format("at most {} GiB", most / kGiB));
    }
    content.resize(size);
    return content;
}

void InputFile::readAt(std::uint64_t offset, std::span<std::byte> to) const {
    while (!to.empty()) {
        const ssize_t count = ::pread(m_fd.get(), to.data(), to.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) failBySystem(m_name, errno);
        if (count == 0)
            throw InputError(m_name, fmt::format("byte {}", offset),
                             "the end of a file that became shorter while it was read",
                             "a file that nobody writes to");
        offset += static_cast<std::uint64_t>(count);
        to = to.subspan(static_cast<std::size_t>(count));
    }
}

void InputFile::checkUnchanged() const {
    struct stat now {};
    if (::fstat(m_fd.get(), &now) != 0) failBySystem(m_name, errno);
    const bool same = now.st_size == m_status.st_size &&
                      now.st_mtim.tv_sec == m_status.st_mtim.tv_sec &&
                      now.st_mtim.tv_nsec == m_status.st_mtim.tv_nsec;
    if (!same)
        throw InputError(m_name, "", "a file that has changed since it was opened",
                         "a file that nobody writes to");
}

}  // namespace trilane
