#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// A line of a text file, without its line break (LF or CR LF).
struct TextLine {
    std::size_t number = 1;  ///< counted from 1
    std::string_view text;   ///< of the file's content, which it must not outlive
};

[[nodiscard]] std::vector<TextLine> splitLines(std::string_view text);

/// Without spaces and tabs at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The parts of `text` between the separators; one more than there are of these. Views into `text`.
[[nodiscard]] std::vector<std::string_view> splitAt(std::string_view text,
                                                    std::string_view separator);

}  // namespace trilane
