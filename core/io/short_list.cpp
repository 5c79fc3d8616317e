#include "core/io/short_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace trilane {

void ShortList::add(std::string item) {
    if (m_items.size() < m_most) m_items.push_back(std::move(item));
    ++m_count;
}

std::string ShortList::text() const {
    std::string text = fmt::format("{}", fmt::join(m_items, ", "));
    if (m_count > m_items.size()) text += fmt::format(" and {} more", m_count - m_items.size());
    return text;
}

}  // namespace trilane
