#include "app/cli/output_options.h"

#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"

#include <chrono>

namespace trilane {

void OutputOptions::addTo(CLI::App& command, const std::string& whatFile) {
    addFlag(command, "Output", "--json", json, "print JSON instead of text");
    addOutput(command, path, whatFile);
    addFlag(command, "Output", "-q,--quiet", quiet, "no warnings and no progress");
}

void SearchOptions::addTo(CLI::App& command) {
    addText(command, "Search", "--time-limit", timeLimit, "S",
            "seconds to plan a problem (default 10); then the best plan found, with its gap");
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
