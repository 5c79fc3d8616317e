#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trilane {

/// Text for a terminal: names come from files and may hold anything.

/// The columns that every table and paragraph keeps within.
inline constexpr std::size_t kTerminalWidth = 80;

/// `text` as one harmless line: control characters and bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// Columns that `text` takes: East Asian wide characters take two, combining marks none.
[[nodiscard]] std::size_t displayWidth(std::string_view text);

/// `text` in at most `width` columns, with an ellipsis in its middle where it is longer: names of
/// layers differ at both ends.
[[nodiscard]] std::string elideMiddle(std::string_view text, std::size_t width);

/// Filled up with spaces to `width` columns; longer text is left as it is.
[[nodiscard]] std::string padRight(std::string_view text, std::size_t width);
[[nodiscard]] std::string padLeft(std::string_view text, std::size_t width);

/// Words of `text` in lines of at most `width` columns, a line feed after each; the first line
/// begins as `text` does, the others with `indent` spaces. A word that is too long stands alone.
[[nodiscard]] std::string wrapText(std::string_view text, std::size_t indent,
                                   std::size_t width = kTerminalWidth);

/// A label in a left column of `labelWidth` columns, `text` wrapped beside it; ends in a line feed.
[[nodiscard]] std::string labelledText(std::string_view label, std::string_view text,
                                       std::size_t labelWidth);

}  // namespace trilane
