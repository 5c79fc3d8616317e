#pragma once

#include "core/cost/profile.h"
#include "core/graph/model.h"

#include <string>

namespace trilane {

/// Reads a `trilane.profile` file ("-": the standard input). Throws InputError.
[[nodiscard]] Profile readProfile(const std::string& path);

/// The same from its text; `file` is for messages.
[[nodiscard]] Profile parseProfile(std::string text, const std::string& file);

/// The text of a `trilane.profile` file.
[[nodiscard]] std::string writeProfile(const Profile& profile);

/// Throws InputError where `profile`, which was read from `path`, belongs to another model or names
/// a layer or tensor that `model` does not have.
void checkProfile(const Profile& profile, const Model& model, const std::string& path);

}  // namespace trilane
