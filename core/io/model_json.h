#pragma once

#include "core/io/read_model.h"

#include <string>

namespace trilane {

/// Reads a `trilane.model` file ("-": the standard input). Throws InputError.
[[nodiscard]] ReadModel readModelJson(const std::string& path);

/// The same from its text; `file` is for messages.
[[nodiscard]] ReadModel parseModelJson(std::string text, const std::string& file);

/// The text of a `trilane.model` file. Reading it gives an equal model; writing that, the same
/// text.
[[nodiscard]] std::string writeModelJson(const Model& model);

}  // namespace trilane
