#include "app/cli/output_options.h"

#include "app/cli/option_values.h"

#include <chrono>

namespace trilane {

void OutputOptions::addTo(CLI::App& command, const std::string& whatFile) {
    command.add_flag("--json", json, "print JSON instead of text")->group("Output");
    addText(command, "-o,--output", path, "FILE", whatFile)->group("Output");
    command.add_flag("-q,--quiet", quiet, "no warnings and no progress")->group("Output");
}

void SearchOptions::addTo(CLI::App& command) {
    addText(command, "--time-limit", timeLimit, "S",
            "seconds for each search (default 10); then the best plan found, with its gap")
        ->group("Search");
}

SearchLimits SearchOptions::limits() const {
    SearchLimits limits;
    if (timeLimit) {
        constexpr double kMostSeconds = 1e6;
        const double seconds =
            parseNumber("--time-limit", *timeLimit, 0, kMostSeconds, "seconds from 0 to 1,000,000");
        limits.time = std::chrono::duration_cast<std::chrono::nanoseconds>(
            std::chrono::duration<double>(seconds));
    }
    return limits;
}

}  // namespace trilane
