#include "app/cli/figure_options.h"

#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/usage_error.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace trilane {

void FigureOptions::addTo(CLI::App& command) {
    const std::string group = "Picture";
    addText(command, group, "--width", width, "PX", "width of the picture (900); not of a graph");
    addText(command, group, "--scale", scale, "X", "pixels of a PNG for each of the picture (1)");
    addText(command, group, "--theme", theme, "T", "light or dark (default light)");
}

FigureLook FigureOptions::look(FigureType type) const {
    FigureLook look;
    look.type = type;
    if (width)
        look.width = parseNumber("--width", *width, 300, 20'000, "pixels from 300 to 20,000");
    if (scale) {
        if (type != FigureType::Png) throw UsageError("--scale: only for a PNG");
        look.scale = parseNumber("--scale", *scale, 0.05, 8, "a factor from 0.05 to 8");
    }
    if (theme) {
        constexpr std::array<std::string_view, 2> kThemes{"light", "dark"};
        look.dark = parseChoice("--theme", *theme, kThemes, "theme") == 1;
    }
    return look;
}

void FigureOptions::requireNone() const {
    for (const auto& [name, given] :
         {std::pair("--width", &width), std::pair("--scale", &scale), std::pair("--theme", &theme)})
        if (*given) throw UsageError(fmt::format("{}: only for a picture", name));
}

}  // namespace trilane
