#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace trilane {

/// The candidate that `name` is probably a misspelling of: equal but for letter case, or away by no
/// more than a third of its letters changed, dropped, added or swapped. Ties: the first candidate.
[[nodiscard]] std::optional<std::string_view> nearMiss(
    std::string_view name, std::span<const std::string_view> candidates);

/// "'a', 'b' or 'c'", for a message.
[[nodiscard]] std::string quotedList(std::span<const std::string_view> names);

/// ASCII letters in lower case, the rest as it is.
[[nodiscard]] std::string asciiLower(std::string_view text);

}  // namespace trilane
