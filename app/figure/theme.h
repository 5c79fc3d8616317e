#pragma once

#include <QColor>
#include <QFont>
#include <array>
#include <cstddef>

namespace trilane {

enum class ThemeKind { Light, Dark };

/// How a job shows: a colour, and beyond the first round of colours a hatching, so that jobs stay
/// apart; black and white keeps them apart by hatching and by their labels.
struct JobStyle {
    QColor fill;       ///< bars and crossing tensors
    QColor tint;       ///< device layers in the graph: the fill, mixed with the background
    QColor text;       ///< readable on `fill`
    QColor outline;    ///< readable on the background
    int hatching = 0;  ///< 0: none; 1, 2, …: a pattern each
};

/// Every colour of the program, light or dark. The colours of jobs are those of Okabe and Ito
/// (Color Universal Design, 2008), which the colour-blind can tell apart; vermilion is kept for the
/// makespan.
struct Theme {
    ThemeKind kind = ThemeKind::Light;
    QColor window;      ///< panels and bars around the views
    QColor background;  ///< of figures and tables
    QColor alternate;   ///< every other row, idle lanes
    QColor text;
    QColor muted;  ///< secondary text
    QColor faint;  ///< what is dimmed
    QColor rule;   ///< borders between panels, grid lines
    QColor edge;   ///< arrows of a graph
    QColor node;   ///< a layer that belongs to no job
    QColor nodeOutline;
    QColor accent;      ///< selection, current value
    QColor accentTint;  ///< background of what is selected
    QColor accentText;  ///< on `accent`
    QColor makespan;    ///< flag and line
    QColor makespanText;
    QColor lowerBound;
    QColor critical;  ///< outline of the critical path
    QColor error;
    QColor heatLow, heatHigh;  ///< ends of the heat map's scale

    static constexpr std::size_t kJobColours = 6;
    std::array<QColor, kJobColours> jobs;

    /// The style of a job by JobAssignment::colourOf; any index has one.
    [[nodiscard]] JobStyle job(std::size_t index) const;
    /// What belongs to no job or to all of them: grey.
    [[nodiscard]] JobStyle noJob() const;
    /// From heatLow to heatHigh; `share` from 0 to 1.
    [[nodiscard]] QColor heat(double share) const;
};

[[nodiscard]] const Theme& theme(ThemeKind kind);

/// The font of all figures: Inter, else DejaVu Sans. @param pixels  height of the em square
[[nodiscard]] QFont figureFont(double pixels, bool bold = false);

}  // namespace trilane
