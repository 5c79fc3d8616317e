#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace trilane {

/// Declares commands and options to CLI11, so that only one file sees that library. All values are
/// taken as text (option_values.h reads them); the targets must outlive the parsing.

/// @param examples  command lines for its help, each of which a test runs
CLI::App* addCommand(CLI::App& program, const std::string& name, const std::string& description,
                     const std::string& examples);

/// The command's only argument, which must be given.
void addArgument(CLI::App& command, const std::string& name, std::string& target,
                 const std::string& description);

/// The same, but it may be left out.
void addOptionalArgument(CLI::App& command, const std::string& name,
                         std::optional<std::string>& target, const std::string& description);

/// An option with one value; given twice it is wrong usage.
void addText(CLI::App& command, const std::string& group, const std::string& flags,
             std::optional<std::string>& target, const std::string& valueName,
             const std::string& description);

/// The same, but it must be given.
void addRequiredText(CLI::App& command, const std::string& group, const std::string& flags,
                     std::string& target, const std::string& valueName,
                     const std::string& description);

/// "-o FILE", which names a file to write or is "-", the standard output; wrong usage where it is
/// empty.
void addOutput(CLI::App& command, std::optional<std::string>& target,
               const std::string& description);

/// The same, but it must be given.
void addRequiredOutput(CLI::App& command, std::string& target, const std::string& valueName,
                       const std::string& description);

/// An option that names a file to write; wrong usage where it is empty.
void addOutputFile(CLI::App& command, const std::string& flag, std::optional<std::string>& target,
                   const std::string& description);

/// An option that may be repeated, with one value each time.
void addTexts(CLI::App& command, const std::string& group, const std::string& flags,
              std::vector<std::string>& target, const std::string& valueName,
              const std::string& description);

void addFlag(CLI::App& command, const std::string& group, const std::string& flags, bool& target,
             const std::string& description);

}  // namespace trilane
