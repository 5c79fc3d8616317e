#pragma once

#include <string>

namespace CLI {
class App;
}

namespace trilane {

/// The help of the program: what it is for, its commands, exit codes, where to read on.
[[nodiscard]] std::string programHelp(const CLI::App& program);

/// The help of one command: usage, options by group or the commands that may follow, and its
/// footer's lines as examples.
[[nodiscard]] std::string commandHelp(const CLI::App& command);

/// What calls a command, behind "trilane": "plan", "profile import".
[[nodiscard]] std::string commandPath(const CLI::App& command);

}  // namespace trilane
