#include "app/cli/batch_options.h"

#include "app/cli/input_paths.h"
#include "app/cli/number_display.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/usage_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <system_error>
#include <thread>

namespace trilane {
namespace {

constexpr std::int64_t kMostThreads = 256;
constexpr std::int64_t kMostShards = 1'000'000;

/// Where writing to `path` ends up, also where nothing stands there yet.
std::filesystem::path placeOf(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, ignored), ignored);
}

}  // namespace

std::string Shard::describeEmpty(std::size_t cases) const {
    if (count == 1) return "no case in the suite";
    return fmt::format("no case in shard {}/{} of {}", index + 1, count, countText(cases, "case"));
}

void BatchOptions::addTo(CLI::App& command) {
    addArgument(command, "SUITE", suite, "trilane.suite file; - reads standard input");
    addText(command, "Run", "--jobs", jobs, "N",
            "cases at a time (default: as many as there are processors)");
    addText(command, "Run", "--shard", shard, "I/N",
            "only part I of N, counted from 1; the parts together are the suite");
    addFlag(command, "Run", "--fail-fast", failFast,
            "stop after the first case that does not pass");
    search.addTo(command);
    addOutputFile(command, "--junit", junit, "write a JUnit report to FILE too");
    addFlag(command, "Output", "--no-timing", noTiming,
            "leave out how long solving took: the same input gives the same bytes");
    addOutput(command, path,
              "write the lines to FILE instead (- = standard output), also when interrupted");
    addFlag(command, "Output", "-q,--quiet", quiet, "no warnings, no progress and no summary");
}

std::size_t BatchOptions::threads() const {
    if (!jobs) return std::max(1U, std::thread::hardware_concurrency());
    return static_cast<std::size_t>(
        parseCount("--jobs", *jobs, 1, kMostThreads, "a whole number from 1 to 256"));
}

Shard BatchOptions::part() const {
    if (!shard) return {};
    // About the whole, not about one of its numbers.
    const UsageError wrong(
        fmt::format("--shard: '{}'; expected I/N with I from 1 to N, as in 2/5", *shard));
    const std::size_t slash = shard->find('/');
    if (slash == std::string::npos) throw wrong;
    try {
        const std::uint64_t count =
            parseCount("--shard", shard->substr(slash + 1), 1, kMostShards, {});
        const std::uint64_t index = parseCount("--shard", shard->substr(0, slash), 1, count, {});
        return {static_cast<std::size_t>(index - 1), static_cast<std::size_t>(count)};
    } catch (const UsageError&) {
        throw wrong;
    }
}

void BatchOptions::requireOwnPlaces() const {
    requireNotRead(target(), {{"SUITE", suite}});
    if (!junit) return;
    if (*junit == "-")
        throw UsageError("--junit: '-'; expected a file, since standard output is for the lines");
    requireNotRead(*junit, {{"SUITE", suite}}, "--junit");
    if (path && placeOf(*path) == placeOf(*junit))
        throw UsageError(
            fmt::format("--junit: '{}' is where -o writes; expected another file", *junit));
}

}  // namespace trilane
