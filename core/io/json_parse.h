#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace trilane {

/// How deep arrays and objects may nest: far more than any format here, far less than a stack.
inline constexpr std::size_t kMaxJsonDepth = 200;

/// Parses `text` strictly: no byte order mark, no duplicate keys, valid UTF-8, numbers that a
/// double or a 64-bit integer holds. Throws InputError with line and column; `file` is for its
/// message.
[[nodiscard]] nlohmann::json parseJson(std::string_view text, const std::string& file);

/// The same, as strict, but objects and arrays in the array under `key` of the top object are left
/// out: nulls stand for them. Large files are checked that way without being held in memory.
[[nodiscard]] nlohmann::json parseJsonOutline(std::string_view text, const std::string& file,
                                              std::string_view key);

}  // namespace trilane
