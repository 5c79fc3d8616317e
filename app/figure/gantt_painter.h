#pragma once

#include "app/figure/gantt_geometry.h"
#include "app/figure/theme.h"

#include <QString>
#include <QStringList>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

class QPainter;

namespace trilane {

/// Bars by block and lane, ascending.
using GanttBarSets = std::vector<std::array<std::vector<std::uint32_t>, 3>>;

/// A stretch of time that was measured.
struct GanttSpan {
    std::size_t block = 0;
    double start = 0;  ///< nanoseconds
    double end = 0;
    QStringList lines;  ///< what is said about it
};

/// What a window shows on top of the picture. Exports leave it out.
struct GanttOverlay {
    GanttBarSets selected;               ///< empty, or one entry a block
    GanttBarSets highlighted;            ///< what was found or traced; likewise
    std::optional<std::size_t> focused;  ///< the block whose jobs the other views show
    std::optional<GanttSpan> span;
    std::vector<Nanoseconds> marks;  ///< ascending
    std::optional<TimeRange> whole;  ///< what the axis shows a part of; empty: it shows all
};

/// How the picture is painted.
struct GanttLook {
    const Theme* theme = nullptr;
    bool criticalPath = false;
    double scroll = 0;  ///< how far the blocks are scrolled up under the header
    double bottom = 0;  ///< of the picture; the blocks may end earlier or later
};

/// The column at the left that layOutGantt wants: as wide as the longest title.
/// @param anyFigures  also as wide as any figures that these plans may come to have, so that the
///                    axis stays where it is while they change
[[nodiscard]] double labelColumnWidth(const GanttChart& chart, const GanttRows& rows,
                                      bool anyFigures = false);

/// Paints header, titles, bars, flags and overlay over (0, 0) to (width, look.bottom), background
/// included. Costs what the shapes cost, not the bars.
void paintGantt(QPainter& painter, const GanttGeometry& geometry, const GanttLook& look,
                const GanttOverlay& overlay = {});

/// "optimal", "+46 %" above the lower bound, "≤ +46 %" where the bound may be too low; "searching…"
/// of the optimal plan as long as it may change.
[[nodiscard]] QString proofText(const GanttBlock& block);
/// "Device", "Link", "Server".
[[nodiscard]] QString laneTitle(Lane lane);
/// "32 layers"
[[nodiscard]] QString layerCountText(std::size_t count);

}  // namespace trilane
