#pragma once

#include "core/cost/measured_times.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trilane {

/// Nanoseconds in the units that tools use.
inline constexpr double kMicrosecond = 1e3;
inline constexpr double kMillisecond = 1e6;

/// A time as a tool prints it, whatever the locale: a decimal number of `unit` nanoseconds, rounded
/// to whole ones. Empty for anything else, negative numbers and more than kMaxTime.
[[nodiscard]] std::optional<Nanoseconds> parseMeasuredTime(std::string_view text, double unit);

/// The same for a number. Empty for NaN, negative numbers and more than kMaxTime.
[[nodiscard]] std::optional<Nanoseconds> measuredTime(double number, double unit);

/// What messages call a time that parseMeasuredTime refuses.
inline constexpr const char* kMeasuredTimeExpected = "a time from 0 to 1,000,000,000 ms";

/// Gathers what ran in each run of a model and tells what is typical: within a run times of one
/// name are added up; over the runs in which a name occurs the median counts.
class MeasuredRuns {
public:
    void add(std::size_t run, const std::string& name, const std::string& op, Nanoseconds time);

    [[nodiscard]] bool empty() const { return m_samples.empty(); }

    /// Entries in order of their first addition. Where `dropWarmUp` holds and there are several
    /// runs, the first is left out, and what ran in it alone.
    /// @param file  for the InputError where the entries' times exceed kMaxTime in sum
    [[nodiscard]] MeasuredTimes finish(MeasuredFormat format, bool dropWarmUp,
                                       const std::string& file) const;

private:
    struct Samples {
        std::string name;
        std::string op;
        std::map<std::size_t, Nanoseconds> byRun;
    };
    std::vector<Samples> m_samples;
    std::unordered_map<std::string, std::size_t> m_byName;
};

}  // namespace trilane
