#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trilane {

/// What stands for bytes that are no UTF-8: U+FFFD.
inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

/// Bytes of the well-formed UTF-8 sequence at the start of `text` (Unicode 15, table 3-7); 0 if
/// there is none. `text` is not empty.
[[nodiscard]] std::size_t utf8SequenceLength(std::string_view text);

/// `text` with U+FFFD for each byte that is no part of well-formed UTF-8: what JSON can hold.
[[nodiscard]] std::string toValidUtf8(std::string_view text);

/// The beginning of `text`, at most `bytes` long, that does not end within a character.
[[nodiscard]] std::string_view utf8Prefix(std::string_view text, std::size_t bytes);

/// The same with "..." behind it where something is left out.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes);

/// How many characters `text` has: bytes but for those that continue one.
[[nodiscard]] std::size_t countCharacters(std::string_view text);

}  // namespace trilane
