#pragma once

#include "app/figure/theme.h"

#include <QString>
#include <cstdint>

namespace trilane {

/// What the user chose; System follows the desktop.
enum class ThemeChoice : std::uint8_t { System, Light, Dark };

/// Remembers what the desktop looks like; to be called before the first applyTheme().
void noteSystemTheme();
[[nodiscard]] ThemeKind resolve(ThemeChoice choice);

/// "system", "light", "dark": settings and `--theme`. Anything else is System.
[[nodiscard]] QString key(ThemeChoice choice);
[[nodiscard]] ThemeChoice themeChoiceFromKey(const QString& key);

}  // namespace trilane
