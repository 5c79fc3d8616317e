#pragma once

#include "app/cli/output_options.h"

#include <cstddef>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace trilane {

/// A part of a suite: of every `count` cases in a row the one at `index`. The parts of one count
/// hold each case once.
struct Shard {
    std::size_t index = 0;  ///< from 0
    std::size_t count = 1;

    /// How many of `cases` are in it.
    [[nodiscard]] std::size_t size(std::size_t cases) const {
        return cases > index ? (cases - index - 1) / count + 1 : 0;
    }
    /// "no case in shard 7/9 of 5 cases", of a part in which there is none.
    [[nodiscard]] std::string describeEmpty(std::size_t cases) const;
    /// The place in the suite of the shard's case `i`.
    [[nodiscard]] std::size_t caseAt(std::size_t i) const { return index + i * count; }
};

/// The command line of `batch`.
struct BatchOptions {
    std::string suite;
    std::optional<std::string> jobs;
    std::optional<std::string> shard;
    std::optional<std::string> junit;
    std::optional<std::string> path;
    bool failFast = false;
    bool noTiming = false;
    bool quiet = false;
    SearchOptions search;

    void addTo(CLI::App& command);
    [[nodiscard]] std::string target() const { return path.value_or("-"); }
    /// Threads; those of the machine by default. Throws UsageError.
    [[nodiscard]] std::size_t threads() const;
    /// "2/5" is the second of five. Throws UsageError.
    [[nodiscard]] Shard part() const;
    /// Throws UsageError where lines and JUnit would go to one place, or over the suite.
    void requireOwnPlaces() const;
};

}  // namespace trilane
