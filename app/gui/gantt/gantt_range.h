#pragma once

#include "app/figure/time_axis.h"

#include <string>
#include <string_view>

namespace trilane {

/// Which stretch of time a view shows: all of it, whatever that is at the moment, or a part that
/// stays while plans change.
class GanttRange {
public:
    /// @param whole  the range that shows everything
    void setWhole(TimeRange whole);
    [[nodiscard]] const TimeRange& whole() const { return m_whole; }
    [[nodiscard]] bool fitted() const { return m_fitted; }
    [[nodiscard]] TimeRange shown() const { return m_fitted ? m_whole : m_part; }

    void fit() { m_fitted = true; }
    /// Shows `range`, or as much of it as there is.
    void show(TimeRange range);
    /// Shows `factor` times less or, below 1, more, and leaves `time` where it stands. Showing
    /// everything again fits.
    void zoom(double factor, double time);
    /// Moves on by `nanoseconds`; stops at both ends.
    void pan(double nanoseconds);

    /// For the project's file: "fit", or start and end in nanoseconds.
    [[nodiscard]] std::string text() const;
    /// What text() gave; anything else fits.
    void restore(std::string_view text);

private:
    TimeRange m_whole;
    TimeRange m_part;
    bool m_fitted = true;
};

}  // namespace trilane
