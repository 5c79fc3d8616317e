#pragma once

#include "core/plan/planner.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace trilane {

/// How a command's result is shown and where it goes.
struct OutputOptions {
    bool json = false;
    bool quiet = false;
    std::optional<std::string> path;  ///< "-": standard output

    /// @param whatFile  what `-o FILE` writes, for the help text
    void addTo(CLI::App& command, const std::string& whatFile);
    [[nodiscard]] std::string target() const { return path.value_or("-"); }
};

/// How long a search may take.
struct SearchOptions {
    std::optional<std::string> timeLimit;

    void addTo(CLI::App& command);
    /// Throws UsageError.
    [[nodiscard]] SearchLimits limits() const;
};

}  // namespace trilane
