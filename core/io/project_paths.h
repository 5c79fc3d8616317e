#pragma once

#include "core/plan/project.h"

#include <string>

namespace trilane {

/// The same project for a file at `path`: its model, profile and machine files named relative to
/// that file's folder, so that they can be moved together. What has no folder but the root in
/// common with it stays absolute; shipped models (":/models/...") and machines keep their names.
[[nodiscard]] Project projectFor(Project project, const std::string& path);

/// Undoes projectFor for a project that was read from `path`: all paths absolute.
[[nodiscard]] Project projectFrom(Project project, const std::string& path);

}  // namespace trilane
