#pragma once

#include "app/figure/theme.h"

class QWidget;

namespace trilane {

/// The theme that a widget's palette stands for. Views ask while painting, and paint anew on
/// QEvent::PaletteChange.
[[nodiscard]] const Theme& themeOf(const QWidget& widget);

/// Style, palette and font of the whole program.
void applyTheme(ThemeKind kind);

}  // namespace trilane
