#pragma once

#include "core/cost/profile.h"
#include "core/graph/model.h"

#include <cstddef>
#include <optional>
#include <string>

namespace trilane {

/// For each side of a profile the layers that take the most time, with their shares.
/// @param model  the profile's own, or null; with it operators are told too, their sums, and the
///               layers without a time
/// @param top    layers listed of each side
[[nodiscard]] std::string describeProfile(const Profile& profile, const Model* model,
                                          std::size_t top, bool emphasis);

/// The same as JSON.
[[nodiscard]] std::string profileReportJson(const Profile& profile, const Model* model,
                                            std::size_t top);

}  // namespace trilane
