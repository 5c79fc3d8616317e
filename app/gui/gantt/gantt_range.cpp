#include "app/gui/gantt/gantt_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace trilane {
namespace {

/// The shortest stretch that shows, in nanoseconds: what is shorter has no inside.
constexpr double kLeastSpan = 50;

}  // namespace

void GanttRange::setWhole(TimeRange whole) {
    m_whole = whole;
}

void GanttRange::show(TimeRange range) {
    m_part = {range.start, std::max(range.end, range.start + kLeastSpan)};
    m_fitted = false;
    // A part that ends later than everything is kept: plans may have become shorter for a moment.
}

void GanttRange::zoom(double factor, double time) {
    const TimeRange before = shown();
    const double span = std::max(before.span() / factor, kLeastSpan);
    if (span >= m_whole.span() && factor < 1) {
        fit();
        return;
    }
    const double share = (time - before.start) / before.span();
    const double start = std::max(time - share * span, 0.0);
    show({start, start + span});
}

void GanttRange::pan(double nanoseconds) {
    const TimeRange before = shown();
    const double last = std::max(m_whole.end - before.span(), 0.0);
    const double start = std::clamp(before.start + nanoseconds, 0.0, std::max(last, before.start));
    if (start != before.start) show({start, start + before.span()});
}

std::string GanttRange::text() const {
    return m_fitted ? "fit" : fmt::format("{:.0f} {:.0f}", m_part.start, m_part.end);
}

void GanttRange::restore(std::string_view text) {
    std::istringstream stream{std::string(text)};
    stream.imbue(std::locale::classic());
    TimeRange range;
    const bool good = static_cast<bool>(stream >> range.start >> range.end);
    if (good && std::isfinite(range.end) && range.start >= 0 && range.span() >= kLeastSpan)
        show(range);
    else
        fit();
}

}  // namespace trilane
