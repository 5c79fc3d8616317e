#include "core/io/near_miss.h"

#include <algorithm>
#include <vector>

namespace trilane {
namespace {

/// Changes, drops, additions and swaps of neighbours that turn `a` into `b` (optimal string
/// alignment distance).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> twoUp(b.size() + 1);
    std::vector<std::size_t> up(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        twoUp.swap(up);
        up.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({up[j] + 1, row[j - 1] + 1,
                               up[j - 1] + (a[i - 1] == b[j - 1] ? std::size_t{0} : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], twoUp[j - 2] + 1);
        }
    }
    return row[b.size()];
}

}  // namespace

std::string asciiLower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::optional<std::string_view> nearMiss(std::string_view name,
                                         std::span<const std::string_view> candidates) {
    // A name this long is no misspelling of anything, and the comparison is quadratic.
    constexpr std::size_t kLongest = 100;
    if (name.size() > kLongest) return std::nullopt;
    const std::string wanted = asciiLower(name);
    std::optional<std::string_view> best;
    std::size_t bestDistance = 0;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > kLongest) continue;
        const std::size_t d = distance(wanted, asciiLower(candidate));
        const std::size_t allowed = std::max<std::size_t>(1, candidate.size() / 3);
        if (d > allowed || d >= candidate.size() || (best && d >= bestDistance)) continue;
        best = candidate;
        bestDistance = d;
    }
    return best;
}

std::string quotedList(std::span<const std::string_view> names) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) list += i + 1 == names.size() ? " or " : ", ";
        list.append("'").append(names[i]).append("'");
    }
    return list;
}

}  // namespace trilane
