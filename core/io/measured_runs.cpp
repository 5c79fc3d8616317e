#include "core/io/measured_runs.h"

#include "core/io/input_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace trilane {
namespace {

/// Of an even number of times the mean of the two in the middle, half a nanosecond rounded up.
Nanoseconds median(std::vector<Nanoseconds> times) {
    std::sort(times.begin(), times.end());
    const Nanoseconds upper = times[times.size() / 2];
    if (times.size() % 2 == 1) return upper;
    const Nanoseconds lower = times[times.size() / 2 - 1];
    return Nanoseconds{lower.count() + (upper.count() - lower.count() + 1) / 2};
}

}  // namespace

std::optional<Nanoseconds> measuredTime(double number, double unit) {
    return nanosecondsFromMs(number * (unit / kMillisecond));
}

std::optional<Nanoseconds> parseMeasuredTime(std::string_view text, double unit) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return measuredTime(number, unit);
}

void MeasuredRuns::add(std::size_t run, const std::string& name, const std::string& op,
                       Nanoseconds time) {
    const auto [place, isNew] = m_byName.try_emplace(name, m_samples.size());
    if (isNew) m_samples.push_back({name, op, {}});
    Nanoseconds& sum = m_samples[place->second].byRun[run];
    // More than the most is refused in the end; the sum of any number of times must fit till then.
    sum = std::min(sum + time, kMaxTime + kMaxTime);
}

MeasuredTimes MeasuredRuns::finish(MeasuredFormat format, bool dropWarmUp,
                                   const std::string& file) const {
    std::set<std::size_t> runs;
    for (const Samples& samples : m_samples)
        for (const auto& [run, time] : samples.byRun)
            runs.insert(run);
    MeasuredTimes result;
    result.format = format;
    if (dropWarmUp && runs.size() > 1) {
        runs.erase(runs.begin());
        result.warmUp = 1;
    }
    result.runs = runs.size();
    result.statistic = runs.size() > 1 ? MeasuredStatistic::Median : MeasuredStatistic::Single;
    Nanoseconds total;
    for (const Samples& samples : m_samples) {
        std::vector<Nanoseconds> times;
        for (const auto& [run, time] : samples.byRun)
            if (runs.contains(run)) times.push_back(time);
        if (times.empty()) continue;
        const Nanoseconds time = median(std::move(times));
        total += time;
        if (total > kMaxTime)
            throw InputError(
                file, "", fmt::format("times that add up to {} ms and more", total.milliseconds()),
                fmt::format("at most {:.0f} ms in sum", kMaxTime.milliseconds()));
        result.entries.push_back({samples.name, samples.op, time});
    }
    return result;
}

}  // namespace trilane
