#pragma once

#include "core/graph/units.h"

#include <QString>
#include <vector>

namespace trilane {

/// A stretch of time in nanoseconds, not rounded, so that zooming there and back changes nothing.
struct TimeRange {
    double start = 0;
    double end = 1;
    [[nodiscard]] double span() const { return end - start; }
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// Where a time stands between two edges of a picture, and back.
class TimeAxis {
public:
    TimeAxis() = default;
    /// @param range  longer than nothing; @param width  more than nothing, in pixels
    TimeAxis(TimeRange range, double left, double width)
        : m_range(range), m_left(left), m_width(width) {}

    [[nodiscard]] const TimeRange& range() const { return m_range; }
    [[nodiscard]] double left() const { return m_left; }
    [[nodiscard]] double right() const { return m_left + m_width; }
    [[nodiscard]] double pixelsPerNanosecond() const { return m_width / m_range.span(); }

    [[nodiscard]] double x(double time) const {
        return m_left + (time - m_range.start) * pixelsPerNanosecond();
    }
    [[nodiscard]] double x(Nanoseconds time) const { return x(static_cast<double>(time.count())); }
    [[nodiscard]] double time(double x) const {
        return m_range.start + (x - m_left) / pixelsPerNanosecond();
    }
    [[nodiscard]] bool shows(Nanoseconds time) const {
        const auto at = static_cast<double>(time.count());
        return at >= m_range.start && at <= m_range.end;
    }

private:
    TimeRange m_range;
    double m_left = 0;
    double m_width = 1;
};

struct TimeTick {
    Nanoseconds time;
    double x = 0;
    QString label;  ///< without the unit
};

/// The labelled points of an axis.
struct TimeTicks {
    std::vector<TimeTick> ticks;
    QString unit;      ///< of all labels: "ns", "µs", "ms" or "s", as the end of the range demands
    Nanoseconds step;  ///< 1, 2 or 5 times a power of ten
};

/// Ticks from time 0 on, far enough apart for labels in a figure's font of 10 pixels.
[[nodiscard]] TimeTicks ticksOf(const TimeAxis& axis);

/// "349.2 ms", "1,198 ms", "18 ms", "850 µs": four digits, fewer where they are exact; milliseconds
/// from 1 ms to 100 s.
[[nodiscard]] QString timeText(Nanoseconds time);

}  // namespace trilane
