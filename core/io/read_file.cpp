#include "core/io/read_file.h"

#include "core/io/input_error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace trilane {
namespace {

constexpr std::size_t kGiB = std::size_t{1} << 30U;
constexpr std::size_t kLargestFile = 4 * kGiB;
constexpr std::size_t kLargestStream = 2 * kGiB;

/// A descriptor that closes itself, save the standard input's.
class InputFile {
public:
    explicit InputFile(const std::string& path)
        : m_fd(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;
    ~InputFile() {
        if (m_fd > STDIN_FILENO) ::close(m_fd);
    }
    [[nodiscard]] int fd() const { return m_fd; }

private:
    int m_fd;
};

[[noreturn]] void failBySystem(const std::string& file, int error) {
    if (error == ENOENT) throw InputError(file, "", "no such file", "");
    if (error == EISDIR) throw InputError(file, "", "a directory", "a file");
    throw InputError(file, "", "cannot be read: " + std::generic_category().message(error), "");
}

}  // namespace

std::string inputName(const std::string& path) {
    return path == "-" ? kStandardInput : path;
}

std::string readFile(const std::string& path) {
    const std::string file = inputName(path);
    if (path.empty()) throw InputError("''", "", "an empty path", "the path of a file");
    const InputFile input(path);
    if (input.fd() < 0) failBySystem(file, errno);
    struct stat status {};
    if (::fstat(input.fd(), &status) != 0) failBySystem(file, errno);
    if (S_ISDIR(status.st_mode)) failBySystem(file, EISDIR);
    // Most devices never end. One that is redirected to "-" was chosen with care: mostly /dev/null.
    if (S_ISCHR(status.st_mode) && path != "-" && ::isatty(input.fd()) == 0)
        throw InputError(file, "", "a device", "a file, a pipe or -");

    const std::size_t most = S_ISREG(status.st_mode) ? kLargestFile : kLargestStream;
    std::string content;
    if (S_ISREG(status.st_mode) && status.st_size > 0)
        content.reserve(std::min(static_cast<std::size_t>(status.st_size) + 1, kLargestFile));
    std::size_t size = 0;
    for (;;) {
        constexpr std::size_t kChunk = std::size_t{1} << 16U;
        content.resize(std::max(content.capacity(), size + kChunk));
        const ssize_t count = ::read(input.fd(), content.data() + size, content.size() - size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) failBySystem(file, errno);
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
        if (size > most)
            throw InputError(file, "", fmt::format("more than {} GiB", most / kGiB),
                             fmt::format("at most {} GiB", most / kGiB));
    }
    content.resize(size);
    return content;
}

}  // namespace trilane
