#pragma once

#include <stdexcept>
#include <string>

namespace trilane {

/// A file that could not be written: which one and why. Thrown in io, caught at the program's edge.
class OutputError : public std::runtime_error {
public:
    /// @param path    as the user gave it
    /// @param reason  "No space left on device", as the system words it
    OutputError(std::string path, std::string reason)
        : std::runtime_error(path + ": " + reason),
          m_path(std::move(path)),
          m_reason(std::move(reason)) {}

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] const std::string& reason() const { return m_reason; }

private:
    std::string m_path;
    std::string m_reason;
};

}  // namespace trilane
