#pragma once

#include "app/figure/theme.h"

#include <QString>

namespace trilane {

/// What makes the window calm beyond style and palette: one-pixel rules between panes, flat
/// buttons, quiet headers and scroll bars, a visible ring around what has the keyboard.
[[nodiscard]] QString windowStyleSheet(const Theme& theme);

}  // namespace trilane
