#pragma once

#include "core/io/descriptor.h"

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace trilane {

/// An open input: a regular file, of which any part can be read, or something that is read once
/// from its beginning, as a pipe or the standard input.
class InputFile {
public:
    static constexpr std::uint64_t kLargestFile = 4ULL << 30U;  ///< that is read whole

    /// Opens `path`; "-" is the standard input. Throws InputError where it is missing, unreadable,
    /// a directory or a device that is no terminal.
    explicit InputFile(const std::string& path);

    /// What messages call it.
    [[nodiscard]] const std::string& name() const { return m_name; }
    /// The size of a regular file that tells one; 0 for everything else.
    [[nodiscard]] std::uint64_t knownSize() const;
    /// All that is there, which may be read only once. Throws InputError as readFile().
    [[nodiscard]] std::string readAll();
    /// Fills `to` with what stands at `offset` of a regular file. Safe for several threads. Throws
    /// InputError where the file ends before.
    void readAt(std::uint64_t offset, std::span<std::byte> to) const;
    /// Throws InputError if the file is no longer as it was when it was opened.
    void checkUnchanged() const;

private:
    std::string m_name;
    Descriptor m_fd;
    struct stat m_status {};
};

}  // namespace trilane
