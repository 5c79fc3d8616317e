#pragma once

#include <QIcon>
#include <QString>

namespace trilane {

/// A line icon of resources/icons, without ".svg". It is drawn in the colours that the palette has
/// when it is drawn, so that it follows a change of theme, and sharp at any scale.
[[nodiscard]] QIcon lineIcon(const QString& name);

/// The program's own icon, in its own colours.
[[nodiscard]] QIcon programIcon();

}  // namespace trilane
