#include "core/io/wire_cursor.h"

#include <algorithm>

namespace trilane {
namespace {

/// Between two tensors stands little else: reading far ahead would read weights.
constexpr std::uint64_t kWindow = 16U << 10U;
constexpr unsigned kMaxVarintBits = 70;

}  // namespace

void WireCursor::refill() {
    const std::uint64_t start = at();
    if (!m_content.memory().empty()) {
        m_window = m_content.memory().subspan(static_cast<std::size_t>(start));
    } else {
        m_buffer.resize(static_cast<std::size_t>(std::min(kWindow, m_content.size() - start)));
        m_content.read(start, m_buffer);
        m_window = m_buffer;
    }
    m_windowStart = start;
    m_next = 0;
}

std::optional<std::uint64_t> WireCursor::varint(std::uint64_t end) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < kMaxVarintBits && at() < end; shift += 7) {
        if (m_next >= m_window.size()) refill();
        const auto byte = std::to_integer<std::uint64_t>(m_window[m_next++]);
        if (shift < 64) value |= (byte & 0x7fU) << shift;
        if ((byte & 0x80U) == 0) return value;
    }
    return std::nullopt;
}

void WireCursor::skip(std::uint64_t count) {
    const std::uint64_t left = m_window.size() - m_next;
    if (count <= left) {
        m_next += static_cast<std::size_t>(count);
        return;
    }
    m_windowStart = at() + count;
    m_window = {};
    m_next = 0;
}

void WireCursor::copy(std::uint64_t count, std::string& out) {
    while (count > 0) {
        if (m_next >= m_window.size()) refill();
        const auto part = m_window.subspan(m_next, static_cast<std::size_t>(std::min<std::uint64_t>(
                                                       count, m_window.size() - m_next)));
        out.append(reinterpret_cast<const char*>(part.data()), part.size());
        m_next += part.size();
        count -= part.size();
    }
}

}  // namespace trilane
