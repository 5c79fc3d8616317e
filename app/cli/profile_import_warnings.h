#pragma once

#include "app/cli/profile_import_report.h"

#include <cstddef>
#include <string>
#include <vector>

namespace trilane {

/// Why the profile may be wrong, each for one line: most of what was measured belongs to no layer,
/// or entries are matched in part only.
/// @param reportIsShown  what belongs to no layer, however little, is told by the report
[[nodiscard]] std::vector<std::string> importWarnings(const ProfileImport& import,
                                                      bool reportIsShown);

/// The parts of names of which the model has nothing, each once, in order; and of how many entries.
struct UnknownParts {
    std::size_t entries = 0;
    std::vector<std::string> parts;
};

[[nodiscard]] UnknownParts findUnknownParts(const ProfileMatch& match);

/// "'a', 'b' and 3 more"
[[nodiscard]] std::string listParts(const std::vector<std::string>& parts, std::size_t most);

/// From 0 to 1; of nothing it is 0.
[[nodiscard]] double shareOf(Nanoseconds part, Nanoseconds whole);

}  // namespace trilane
