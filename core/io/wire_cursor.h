#pragma once

#include "core/io/file_content.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trilane {

/// Walks forward through protobuf's wire format. What is skipped is not read. Bounds are the
/// caller's: no function goes beyond the end that it is given or that the caller has checked.
class WireCursor {
public:
    /// `content` must outlive this object.
    explicit WireCursor(const FileContent& content) : m_content(content) {}

    [[nodiscard]] std::uint64_t at() const { return m_windowStart + m_next; }
    /// Passes a number of at most ten bytes; empty where it has more or does not end before `end`.
    std::optional<std::uint64_t> varint(std::uint64_t end);
    void skip(std::uint64_t count);
    /// Appends `count` bytes to `out`.
    void copy(std::uint64_t count, std::string& out);

private:
    void refill();

    const FileContent& m_content;
    std::vector<std::byte> m_buffer;
    std::span<const std::byte> m_window;  ///< a part of the content
    std::uint64_t m_windowStart = 0;
    std::size_t m_next = 0;  ///< in the window
};

}  // namespace trilane
