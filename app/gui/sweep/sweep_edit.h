#pragma once

#include "core/plan/project.h"
#include "core/plan/sweep.h"

#include <optional>
#include <vector>

namespace trilane {

/// A bandwidth as the pointer means it: the preset's within `reach` of it (a ratio slightly above
/// 1), else rounded to four significant digits.
[[nodiscard]] double snapBandwidth(double mbps, double reach);

/// The range that a sweep shows where nobody chose one: the usual, longer by whole decades until it
/// holds `mbps`.
[[nodiscard]] SweepRange rangeAround(double mbps);

/// `range` with its ends nearer (factor below 1) to or further from `mbps`, within what a sweep can
/// show, and never so narrow that `mbps` is no longer well inside.
[[nodiscard]] SweepRange zoomedAround(SweepRange range, double mbps, double factor);

/// A bandwidth a little beyond the next of `breaks` (ascending) above or below `mbps`, so that the
/// cut is the one on that side; empty where there is none.
[[nodiscard]] std::optional<double> beyondNextBreak(const std::vector<double>& breaks, double mbps,
                                                    bool up);

/// `link` with another bandwidth; it bears a preset's name where it has all of its figures, else
/// "custom".
[[nodiscard]] ProjectLink withBandwidth(ProjectLink link, double mbps);

}  // namespace trilane
