#include "core/plan/sweep.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <queue>

namespace trilane {
namespace {

constexpr double kLeastMbps = 1e-6;
constexpr double kMostMbps = 1e9;

template <class Number>
bool parseWhole(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

bool isBandwidth(double mbps) {
    return std::isfinite(mbps) && mbps >= kLeastMbps && mbps <= kMostMbps;
}

}  // namespace

std::variant<SweepRange, SweepRangeFault> parseSweepRange(std::string_view text) {
    const auto fault = [&](const char* expected) {
        return SweepRangeFault{"'" + std::string(text) + "'", expected};
    };
    constexpr const char* kForm = "LOW:HIGH or LOW:HIGH:POINTS, as in 0.1:100:60";
    std::array<std::string_view, 3> parts;
    std::size_t count = 0;
    for (std::string_view rest = text;; ++count) {
        if (count == parts.size()) return fault(kForm);
        const std::size_t colon = rest.find(':');
        parts[count] = rest.substr(0, colon);
        if (colon == std::string_view::npos) break;
        rest.remove_prefix(colon + 1);
    }
    SweepRange range;
    if (count == 0 || !parseWhole(parts[0], range.low) || !parseWhole(parts[1], range.high))
        return fault(kForm);
    if (count == 2 && !parseWhole(parts[2], range.points)) return fault(kForm);
    if (!isBandwidth(range.low) || !isBandwidth(range.high))
        return fault("bandwidths from 0.000001 to 1,000,000,000 Mbps");
    if (range.low >= range.high) return fault("a low end below the high end");
    if (range.points < 2 || range.points > kMostSweepPoints) return fault("2 to 10,000 points");
    return range;
}

std::vector<double> bandwidths(const SweepRange& range) {
    std::vector<double> values(range.points);
    const double ratio = std::log(range.high / range.low);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = range.low * std::exp(ratio * static_cast<double>(i) /
                                         static_cast<double>(values.size() - 1));
    values.front() = range.low;
    values.back() = range.high;
    return values;
}

std::vector<std::size_t> coarseToFine(std::size_t count) {
    std::vector<std::size_t> places;
    if (count > 0) places.push_back(0);
    if (count > 1) places.push_back(count - 1);
    // Gaps by width, the leftmost of the widest first.
    using Gap = std::pair<std::size_t, std::size_t>;
    const auto narrower = [](const Gap& a, const Gap& b) {
        const std::size_t widthA = a.second - a.first;
        const std::size_t widthB = b.second - b.first;
        return widthA != widthB ? widthA < widthB : a.first > b.first;
    };
    std::priority_queue<Gap, std::vector<Gap>, decltype(narrower)> gaps(narrower);
    if (count > 2) gaps.emplace(0, count - 1);
    while (!gaps.empty()) {
        const Gap gap = gaps.top();
        gaps.pop();
        const std::size_t middle = gap.first + (gap.second - gap.first) / 2;
        places.push_back(middle);
        if (middle - gap.first > 1) gaps.emplace(gap.first, middle);
        if (gap.second - middle > 1) gaps.emplace(middle, gap.second);
    }
    return places;
}

}  // namespace trilane
