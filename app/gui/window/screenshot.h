#pragma once

#include "app/gui/window/command_line.h"

#include <string>

namespace trilane {

class MainWindow;

/// Applies what the command line says about link and strategies, as soon as a model is open.
/// Throws InputError for a network that is none.
void applyOptions(MainWindow& window, const GuiOptions& options);

/// Opens `options.file` in a window of its own, waits until everything is planned and laid out, and
/// writes the picture. Needs a QApplication.
/// @return the program's exit code; messages go to the standard error
[[nodiscard]] int takeScreenshot(const GuiOptions& options);

}  // namespace trilane
