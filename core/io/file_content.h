#pragma once

#include "core/graph/source_digest.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace trilane {

class InputFile;

/// The bytes of an input, of which readers take what they need: a small file, a pipe and the
/// standard input are held in memory, a large file stays where it is. (It is not mapped: a mapping
/// of a file that becomes shorter kills the program.) Copies share the bytes.
class FileContent {
public:
    /// Regular files of that many bytes are held in memory.
    static constexpr std::uint64_t kMostInMemory = 16U << 20U;

    /// No bytes.
    FileContent() = default;
    /// Opens `path`; "-" is the standard input. Throws InputError as readFile().
    [[nodiscard]] static FileContent open(const std::string& path,
                                          std::uint64_t mostInMemory = kMostInMemory);
    [[nodiscard]] static FileContent of(std::string bytes);
    /// Bytes that outlive this object and its copies.
    [[nodiscard]] static FileContent view(std::span<const std::byte> bytes);

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// All bytes where they are in memory; else nothing.
    [[nodiscard]] std::span<const std::byte> memory() const { return m_memory; }
    /// Fills `to` with the bytes from `offset` on, which must not reach beyond size(). Throws
    /// InputError where the file has become shorter.
    void read(std::uint64_t offset, std::span<std::byte> to) const;
    /// The first bytes, by which files of different formats are told apart.
    [[nodiscard]] std::string_view head() const { return m_head; }
    /// Everything as one text. Throws InputError where that is more than 4 GiB.
    [[nodiscard]] std::string text() const;
    /// Throws InputError if the file is not as it was when it was opened.
    void checkUnchanged() const;
    /// Computed at once for what is in memory, and for a large file when somebody asks; the file
    /// stays open until then.
    [[nodiscard]] SourceDigest digest() const;

private:
    void setMemory(std::span<const std::byte> bytes);

    std::shared_ptr<const std::string> m_owned;
    std::shared_ptr<const InputFile> m_file;
    std::span<const std::byte> m_memory;
    std::uint64_t m_size = 0;
    std::string m_head;
};

}  // namespace trilane
