#pragma once

#include "core/plan/project.h"

#include <string>

namespace trilane {

/// Reads a `trilane.project` file; the paths in it become absolute (projectFrom). Throws
/// InputError.
[[nodiscard]] Project readProject(const std::string& path);

/// The same from its text, paths as they are written; `file` is for messages.
[[nodiscard]] Project parseProject(std::string text, const std::string& file);

/// The text of a `trilane.project` file, paths as they are.
[[nodiscard]] std::string writeProject(const Project& project);

}  // namespace trilane
