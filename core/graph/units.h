#pragma once

#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>

namespace trilane {

/// A duration or a point in time. Whole nanoseconds, so that sums are exact, ties are real ties
/// and results are the same on every machine.
class Nanoseconds {
public:
    constexpr Nanoseconds() = default;
    constexpr explicit Nanoseconds(std::int64_t count) : m_count(count) {}

    [[nodiscard]] constexpr std::int64_t count() const { return m_count; }
    [[nodiscard]] constexpr double milliseconds() const {
        return static_cast<double>(m_count) / 1e6;
    }

    constexpr Nanoseconds& operator+=(Nanoseconds other) {
        m_count += other.m_count;
        return *this;
    }
    constexpr Nanoseconds& operator-=(Nanoseconds other) {
        m_count -= other.m_count;
        return *this;
    }
    friend constexpr Nanoseconds operator+(Nanoseconds a, Nanoseconds b) { return a += b; }
    friend constexpr Nanoseconds operator-(Nanoseconds a, Nanoseconds b) { return a -= b; }
    friend constexpr auto operator<=>(Nanoseconds, Nanoseconds) = default;

private:
    std::int64_t m_count = 0;
};

/// The longest time that a layer, a transfer or a latency may take, and all layers on one side or
/// all transfers together: 10^9 ms, 11.6 days. No schedule of three such lanes and a latency is
/// longer than kMaxTotalTime, so that every sum fits 64 bits and every time is exact in JSON's
/// doubles with six decimals of a millisecond.
inline constexpr Nanoseconds kMaxTime{1'000'000'000'000'000};
inline constexpr Nanoseconds kMaxTotalTime{4'000'000'000'000'000};

/// Later than any time that occurs; the sum of two still fits.
inline constexpr Nanoseconds kNever{std::numeric_limits<std::int64_t>::max() / 2};

/// Rounds to the nearest nanosecond. Empty for NaN, infinity, negative values and more than
/// kMaxTime.
[[nodiscard]] inline std::optional<Nanoseconds> nanosecondsFromMs(double ms) {
    if (!(ms >= 0.0) || ms > kMaxTime.milliseconds()) return std::nullopt;
    return Nanoseconds{std::llround(ms * 1e6)};
}

/// A size in bytes, at most kMaxBytes for one tensor.
class Bytes {
public:
    constexpr Bytes() = default;
    constexpr explicit Bytes(std::int64_t count) : m_count(count) {}
    [[nodiscard]] constexpr std::int64_t count() const { return m_count; }
    constexpr Bytes& operator+=(Bytes other) {
        m_count += other.m_count;
        return *this;
    }
    friend constexpr Bytes operator+(Bytes a, Bytes b) { return a += b; }
    friend constexpr auto operator<=>(Bytes, Bytes) = default;

private:
    std::int64_t m_count = 0;
};

/// 10^15 bytes, one petabyte: 8000 times as much still fits a 64-bit integer.
inline constexpr Bytes kMaxBytes{1'000'000'000'000'000};

}  // namespace trilane
