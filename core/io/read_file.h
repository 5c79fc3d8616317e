#pragma once

#include <string>

namespace trilane {

/// What messages call the standard input, which "-" stands for.
inline constexpr const char* kStandardInput = "standard input";

/// The bytes of the file at `path`; "-" is the standard input. Throws InputError where the file is
/// missing, unreadable, a directory or larger than 4 GiB.
[[nodiscard]] std::string readFile(const std::string& path);

}  // namespace trilane
