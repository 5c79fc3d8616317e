#pragma once

#include "core/plan/project.h"

#include <string>

namespace trilane {

/// A bandwidth as the pointer means it: the preset's within `reach` of it (a ratio slightly above
/// 1), else rounded to four significant digits.
[[nodiscard]] double snapBandwidth(double mbps, double reach);

/// `link` with another bandwidth; it bears a preset's name where it has all of its figures, else
/// "custom".
[[nodiscard]] ProjectLink withBandwidth(ProjectLink link, double mbps);

}  // namespace trilane
