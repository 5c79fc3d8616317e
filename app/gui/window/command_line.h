#pragma once

#include "app/gui/window/panes.h"
#include "app/gui/window/theme_choice.h"
#include "core/plan/strategy.h"

#include <QSize>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace trilane {

/// What the desktop program was started with.
struct GuiOptions {
    std::string file;  ///< model or project; empty: the last sample
    std::optional<ThemeChoice> theme;
    std::string screenshot;      ///< the picture to write instead of running; empty: none
    QSize size{1280, 800};       ///< of the picture, in pixels of 1/96 inch
    int scale = 1;               ///< pixels of the picture for each of them
    std::optional<PaneId> show;  ///< that fills the picture; empty: the whole window
    std::string network;         ///< a shipped name or a file; empty: as it is
    std::optional<double> mbps;
    std::string focus;                 ///< a strategy's id; empty: as it is
    std::vector<Strategy> strategies;  ///< shown; empty: as they are
};

/// The command line asks for nothing but a text: help, version, or what is wrong with it.
struct CommandLineText {
    bool wrong = false;  ///< to the standard error, with exit code 2
    std::string text;    ///< ends with a line feed
};

/// Reads the command line of trilane-gui; needs no application object.
[[nodiscard]] std::variant<GuiOptions, CommandLineText> parseCommandLine(int argc,
                                                                         const char* const* argv);

}  // namespace trilane
