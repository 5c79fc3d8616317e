#pragma once

#include <cstdint>

/// Measures of a drawn graph at 100 %, in pixels: layout, painting and hit testing share them.
namespace trilane {

inline constexpr double kTitlePixels = 12;
inline constexpr double kDetailPixels = 10;
inline constexpr double kNode = 30;      ///< height of a layer: a title and one line below it
inline constexpr double kTallNode = 48;  ///< with attributes
inline constexpr double kInputNode = 24;
inline constexpr double kServerRadius = 12;
inline constexpr double kPillHeight = 18;
inline constexpr double kPillPixels = 11;
inline constexpr double kPillPadding = 8;
inline constexpr double kCrossingWidth = 4;

/// How much a graph shows: what cannot be read is not drawn.
enum class GraphDetail : std::uint8_t {
    Specks,  ///< a filled box each, straight edges
    Boxes,   ///< shapes and curves, titles where there is room
    Titles,  ///< and all titles
    Full,
};
[[nodiscard]] constexpr GraphDetail graphDetail(double scale) {
    return scale < 0.22   ? GraphDetail::Specks
           : scale < 0.55 ? GraphDetail::Boxes
           : scale < 0.70 ? GraphDetail::Titles
                          : GraphDetail::Full;
}

/// Where a graph is drawn small, titles that have room are larger than their share, so that they
/// can be read: no less than this, in pixels of the screen.
inline constexpr double kLeastTitlePixels = 9;

/// Crossing tensors tell their size in pills that never shrink below this share; where one would
/// hide nodes that can be told apart, a dot stands for it.
inline constexpr double kLeastPillScale = 0.85;
[[nodiscard]] constexpr double pillScale(double scale) {
    return scale < kLeastPillScale ? kLeastPillScale : scale;
}

}  // namespace trilane
