#pragma once

#include <string>

namespace trilane {

/// What messages call the standard input, which "-" stands for.
inline constexpr const char* kStandardInput = "standard input";

/// What messages call the input at `path`.
[[nodiscard]] std::string inputName(const std::string& path);

/// The bytes of the file at `path`; "-" is the standard input. Throws InputError where the file is
/// missing, unreadable, a directory, a device that is no terminal, or larger than 4 GiB; what is no
/// regular file and may never end, as a pipe, than 2 GiB.
[[nodiscard]] std::string readFile(const std::string& path);

}  // namespace trilane
