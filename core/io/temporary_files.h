#pragma once

#include <string>

namespace trilane {

/// Remembers the temporary file at `path` (absolute), so that a signal that ends the program
/// removes it. Gives a handle for forgetTemporary; -1 where too many are open or the path is too
/// long.
[[nodiscard]] int rememberTemporary(const std::string& path);

/// Forgets what `handle` stands for; -1 is nothing.
void forgetTemporary(int handle);

}  // namespace trilane
