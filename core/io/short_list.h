#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace trilane {

/// A list for one line of a message: names its first few items and counts the rest, however many
/// thousand a file has.
class ShortList {
public:
    explicit ShortList(std::size_t most = 5) : m_most(most) {}

    void add(std::string item);
    /// Of all that were added.
    [[nodiscard]] std::size_t count() const { return m_count; }
    /// "a, b, c and 12 more"; empty without items.
    [[nodiscard]] std::string text() const;

private:
    std::size_t m_most;
    std::size_t m_count = 0;
    std::vector<std::string> m_items;
};

}  // namespace trilane
