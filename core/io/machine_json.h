#pragma once

#include "core/cost/machine.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// The shipped machines that programs start from.
inline constexpr const char* kDefaultDevice = "raspberry-pi-4b";
inline constexpr const char* kDefaultServer = "i7-8700-gtx-1080";

/// Reads a `trilane.machine` file ("-": the standard input). Throws InputError.
[[nodiscard]] Machine readMachine(const std::string& path);

/// The same from its text; `file` is for messages.
[[nodiscard]] Machine parseMachine(std::string text, const std::string& file);

/// The text of a `trilane.machine` file.
[[nodiscard]] std::string writeMachine(const Machine& machine);

/// The names of the machines that come with the program, sorted.
[[nodiscard]] std::vector<std::string_view> shippedMachineNames();

/// The machine of that name, whatever its letter case; empty if none is shipped.
[[nodiscard]] std::optional<Machine> shippedMachine(std::string_view name);

/// A shipped machine by name, or else the file at that path. Throws InputError, which lists the
/// shipped ones where there is neither.
[[nodiscard]] Machine loadMachine(const std::string& nameOrPath);

}  // namespace trilane
