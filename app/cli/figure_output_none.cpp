// In place of figure_output.cpp where the program is built without Qt.

#include "app/cli/figure_output.h"
#include "app/cli/usage_error.h"

#include <fmt/format.h>

namespace trilane {

void requireFigures(const std::string& path) {
    throw UsageError(fmt::format(
        "-o: '{}' is a picture, and this program was built without Qt, which paints them; expected "
        "another kind of file",
        path));
}

std::string ganttFigure(const std::shared_ptr<const Model>&, const Durations&,
                        const std::vector<std::shared_ptr<const ShownPlan>>&, const FigureLook&,
                        const std::string& path) {
    requireFigures(path);
    return {};
}

std::string graphFigure(const std::shared_ptr<const Model>&, const Durations*,
                        const std::shared_ptr<const ShownPlan>&, const FigureLook&,
                        const std::string& path) {
    requireFigures(path);
    return {};
}

std::string multiPathFigure(const std::shared_ptr<const Model>&, const Durations&,
                            const std::shared_ptr<const ShownPlan>&, const FigureLook&,
                            const std::string& path) {
    requireFigures(path);
    return {};
}

std::string sweepFigure(const SweepPicture&, const FigureLook&, const std::string& path) {
    requireFigures(path);
    return {};
}

std::string reproductionFigure(const ReproductionInputs&, const Reproduction&, const FigureLook&,
                               const std::string& path) {
    requireFigures(path);
    return {};
}

}  // namespace trilane
