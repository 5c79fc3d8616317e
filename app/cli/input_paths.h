#pragma once

#include <string>
#include <vector>

namespace trilane {

/// A file that a command reads, and what names it on the command line.
struct InputPath {
    std::string place;  ///< "MODEL", "--profile"
    std::string path;   ///< "-": standard input
};

/// Throws UsageError where more than one of the files that are read is the standard input.
void requireOneStandardInput(const std::vector<InputPath>& inputs);

/// Throws UsageError where `output` (of `option`; "-": standard output) is one of the files that
/// are read, whatever links lead there: writing would destroy what the user brought.
void requireNotRead(const std::string& output, const std::vector<InputPath>& inputs,
                    const std::string& option = "-o");

}  // namespace trilane
