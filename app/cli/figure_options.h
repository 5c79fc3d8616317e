#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace trilane {

enum class FigureType : std::uint8_t { Svg, Png, Pdf };

/// What all figures of the command line have in common.
struct FigureLook {
    FigureType type = FigureType::Svg;
    std::optional<double> width;  ///< pixels of 1/96 inch; empty: the figure's own
    double scale = 1;             ///< pixels of a PNG for each of them
    bool dark = false;
};

/// `--width`, `--scale` and `--theme`.
struct FigureOptions {
    std::optional<std::string> width;
    std::optional<std::string> scale;
    std::optional<std::string> theme;

    void addTo(CLI::App& command);
    /// Throws UsageError for a value that makes no sense, and for a scale of what has no pixels.
    [[nodiscard]] FigureLook look(FigureType type) const;
    /// Throws UsageError where one was given although no picture is written.
    void requireNone() const;
};

}  // namespace trilane
