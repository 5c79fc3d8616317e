#pragma once

#include "core/io/utf8.h"

#include <cstddef>
#include <stdexcept>
#include <string>

namespace trilane {

/// Bad input: one message that says in which file, at which place in it, what was found and what
/// was expected. Its text is one line: names come from files and may hold anything. Thrown in io,
/// caught at the program's edge (exit code 3).
class InputError : public std::runtime_error {
public:
    /// @param file      path as the user gave it, or "--option" for a command-line value
    /// @param place     "line 7, /layers/2/name", "node 'conv1' (Conv)", "byte 120"; may be empty
    /// @param found     what stands there
    /// @param expected  what should; may be empty where `found` says it all
    InputError(std::string file, std::string place, std::string found, std::string expected)
        : std::runtime_error(compose(file, place, found, expected)),
          m_file(std::move(file)),
          m_place(std::move(place)),
          m_found(std::move(found)),
          m_expected(std::move(expected)) {}

    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] const std::string& place() const { return m_place; }
    [[nodiscard]] const std::string& found() const { return m_found; }
    [[nodiscard]] const std::string& expected() const { return m_expected; }

private:
    static std::string compose(const std::string& file, const std::string& place,
                               const std::string& found, const std::string& expected) {
        std::string text = shown(file);
        if (!place.empty()) text += ": " + shown(place);
        text += ": " + shown(found);
        if (!expected.empty()) text += "; expected " + shown(expected);
        return escapeControls(text);
    }

    /// A message is for reading, and a name in a file may have megabytes.
    static std::string shown(const std::string& part) {
        constexpr std::size_t kMostBytes = 2'000;
        return shortened(part, kMostBytes);
    }

    /// what() ends at the first NUL, and a line feed would break the message in two.
    static std::string escapeControls(const std::string& text) {
        constexpr const char* kHexDigits = "0123456789abcdef";
        std::string escaped;
        escaped.reserve(text.size());
        for (const char c : text) {
            const auto code = static_cast<unsigned char>(c);
            if (code >= 0x20 && code != 0x7f)
                escaped += c;
            else if (c == '\n')
                escaped += "\\n";
            else if (c == '\t')
                escaped += "\\t";
            else if (c == '\r')
                escaped += "\\r";
            else
                escaped.append("\\x")
                    .append(1, kHexDigits[code >> 4U])
                    .append(1, kHexDigits[code & 15U]);
        }
        return escaped;
    }

    std::string m_file;
    std::string m_place;
    std::string m_found;
    std::string m_expected;
};

}  // namespace trilane
