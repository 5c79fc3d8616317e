#pragma once

#include <stdexcept>
#include <string>

namespace trilane {

/// Bad input: one message that says in which file, at which place in it, what was found and what
/// was expected. Thrown in io, caught at the program's edge (exit code 3).
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
        std::string text = file;
        if (!place.empty()) text += ": " + place;
        text += ": " + found;
        if (!expected.empty()) text += "; expected " + expected;
        return text;
    }

    std::string m_file;
    std::string m_place;
    std::string m_found;
    std::string m_expected;
};

}  // namespace trilane
